"""Our own acceptance cases: each file of this folder is a script, played through the real desk, all services on."""

import asyncio
import re
from pathlib import Path

import pytest

from infra.rehearsing.script import read
from shared.vocabulary.text import Lang
from tests.rehearsals.playing import FILES, seen
from tests.support.rules import rule


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@rule("CK2", "CK3")
def test_all_goes_as_the_script_says(file: Path, tmp_path: Path) -> None:
    found = asyncio.run(seen(file.name, tmp_path))
    assert found.played.stop is None
    assert found.otherwise == []
    assert found.stored == found.derived, "each stored timer is what the pure function says of the log"
    assert found.without_cause == [], "every act of the desk carries its cause"
    assert found.set_aside == 0


def test_two_runs_tell_the_same(tmp_path: Path) -> None:
    for file in FILES[:1]:
        told = []
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            told.append([line.plain(Lang.EN) for line in asyncio.run(seen(file.name, tmp_path / name)).played.lines])
        assert told[0] == told[1]


def test_every_file_says_what_it_expects() -> None:
    handbook = set(re.findall(r"\*\*((?:R|CK)\d+(?:\.\d+[a-z]?)?)\*\*", Path("docs/process.md").read_text("utf-8")))
    for file in FILES:
        script = read(file.read_text("utf-8"))
        assert script.title, file.name
        assert script.expect is not None, file.name
        assert script.ends, file.name
        assert set(script.rules) <= handbook, file.name
