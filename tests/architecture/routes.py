"""Modules that make FastAPI routes keep their annotations alive (trap 19)."""

import ast
from collections.abc import Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source, code


def _makes_routes(source: Source) -> bool:
    imports = (node for node in source.nodes if isinstance(node, ast.Import | ast.ImportFrom))
    imported = {name for node in imports for name in _names(node)}
    in_web = source.package[:2] == ("shared", "web")
    in_api = source.package[:1] == ("services",) and any(part.startswith("api") for part in source.path.parts[2:])
    return in_web or in_api or any(name.split(".")[0] == "fastapi" for name in imported)


def _names(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        yield node.module or ""
    else:
        yield from (name.name for name in node.names)


def _dead_annotations(sources: Sequence[Source]) -> Iterator[str]:
    for source in filter(_makes_routes, code(sources)):
        for node in source.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                yield source.at(node, "a module that makes routes must not turn its annotations into text")


FUTURE = "from __future__ import annotations\n"
RULES = (
    HouseRule(
        "no `from __future__ import annotations` where routes are made",
        _dead_annotations,
        good={"services/intake/api.py": "import fastapi\n", "services/intake/projection.py": FUTURE},
        bad=(
            {"services/intake/api.py": FUTURE},
            {"services/intake/api/search.py": FUTURE},
            {"shared/web/problems.py": FUTURE},
            {"infra/start_page.py": FUTURE + "from fastapi import APIRouter\n"},
        ),
    ),
)
