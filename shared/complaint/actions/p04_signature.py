"""P4: have it signed, or record that the customer will not sign; what stays open goes to P5."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.work import today
from shared.complaint.completeness import missing
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p04_signature import RouteChanged, SignatureDeclined, Signed
from shared.complaint.events.p05_reply_time import Replied
from shared.complaint.events.p06_investigation import NoInvestigationNeeded
from shared.complaint.events.p09_completion import Completed, SolutionAccepted
from shared.complaint.events.p09_tasks import TaskGiven
from shared.complaint.events.p11_closing import JudgedClosed
from shared.complaint.guards import is_answered, is_satisfied, on_the_spot, owns
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.axes import ClosingReason, Responsible, RouteChange, SignatureMethod
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.replies import ReplyKind
from shared.vocabulary.roles import STAFF
from shared.vocabulary.schema import NOT_BLANK
from shared.vocabulary.text import say

NOT_THE_RECEIVER = say(
    "The signature is recorded by {receiver}, who received the customer; if absent, by the owner {owner} naming them.",
    "签字由接待业主的 {receiver} 记录；其不在时由负责人 {owner} 注明后记录。",
)
NO_PERSON = say("Nobody here has the code {person}.", "本项目没有代码为 {person} 的人员。")


@action(
    label=say("Have it signed", "签字确认"),
    rules=("R4.4", "R4.4a", "R4.1a", "R11.1"),
    roles=STAFF,
    when=(*on_the_spot, is_answered, is_satisfied),
    refuses=("R4.4",),
)
class Sign(ComplaintAction):
    """The customer signs that they are satisfied, on paper, on a screen or by a recorded equivalent."""

    name: Annotated[PersonalName, NOT_BLANK] = ask("Signed by", "签字人", min_length=1)
    method: SignatureMethod = ask("How", "签字方式")
    reference: PersonalText = ask("Where it is kept", "存放编号", min_length=1)
    receiver_absent: bool = ask("The receptionist who received the customer is absent", "接待人员不在", default=False)
    settled_by: Code = ask("Settled by", "处理人")
    valid: bool = ask("Valid complaint", "有效投诉")
    responsible: Responsible = ask("Responsible party", "责任归属")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Judged closed as *settled on the spot*; with a promise still open the case goes on instead (R4.1a)."""
        self._check_recorder(state, at)
        check_settler(self.settled_by, state, at)
        signed = Signed(**self.model_dump(), receiver=state.ladder.first_receiver)
        yield signed
        if state.settlement.open_promises or state.work.tasks:
            yield RouteChanged(why=RouteChange.PROMISE_OPEN)
            yield answer_as_reply(state)
            yield NoInvestigationNeeded(why=RouteChange.PROMISE_OPEN)
            yield SolutionAccepted()
            yield from promised_tasks(state, at)
            return
        after = signed.apply(state, at.stamp())
        reason = ClosingReason.SETTLED_ON_THE_SPOT
        yield JudgedClosed(reason=reason, missing=missing(after, reason))

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the customer said that they are satisfied."""
        return complaint.settlement.asked_at or complaint.reception.received_at

    def _check_recorder(self, state: Complaint, at: At) -> None:
        receiver, owner = state.ladder.first_receiver, state.ladder.owner
        by_receiver = receiver is None or at.by.id == receiver
        by_owner = self.receiver_absent and owns(state, at.by)
        if not by_receiver and not by_owner:
            ways_out = ("sign",) if owns(state, at.by) else ("write_note",)
            raise Refused("R4.4", NOT_THE_RECEIVER, receiver=receiver, owner=owner, instead=ways_out)


@action(
    label=say("Satisfied, will not sign", "满意但不愿签字"),
    rules=("R4.4a",),
    roles=STAFF,
    when=(*on_the_spot, is_answered, is_satisfied),
    refuses=("R4.4",),
)
class RecordUnsigned(ComplaintAction):
    """The customer is satisfied, will not sign, and there is neither a recorded call nor an answered message."""

    words: PersonalText = ask("In the customer's words", "业主原话", default="")
    settled_by: Code = ask("Settled by", "处理人")
    valid: bool = ask("Valid complaint", "有效投诉")
    responsible: Responsible = ask("Responsible party", "责任归属")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On P5 the answer counts as the reply; completed at this moment, unless a promise is still open."""
        check_settler(self.settled_by, state, at)
        yield SignatureDeclined(**self.model_dump())
        yield RouteChanged(why=RouteChange.NOT_SIGNED)
        yield answer_as_reply(state)
        yield NoInvestigationNeeded(why=RouteChange.NOT_SIGNED)
        left = bool(state.settlement.open_promises or state.work.tasks)
        yield SolutionAccepted(words=self.words, work=left)
        if left:
            yield from promised_tasks(state, at)
            return
        yield Completed()

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the customer said that they are satisfied."""
        return complaint.settlement.asked_at or complaint.reception.received_at


@action(
    label=say("It cannot be settled on the spot", "转入约定答复"),
    rules=("R4.5",),
    roles=STAFF,
    when=on_the_spot,
)
class LeaveTheSpot(ComplaintAction):
    """What cannot be settled on the spot gets an agreed reply time; the case never comes back to the spot."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The case goes on by P5."""
        yield RouteChanged(why=RouteChange.NOT_SETTLED, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the route on the spot was chosen."""
        return complaint.facts.routed_at or complaint.reception.received_at


def check_settler(person: str, complaint: Complaint, at: At) -> None:
    """Whoever settled it is one of ours. Raises Refused."""
    found = at.directory.people.get(person)
    if found is None or not found.works_at(complaint.reception.site):
        raise Refused("R4.4", NO_PERSON, person=person, instead=("sign",))


def answer_as_reply(complaint: Complaint) -> Replied:
    """The answer given on the spot counts as the reply, from when it was given (R4.1a, R4.4a)."""
    return Replied(by_what=ReplyKind.ON_THE_SPOT, given_at=complaint.settlement.answered_at)


def promised_tasks(complaint: Complaint, at: At) -> Iterator[TaskGiven]:
    """One task of the owner's for every promise that is still open, due the same day (R4.1a, R9.1)."""
    person, due = complaint.ladder.owner or at.by.id, today(complaint, at)
    for number, what in enumerate(complaint.settlement.open_promises, start=complaint.work.given + 1):
        yield TaskGiven(task=f"t{number}", what=what, from_promise=True, person=person, due=due)


ACTIONS = (Sign, RecordUnsigned, LeaveTheSpot)
