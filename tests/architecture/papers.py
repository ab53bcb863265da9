"""House keeping that a reader would miss: the Makefile lists every target, and no file is left half said."""

import re
from collections.abc import Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source

_TARGET = re.compile(r"^(?P<name>[a-z][a-z-]*):(?P<rest>.*)$", re.MULTILINE)
_LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
_SKIP = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b")


def _unlisted_targets(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if source.path.name == "Makefile":
            for target in _TARGET.finditer(source.text):
                if "## " not in target["rest"] and target["name"] != "help":
                    yield f"{source.path}: `make {target['name']}` has no `##` line"


def _left_for_later(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if _LATER.search(line):
                yield f"{source.path}:{number}: left for later; do it or file it"


def _skipped_tests(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if source.package[:1] == ("tests",) and source.package[:2] != ("tests", "architecture"):
            for number, line in enumerate(source.text.splitlines(), 1):
                if _SKIP.search(line):
                    yield f"{source.path}:{number}: a test that does not run holds nothing"


_ELSEWHERE = re.compile(r"\b(?:DESIGN|STYLE|PROCESS)(?:\.md\b| section| §)")


def _names_what_is_not_here(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if _ELSEWHERE.search(line):
                yield f"{source.path}:{number}: names a document that is not in the checkout"


RULES = (
    HouseRule(
        "rules and reasons are named where they are: docs/process.md, docs/architecture.md",
        _names_what_is_not_here,
        good={"shared/a/b.py": "# docs/architecture.md section 5\n"},
        bad=({"shared/a/b.py": "# DES" + "IGN section 5\n"}, {"docs/a.md": "see PRO" + "CESS.md\n"}),
    ),
    HouseRule(
        "`make` lists every target",
        _unlisted_targets,
        good={"Makefile": "help:\n\techo\nrun: setup ## the desk\n\tx\n"},
        bad=({"Makefile": "run: setup\n\tx\n"},),
    ),
    HouseRule(
        "nothing is left for later",
        _left_for_later,
        good={"shared/a/b.py": "# todos os santos\n"},
        bad=({"shared/a/b.py": "# TO" + "DO: the rest\n"},),
    ),
    HouseRule(
        "no test is skipped",
        _skipped_tests,
        good={"tests/test_a.py": "import pytest\n"},
        bad=({"tests/test_a.py": "@pytest.mark.skip\ndef test_a(): ...\n"},),
    ),
)
