"""P5: agree a definite reply time, move it as the customer wishes, postpone it, or record that none was agreed."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.escalating import Asked, escalate
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import (
    ReplyPostponed,
    ReplyTimeAgreed,
    ReplyTimeNotAgreed,
    ReplyTimePromised,
)
from shared.complaint.guards import (
    in_hand,
    is_first_contact,
    is_handled_here,
    is_on_p5,
    is_open,
    is_reachable,
    is_verified,
)
from shared.complaint.ladder import find_holder, next_up
from shared.complaint.reply_limit import is_over, latest_reply, promise_until, reply_due
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import EscalationReason
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Level
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

TELLS_MANAGER, GOES_UP = 2, 3
"""The postponement of a round that the manager is told of, and the one that moves the case up (R5.4)."""

is_reply_due = Guard(
    "R5.4",
    say("No reply is due: the customer has one.", "无须再约答复时间：业主已得到答复。"),
    lambda c: c.reply.since is not None,
    instead=("give_notice", "write_note"),
)
has_no_time = Guard(
    "R5.1a",
    say("A reply time was agreed in this round.", "本轮已约定答复时间。"),
    lambda c: c.reply.times == 0,
    instead=("postpone_reply", "agree_on_customers_wish", "write_note"),
)
has_a_time = Guard(
    "R5.4",
    say("No reply time is agreed yet that could be postponed.", "尚未约定答复时间，无从延期。"),
    lambda c: c.reply.agreed is not None,
    instead=("agree_reply_time", "agree_on_customers_wish"),
)
before_a_reply = (*in_hand, is_verified, is_on_p5, is_reachable, is_reply_due)
"""The case waits for a reply to a customer who can be told."""

TOO_LATE = say(
    "The reply time {asked} lies later than {latest}, the limit; a later one is agreed only as the customer wishes.",
    "答复时间 {asked} 晚于时限 {latest}；只有业主要求时才可约定更晚的时间。",
)
PAST = say("The reply time {asked} lies before it was agreed.", "答复时间 {asked} 早于约定的时刻。")
AGREED_ALREADY = say(
    "A reply is agreed for {agreed}; a later time is a postponement.", "已约定于 {agreed} 答复，更晚的时间属延期答复。"
)
NOT_LATER = say(
    "A reply is agreed for {agreed}; an earlier time is no postponement.", "已约定于 {agreed} 答复，提前不属延期。"
)
OVER = say(
    "The reply time {due} is over: what was missed stays missed, and a new time is agreed.",
    "答复时间 {due} 已过：超时不变，须另行约定新的时间。",
)
PROMISE_FIRST = say(
    "The limit {due} was past when the case was entered; a time up to {latest} is promised instead.",
    "录入时时限 {due} 已过，须承诺在 {latest} 之前答复。",
)
NO_PROMISE = say(
    "A promise is for what was entered after its limit; the limit is {due}, the entry was made at {entered}.",
    "仅录入时已超过时限的投诉才作此承诺；时限为 {due}，录入于 {entered}。",
)
PROMISED_TOO_LATE = say(
    "The entry came after the limit; a time until {latest} is promised.",
    "录入时已超过时限，须承诺在 {latest} 之前答复。",
)


def not_before(complaint: Complaint) -> datetime:
    """A reply time answers the verification, what made a reply due, and the time agreed before it (CK9)."""
    reply, facts = complaint.reply, complaint.facts
    known = (complaint.reception.received_at, facts.verified_at, reply.since, reply.agreed_at)
    return max(moment for moment in known if moment is not None)


class _ReplyTimeAction(ComplaintAction):
    """What the orders about a reply time have in common."""

    reply_at: Instant = ask("Reply time", "答复时间")

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the verification and the time agreed before."""
        return not_before(complaint)

    def _must_lie_ahead(self, at: At) -> None:
        if self.reply_at <= at.occurred_at:
            raise Refused("R5.1", PAST, asked=self.reply_at, instead=("agree_reply_time", "agree_on_customers_wish"))

    def _must_lie_within(self, latest: datetime | None) -> None:
        if latest is not None and self.reply_at > latest:
            ways_out = ("agree_on_customers_wish", "agree_reply_time", "record_not_agreed")
            raise Refused("R5.1", TOO_LATE, asked=self.reply_at, latest=latest, instead=ways_out)


