"""Every `suying` command that a document shows is one that the program has, with the options it takes."""

import re
import shlex
from collections.abc import Iterator

import pytest
from typer.main import get_command

from infra.cli.main import app
from tests.architecture.sources import Source, checkout

_SHOWN = re.compile(r"^\s*(?:\$ )?(?:\S*/bin/)?suying (?P<rest>[^#\n]+)", re.MULTILINE)
_BLOCK = re.compile(r"^```.*?^```|(?:^(?: {4,}|\t).*\n)+", re.MULTILINE | re.DOTALL)
DOCUMENTS = [source for source in checkout() if source.path.suffix == ".md" and _SHOWN.search(source.text)]


def _shown(source: Source) -> Iterator[str]:
    for block in _BLOCK.findall(source.text):
        yield from (shown["rest"].strip() for shown in _SHOWN.finditer(block))


def _wrong(command: str) -> str | None:
    """What is wrong with a shown command; None if the program takes it. Its actions' own fields are not looked at."""
    words = shlex.split(command.split(" | ", maxsplit=1)[0].split(" > ", maxsplit=1)[0])
    place = get_command(app)
    while words and hasattr(place, "commands"):
        if words[0] in ("--version", "--help"):
            return None
        if words[0] not in place.commands:
            return f"{words[0]} is no command"
        place = place.commands[words.pop(0)]
    known = {option for parameter in place.params for option in (*parameter.opts, *parameter.secondary_opts)}
    unknown = [word for word in words if word.startswith("--") and word.split("=")[0] not in known | {"--help"}]
    return f"no option {', '.join(unknown)}" if unknown and place.name != "do" else None


@pytest.mark.parametrize("source", DOCUMENTS, ids=lambda source: str(source.path))
def test_a_shown_command_exists(source: Source) -> None:
    assert {command: wrong for command in _shown(source) if (wrong := _wrong(command))} == {}


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert _wrong("serve --data x") is None
    assert _wrong("serve --nonsense") == "no option --nonsense"
    assert _wrong("parked dance") == "dance is no command"
