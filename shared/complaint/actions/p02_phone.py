"""P2: apologise first, transfer the call, take it."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.people import handover, to_be_called
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p02_phone import Apologised, CallTransferred
from shared.complaint.guards import has_consent, in_hand, is_on_the_line, is_present
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

is_transferred = Guard(
    "R2.4",
    say("The call was not transferred yet.", "来电尚未转接。"),
    lambda c: c.move_up.called_at is not None,
    instead=("transfer_call",),
)

PROMISE_TOO = say(
    "Where the management is at fault, the apology comes with a promise to put it right.",
    "管理方有过失时，致歉须同时承诺整改。",
)


@action(
    label=say("Apologise", "致歉"),
    rules=("R2.3", "R4.2"),
    roles=STAFF,
    when=in_hand,
    step="ordinary",
    refuses=("R2.3",),
)
class Apologise(ComplaintAction):
    """Apologise first; where the management is at fault, promise to put it right."""

    at_fault: bool = ask("Management at fault", "管理方有过失")
    words: PersonalText = ask("Apology", "致歉内容", min_length=1)
    promise: PersonalText = ask("Rectification promised", "整改承诺", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Apology and promise are both recorded."""
        if self.at_fault and not self.promise.strip():
            raise Refused("R2.3", PROMISE_TOO, instead=("apologise",))
        yield Apologised(at_fault=self.at_fault, words=self.words, promise=self.promise)


@action(
    label=say("Transfer the call", "转接来电"),
    rules=("R2.4", "R8.0", "R8.5"),
    roles=STAFF,
    when=(*in_hand, is_present, has_consent, is_on_the_line),
    step="offer_on_the_phone",
    refuses=("R1.5", "R8.5", "R12.9", "R12.17"),
)
class TransferCall(ComplaintAction):
    """After the caller's consent, put the call through to the service-centre manager, or to who is named."""

    person: Code | None = ask("To whom; empty: whoever holds the level", "转接给谁（空：该层级在岗人员）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The case moves when the call is taken."""
        person, empty = to_be_called(state, at, self.person)
        yield CallTransferred(person=person.code, empty_levels=empty)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the consent."""
        return complaint.move_up.consented_at or complaint.reception.received_at


@action(
    label=say("Take the call", "接听转接"),
    rules=("R2.4", "R1.5", "R8.0"),
    roles=STAFF,
    when=(*in_hand, is_present, has_consent, is_on_the_line, is_transferred),
    step="manager_on_the_phone",
    refuses=("R1.5", "R12.9", "R12.17"),
)
class TakeCall(ComplaintAction):
    """The call is taken, by whom it was put through to or another colleague: that is the handover."""

    taken_by: Code | None = ask("Taken by; empty: whom it was put through to", "接听人（空：被转接人）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Accepted, and the customer reached, at this moment."""
        yield handover(state, at, self.taken_by or state.move_up.called or "")

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the transfer."""
        return complaint.move_up.called_at or complaint.reception.received_at


ACTIONS = (Apologise, TransferCall, TakeCall)
