"""P10: follow up until the customer is satisfied; what did not satisfy goes on one level up."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint import decisions
from shared.complaint.actions.base import At, ComplaintAction, limits, site_of
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p10_follow_up import FollowedUp, FollowUpPostponed, FollowUpTried
from shared.complaint.guards import followed_up_now
from shared.complaint.judging import judge
from shared.complaint.rounds import not_satisfied
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.axes import ClosingReason, FollowUpOutcome
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import FollowUpForm, Rating, Solved
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Level
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant, days_later, local_date

NAME_THE_FORM = say("Name the other form of the follow-up.", "请注明其他回访方式。")
ASK_TO_CLOSE = say(
    "A neutral customer is asked “may we close it?”; record the answer.",
    "业主评价为一般时须询问“可以结案吗？”并记录答复。",
)
NOT_NEUTRAL = say(
    "“May we close it?” is asked of a neutral customer only; this answer is “{outcome}”.",
    "仅在评价为一般时询问是否可以结案，而本次结果为“{outcome}”。",
)
IN_PAST = say("The customer asks for a later time than now; {to} is past.", "约定时间须晚于现在，而 {to} 已过。")
TOO_LATE = say(
    "A follow-up is postponed to {latest} at most, and not to {asked}.", "约期再访最迟为 {latest}，而提出的是 {asked}。"
)


def check_form(form: FollowUpForm, other: str, again: str) -> None:
    """Another form is named (R10.2). Raises Refused."""
    if form is FollowUpForm.OTHER and not other.strip():
        raise Refused("R10.2", NAME_THE_FORM, instead=(again,))


class FollowUpAction(ComplaintAction):
    """What follows a completion (CK9)."""

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the completion."""
        return complaint.work.completed_at or complaint.reception.received_at


@action(
    label=say("Follow up", "回访"),
    rules=("R10.1", "R10.2", "R10.3", "R10.3a", "R10.4", "R10.7", "R12.15"),
    roles=STAFF,
    when=followed_up_now,
    refuses=("R10.2", "R10.3a"),
)
class FollowUp(FollowUpAction):
    """The customer was reached: how it was received, how it was handled, the result, and whether it is solved."""

    form: FollowUpForm = ask("Form", "回访方式")
    other_form: PersonalText = ask("Other form, named", "其他方式", default="")
    reception: Rating = ask("How it was received", "受理评价")
    reception_words: PersonalText = ask("… in the customer's words", "受理评价原话", default="")
    handling: Rating = ask("How it was handled", "处理评价")
    handling_words: PersonalText = ask("… in the customer's words", "处理评价原话", default="")
    result: Rating = ask("The result", "结果评价")
    result_words: PersonalText = ask("… in the customer's words", "结果评价原话", default="")
    overall: Rating | None = ask("Overall, where the customer states it", "总体评价（业主说明时）", default=None)
    solved: Solved = ask("Is it solved?", "是否解决")
    may_close: bool | None = ask("May we close it? (neutral)", "可以结案吗？（一般）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Satisfied: judged closed. Else a new round one level up."""
        check_form(self.form, self.other_form, "follow_up")
        said = self.model_dump(include=set(FollowedUp.model_fields))
        reached = FollowedUp(**said, at_top=state.ladder.level is Level.ENTERPRISE)
        self._check_neutral(reached)
        if reached.satisfied:
            yield from judge(state, at, ClosingReason.FOLLOW_UP_SATISFIED, reached)
            return
        yield reached
        yield from not_satisfied(reached.apply(state, at.stamp()), at, self.result_words)

    def _check_neutral(self, reached: FollowedUp) -> None:
        neutral = reached.outcome is FollowUpOutcome.NEUTRAL
        if neutral and self.may_close is None and self.solved is not Solved.NOT:
            raise Refused("R10.3a", ASK_TO_CLOSE, instead=("follow_up",))
        if not neutral and self.may_close is not None:
            raise Refused("R10.3a", NOT_NEUTRAL, outcome=reached.outcome, instead=("follow_up",))


@action(
    label=say("Nobody was reached", "回访未接通"),
    rules=("R10.2", "R12.3"),
    roles=STAFF,
    when=followed_up_now,
    refuses=("R10.2",),
)
class TryFollowUp(FollowUpAction):
    """An attempt that reached nobody; after several on different days the supervisor decides."""

    form: FollowUpForm = ask("Form", "回访方式")
    other_form: PersonalText = ask("Other form, named", "其他方式", default="")
    note: PersonalText = ask("Note", "备注", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """An attempt, nothing else; the last one that is wanted asks for the decision."""
        check_form(self.form, self.other_form, "try_follow_up")
        day = local_date(at.occurred_at, site_of(state, at).zone)
        tried = FollowUpTried(form=self.form, other_form=self.other_form, day=day, note=self.note)
        yield tried
        yield from ask_what_now(tried.apply(state, at.stamp()), at)


@action(
    label=say("The customer wants another time", "约期再访"),
    rules=("R10.3a", "R12.3"),
    roles=STAFF,
    when=followed_up_now,
    refuses=("R10.2", "R10.3a"),
)
class PostponeFollowUp(FollowUpAction):
    """The customer asks for another time; the first moves the due, a second counts as an attempt."""

    form: FollowUpForm = ask("Form", "回访方式")
    other_form: PersonalText = ask("Other form, named", "其他方式", default="")
    to: Instant = ask("Wanted time", "约定时间")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """At most some days from this contact, once."""
        check_form(self.form, self.other_form, "postpone_follow_up")
        zone = site_of(state, at).zone
        self._check_time(at.occurred_at, days_later(at.occurred_at, limits(state, at).days("postpone_max"), zone))
        day = local_date(at.occurred_at, zone)
        asked = FollowUpPostponed(form=self.form, other_form=self.other_form, day=day, to=self.to, words=self.words)
        yield asked
        yield from ask_what_now(asked.apply(state, at.stamp()), at)

    def _check_time(self, now: datetime, latest: datetime) -> None:
        if self.to <= now:
            raise Refused("R10.3a", IN_PAST, to=self.to, instead=("postpone_follow_up",))
        if self.to > latest:
            raise Refused("R10.3a", TOO_LATE, latest=latest, asked=self.to, instead=("postpone_follow_up",))


def ask_what_now(complaint: Complaint, at: At) -> Iterator[ComplaintEvent]:
    """After enough attempts on different days the supervisor is asked to decide, once (R10.2, CK14).

    Not in the quiet week, in which nobody has to be reached any more (R10.5).
    """
    if complaint.follow_up.quiet_since is not None:
        return
    wanted = limits(complaint, at).number("followup_tries")
    if len(complaint.follow_up.tries) >= wanted and complaint.decisions.about(About.AFTER_ATTEMPTS) is None:
        yield decisions.asked(complaint, About.AFTER_ATTEMPTS)


ACTIONS = (FollowUp, TryFollowUp, PostponeFollowUp)
