"""Reads the rule ids and their text from docs/process.md."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROCESS = ROOT / "docs" / "process.md"

_HEAD = re.compile(r"^- \*\*(?P<id>(?:R\d+\.\d+[a-z]?)|(?:CK\d+))\*\* ?(?P<text>.*)$")
_LATER = re.compile(r"^(?:\[[SA]\] )?\((?P<package>[^)]*)\)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the handbook."""

    id: str
    text: str  #: all its lines, as they stand

    @property
    def package(self) -> str:
        """The work package in which it is built; `desk` unless it names another."""
        found = _LATER.match(self.text)
        return found["package"] if found else "desk"


@cache
def rules() -> dict[str, Rule]:
    """Every rule of the catalogue by id, in its order."""
    found: dict[str, list[str]] = {}
    block: list[str] | None = None
    for line in PROCESS.read_text("utf-8").splitlines():
        if head := _HEAD.match(line):
            block = found.setdefault(head["id"], [])
            block.append(head["text"])
        elif block is not None and line.startswith("  "):
            block.append(line.strip())
        else:
            block = None
    return {name: Rule(name, "\n".join(lines)) for name, lines in found.items()}
