"""No clock's and no action's name stands in a condition: what each does is said in its row, in its class."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source, code


def _clock_names(sources: Sequence[Source]) -> set[str]:
    """First argument of every `Clock("…", …)` or `Row("…", …)` of the clock table."""
    tables = (source for source in code(sources) if "clocks" in source.path.with_suffix("").parts)
    calls = (node for source in tables for node in source.nodes if isinstance(node, ast.Call))
    return {name for call in calls if (name := _named(call))}


def _named(call: ast.Call) -> str | None:
    if not (isinstance(call.func, ast.Name) and call.func.id in {"Clock", "Row"}):
        return None
    first = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "name")]
    return next((node.value for node in first if isinstance(node, ast.Constant) and isinstance(node.value, str)), None)


def _action_names(sources: Sequence[Source]) -> tuple[set[str], set[str]]:
    """Class names of every `@action(…)`, and their slugs."""
    classes = {
        node.name
        for source in code(sources)
        for node in source.nodes
        if isinstance(node, ast.ClassDef) and any(_is_action(decorator) for decorator in node.decorator_list)
    }
    return classes, {re.sub(r"(?<=.)(?=[A-Z])", "_", name).lower() for name in classes}


def _is_action(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "action"


def _conditions(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every constant compared with or matched against, and every class asked for."""
    for node in source.nodes:
        match node:
            case ast.Compare(left=left, comparators=others):
                yield from _constants((left, *others))
            case ast.MatchValue(value=value):
                yield from _constants((value,))
            case ast.MatchClass(cls=ast.Name(id=name)):
                yield node, name
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, asked]):
                yield from ((inner, inner.id) for inner in ast.walk(asked) if isinstance(inner, ast.Name))


def _constants(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.AST, str]]:
    for node in nodes:
        for inner in node.elts if isinstance(node, ast.Tuple | ast.Set | ast.List) else (node,):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner, inner.value


def _clocks_in_branches(sources: Sequence[Source]) -> Iterator[str]:
    clocks = _clock_names(sources)
    for source in code(sources):
        for node, name in _conditions(source):
            if name in clocks:
                yield source.at(node, f"the clock {name!r} stands in a condition; give its row a column")


def _actions_in_branches(sources: Sequence[Source]) -> Iterator[str]:
    classes, slugs = _action_names(sources)
    for source in code(sources):
        for node, name in _conditions(source):
            if name in classes | slugs:
                yield source.at(node, f"the action {name!r} stands in a condition; say it in its declaration")


TABLE = {"shared/complaint/clocks.py": 'CLOCKS = (Clock("reply", "R5.1"), Clock(name="quiet_week"))\n'}
ACTION = {"shared/complaint/actions/p05_reply_time.py": "@action(rules=())\nclass AgreeReplyTime(Action): ...\n"}
ELSEWHERE = "services/escalation/reactions.py"
RULES = (
    HouseRule(
        "no clock's name stands in a condition",
        _clocks_in_branches,
        good=TABLE | {ELSEWHERE: 'if clock.pausable and x == "other": show("reply")\n'},
        bad=(
            TABLE | {ELSEWHERE: 'if clock.name == "reply": ...\n'},
            TABLE | {ELSEWHERE: 'if name in ("x", "quiet_week"): ...\n'},
            TABLE | {ELSEWHERE: 'match name:\n    case "reply": ...\n'},
        ),
    ),
    HouseRule(
        "no action's name stands in a condition",
        _actions_in_branches,
        good=ACTION | {ELSEWHERE: "act(AgreeReplyTime())\n"},
        bad=(
            ACTION | {ELSEWHERE: 'if slug == "agree_reply_time": ...\n'},
            ACTION | {ELSEWHERE: "if isinstance(act, (A, AgreeReplyTime)): ...\n"},
            ACTION | {ELSEWHERE: "match act:\n    case AgreeReplyTime(): ...\n"},
        ),
    ),
)
