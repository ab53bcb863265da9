"""P1: the five moments of a handover in the customer's presence (R1.5), each an action with its own time."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.people import handover, to_be_called
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_handover import ColleagueCalled, ColleagueConfirmed, ColleagueIntroduced, CustomerTold
from shared.complaint.guards import has_consent, in_hand, is_face_to_face, is_present
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.vocabulary.ids import Code
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

is_called = Guard(
    "R1.5",
    say("Nobody was called yet.", "尚未呼叫同事。"),
    lambda c: c.move_up.called_at is not None,
    instead=("call_colleague",),
)
is_confirmed = Guard(
    "R1.5",
    say("The person called has not confirmed yet.", "被呼叫人尚未确认。"),
    lambda c: c.move_up.confirmed_at is not None,
    instead=("confirm_coming", "call_colleague"),
)
is_told = Guard(
    "R1.5",
    say("The customer was not told yet who is coming.", "尚未告知业主由谁前来。"),
    lambda c: c.move_up.told_at is not None,
    instead=("tell_who_comes", "confirm_coming", "call_colleague"),
)
is_introduced = Guard(
    "R1.5",
    say("The person called was not introduced yet.", "尚未向业主介绍被呼叫人。"),
    lambda c: c.move_up.introduced_at is not None,
    instead=("introduce_colleague", "tell_who_comes", "confirm_coming", "call_colleague"),
)
moving = (*in_hand, is_present, has_consent, is_face_to_face)


@action(
    label=say("Call a colleague", "呼叫同事"),
    rules=("R1.5", "R8.0", "R8.5"),
    roles=STAFF,
    when=moving,
    step="calling_manager",
    refuses=("R1.5", "R8.5", "R12.9", "R12.17"),
)
class CallColleague(ComplaintAction):
    """Call, in the customer's presence, the person for whom the move is, or another colleague able to take over."""

    person: Code | None = ask("Who; empty: whoever holds the level", "呼叫谁（空：该层级在岗人员）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The first moment."""
        person, empty = to_be_called(state, at, self.person)
        yield ColleagueCalled(person=person.code, empty_levels=empty)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the consent."""
        return complaint.move_up.consented_at or complaint.reception.received_at


@action(label=say("They are coming", "同事确认"), rules=("R1.5",), roles=STAFF, when=(*moving, is_called))
class ConfirmComing(ComplaintAction):
    """The person called confirmed that they come."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The second moment."""
        yield ColleagueConfirmed()

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the call."""
        return complaint.move_up.called_at or complaint.reception.received_at


@action(
    label=say("Tell the customer who comes", "告知业主"),
    rules=("R1.5",),
    roles=STAFF,
    when=(*moving, is_confirmed),
    step="please_wait",
)
class TellWhoComes(ComplaintAction):
    """Tell the customer to wait a moment, and for whom."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The third moment."""
        yield CustomerTold()

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the confirmation."""
        return complaint.move_up.confirmed_at or complaint.reception.received_at


@action(
    label=say("Introduce the colleague", "介绍同事"),
    rules=("R1.5",),
    roles=STAFF,
    when=(*moving, is_told),
    step="introduction",
)
class IntroduceColleague(ComplaintAction):
    """Introduce to the customer whoever came."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The fourth moment."""
        yield ColleagueIntroduced()

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the customer was told."""
        return complaint.move_up.told_at or complaint.reception.received_at


@action(
    label=say("Hand over", "转交"),
    rules=("R1.5", "R8.0", "R12.9"),
    roles=STAFF,
    when=(*moving, is_introduced),
    refuses=("R1.5", "R12.9", "R12.17"),
)
class HandOver(ComplaintAction):
    """The colleague takes over: accepted, and the customer reached, at this moment."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The fifth moment: an escalation, or a handover on the same level."""
        yield handover(state, at, state.move_up.called or "")

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the introduction."""
        return complaint.move_up.introduced_at or complaint.reception.received_at


ACTIONS = (CallColleague, ConfirmComing, TellWhoComes, IntroduceColleague, HandOver)
