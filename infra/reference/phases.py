"""docs/reference/phases.md: where a case can stand, and which action leads on, found by doing them.

From a case just received, every action is tried with forms made from its own declaration, by somebody whose role
may; whatever the aggregate takes leads to the next state. States in which the same may be done next are one.
"""

import itertools
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any, get_args, get_origin
from uuid import UUID

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from infra.reference.markdown import page
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint, Phase
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.kind import allowance
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Refused
from shared.directory.sample import sample_directory
from shared.directory.state import Directory
from shared.vocabulary.roles import Role

BEGAN = datetime(2026, 3, 3, 1, tzinfo=UTC)
SITE = "LP"
MOST_FORMS = 24
"""Variants of one form: every choice of its enumerations and its yes-or-no fields, as far as they go."""

MOST_ALIKE = 3
"""States that one action leads to from one phase to another, of which the first few are looked at."""

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
    """From phase to phase, by which actions. A state is looked at where its phase allows something new there."""
    directory = sample_directory()
    found: Edges = defaultdict(set)
    seen: dict[tuple[Phase, str | None], set[str]] = defaultdict(set)
    ways: Counter[tuple[Phase, str, Phase]] = Counter()
    waiting: deque[tuple[Complaint, list[Record[Any]]]] = deque([(Complaint(), [])])
    while waiting:
        complaint, history = waiting.popleft()
        for order, after, records in _steps(complaint, history, directory):
            if complaint.exists and after.phase is not complaint.phase:
                found[complaint.phase, after.phase].add(order.SPEC.slug)
            ways[way := (complaint.phase, order.SPEC.slug, after.phase)] += 1
            if ways[way] > MOST_ALIKE:
                continue
            allowed, known = _allowed(after, directory), seen[after.phase, after.closing.reason]
            if allowed - known:
                known |= allowed
                waiting.append((after, [*history, *records]))
    return found


def _steps(
    complaint: Complaint, history: list[Record[Any]], directory: Directory
) -> Iterator[tuple[Action, Complaint, list[Record[Any]]]]:
    at = BEGAN + timedelta(minutes=len(history))
    for action in COMPLAINT.actions:
        if (moment := _able(action, complaint, directory, at, history)) is None:
            continue
        for order in _forms(action, at):
            try:
                records, after = COMPLAINT.decide(order, complaint, moment)
            except (Refused, Forbidden):
                continue
            yield order, after, records


def _able(
    action: type[Action], complaint: Complaint, directory: Directory, at: datetime, history: list[Record[Any]]
) -> Moment[Directory] | None:
    """The lowest of the roles, from the supervisor up, that may do it now; None: nobody may."""
    roles = [role for role in (*_UPWARDS, *action.SPEC.roles) if role in action.SPEC.roles]
    for role in roles:
        moment = _moment(directory, role, at, history)
        if moment is not None and allowance(action, complaint, moment).allowed:
            return moment
    return None


_UPWARDS = (Role.SUPERVISOR, Role.MANAGER, Role.ENTERPRISE)


@lru_cache(maxsize=64)
def _caller(role: Role) -> Caller | None:
    people = sample_directory().people.values()
    return next((Caller(p.code, role) for p in people if p.role is role and p.works_at(SITE)), None)


def _moment(directory: Directory, role: Role, at: datetime, history: list[Record[Any]]) -> Moment[Directory] | None:
    caller = _caller(role)
    return None if caller is None else Moment(at, at, caller, directory, history=tuple(history))


def _allowed(complaint: Complaint, directory: Directory) -> set[str]:
    """What somebody may do next."""
    able = (action for action in COMPLAINT.actions if _able(action, complaint, directory, BEGAN, []) is not None)
    return {action.SPEC.slug for action in able}


def _forms(action: type[Action], at: datetime) -> Iterator[Action]:
    fields = action.model_fields
    choices = {name: list(_values(name, field, at)) for name, field in fields.items()}
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
_IDS = {"assignment": "a1", "proposal": "p1", "task": "t1", "need": "n1", "decision": "d1", "escalation": "e1"}
"""Items of a case by the name of the field that means one."""
_PLAIN: dict[Any, Any] = {int: 1, UUID: UUID(int=1), str: "he"}


def _values(name: str, field: FieldInfo, at: datetime) -> Iterator[Any]:
    """What this field may hold: all values of a choice, something that fits of anything else that is wanted."""
    is_list = get_origin(field.annotation) is tuple
    kind = next((k for k in get_args(field.annotation) if k is not type(None)), field.annotation)
    if name in _KNOWN:
        yield from _KNOWN[name]
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield from ([(member,) for member in kind][:1] if is_list else kind)
    elif kind is bool:
        yield from (True, False)
    elif name in _IDS:
        yield _IDS[name]
    elif kind in (datetime, date):
        later = at + timedelta(hours=1)
        yield later if kind is datetime else (at + timedelta(days=2)).date()
    elif field.is_required():
        yield _PLAIN.get(kind, "he")
    else:
        yield None
