"""Forms of every action, drawn from its own declaration, so that they are often accepted: what is open on the case."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from random import Random
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import ValidationError

from shared.complaint.actions.p01_walk_in import Receive
from shared.decision.action import Action
from shared.vocabulary.axes import Channel, Demeanour
from tests.model.beginnings import INCIDENT_RECORD, OTHER_CASE
from tests.model.known import DEPARTMENTS, PEOPLE, Known
from tests.model.together import TOGETHER
from tests.support.cast import LP, ms_wang
from tests.support.story import receive


def _receipts() -> Iterator[Receive]:
    """Every channel, calm and agitated, with and without what a file needs."""
    for channel in Channel:
        for demeanour in Demeanour:
            yield receive(channel=channel, demeanour=demeanour)
        yield receive(channel=channel, unit="", category=None)
        yield receive(channel=channel, customer=None, anonymous=True)
        yield receive(channel=channel, customer=None, anonymous=True, contactable=True)
    yield INCIDENT_RECORD


RECEIPTS = tuple(_receipts())


def draw_form(chance: Random, action: type[Action], known: Known) -> Action | None:
    """An order of one action; None where the form itself says no."""
    form: dict[str, Any] = {}
    if action is Receive:
        return chance.choice(RECEIPTS)
    for name, field in action.model_fields.items():
        if not field.is_required() and chance.randrange(3) == 0:
            continue
        values = list(_values(name, field.annotation, known))
        form[name] = chance.choice(values) if values else "x"
    together = TOGETHER.get(action.SPEC.slug)
    if together is not None and (several := list(together(known))):
        form |= chance.choice(several)
    try:
        return action.model_validate(form)
    except ValidationError:
        return None


def _values(name: str, annotation: Any, known: Known) -> Iterator[Any]:
    """What a field may hold, by its name, else by its type."""
    by_name, kind = BY_NAME.get(name), _plain(annotation)
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield from kind
    elif by_name is not None:
        yield from by_name(known)
    elif get_origin(kind) is tuple:
        inner = _plain(get_args(kind)[0])
        cases = [ms_wang, OTHER_CASE] if inner is UUID else list(PEOPLE)
        several = list(inner) if isinstance(inner, type) and issubclass(inner, Enum) else cases
        yield from ((one,) for one in several)
    else:
        yield from BY_TYPE.get(kind, _words)(known)


def _words(_: Known) -> Iterator[Any]:
    yield "as it was said"


def _plain(annotation: Any) -> Any:
    """The type that a field holds where it holds something."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plain(inner[0])
    if origin in (Union, UnionType):
        return _plain(next(each for each in inner if each is not type(None)))
    return annotation


def _moments(known: Known) -> Iterator[datetime]:
    now, reply = known.now, known.complaint.reply
    yield from (now + timedelta(hours=hours) for hours in (0.25, 1, 6, 23, 24, 47, 72, 150))
    if reply.since is not None:
        yield reply.since + timedelta(hours=24)
    if reply.agreed is not None:
        yield from (reply.agreed - timedelta(hours=1), reply.agreed + timedelta(hours=5))


def _days(known: Known) -> Iterator[date]:
    yield from (known.today + timedelta(days=days) for days in (0, 1, 2, 4, 7, 9))


def _earlier(known: Known) -> Iterator[datetime]:
    for record in known.records[-4:]:
        yield from (record.occurred_at + timedelta(minutes=by) for by in (-20, -1, 1))


def _open_ids(known: Known) -> Iterator[str]:
    yield from (task.id for task in known.complaint.work.tasks)
    yield from (one.id for one in known.complaint.investigation.assignments)


def _subjects(known: Known) -> Iterator[str]:
    yield from ("date", "", *_open_ids(known))
    yield from (asked.subject for asked in known.complaint.work.asked)


def _proposals(known: Known) -> Iterator[str]:
    was = known.complaint.proposal
    yield from ("", *(draft.id for draft in was.drafts), f"p{max(was.made, 1)}")


def _questionnaires(known: Known) -> Iterator[str]:
    waiting = known.complaint.follow_up.questionnaire
    yield "q1" if waiting is None else waiting.id


def _needs(known: Known) -> Iterator[str]:
    yield from (need.id for need in known.complaint.outside.needs)
    yield "n1"


BY_NAME: dict[str, Callable[[Known], Iterator[Any] | Sequence[Any]]] = {
    "site": lambda _: (LP,),
    "category": lambda _: ("facilities.lift", "noise"),
    "further_categories": lambda _: ((), ("noise",)),
    "unit": lambda _: ("3-1-502", "3-1-502", ""),
    "department": lambda _: DEPARTMENTS,
    "departments": lambda _: (("LP-engineering", "LP-lifts"),),
    "person": lambda _: PEOPLE,
    "taken_by": lambda known: (*PEOPLE, known.complaint.move_up.called or "he"),
    "deputy": lambda _: PEOPLE,
    "told_by": lambda _: PEOPLE,
    "settled_by": lambda known: (known.complaint.ladder.owner or "lin", "lin"),
    "reference": lambda _: ("folder 3",),
    "happened_at": _earlier,
    "version": lambda known: range(max(1, len(known.records) - 6), len(known.records) + 1),
    "field": lambda _: ("words",),
    "task": lambda known: tuple(task.id for task in known.complaint.work.tasks) or ("t1",),
    "assignment": lambda known: ("", *(one.id for one in known.complaint.investigation.assignments)),
    "scope": lambda known: ("", *_open_ids(known)),
    "subject": _subjects,
    "proposal": _proposals,
    "need": _needs,
    "questionnaire": _questionnaires,
    "decision": lambda known: tuple(d.id for d in known.complaint.decisions.open) or ("d1",),
    "missed": lambda known: tuple(dict.fromkeys((run.clock,) for run in known.missed)) or ((), ("assignment",)),
    "demand": lambda known: (max(known.complaint.proposal.demands, 1), "as it was said"),
    "amount": lambda _: ("", "120.50"),
    "finding": lambda known: ("", *(one.id for one in known.complaint.investigation.assignments)),
    "digest": lambda _: ("0" * 64,),
    "media_type": lambda _: ("image/png",),
    "rings": lambda _: (2, 4),
    "seconds": lambda _: (8,),
}
"""Values of a field by its name, where its type does not say enough."""

BY_TYPE: dict[Any, Callable[[Known], Iterator[Any] | Sequence[Any]]] = {
    bool: lambda _: (True, False),
    datetime: _moments,
    date: _days,
    int: lambda _: (1, 2, 3),
    UUID: lambda _: (ms_wang, OTHER_CASE),
}
