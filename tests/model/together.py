"""Values of several fields of a form that belong together, by action: what is open on the case, who may, by when."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.vocabulary.axes import MoveUpReason, Responsible, Severity
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import AfterAttempts, FollowUpForm, Rating, Solved
from shared.vocabulary.inquiry import DemandPart, IncidentKind, Opens, OtherRemedy, Remedy
from shared.vocabulary.personal import personal_fields
from shared.vocabulary.replies import BeyondEnd, Understands
from shared.vocabulary.work import Extended, Pausable
from tests.model.known import DEPARTMENTS, Known
from tests.support.cast import HG, SHANGHAI, ms_wang


def _texts(known: Known) -> Iterator[dict[str, Any]]:
    """A text of a record that can be amended."""
    for version, record in enumerate(known.records, start=1):
        yield from ({"version": version, "field": field} for field in sorted(personal_fields(type(record.event))))


def _doers(_: Known) -> Iterator[dict[str, Any]]:
    """One department, or one person."""
    yield from ({"department": code, "person": None} for code in DEPARTMENTS)
    yield from ({"department": None, "person": code} for code in ("lin", "mei"))


def _returned(known: Known) -> Iterator[dict[str, Any]]:
    tasks = [task.id for task in known.complaint.work.tasks if task.returned]
    yield from (doer | {"task": task} for doer in _doers(known) for task in tasks)


def _in_hand(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"task": task.id} for task in known.complaint.work.tasks if not task.returned)


def _charged(_: Known) -> Iterator[dict[str, Any]]:
    yield {"department": "LP-engineering", "person": None}
    yield {"department": "LP-lifts", "person": None}
    yield {"department": "LP-cleaning", "person": None}


def _findings(known: Known) -> Iterator[dict[str, Any]]:
    several = known.complaint.investigation.assignments
    for severity in ("minor", "moderate", "serious"):
        yield from (
            {"severity": Severity(severity), "reason": "as it was said", "assignment": one, "department": None}
            for one in ([each.id for each in several] or [""])
        )


def _for_more_time(known: Known) -> Iterator[dict[str, Any]]:
    state, today = known.complaint, known.today
    days = [today + timedelta(days=ahead) for ahead in (1, 3, 9, 15)]
    if state.work.date is not None:
        days += [state.work.date.astimezone(SHANGHAI).date() + timedelta(days=ahead) for ahead in (1, 5, 9)]
        yield from ({"what": Extended.DATE, "subject": "", "until": day} for day in days)
    yield from ({"what": Extended.TASK, "subject": t.id, "until": day} for t in state.work.tasks for day in days)
    for one in state.investigation.assignments:
        yield from ({"what": Extended.FINDINGS, "subject": one.id, "until": day} for day in days)


def _pausable(known: Known) -> Iterator[dict[str, Any]]:
    state = known.complaint
    if state.work.accepted_at is not None or state.work.is_urgent:
        yield {"clock": Pausable.COMPLETION, "scope": ""}
    yield from ({"clock": Pausable.TASK, "scope": task.id} for task in state.work.tasks)
    yield from ({"clock": Pausable.FINDINGS, "scope": one.id} for one in state.investigation.assignments)


def _paused(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"clock": one.clock, "scope": one.scope} for one in known.complaint.work.pauses)


def _demand(_: Known) -> Iterator[dict[str, Any]]:
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


def _follow_ups(_: Known) -> Iterator[dict[str, Any]]:
    for rating in Rating:
        neutral = rating is Rating.NEUTRAL
        for solved in Solved:
            yield {"result": rating, "overall": None, "solved": solved, "may_close": neutral or None,
                   "form": FollowUpForm.PHONE}  # fmt: skip


def _forms(_: Known) -> Iterator[dict[str, Any]]:
    yield from ({"form": form, "other_form": "by post"} for form in FollowUpForm)


def _apologies(_: Known) -> Iterator[dict[str, Any]]:
    yield {"at_fault": True, "promise": "It is put right."}
    yield {"at_fault": False, "promise": ""}


def _answers(_: Known) -> Iterator[dict[str, Any]]:
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


def _coordinated(_: Known) -> Iterator[dict[str, Any]]:
    yield {"departments": ("LP-engineering", "LP-lifts")}


def _soon(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"call_at": known.now + timedelta(minutes=minutes)} for minutes in (1, 10, 20))


def _move_up(_: Known) -> Iterator[dict[str, Any]]:
    yield {"reason": MoveUpReason.CUSTOMER_WISHES, "to_level": None}
    yield from ({"reason": reason, "to_level": None} for reason in MoveUpReason)


def _urgent(known: Known) -> Iterator[dict[str, Any]]:
    yield from (doer | {"due": None} for doer in _doers(known))


def _after_attempts(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"choice": AfterAttempts.ANOTHER_DATE, "form": form, "other_form": "by post",
                 "to": known.now + timedelta(days=days)} for form in FollowUpForm for days in (1, 3))  # fmt: skip
    yield {"choice": AfterAttempts.QUIET_WEEK, "form": None, "to": None}
    yield {"choice": AfterAttempts.EXEMPT, "form": None, "to": None}


def _held_until(known: Known) -> Iterator[dict[str, Any]]:
    state = known.complaint
    base = state.follow_up.quiet_until or (state.work.completed_at or known.now) + timedelta(days=7)
    day = base.astimezone(SHANGHAI).date()
    yield from ({"until": day + timedelta(days=days)} for days in (0, 1, 3, 6, 9))


def _decided_time(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"subject": one.subject} for one in known.complaint.work.asked)


def _answered(known: Known) -> Iterator[dict[str, Any]]:
    yield from ({"need": need.id} for need in known.complaint.outside.needs if need.by is not None)


def _outcomes(known: Known) -> Iterator[dict[str, Any]]:
    nobody = known.complaint.reach.unreachable_since is not None
    hows = (BeyondEnd.SOLVED, BeyondEnd.REFUSED, BeyondEnd.NO_ANSWER)
    said = (Understands.NOT_REACHED,) if nobody else (Understands.GIVEN, Understands.NOT_GIVEN)
    yield from (
        {"how": how, "understanding": one, "remedies": (OtherRemedy.MEDIATION,)} for how in hows for one in said
    )


def _at_first(_: Known) -> Iterator[dict[str, Any]]:
    calm = {"danger": False, "act_now": False, "opens": None, "incident": None, "reason": "as it was said"}
    yield calm
    yield calm | {"act_now": True, "opens": Opens.URGENT_WORK}
    yield calm | {"danger": True, "opens": Opens.SPECIAL_INCIDENT, "incident": IncidentKind.FIRE}


def _cases(name: str, of: Callable[[Known], Iterator[UUID]]) -> Callable[[Known], Iterator[dict[str, Any]]]:
    def forms(known: Known) -> Iterator[dict[str, Any]]:
        yield from ({name: case} for case in of(known))

    return forms


def _children(known: Known) -> Iterator[UUID]:
    yield from sorted(known.complaint.links.children)


def _reopened(known: Known) -> Iterator[dict[str, Any]]:
    yield {"reopen": ()}
    yield {"reopen": tuple(_children(known))}


def _survivor(known: Known) -> Iterator[UUID]:
    if known.complaint.links.duplicate_of is not None:
        yield known.complaint.links.duplicate_of


def _duplicates(known: Known) -> Iterator[UUID]:
    yield from (other.case for other in known.complaint.links.duplicates)


def _suggested(known: Known) -> Iterator[UUID]:
    yield from (other.case for other in known.complaint.links.suggested)


def _asked_cases(known: Known) -> Iterator[UUID]:
    """Earlier cases that this one is asked about as a repeat of; else one that it repeats all the same."""
    yield from (UUID(one.subject) for one in known.complaint.decisions.open if one.about is About.SUGGESTED_REPEAT)
    yield ms_wang


def _overdue(known: Known) -> Iterator[dict[str, Any]]:
    for run in known.missed:
        yield {"clock": run.clock, "scope": run.scope, "cycle": run.cycle, "due": run.due, "repeated": 0}


def _questionnaire(known: Known) -> Iterator[dict[str, Any]]:
    waiting = known.complaint.follow_up.questionnaire
    if waiting is not None:
        yield from (
            said | {"form": FollowUpForm.QUESTIONNAIRE, "questionnaire": waiting.id} for said in _follow_ups(known)
        )


def _of_parent(known: Known) -> Iterator[dict[str, Any]]:
    yield {"version": len(known.records) + 1}


def _found_there(known: Known) -> Iterator[dict[str, Any]]:
    there = {"version": len(known.records) + 1, "department": None, "reason": "as it was said"}
    yield there | {"none_needed": True}
    yield there | {"none_needed": False, "severity": Severity.MODERATE, "responsible": Responsible.DEPARTMENT}


def _proposed_there(known: Known) -> Iterator[dict[str, Any]]:
    yield {"version": len(known.records) + 1, "remedies": (Remedy.APOLOGY, Remedy.REPAIR), "amount": ""}


def _other_site(_: Known) -> Iterator[dict[str, Any]]:
    yield {"site": HG}


TOGETHER: dict[str, Callable[[Known], Iterator[dict[str, Any]]]] = {
    "amend_words": _texts, "give_task": _doers, "give_urgent_task": _urgent, "give_task_anew": _returned,
    "complete_task": _in_hand, "report_progress": _in_hand, "return_task": _in_hand, "charge_head": _charged,
    "record_findings": _findings, "ask_for_time": _for_more_time, "pause_clock": _pausable, "resume_clock": _paused,
    "record_demand": _demand, "make_proposal": _proposal, "tell_proposal": _drafts, "decide_approval": _drafts,
    "follow_up": _follow_ups, "try_follow_up": _forms, "postpone_follow_up": _forms,
    "decide_after_attempts": _after_attempts, "apologise": _apologies,
    "answer": _answers, "remove_watcher": _watchers, "pass_on": _colleagues,
    "postpone_reply": _postponements, "promise_reply_time": _postponements, "coordinate": _coordinated,
    "offer_call_back": _soon, "ask_to_move_up": _move_up, "decide_extension": _decided_time,
    "record_outside_answer": _answered, "tell_outside_outcome": _outcomes, "assess_at_first": _at_first,
    "hold_quiet_week": _held_until, "decide_children": _reopened, "remove_child": _cases("case", _children),
    "return_duplicate": _cases("survivor", _survivor), "remove_duplicate": _cases("case", _duplicates),
    "confirm_repeat": _cases("case", _suggested), "dismiss_repeat": _cases("case", _suggested),
    "settle_repeat": _cases("earlier", _asked_cases), "act_on_clock": _overdue,
    "complete_with_parent": _of_parent, "find_with_parent": _found_there, "propose_with_parent": _proposed_there,
    "answer_questionnaire": _questionnaire, "transfer": _other_site, "cancel_transferred": _other_site,
}  # fmt: skip
"""Values of several fields that belong together, by action."""
