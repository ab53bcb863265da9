"""docs/reference/phases.md: where a case can stand, and which action leads on, found by doing them.

From a case just received, every action is tried with forms made from its own declaration, by somebody whose role
may; whatever the aggregate takes leads to the next state. A state is gone on from when two actions may be done in it
that were not seen to be possible together in its phase: all sets of actions would be more than a computer can try.
"""

import itertools
from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, get_args, get_origin
from uuid import UUID

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from infra.reference.markdown import page
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint, Phase
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Refused
from shared.directory.sample import sample_directory
from shared.directory.state import Directory
from shared.vocabulary.roles import Role

BEGAN = datetime(2026, 3, 3, 1, tzinfo=UTC)
SITE = "LP"
MOST_FORMS = 24
"""Variants of one form: every choice of its enumerations and its yes-or-no fields, as far as they go."""

Edges = dict[tuple[Phase, Phase], set[str]]


def text() -> str:
    """The page."""
    lines = ["stateDiagram-v2", "    [*] --> verifying: receive"]
    for (before, after), slugs in sorted(edges().items()):
        lines.append(f"    {before.value} --> {after.value}: {', '.join(sorted(slugs))}")
    lines += [f"    {phase.value}: {phase.words.en} · {phase.words.zh}" for phase in Phase if phase is not Phase.BLANK]
    return page(
        "Phases of a case",
        "Where a case stands follows from its chapters. Drawn by doing every action on every state reached.",
        "```mermaid\n" + "\n".join(lines) + "\n```",
    )


def edges() -> Edges:
    """From phase to phase, by which actions."""
    directory = sample_directory()
    found: Edges = defaultdict(set)
    seen: set[tuple[Any, ...]] = set()
    together: set[tuple[Any, ...]] = set()
    waiting: deque[tuple[Complaint, list[Record[Any]]]] = deque([(Complaint(), [])])
    while waiting:
        complaint, history = waiting.popleft()
        for order, after, records in _steps(complaint, history, directory):
            if complaint.exists and after.phase is not complaint.phase:
                found[complaint.phase, after.phase].add(order.SPEC.slug)
            if (stands := _stands(after, directory)) in seen:
                continue
            seen.add(stands)
            if new := _pairs(stands) - together:
                together |= new
                waiting.append((after, [*history, *records]))
    return found


def _steps(
    complaint: Complaint, history: list[Record[Any]], directory: Directory
) -> Iterator[tuple[Action, Complaint, list[Record[Any]]]]:
    at = BEGAN + timedelta(minutes=len(history))
    for allowance in COMPLAINT.allowances(complaint, _moment(directory, Role.SUPERVISOR, at, history)):
        role = Role.SUPERVISOR if Role.SUPERVISOR in allowance.action.SPEC.roles else allowance.action.SPEC.roles[0]
        for order in _forms(allowance.action):
            try:
                records, after = COMPLAINT.decide(order, complaint, _moment(directory, role, at, history))
            except (Refused, Forbidden):
                continue
            yield order, after, records


def _moment(directory: Directory, role: Role, at: datetime, history: list[Record[Any]]) -> Moment[Directory]:
    person = next(p for p in directory.people.values() if p.role is role and p.works_at(SITE))
    return Moment(at, at, Caller(person.code, role), directory, history=tuple(history))


def _pairs(stands: tuple[Any, ...]) -> set[tuple[Any, ...]]:
    """Which two actions may be done in one state; an action with itself is one that may be done at all."""
    *where, may = stands
    return {(*where, *two) for two in itertools.combinations_with_replacement(may, 2)}


def _stands(complaint: Complaint, directory: Directory) -> tuple[Any, ...]:
    """Where a state stands, and what may be done next."""
    at = _moment(directory, Role.SUPERVISOR, BEGAN, [])
    may = tuple(one.action.SPEC.slug for one in COMPLAINT.allowances(complaint, at) if one.allowed)
    return complaint.phase, complaint.closing.reason, may


def _forms(action: type[Action]) -> Iterator[Action]:
    fields = action.model_fields
    choices = {name: list(_values(name, field)) for name, field in fields.items()}
    for values in itertools.islice(itertools.product(*choices.values()), MOST_FORMS):
        form = {name: value for name, value in zip(choices, values, strict=True) if value is not None}
        try:
            yield action(**form)
        except ValidationError:
            continue


_KNOWN: dict[str, tuple[Any, ...]] = {
    "site": (SITE,), "anonymous": (True,), "no_unit": (True,), "category": ("facilities.lift",),
    "promise": ("", "It is put right this week."),
}  # fmt: skip
_PLAIN: dict[Any, Any] = {int: 1, UUID: UUID(int=1), datetime: BEGAN, str: "he"}


def _values(name: str, field: FieldInfo) -> Iterator[Any]:
    """What this field may hold: all values of a choice, something that fits of anything else that is wanted."""
    is_list = get_origin(field.annotation) is tuple
    kind = next((k for k in get_args(field.annotation) if k is not type(None)), field.annotation)
    if name in _KNOWN:
        yield from _KNOWN[name]
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield from ([(member,) for member in kind][:1] if is_list else kind)
    elif kind is bool:
        yield from (True, False)
    elif field.is_required():
        yield _PLAIN.get(kind, "he")
    else:
        yield None
