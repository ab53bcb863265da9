"""Events: one grammar for their topics, each topic one event, for ever."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tests.architecture.house import HouseRule
from tests.architecture.sources import Source, code

GRAMMAR = re.compile(r"[a-z]+(?:_[a-z]+)*\.(?P<fact>[a-z]+(?:_[a-z]+)*)\.v[1-9][0-9]*")
#: Participles that do not end in -ed; a fact has at least one participle.
IRREGULAR = frozenset(
    re.findall(
        "[a-z]+",
        """become begun bound broken brought built chosen come cut dealt done drawn felt forgotten found given gone
        grown heard held hidden kept known laid left let lost made met paid put read said seen sent set shown shut
        sold spent split spoken stood taken taught told understood undone withdrawn won written""",
    )
)


def topics(sources: Sequence[Source]) -> Iterator[tuple[Source, ast.AST, str]]:
    """Every topic declared in our code: file, place, text."""
    for source in code(sources):
        for node in source.nodes:
            match node:
                case ast.AnnAssign(target=ast.Name(id="TOPIC"), value=ast.Constant(value=str(topic))):
                    yield source, node, topic
                case ast.Assign(targets=[ast.Name(id="TOPIC")], value=ast.Constant(value=str(topic))):
                    yield source, node, topic


def _is_past(fact: str) -> bool:
    return any(word.endswith("ed") or word in IRREGULAR for word in fact.split("_"))


def _ungrammatical(sources: Sequence[Source]) -> Iterator[str]:
    for source, node, topic in topics(sources):
        parsed = GRAMMAR.fullmatch(topic)
        if not parsed or not _is_past(parsed["fact"]):
            yield source.at(node, f"{topic!r} is not kind.past_fact.vN")


def _shared_topics(sources: Sequence[Source]) -> Iterator[str]:
    places: dict[str, list[str]] = defaultdict(list)
    for source, node, topic in topics(sources):
        places[topic].append(source.at(node, topic))
    for found in places.values():
        if len(found) > 1:
            yield " and ".join(found)


def _events_without_topic(sources: Sequence[Source]) -> Iterator[str]:
    classes = [(source, node) for source in code(sources) for node in source.nodes if isinstance(node, ast.ClassDef)]
    shapes = {base.id for _, node in classes for base in node.bases if isinstance(base, ast.Name)}
    for source, node in classes:
        if "events" in source.path.with_suffix("").parts and node.name not in shapes:
            defined = set(_defined(node))
            if "apply" in defined and "TOPIC" not in defined:
                yield source.at(node, f"{node.name} has an effect and no topic")


def _defined(node: ast.ClassDef) -> Iterator[str]:
    for item in node.body:
        match item:
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name


def _event(topic: str) -> str:
    return f'class A(Event):\n    TOPIC: ClassVar[str] = "{topic}"\n    def apply(self, state, stamp): return state\n'


BASE = "shared/complaint/events/base.py"
PLACE = "shared/complaint/events/p05_reply_time.py"
RULES = (
    HouseRule(
        "every event's topic is kind.past_fact.vN",
        _ungrammatical,
        good={PLACE: _event("complaint.reply_time_agreed.v1") + _event("site.desk_hours_set.v12")},
        bad=tuple(
            {PLACE: _event(topic)}
            for topic in (
                "complaint.agree_reply_time.v1",
                "complaint.agreed",
                "complaint.agreed.v0",
                "Complaint.agreed.v1",
            )
        ),
    ),
    HouseRule(
        "no two events share a topic",
        _shared_topics,
        good={PLACE: _event("complaint.agreed.v1") + _event("complaint.agreed.v2")},
        bad=({PLACE: _event("complaint.agreed.v1"), "shared/customer/events.py": _event("complaint.agreed.v1")},),
    ),
    HouseRule(
        "an event with an effect has a topic of its own",
        _events_without_topic,
        good={
            PLACE: _event("complaint.agreed.v1"),
            "shared/complaint/state.py": "class A:\n    def apply(self): ...\n",
        },
        bad=({PLACE: "class A(Event):\n    def apply(self, state, stamp): return state\n"},),
    ),
)
