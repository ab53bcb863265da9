"""A guided walk: from wherever a case is, by actions that are allowed, to its closing. Nobody cancels or withdraws it.

What is tried stands in the order of a life, the last step first; each is the plainest order that fits the case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shared.complaint.completeness import missing
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.action import Action
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Channel, ClosingReason, Failing, Responsible, Route, Severity
from shared.vocabulary.follow_up import Exemption, FollowUpForm, Rating, Solved
from shared.vocabulary.inquiry import ApologyForm, DemandPart, Remedy, ToldBy
from shared.vocabulary.replies import Means
from tests.model.life import Life
from tests.support.cast import HG, desk_itself, he, lin, mei, ms_wang, qian, zhou
from tests.support.desk import OneDirectory

MOST = 60
"""Steps of a walk; a round takes about ten."""
WAYS = (
    "take_over", "take_from_seat", "accept_escalation", "end_incident_record", "record_customer_left", "verify",
    "choose_route", "leave_the_spot", "record_obstacle_gone", "confirm_unreachable", "decide_for_unreachable",
    "record_findings", "record_none_needed", "complete_with_parent", "withdraw_task", "find_nothing_left", "tell_done",
    "record_acceptance", "tell_proposal", "decide_approval", "make_proposal", "record_demand",
    "judge_after_final_position",
)  # fmt: skip
"""What is tried in this order while the case is in hand and not completed."""
WORDS = "It is as it is."

_SAME: dict[str, dict[str, Any]] = {
    "verify": {"statement": WORDS, "failings": (Failing.UNMET_NEED,)},
    "choose_route": {"route": Route.AGREED, "reason": WORDS},
    "leave_the_spot": {"reason": WORDS},
    "record_obstacle_gone": {"reason": WORDS},
    "confirm_unreachable": {"unreachable": True, "reason": WORDS},
    "decide_for_unreachable": {"solution": WORDS, "work": False, "reason": WORDS},
    "record_none_needed": {"reason": WORDS, "valid": True, "responsible": Responsible.MANAGEMENT},
    "find_nothing_left": {"reason": WORDS},
    "tell_done": {"means": Means.PHONE, "words": WORDS},
    "record_acceptance": {"words": WORDS},
    "tell_proposal": {"told_by": ToldBy.PHONE},
    "make_proposal": {"solution": WORDS, "remedies": (Remedy.APOLOGY, Remedy.REPAIR), "work": False},
    "decide_approval": {"approved": True},
    "record_demand": {"unknown": tuple(DemandPart)},
    "end_incident_record": {"reason": WORDS},
    "complete_with_parent": {"version": 1_000},
    "take_back": {"reason": WORDS},
}
FOLLOW_UP = {
    "form": FollowUpForm.PHONE, "reception": Rating.SATISFIED, "handling": Rating.SATISFIED,
    "result": Rating.SATISFIED, "solved": Solved.SOLVED,
}  # fmt: skip

TO_THE_FILE: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "unit": (("amend", {"unit": "3-1-502", "reason": WORDS}),),
    "channel": (("amend", {"channel": Channel.PHONE, "reason": WORDS}),),
    "customer": (("amend", {"anonymous": True, "reason": WORDS}),),
    "last_receiver": (("take_from_seat", {}),),
    "category": (("reclassify", {"category": "noise", "reason": WORDS}),),
    "severity": (("assess", {"severity": Severity.MINOR}),),
    "demand": (("record_demand", _SAME["record_demand"]),),
    "reply_time": (("record_not_agreed", {"words": WORDS}),),
    "serious_apology": (
        ("record_apology", {"form": ApologyForm.PHONE, "words": WORDS, "promise": WORDS}),
        ("file_apology", {"words": WORDS}),
    ),
}
"""What adds to the file what it lacks, before the case is judged closed and after it (R11.1)."""


def _findings(state: Complaint) -> Iterator[dict[str, Any]]:
    said = {
        "facts": WORDS, "cause": WORDS, "at_fault": False, "valid": True, "severity": Severity.MINOR,
        "responsible": Responsible.MANAGEMENT, "reason": WORDS,
    }  # fmt: skip
    unfinished = [one.id for one in state.investigation.assignments if one.findings is None]
    yield from (said | {"assignment": one} for one in unfinished)
    if not unfinished and (not state.investigation.is_done or state.investigation.valid is None):
        yield said


def _to_the_file(state: Complaint, reason: ClosingReason) -> Iterator[tuple[str, dict[str, Any]]]:
    for slug in missing(state, reason):
        yield from TO_THE_FILE.get(slug, ())
        if slug in ("findings", "valid", "responsible"):
            yield "record_none_needed", _SAME["record_none_needed"]
            yield from (("record_findings", said) for said in _findings(state))
        if slug == "tasks":
            yield from (("withdraw_task", {"task": task.id, "reason": WORDS}) for task in state.work.tasks)


def ways(state: Complaint) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is tried next, by slug and form."""
    if state.links.moving_to is not None:
        yield "cancel_transferred", {"case": ms_wang, "site": HG}
    if state.closing.judged_at is not None:
        yield from _to_the_file(state, state.closing.reason or ClosingReason.FOLLOW_UP_SATISFIED)
        yield "take_back", _SAME["take_back"]
        return
    if state.final_position.given_at is not None:
        yield from _to_the_file(state, ClosingReason.FINAL_POSITION_GIVEN)
        yield "judge_after_final_position", {}
        return
    if state.work.completed_at is not None:
        yield from _to_the_file(state, ClosingReason.FOLLOW_UP_SATISFIED)
        if state.reach.unreachable_since is not None:
            yield "exempt_from_follow_up", {"exemption": Exemption.CANNOT_BE_REACHED, "reason": WORDS}
        yield "follow_up", FOLLOW_UP
        return
    for slug in WAYS:
        yield from ((slug, form) for form in _forms(slug, state))


