"""SQL lives in files: `-- name --` opens a statement, the lines after it describe and spell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_HEAD = re.compile(r"^-- (?P<name>[a-z][a-z0-9_]*)(?: \((?P<dialect>[a-z]+)\))? --$", re.MULTILINE)


class Queries:
    """The statements of one .sql file by name; parameters are written `:name`.

    A head may carry a dialect, `-- claim_due (postgresql) --`: that text replaces the plain one there.
    Raises ValueError for a name twice and text before the first head, KeyError for an unknown name.
    """

    def __init__(self, text: str, *, source: str, dialect: str = "sqlite") -> None:
        self.source = source
        self._texts = dict(_blocks(text, source, dialect))

    @classmethod
    def read(cls, path: Path, *, dialect: str = "sqlite") -> Queries:
        """Load a file; done once, when the module that uses it is imported."""
        return cls(path.read_text(encoding="utf-8"), source=str(path), dialect=dialect)

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def unused(self, sources: str) -> list[str]:
        """Names that stand nowhere in the given program text as `"name"`; a test keeps this empty."""
        return [name for name in self if f'"{name}"' not in sources]


def _blocks(text: str, source: str, dialect: str) -> Iterator[tuple[str, str]]:
    heads = list(_HEAD.finditer(text))
    before = text[: heads[0].start()] if heads else text
    if any(line.strip() and not line.startswith("--") for line in before.splitlines()):
        raise ValueError(f"{source}: SQL before the first `-- name --`")
    ends = [head.start() for head in heads[1:]] + [len(text)]
    found: dict[tuple[str, str | None], str] = {}
    for head, end in zip(heads, ends, strict=True):
        key = (head["name"], head["dialect"])
        if key in found:
            raise ValueError(f"{source}: `{head['name']}` stands there twice")
        found[key] = text[head.end() : end].strip()
    for name in dict.fromkeys(name for name, _ in found):
        chosen = found.get((name, dialect), found.get((name, None)))
        if chosen is not None:
            yield name, chosen
