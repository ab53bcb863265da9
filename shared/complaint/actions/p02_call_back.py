"""P2: offer a call back, record a dropped call, call back (R2.4a)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.actions.p01_walk_in import leaves
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p02_call_back import CallBackOffered, CallBackTried, CallDropped, CalledBack
from shared.complaint.guards import has_consent, in_hand, is_first_contact, is_on_the_line, is_present
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Channel, Route
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

is_a_call = Guard(
    "R2.4a",
    say("The customer did not call.", "业主并非来电。"),
    lambda c: c.reception.channel is Channel.PHONE,
    instead=("record_customer_left", "write_note"),
)
is_to_be_called_back = Guard(
    "R2.4a",
    say("No call back is open.", "没有待回的电话。"),
    lambda c: c.contact.call_back_at is not None,
    instead=("give_notice", "offer_call_back", "record_call_dropped", "write_note"),
)
NOT_WITHIN = say(
    "A call back is offered for a definite time from now until {latest}, not for {asked}.",
    "回电须约定在即刻至 {latest} 之间的确定时间，而非 {asked}。",
)


@action(
    label=say("Offer a call back", "提出回电"),
    rules=("R2.4a",),
    roles=(*STAFF, Role.DESK),
    when=(*in_hand, is_present, has_consent, is_on_the_line),
    refuses=("R2.4a",),
)
class OfferCallBack(ComplaintAction):
    """Nobody takes the call: offer to call back at a definite time, within half an hour."""

    call_at: Instant = ask("Call back at", "回电时间")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The call ends; the call back runs as a clock of its own."""
        latest = at.occurred_at + limits(state, at).span("call_back_within")
        if not at.occurred_at < self.call_at <= latest:
            raise Refused("R2.4a", NOT_WITHIN, asked=self.call_at, latest=latest, instead=("offer_call_back",))
        yield CallBackOffered(call_at=self.call_at, not_taken_by=state.move_up.called, words=self.words)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the consent, and the transfer where there was one."""
        asked = complaint.move_up
        return asked.called_at or asked.consented_at or complaint.reception.received_at


@action(
    label=say("The call dropped", "通话中断"),
    rules=("R2.4a",),
    roles=STAFF,
    when=(*in_hand, is_a_call, is_present),
)
class RecordCallDropped(ComplaintAction):
    """The line broke: call back at once."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """To be called back now."""
        yield CallDropped()


@action(
    label=say("Call back", "回电"),
    rules=("R2.4a", "R1.1a", "R5.2"),
    roles=STAFF,
    when=(*in_hand, is_to_be_called_back),
)
class CallBack(ComplaintAction):
    """The customer was called back: on the line again, or after the last try gone without a result."""

    reached: bool = ask("The customer answered", "已接通")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Reached, or one more try."""
        if self.reached:
            yield CalledBack(words=self.words, first_contact=is_first_contact(state, at.by))
            return
        nth = state.contact.call_back_tries + 1
        last = nth >= limits(state, at).number("call_back_tries")
        yield CallBackTried(nth=nth, last=last)
        if last and state.facts.route is not Route.AGREED:
            yield from leaves(state)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was offered, or the line broke."""
        return complaint.contact.call_back_since or complaint.reception.received_at


ACTIONS = (OfferCallBack, RecordCallDropped, CallBack)
