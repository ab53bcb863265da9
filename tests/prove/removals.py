"""What can be taken away from the declarations, and how it is taken away in a running process."""

import ast
import importlib
import inspect
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from infra.kinds import KINDS
from shared.complaint.clocks import running, table
from shared.complaint.clocks.columns import Clock
from shared.decision.action import Action
from shared.decision.guard import Guard
from tests.rules.catalogue import ROOT

DECIDING = ("shared/complaint", "shared/directory", "shared/customer", "services/reporting")
"""Where refusals stand."""


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing taken away; `apply` does it in this process (a child, thrown away afterwards)."""

    rule: str
    what: str  #: shown to people, also the name to choose it by
    apply: Callable[[], None]


def removals() -> Iterator[Removal]:
    """Every guard, every clock row, every refusal."""
    yield from _guards()
    yield from _clocks()
    for folder in DECIDING:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from _refusals(path)


def _guards() -> Iterator[Removal]:
    for guard, actions in _guard_users().items():
        slugs = sorted(action.SPEC.slug for action in actions)
        shown = f"guard {slugs[0]}{f' and {len(slugs) - 1} more' if len(slugs) > 1 else ''}: {guard.sentence.en}"
        yield Removal(guard.rule, shown, partial(_without_guard, guard, actions))


def _guard_users() -> dict[Guard, list[type[Action]]]:
    users: dict[Guard, list[type[Action]]] = {}
    for kind in KINDS:
        for action in kind.actions:
            for guard in action.SPEC.when:
                users.setdefault(guard, []).append(action)
    return users


def _without_guard(guard: Guard, actions: list[type[Action]]) -> None:
    for action in actions:
        action.SPEC = replace(action.SPEC, when=tuple(g for g in action.SPEC.when if g is not guard))


def _clocks() -> Iterator[Removal]:
    for clock in table.CLOCKS:
        yield Removal(clock.rule, f"clock {clock.name}", partial(_without_clock, clock))


def _without_clock(clock: Clock) -> None:
    left = tuple(row for row in table.CLOCKS if row is not clock)
    for module in (table, running):
        module.CLOCKS = left  # type: ignore[attr-defined]
    assert running.clocks.__kwdefaults__ is not None
    running.clocks.__kwdefaults__["table"] = left
    running.Clockwork.__init__.__defaults__ = (left,)


def _refusals(path: Path) -> Iterator[Removal]:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and (rule := _refused_rule(node)):
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            yield Removal(rule, f"refusal {where}", partial(_without_raise, path, node.lineno))


def _refused_rule(node: ast.Raise) -> str | None:
    call = node.exc
    named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Refused"
    if not named or not isinstance(call, ast.Call) or not isinstance(call.args[0], ast.Constant):
        return None
    return str(call.args[0].value)


class _Silenced(ast.NodeTransformer):
    """Puts `pass` in the place of one `raise`."""

    def __init__(self, line: int) -> None:
        self.line = line

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        return ast.copy_location(ast.Pass(), node) if node.lineno == self.line else node


def _without_raise(path: Path, line: int) -> None:
    """Compile the module without that `raise` and put the new code into the functions that exist already."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    tree = _Silenced(line).visit(ast.parse(path.read_text("utf-8")))
    codes = dict(_codes(compile(ast.fix_missing_locations(tree), str(path), "exec")))
    for function in _functions(module):
        code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
        if code is not None:
            function.__code__ = code


def _codes(code: types.CodeType) -> Iterator[tuple[tuple[str, int], types.CodeType]]:
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield (const.co_qualname, const.co_firstlineno), const
            yield from _codes(const)


def _functions(module: types.ModuleType) -> Iterator[types.FunctionType]:
    for found in vars(module).values():
        if isinstance(found, types.FunctionType) and found.__module__ == module.__name__:
            yield found
        elif inspect.isclass(found) and found.__module__ == module.__name__:
            yield from _methods(found)


def _methods(cls: type[Any]) -> Iterator[types.FunctionType]:
    for found in vars(cls).values():
        inner = getattr(found, "__func__", getattr(found, "fget", found))
        if isinstance(inner, types.FunctionType):
            yield inner
