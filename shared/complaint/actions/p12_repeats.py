"""P12: suggest that a later case repeats this one, and judge it (R12.4, R10.5, R11.4)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from shared.complaint import decisions
from shared.complaint.actions.base import At, ComplaintAction, limits, site_of
from shared.complaint.actions.p11_closing import goes_on, is_not_void, returns_to
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p11_closing import JudgementTakenBack, Reopened
from shared.complaint.events.p12_repeats import LinkedAsRepeat, RepeatConfirmed, RepeatDismissed, RepeatSuggested
from shared.complaint.guards import in_hand, is_handled_here
from shared.complaint.judging import judge
from shared.complaint.quiet_week import quiet_week_end
from shared.complaint.rounds import not_satisfied
from shared.complaint.state import Complaint, Other
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, STAFF, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant, days_later

COMPLETED_BY_JUDGING = frozenset({ClosingReason.SETTLED_ON_THE_SPOT, ClosingReason.FINAL_POSITION_GIVEN})
"""What ends the handling without work to be completed."""


def completion_of(complaint: Complaint) -> datetime | None:
    """When the case was completed; settled on the spot or given a final position: when it was judged so."""
    closing = complaint.closing
    return complaint.work.completed_at or (closing.judged_at if closing.reason in COMPLETED_BY_JUDGING else None)


was_completed = Guard(
    "R12.4",
    say("The case is not completed; a repeat comes after it.", "该投诉尚未处理完毕，不存在再诉。"),
    lambda c: completion_of(c) is not None,
    instead=("write_note",),
)
has_suggestion = Guard(
    "R12.4",
    say("No repeat is suggested on this case.", "该投诉没有待认定的疑似再诉。"),
    lambda c: bool(c.links.suggested),
    instead=("suggest_repeat", "write_note"),
)
NOT_SUGGESTED = say("That case is not suggested as a repeat of this one.", "该件并未被列为本件的疑似再诉。")
BEFORE = say(
    "It was received at {received}, before this case was completed at {completed}.",
    "其受理时间 {received} 早于本件处理完毕时间 {completed}。",
)
NOT_KNOWN = say("The later case is not known.", "未指明后一件投诉。")


@action(
    label=say("Suggest a repeat", "提出疑似再诉"),
    rules=("R12.4", "R10.5", "CK14"),
    roles=(*STAFF, Role.DESK),
    when=(is_handled_here, is_not_void, was_completed),
    refuses=("R12.4",),
)
class SuggestRepeat(ComplaintAction):
    """A later case of the same customer or unit is about the same matter; level 1 is asked whether it is a repeat."""

    case: UUID = ask("The later case", "后一件投诉")
    received_at: Instant | None = ask("When it was received; looked up", "其受理时间（系统查得）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Suggested once; a decision about a closed case runs on the case that raised it (CK14)."""
        if self.case in {other.case for other in (*state.links.suggested, *state.links.repeats)}:
            return
        if self.received_at is None:
            raise Refused("R12.4", NOT_KNOWN, instead=("write_note",))
        completed = completion_of(state)
        if completed is not None and self.received_at < completed:
            raise Refused("R12.4", BEFORE, received=self.received_at, completed=completed, instead=("write_note",))
        yield RepeatSuggested(
            case=self.case, received_at=self.received_at, by_system=at.by.role is Role.DESK,
            holds=_in_quiet_week(state, at, self.received_at),
        )  # fmt: skip
        if state.closing.judged_at is None:
            yield decisions.asked(state, About.SUGGESTED_REPEAT, subject=str(self.case))


class JudgeRepeat(ComplaintAction):
    """What confirming and dismissing share."""

    case: UUID = ask("The later case", "后一件投诉")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def suggested(self, state: Complaint, at: At) -> Other:
        """The suggestion that is judged. Raises Refused."""
        found = next((other for other in state.links.suggested if other.case == self.case), None)
        if found is None:
            raise Refused("R12.4", NOT_SUGGESTED, instead=("suggest_repeat", "write_note"))
        asked = state.decisions.about(About.SUGGESTED_REPEAT, str(self.case))
        if asked is not None:
            decisions.must_be_theirs(asked, at.by)
        return found


