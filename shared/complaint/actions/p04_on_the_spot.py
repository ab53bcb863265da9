"""P4: answer on the spot, ask whether the customer is satisfied, have it signed."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.completeness import missing
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p04_on_the_spot import AnsweredOnTheSpot, SatisfactionAsked, Signed
from shared.complaint.events.p11_closing import JudgedClosed
from shared.complaint.guards import is_answered, is_satisfied, on_the_spot
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.vocabulary.axes import ClosingReason, Responsible, SignatureMethod
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say


@action(
    label=say("Answer on the spot", "现场答复"),
    rules=("R4.1", "R4.3"),
    roles=STAFF,
    when=on_the_spot,
    step="manager_on_the_spot",
)
class Answer(ComplaintAction):
    """Give a definite answer; at fault, with the apology and what will be put right."""

    answer: PersonalText = ask("Answer", "答复内容", min_length=1)
    at_fault: bool = ask("Management at fault", "管理方有过失")
    apologised: bool = ask("Apologised", "已道歉", default=False)
    promise: PersonalText = ask("Rectification promised", "整改承诺", default="")
    carried_out: bool = ask("Carried out at once", "已当场落实", default=False)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The answer is on record."""
        yield AnsweredOnTheSpot(**self.model_dump())


@action(
    label=say("Ask whether the customer is satisfied", "询问满意度"),
    rules=("R4.1", "R4.3"),
    roles=STAFF,
    when=(*on_the_spot, is_answered),
)
class AskSatisfaction(ComplaintAction):
    """Ask, and record what the customer said."""

    satisfied: bool = ask("Satisfied", "是否满意")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """What the customer said is on record."""
        yield SatisfactionAsked(satisfied=self.satisfied, words=self.words)


@action(
    label=say("Have it signed", "签字确认"),
    rules=("R4.4", "R11.1"),
    roles=STAFF,
    when=(*on_the_spot, is_answered, is_satisfied),
)
class Sign(ComplaintAction):
    """The customer signs that they are satisfied; the case is then judged closed."""

    name: PersonalName = ask("Signed by", "签字人", min_length=1)
    method: SignatureMethod = ask("How", "签字方式")
    reference: PersonalText = ask("Where it is kept", "存放编号", min_length=1)
    settled_by: Code = ask("Settled by", "处理人")
    valid: bool = ask("Valid complaint", "有效投诉")
    responsible: Responsible = ask("Responsible party", "责任归属")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Signature, then judged closed with reason *settled on the spot*."""
        signed = Signed(**self.model_dump())
        yield signed
        after = signed.apply(state, at.stamp())
        yield JudgedClosed(
            reason=ClosingReason.SETTLED_ON_THE_SPOT, missing=missing(after, ClosingReason.SETTLED_ON_THE_SPOT)
        )


ACTIONS = (Answer, AskSatisfaction, Sign)
