"""Where each rule is carried out: actions, events, clocks, and other places in the source that name it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from infra.kinds import KINDS
from shared.complaint.clocks.table import CLOCKS
from shared.decision.kind import Kind
from tests.rules.catalogue import ROOT

_ID = re.compile(r"\b(?:R\d+\.\d+[a-z]?|CK\d+)\b")


@dataclass(slots=True)
class Places:
    """What carries out one rule."""

    actions: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    tests: set[str] = field(default_factory=set)

    @property
    def has_code(self) -> bool:
        """Something of ours carries it out."""
        return bool(self.actions or self.events or self.clocks or self.modules)


@cache
def places() -> dict[str, Places]:
    """For every rule id that is named anywhere: where."""
    found: dict[str, Places] = defaultdict(Places)
    for kind in KINDS:
        _declared(kind, found)
    for clock in CLOCKS:
        found[clock.rule].clocks.add(clock.name)
    for path in sorted((*ROOT.glob("shared/**/*.py"), *ROOT.glob("services/**/*.py"))):
        for name in _ID.findall(path.read_text("utf-8")):
            found[name].modules.add(str(path.relative_to(ROOT)))
    for path in sorted(ROOT.glob("tests/**/test_*.py")):
        for rule, test in marked_tests(path.read_text("utf-8")):
            found[rule].tests.add(f"{path.relative_to(ROOT)}::{test}")
    return found


def _declared(kind: Kind[Any], found: dict[str, Places]) -> None:
    for action in kind.actions:
        spec = action.SPEC
        for rule in {*spec.rules, *spec.refuses, *(guard.rule for guard in spec.when)}:
            found[rule].actions.add(spec.slug)
    for event in kind.events:
        for rule in event.RULES:
            found[rule].events.add(event.__name__)


def marked_tests(source: str) -> list[tuple[str, str]]:
    """(rule, test) for every `@rule("R5.1", …)` over a test function or class."""
    if "@rule(" not in source:
        return []
    pairs = []
    for node in _collected(ast.parse(source)):
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "rule":
                pairs += [(str(a.value), node.name) for a in mark.args if isinstance(a, ast.Constant)]
    return pairs


def _collected(within: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """What pytest would collect: functions and classes of the module, and methods of these."""
    for node in within.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from _collected(node)