@action(
    label=say("Confirm a repeat", "确认再诉"),
    rules=("R12.4", "R10.5", "R11.4", "CK14"),
    roles=LEVEL_1_UP,
    when=(is_handled_here, is_not_void, has_suggestion),
    refuses=("R12.4", "CK14"),
)
class ConfirmRepeat(JudgeRepeat):
    """It is a repeat: in time this case is handled further and the later one closes as its duplicate."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Open: back as in R10.4. Judged closed: taken back. Closed: reopened. Too late: only linked."""
        other = self.suggested(state, at)
        about = str(self.case)
        in_time = _in_time(state, at, other.received_at)
        facts: list[ComplaintEvent] = [
            *decisions.decide(state, About.SUGGESTED_REPEAT, granted=True, reason=self.reason, subject=about),
            RepeatConfirmed(case=self.case, received_at=other.received_at, in_time=in_time, reason=self.reason),
        ]
        yield from facts
        for fact in facts:
            state = fact.apply(state, at.stamp())
        if in_time:
            yield from self._further(state, at)

    def _further(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        if state.closing.judged_at is None:
            yield from not_satisfied(state, at, self.reason)
            return
        level, owner = returns_to(state, at.directory)
        closed = state.closing.closed_at is not None
        again = Reopened if closed else JudgementTakenBack
        yield again(reason=self.reason, level=level, owner=owner)
        yield from goes_on(state)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the closing that it undoes."""
        return complaint.closing.closed_at or complaint.closing.judged_at or complaint.reception.received_at


@action(
    label=say("Dismiss a repeat", "排除再诉"),
    rules=("R12.4", "R10.5", "CK14"),
    roles=LEVEL_1_UP,
    when=(is_handled_here, has_suggestion),
    refuses=("R12.4", "CK14"),
)
class DismissRepeat(JudgeRepeat):
    """It is another matter: the quiet week goes on; once it is over the case is judged closed with the dismissal."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Dismissed after the week's end: judged closed at the dismissal; before it: at the week's end (R10.5)."""
        self.suggested(state, at)
        about = str(self.case)
        facts: list[ComplaintEvent] = [
            *decisions.decide(state, About.SUGGESTED_REPEAT, granted=False, reason=self.reason, subject=about),
            RepeatDismissed(case=self.case, reason=self.reason),
        ]
        quiet = state.follow_up.quiet_since is not None and state.closing.judged_at is None
        over = quiet and at.occurred_at >= quiet_week_end(state, limits(state, at), site_of(state, at).zone)
        if over and not state.links.repeats_suggested - {self.case}:
            yield from judge(state, at, ClosingReason.NO_RECURRENCE, *facts)
        else:
            yield from facts


@action(
    label=say("Ask whether it is a repeat", "提请认定是否再诉"),
    rules=("R12.4", "CK14"),
    roles=(Role.DESK,),
    when=in_hand,
)
class AskAboutRepeat(ComplaintAction):
    """The earlier case is closed, so the decision runs here; it is made on the earlier one."""

    earlier: UUID = ask("The earlier case", "前一件投诉")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A decision about closed cases runs on the case that raised it (CK14)."""
        yield decisions.asked(state, About.SUGGESTED_REPEAT, subject=str(self.earlier))


@action(
    label=say("Record whether it is a repeat", "登记是否再诉"),
    rules=("R12.4", "CK14"),
    roles=(Role.DESK,),
    when=(is_handled_here,),
)
class SettleRepeat(ComplaintAction):
    """It was judged on the earlier case whether this one repeats it."""

    earlier: UUID = ask("The earlier case", "前一件投诉")
    confirmed: bool = ask("It is a repeat", "属于再诉")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Decided here too, and linked if it is one."""
        about = str(self.earlier)
        yield from decisions.decide(state, About.SUGGESTED_REPEAT, granted=self.confirmed, subject=about)
        if self.confirmed:
            yield LinkedAsRepeat(earlier=self.earlier)


def _in_quiet_week(complaint: Complaint, at: At, received_at: datetime) -> bool:
    if complaint.follow_up.quiet_since is None or complaint.closing.judged_at is not None:
        return False
    return received_at < quiet_week_end(complaint, limits(complaint, at), site_of(complaint, at).zone)


def _in_time(complaint: Complaint, at: At, received_at: datetime) -> bool:
    """Within the quiet week, or within `repeat_window` after completion; exactly at its end is in time (CK1)."""
    if _in_quiet_week(complaint, at, received_at):
        return True
    completed = completion_of(complaint)
    if completed is None:
        return False
    days = limits(complaint, at).days("repeat_window")
    return received_at <= days_later(completed, days, site_of(complaint, at).zone)


ACTIONS = (SuggestRepeat, ConfirmRepeat, DismissRepeat, AskAboutRepeat, SettleRepeat)
