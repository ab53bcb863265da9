"""`shared/` is not a junk room: every package has a charter of one sentence, and no module lies about in the hall."""

import ast
import re
from collections.abc import Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source

LONGEST = 400
#: Shortest and longest charter, in characters.
CHARTER = (30, 320)
_ONE_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\S)[^.!?]*)*\.", re.DOTALL)
_SAYS_WHY = re.compile(r"\b(?:long|one file|over 400 lines),? because\b", re.IGNORECASE)


def _modules_in_the_hall(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if (
            source.package in {("shared",), ("services",)}
            and source.path.suffix == ".py"
            and source.path.stem != "__init__"
        ):
            yield f"{source.path}: lies directly in {source.package[0]}/; it belongs to a package"


def _packages_without_charter(sources: Sequence[Source]) -> Iterator[str]:
    packages = {source.package[:2] for source in sources if source.is_code and len(source.package) > 1}
    openings = {source.package: source for source in sources if source.is_code and source.path.name == "__init__.py"}
    for package in sorted(package for package in packages if package[0] in {"shared", "services"}):
        opening = openings.get(package)
        charter = (ast.get_docstring(opening.tree) or "").split("\n\n")[0] if opening else ""
        if not (CHARTER[0] <= len(charter) <= CHARTER[1] and _ONE_SENTENCE.fullmatch(charter)):
            yield f"{'/'.join(package)}/__init__.py: opens with one sentence, its charter (found: {charter!r})"


def _long_files(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if source.path.suffix in {".py", ".sql", ".sh"}:
            lines = source.text.splitlines()
            if len(lines) > LONGEST and not _SAYS_WHY.search(" ".join(lines[:15])):
                yield f"{source.path}: {len(lines)} lines, and its top does not say why (“Long because …”)"


RULES = (
    HouseRule(
        "no module lies directly in shared/ or services/",
        _modules_in_the_hall,
        good={"shared/__init__.py": "", "shared/decision/guard.py": ""},
        bad=({"shared/dates.py": ""}, {"services/report.py": ""}),
    ),
    HouseRule(
        "every package of shared/ and services/ opens with one sentence, its charter",
        _packages_without_charter,
        good={"shared/decision/__init__.py": '"""What actions, guards and events are.\n\nMore. Here."""\n'},
        bad=(
            {"shared/decision/guard.py": ""},
            {"shared/decision/__init__.py": ""},
            {"shared/decision/__init__.py": '"""Decisions."""\n'},
            {"services/intake/__init__.py": '"""Takes the complaints in. And does a few other things too."""\n'},
        ),
    ),
    HouseRule(
        "a file over 400 lines says at its top why it is one",
        _long_files,
        good={
            "shared/complaint/clocks.py": '"""All clocks. Long because it is one table."""\n' + "x = 1\n" * LONGEST,
            "shared/complaint/state.py": "x = 1\n" * LONGEST,
            "docs/process.md": "line\n" * 900,
        },
        bad=({"shared/complaint/state.py": '"""State."""\n' + "x = 1\n" * LONGEST},),
    ),
)
