"""Forms of every action, drawn from its own declaration, so that they are often accepted: what is open on the case."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st
from pydantic import ValidationError

from shared.complaint.actions.p01_walk_in import Receive
from shared.complaint.state import Complaint
from shared.decision.action import Action
from shared.decision.event import Record
from shared.vocabulary.axes import Channel, Demeanour, Severity
from shared.vocabulary.follow_up import FollowUpForm, Rating, Solved
from shared.vocabulary.inquiry import DemandPart, Remedy
from shared.vocabulary.personal import personal_fields
from shared.vocabulary.work import Extended, Pausable
from tests.support.cast import LP, SHANGHAI, ms_wang
from tests.support.story import receive

PEOPLE = ("lin", "mei", "zhou", "he", "qian", "wu")
DEPARTMENTS = ("LP-engineering", "LP-lifts", "LP-cleaning")


def _receipts() -> Iterator[Receive]:
    """Every channel, calm and agitated, with and without what a file needs."""
    for channel in Channel:
        for demeanour in Demeanour:
            yield receive(channel=channel, demeanour=demeanour)
        yield receive(channel=channel, unit="", category=None)
        yield receive(channel=channel, customer=None, anonymous=True)
        yield receive(channel=channel, customer=None, anonymous=True, contactable=True)


RECEIPTS = tuple(_receipts())


@dataclass(frozen=True)
class Known:
    """What a form can speak about."""

    complaint: Complaint
    records: Sequence[Record[Any]]
    now: datetime
    missed: tuple[str, ...]  #: names of clocks that stand missed


def draw_form(draw: st.DrawFn, action: type[Action], known: Known) -> Action | None:
    """An order of one action; None where the form itself says no."""
    form: dict[str, Any] = {}
    if action is Receive:
        return draw(st.sampled_from(RECEIPTS))
    for name, field in action.model_fields.items():
        if not field.is_required() and draw(st.integers(0, 2)) == 0:
            continue
        values = list(_values(name, field.annotation, known))
        form[name] = draw(st.sampled_from(values)) if values else "x"
    together = TOGETHER.get(action.SPEC.slug)
    if together is not None and (several := list(together(known))):
        form |= draw(st.sampled_from(several))
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
        several = list(inner) if isinstance(inner, type) and issubclass(inner, Enum) else list(PEOPLE)
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
    today = known.now.astimezone(SHANGHAI).date()
    yield from (today + timedelta(days=days) for days in (0, 1, 2, 4, 7, 9))


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


def _needs(known: Known) -> Iterator[str]:
    outside = known.complaint.outside
    yield from (getattr(need, "id", "n1") for need in getattr(outside, "needs", ()))
    yield "n1"


def _texts(known: Known) -> Iterator[dict[str, Any]]:
    """A text of a record that can be amended."""
    for version, record in enumerate(known.records, start=1):
        yield from ({"version": version, "field": field} for field in sorted(personal_fields(type(record.event))))


def _doers(known: Known) -> Iterator[dict[str, Any]]:
    """One department, or one person."""
    yield from ({"department": code, "person": None} for code in DEPARTMENTS)
    yield from ({"department": None, "person": code} for code in ("lin", "mei"))


def _returned(known: Known) -> Iterator[dict[str, Any]]:
    tasks = [task.id for task in known.complaint.work.tasks if task.returned]
    yield from (doer | {"task": task} for doer in _doers(known) for task in tasks)


def _in_hand(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"task": task.id} for task in known.complaint.work.tasks if not task.returned)


def _charged(known: Known) -> Iterator[dict[str, Any]]:
    yield {"department": "LP-engineering", "person": None}
    yield {"department": "LP-lifts", "person": None}
    yield {"department": "LP-cleaning", "person": "mei"}


def _findings(known: Known) -> Iterator[dict[str, Any]]:
    for severity in ("minor", "moderate", "serious"):
        yield {"severity": Severity(severity), "reason": "as it was said"}


def _for_more_time(known: Known) -> Iterator[dict[str, Any]]:
    state, today = known.complaint, known.now.astimezone(SHANGHAI).date()
    days = [today + timedelta(days=ahead) for ahead in (1, 3, 9, 15)]
    if state.work.date is not None:
        days += [state.work.date.astimezone(SHANGHAI).date() + timedelta(days=ahead) for ahead in (1, 5, 9)]
        yield from ({"what": Extended.DATE, "subject": "", "until": day} for day in days)
    yield from ({"what": Extended.TASK, "subject": t.id, "until": day} for t in state.work.tasks for day in days)
    for one in state.investigation.assignments:
        yield from ({"what": Extended.FINDINGS, "subject": one.id, "until": day} for day in days)


def _pausable(known: Known) -> Iterator[dict[str, Any]]:
    state = known.complaint
    yield {"clock": Pausable.COMPLETION, "scope": ""}
    yield from ({"clock": Pausable.TASK, "scope": task.id} for task in state.work.tasks)
    yield from ({"clock": Pausable.FINDINGS, "scope": one.id} for one in state.investigation.assignments)


def _paused(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"clock": one.clock, "scope": one.scope} for one in known.complaint.work.pauses)


def _demand(known: Known) -> Iterator[dict[str, Any]]:
    yield {"demand": "It runs.", "reason": "She needs it.", "state_of_mind": "Worried.", "unknown": ()}
    yield {"demand": "", "reason": "", "state_of_mind": "", "unknown": tuple(DemandPart)}


def _proposal(known: Known) -> Iterator[dict[str, Any]]:
    state = known.complaint
    found = {"finding": next((a.id for a in state.investigation.assignments if a.findings is not None), ""),
             "demand": state.proposal.demands or None}  # fmt: skip
    yield found | {"remedies": (Remedy.APOLOGY, Remedy.REPAIR), "amount": ""}
    yield found | {"remedies": (Remedy.APOLOGY, Remedy.COMPENSATION), "amount": "120.50"}


def _drafts(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"proposal": draft.id} for draft in known.complaint.proposal.drafts)


def _follow_ups(known: Known) -> Iterator[dict[str, Any]]:
    for rating in Rating:
        neutral = rating is Rating.NEUTRAL
        for solved in Solved:
            yield {"result": rating, "overall": None, "solved": solved, "may_close": neutral or None,
                   "form": FollowUpForm.PHONE}  # fmt: skip


def _forms(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"form": form, "other_form": "by post"} for form in FollowUpForm)


def _apologies(known: Known) -> Iterator[dict[str, Any]]:
    yield {"at_fault": True, "promise": "It is put right."}
    yield {"at_fault": False, "promise": ""}


def _answers(known: Known) -> Iterator[dict[str, Any]]:
    yield {"at_fault": True, "apologised": True, "promise": "It is put right.", "comments": "At once."}
    yield {"at_fault": False, "apologised": False, "promise": "", "comments": "At once."}


def _watchers(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"person": code} for code in sorted(known.complaint.ladder.watchers))


def _colleagues(known: Known) -> Iterator[dict[str, Any]]:
    ladder = known.complaint.ladder
    level = ladder.level
    same = ("lin", "mei") if level == 0 else ("zhou", "he", "qian")[level - 1 : level]
    yield from ({"person": code} for code in same if code != ladder.owner)


def _postponements(known: Known) -> Iterator[dict[str, Any]]:
    agreed = known.complaint.reply.agreed
    base = known.now if agreed is None else agreed
    yield from ({"reply_at": base + timedelta(hours=hours)} for hours in (0.5, 2, 9))
    yield {"reply_at": known.now + timedelta(hours=1)}


def _coordinated(known: Known) -> Iterator[dict[str, Any]]:
    yield {"departments": ("LP-engineering", "LP-lifts")}


TOGETHER: dict[str, Callable[[Known], Iterator[dict[str, Any]]]] = {
    "amend_words": _texts, "give_task": _doers, "give_urgent_task": _doers, "give_task_anew": _returned,
    "complete_task": _in_hand, "report_progress": _in_hand, "return_task": _in_hand, "charge_head": _charged,
    "record_findings": _findings, "ask_for_time": _for_more_time, "pause_clock": _pausable, "resume_clock": _paused,
    "record_demand": _demand, "make_proposal": _proposal, "tell_proposal": _drafts, "decide_approval": _drafts,
    "follow_up": _follow_ups, "try_follow_up": _forms, "postpone_follow_up": _forms, "decide_after_attempts": _forms,
    "apologise": _apologies, "answer": _answers, "remove_watcher": _watchers, "pass_on": _colleagues,
    "postpone_reply": _postponements, "promise_reply_time": _postponements, "coordinate": _coordinated,
}  # fmt: skip
"""Values of several fields that belong together, by action."""

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
    "decision": lambda known: tuple(d.id for d in known.complaint.decisions.open) or ("d1",),
    "missed": lambda known: tuple((name,) for name in known.missed) or ((), ("assignment",)),
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
    UUID: lambda _: (ms_wang,),
}