@action(
    label=say("Agree a reply time", "约定答复时间"),
    rules=("R5.1", "R5.2", "R5.3", "R5.4", "R8.2a"),
    roles=STAFF,
    when=before_a_reply,
    refuses=("R5.1", "R5.4", "CK8"),
)
class AgreeReplyTime(_ReplyTimeAction):
    """Agree a definite reply time with the customer, at most 24 hours from receipt."""

    words: PersonalText = ask("The customer's agreement", "业主同意的表述", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The first time agreed sets the due; after a miss a new one begins the next clock (R8.2a)."""
        self._must_lie_ahead(at)
        agreed, over, promise = state.reply.agreed, is_over(state, at), promise_until(state, at)
        if over and promise is not None and at.occurred_at < promise:
            due = reply_due(state, at)
            raise Refused("CK8", PROMISE_FIRST, due=due, latest=promise, instead=("promise_reply_time",))
        if agreed is not None and not over and self.reply_at > agreed:
            ways_out = ("postpone_reply", "agree_on_customers_wish")
            raise Refused("R5.4", AGREED_ALREADY, agreed=agreed, instead=ways_out)
        self._must_lie_within(latest_reply(state, at))
        yield ReplyTimeAgreed(
            reply_at=self.reply_at, words=self.words, instead_of=agreed, first_contact=is_first_contact(state, at.by)
        )


@action(
    label=say("Agree on the customer's wish", "按业主要求约定"),
    rules=("R5.1a", "R5.2", "R5.4"),
    roles=STAFF,
    when=before_a_reply,
    refuses=("R5.1",),
)
class AgreeOnCustomersWish(_ReplyTimeAction):
    """The customer asks for a later time, in their words; the due moves there and notices go on."""

    words: PersonalText = ask("In the customer's words", "业主原话", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The due moves; it is no postponement."""
        self._must_lie_ahead(at)
        yield ReplyTimeAgreed(
            reply_at=self.reply_at, words=self.words, on_wish=True, instead_of=state.reply.agreed,
            first_contact=is_first_contact(state, at.by),
        )  # fmt: skip


@action(
    label=say("Postpone the reply", "延期答复"),
    rules=("R5.4", "R5.2", "R5.3", "R8.0"),
    roles=STAFF,
    when=(*before_a_reply, has_a_time),
    refuses=("R5.1", "R5.4"),
)
class PostponeReply(_ReplyTimeAction):
    """Agree a later reply time before the one in force is over, at most 24 hours ahead."""

    reason: PersonalText = ask("Reason", "延期原因", min_length=1)
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Ends the clock as postponed; the manager is told of the second of a round, the third goes up one."""
        agreed = state.reply.agreed or at.occurred_at
        if is_over(state, at):
            raise Refused("R5.4", OVER, due=agreed, instead=("agree_reply_time", "agree_on_customers_wish"))
        if self.reply_at <= agreed:
            raise Refused("R5.4", NOT_LATER, agreed=agreed, instead=("agree_reply_time", "postpone_reply"))
        if state.beyond.since is None:
            self._must_lie_within(at.occurred_at + limits(state, at).span("reply_within"))
        nth = state.reply.postponed + 1
        yield ReplyPostponed(
            reply_at=self.reply_at, instead_of=agreed, nth=nth, reason=self.reason, words=self.words,
            told=_manager(state, at) if nth == TELLS_MANAGER else (),
            first_contact=is_first_contact(state, at.by),
        )  # fmt: skip
        if nth == GOES_UP and next_up(state.ladder.level) is not None:
            yield from escalate(state, at, Asked(EscalationReason.POSTPONED_AGAIN, rules=("R5.4",)))


def _manager(complaint: Complaint, at: At) -> tuple[str, ...]:
    """The manager of the site, else who stands in (R8.5)."""
    holder = find_holder(at.directory, complaint.reception.site, Level.MANAGER, complaint.ladder.named)
    return () if holder is None else (holder.person.code,)


@action(
    label=say("No reply time was agreed", "未能约定答复时间"),
    rules=("R5.1a",),
    roles=STAFF,
    when=(is_handled_here, is_open, is_verified, is_on_p5, has_no_time),
)
class RecordNotAgreed(ComplaintAction):
    """The customer agrees to no time: the limit itself is the reply time."""

    words: PersonalText = ask("Why, in the customer's words", "原因（业主原话）", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The limit stands; a time may still be agreed."""
        yield ReplyTimeNotAgreed(words=self.words)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the verification."""
        return not_before(complaint)


@action(
    label=say("Promise a reply time", "承诺答复时间"),
    rules=("CK8",),
    roles=STAFF,
    when=(*before_a_reply, has_no_time),
    refuses=("R5.1", "CK8"),
)
class PromiseReplyTime(_ReplyTimeAction):
    """What was entered from paper after its limit gets a time that the receiver promises, soon after the entry."""

    words: PersonalText = ask("What was said", "说明", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The limit stays missed; the promise runs as a new reply clock."""
        self._must_lie_ahead(at)
        latest = promise_until(state, at)
        if latest is None:
            due, entered = reply_due(state, at), state.reply.entered_at
            raise Refused("CK8", NO_PROMISE, due=due, entered=entered, instead=("agree_reply_time",))
        if self.reply_at > latest:
            ways_out = ("promise_reply_time", "agree_reply_time")
            raise Refused("CK8", PROMISED_TOO_LATE, latest=latest, instead=ways_out)
        yield ReplyTimePromised(reply_at=self.reply_at, words=self.words)


ACTIONS = (AgreeReplyTime, AgreeOnCustomersWish, PostponeReply, RecordNotAgreed, PromiseReplyTime)