def _forms(slug: str, state: Complaint) -> Iterator[dict[str, Any]]:
    if slug == "withdraw_task":
        yield from ({"task": task.id, "reason": WORDS} for task in state.work.tasks)
    elif slug == "record_findings":
        yield from _findings(state)
    elif slug == "record_demand":
        yield from (() if state.proposal.demands else (_SAME[slug],))
    else:
        yield _SAME.get(slug, {})


@dataclass
class Walk:
    """One walk to the end of a life."""

    life: Life
    now: datetime
    policy: OneDirectory
    taken: list[str] = field(default_factory=list)

    def to_the_end(self) -> "Walk":
        """Until the case is closed. Raises AssertionError where there is no way."""
        while self.life.state.is_open:
            self.now += timedelta(minutes=1)
            assert len(self.taken) < MOST, f"no end after {self.taken}"
            assert self._goes() or self._waits(), f"no way on in phase {self.life.state.phase} after {self.taken}"
        return self

    def _goes(self) -> bool:
        return any(self._does(slug, form) for slug, form in ways(self.life.state))

    def _waits(self) -> bool:
        """Only a final position is waited for, and an incident record whose work is not complete."""
        self.taken.append("")
        self.now += timedelta(days=31)
        return self.life.state.final_position.given_at is not None and self.taken[-2:] != ["", ""]

    def _does(self, slug: str, form: dict[str, Any]) -> bool:
        action = COMPLAINT.by_slug[slug]
        order = action.model_validate(form)
        return any(self._by(caller, order) for caller in (lin, mei, zhou, he, qian, desk_itself))

    def _by(self, caller: Caller, order: Action) -> bool:
        state, directory = self.life.state, self.policy.at(self.now)
        at = Moment(self.now, self.now, caller, directory, history=self.life.records, known=self.policy.at)
        if not COMPLAINT.allowance(type(order), state, at).allowed:
            return False
        try:
            records, after = COMPLAINT.decide(order, state, at)
        except Refused:
            return False
        if records:
            self.life = self.life.plus(records, after)
            self.taken.append(order.SPEC.slug)
        return bool(records)
