"""The state is chapters, not a heap: an event replaces its own chapter, a guard reads two at most."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source, code

STATE = "shared/complaint/state/complaint.py"
#: What events of every chapter may replace: who has the case, which round it is, and reception, which R1.1a lets
#: settlement, handover and route end.
FREE = {"ladder", "round", "reception"}
MOST_READ = 2


def _in(sources: Sequence[Source], *folder: str) -> Iterator[Source]:
    return (source for source in code(sources) if source.path.with_suffix("").parts[: len(folder)] == folder)


def _heaps(sources: Sequence[Source]) -> Iterator[str]:
    for source in _in(sources, "shared", "complaint", "events"):
        for function in source.nodes:
            if isinstance(function, ast.FunctionDef) and function.name == "apply":
                replaced = set(_replaced(function, function.args.args[1].arg))
                if len(replaced - FREE) > 1:
                    yield source.at(function, f"one fact replaces {', '.join(sorted(replaced - FREE))}")


def _replaced(function: ast.FunctionDef, state: str) -> Iterator[str]:
    """The chapters in `replace(state, chapter=…)`."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id="replace"), args=[ast.Name(id=name), *_], keywords=words) if name == state:
                yield from (word.arg for word in words if word.arg)


def _wide_guards(sources: Sequence[Source]) -> Iterator[str]:
    reads = _chapters_read(sources)
    for source in _in(sources, "shared", "complaint"):
        functions = {node.name: node for node in source.tree.body if isinstance(node, ast.FunctionDef)}
        for call in source.nodes:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Guard":
                chapters = _read_by(_condition(call), functions, reads)
                if len(chapters) > MOST_READ:
                    yield source.at(call, f"one guard reads {', '.join(sorted(chapters))}")


def _condition(guard: ast.Call) -> ast.expr | None:
    named = next((word.value for word in guard.keywords if word.arg == "holds"), None)
    return named or (guard.args[2] if len(guard.args) > 2 else None)


def _read_by(
    condition: ast.expr | None, functions: Mapping[str, ast.FunctionDef], reads: Mapping[str, set[str]]
) -> set[str]:
    node = functions.get(condition.id) if isinstance(condition, ast.Name) else condition
    if not isinstance(node, ast.Lambda | ast.FunctionDef):
        return set()
    return _expanded(_attributes(node, node.args.args[0].arg), reads)


def _chapters_read(sources: Sequence[Source]) -> dict[str, set[str]]:
    """For each field and property of Complaint: the chapters that it reads."""
    found: dict[str, set[str]] = {}
    for source in sources:
        if str(source.path) == STATE:
            for item in _body_of_complaint(source.tree):
                match item:
                    case ast.AnnAssign(target=ast.Name(id=name)):
                        found[name] = {name}
                    case ast.FunctionDef(name=name):
                        found[name] = _expanded(_attributes(item, "self"), found)
    return found


def _body_of_complaint(tree: ast.Module) -> list[ast.stmt]:
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Complaint")
    return [item for node in classes for item in node.body]


def _attributes(node: ast.AST, of: str) -> set[str]:
    inside = (inner for inner in ast.walk(node) if isinstance(inner, ast.Attribute))
    return {inner.attr for inner in inside if isinstance(inner.value, ast.Name) and inner.value.id == of}


def _expanded(names: set[str], reads: Mapping[str, set[str]]) -> set[str]:
    return set().union(*(reads.get(name, set()) for name in names))


EVENT = "shared/complaint/events/p04_on_the_spot.py"
GUARDS = "shared/complaint/guards.py"
COMPLAINT = {
    STATE: """class Complaint:
    reception: Reception
    facts: Facts
    closing: Closing
    @property
    def is_open(self): return self.reception.site and not self.closing.closed_at
"""
}


def _apply(body: str) -> str:
    return f"class A(ComplaintEvent):\n    def apply(self, state, stamp):\n        return {body}\n"


RULES = (
    HouseRule(
        "an event replaces only the record of its own chapter, the ladder or the round",
        _heaps,
        good={EVENT: _apply("replace(state, facts=replace(state.facts, a=1, b=2), ladder=x, reception=y)")},
        bad=({EVENT: _apply("replace(state, facts=x, closing=y)")},),
    ),
    HouseRule(
        "no guard reads more than two chapters",
        _wide_guards,
        good=COMPLAINT | {GUARDS: 'g = Guard("R1.1", say(), lambda c: c.is_open and c.reception.over)\n'},
        bad=(
            COMPLAINT | {GUARDS: 'g = Guard("R1.1", say(), lambda c: c.is_open and c.facts.route)\n'},
            COMPLAINT | {GUARDS: 'def f(c): return c.is_open and c.facts\ng = Guard("R1.1", say(), holds=f)\n'},
        ),
    ),
)
