"""What the house rules read: the text files of this checkout, tracked or about to be, with their syntax trees."""

import ast
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
CODE = ("shared", "services", "infra")


@dataclass(frozen=True)
class Source:
    """One file: its path from the root of the checkout, and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, str(self.path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree; walked once for all rules."""
        return tuple(ast.walk(self.tree))

    @property
    def is_code(self) -> bool:
        """True for what we ship: not for tests, documents and lists."""
        return self.path.suffix == ".py" and self.path.parts[0] in CODE

    @property
    def package(self) -> tuple[str, ...]:
        """The folders it lies in, from the root."""
        return self.path.parts[:-1]

    def at(self, node: ast.AST, what: str) -> str:
        """A finding, as an editor can jump to it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"


def sample(files: dict[str, str]) -> tuple[Source, ...]:
    """A made-up checkout: path → text."""
    return tuple(Source(PurePosixPath(path), text) for path, text in files.items())


def code(sources: Iterable[Source]) -> Iterator[Source]:
    """Only what we ship."""
    return (source for source in sources if source.is_code)


@cache
def checkout() -> Sequence[Source]:
    """Every text file that git tracks or would track; what is binary is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(_read(path) for path in sorted(set(listed.split("\0")) - {""}) if _is_text(ROOT / path))


def _read(path: str) -> Source:
    return Source(PurePosixPath(path), (ROOT / path).read_text(encoding="utf-8"))


def _is_text(path: Path) -> bool:
    if not path.is_file():  # removed, not committed yet
        return False
    with path.open("rb") as file:
        return b"\0" not in file.read(8192)


def dotted_names(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every name in use with the full name that its import gives it: `dt.now` → `datetime.datetime.now`."""
    known = dict(_imported(source))
    for node in source.nodes:
        if isinstance(node, ast.Attribute | ast.Name) and (name := _chain(node)):
            first, _, rest = name.partition(".")
            if first in known:
                yield node, f"{known[first]}.{rest}" if rest else known[first]


def _imported(source: Source) -> Iterator[tuple[str, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            for name in node.names:
                yield (name.asname, name.name) if name.asname else (name.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                yield name.asname or name.name, f"{node.module}.{name.name}"


def _chain(node: ast.AST) -> str | None:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute) if inner := _chain(value):
            return f"{inner}.{attribute}"
    return None
