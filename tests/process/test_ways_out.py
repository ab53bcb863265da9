"""Every no names ways out: actions that there are, and that the same caller may then do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.complaint.kind import COMPLAINT

ROOT = Path(__file__).parents[2]
DECIDING = sorted((ROOT / "shared" / "complaint").rglob("*.py"))


def named_in(path: Path) -> Iterator[tuple[int, str]]:
    """Every slug that stands in an `instead=(…)` of a file, with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "instead":
            for inner in ast.walk(node.value):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.lineno, inner.value


def without_way_out(path: Path) -> Iterator[int]:
    """Lines of guards and refusals that name no way out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Guard" | "Refused"), keywords=words):
                if not any(word.arg == "instead" for word in words):
                    yield node.lineno


@pytest.mark.parametrize("path", DECIDING, ids=lambda path: path.stem)
def test_every_way_out_is_an_action(path: Path) -> None:
    unknown = [f"{path.name}:{line}: {slug}" for line, slug in named_in(path) if slug not in COMPLAINT.by_slug]
    assert not unknown


@pytest.mark.parametrize("path", DECIDING, ids=lambda path: path.stem)
def test_every_no_names_a_way_out(path: Path) -> None:
    """But for an importer: no action does what it does."""
    assert path.stem == "p12_import" or not list(without_way_out(path))
