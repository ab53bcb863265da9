"""The page for operators says what the program does: every setting with its default, every exit code."""

import re
from collections.abc import Iterator

import infra.cli.main
from infra.exits import CODES, CannotRun
from infra.settings import described
from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs/operations/install.md").read_text(encoding="utf-8")
_IN_WORDS = {"False": "no", "": "none"}


def _rows(first: str) -> Iterator[list[str]]:
    """The cells of each table row whose first cell matches."""
    for line in PAGE.splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if line.startswith("|") and re.fullmatch(first, cells[0]):
            yield cells


def test_every_setting_stands_there_with_its_default() -> None:
    told = {variable: default for variable, _, default, _ in _rows(r"SUYING_\w+")}
    assert told == {variable: _IN_WORDS.get(default, default) for variable, default, _ in described()}


def test_every_exit_code_stands_there() -> None:
    assert infra.cli.main.app.registered_commands  # its modules are loaded, with the codes of their own
    assert {int(code) for code, _ in _rows(r"\d+")} == {0, 1} | {kind.code for kind in CannotRun.__subclasses__()}


def test_the_service_starts_again_only_where_that_can_help() -> None:
    unit = re.search(r"RestartPreventExitStatus=([\d ]+)", PAGE)
    assert unit
    assert {int(code) for code in unit[1].split()} == set(CODES) - {6}  # a full disk may be freed by others
