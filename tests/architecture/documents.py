"""Documents point to what exists: decisions to what enforces them, links to their pages."""

import re
from collections.abc import Iterator, Sequence
from os.path import normpath
from pathlib import PurePosixPath

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source

_ENFORCED = re.compile(r"^\**Enforced by:\**\s*(.+)$", re.MULTILINE)
_PATH = re.compile(r"`([^`]+)`|([\w./-]+/[\w./-]*|[\w-]+\.\w+)")


def _decisions_without_enforcement(sources: Sequence[Source]) -> Iterator[str]:
    known = {path for source in sources for path in (source.path, *source.path.parents)} - {PurePosixPath()}
    for source in sources:
        if source.package != ("docs", "decisions") or source.path.suffix != ".md" or source.path.stem == "README":
            continue
        found = _ENFORCED.findall(source.text)
        paths = [
            PurePosixPath((quoted or plain).split("::")[0]) for line in found for quoted, plain in _PATH.findall(line)
        ]
        if not paths:
            yield f"{source.path}: does not end with “Enforced by: <path>”"
        for path in paths:
            if path not in known:
                yield f"{source.path}: enforced by {path}, which does not exist"


_LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)")


def _dead_links(sources: Sequence[Source]) -> Iterator[str]:
    known = {normpath(path) for source in sources for path in (source.path, *source.path.parents)}
    for source in sources:
        if source.path.suffix == ".md":
            for number, line in enumerate(source.text.splitlines(), 1):
                for link in _LINK.findall(line):
                    if normpath(source.path.parent / link) not in known:
                        yield f"{source.path}:{number}: {link} does not exist"


RULES = (
    HouseRule(
        "a link leads to a page",
        _dead_links,
        good={"docs/a/b.md": "[c](../c.md#part), [d](https://example.org/x), [a](..)\n", "docs/c.md": "[b](a/b.md)\n"},
        bad=({"docs/a/b.md": "[c](c.md)\n", "docs/c.md": ""},),
    ),
    HouseRule(
        "a decision names what enforces it",
        _decisions_without_enforcement,
        good={
            "docs/decisions/0001-one-door.md": "# One door\n\nEnforced by: `tests/architecture/`, tests/test_door.py\n",
            "tests/architecture/a.py": "",
            "tests/test_door.py": "",
        },
        bad=(
            {"docs/decisions/0001-one-door.md": "# One door\n"},
            {"docs/decisions/0001-one-door.md": "# One door\n\nEnforced by: good will\n"},
            {"docs/decisions/0001-one-door.md": "# One door\n\nEnforced by: tests/test_door.py\n"},
        ),
    ),
)
