"""Stories built stage on stage; each stage is the one before and one act more."""

from typing import Any

from shared.complaint.actions.p01_walk_in import Explain, Receive
from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.actions.p04_on_the_spot import Answer, AskSatisfaction
from shared.complaint.actions.p04_signature import RecordUnsigned, Sign
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.decision.action import Action
from shared.decision.moment import Caller
from shared.vocabulary.axes import Accepted, Channel, Failing, Responsible, Route, SignatureMethod
from shared.vocabulary.replies import Means
from tests.support.cast import LP, lin, ms_wang

Story = list[tuple[str, Caller, Action]]


def receive(**changes: Any) -> Receive:
    """A walk-in of Ms Wang about a lift at LP."""
    usual = {
        "site": LP, "channel": Channel.WALK_IN, "customer": ms_wang, "unit": "3-1-502",
        "category": "facilities.lift", "summary": "The lift of block 3 stops between floors.",
        "words": "电梯又停在半路了！", "failings": (Failing.UNMET_NEED,),
    }  # fmt: skip
    return Receive.model_validate({**usual, **changes})


def received(at: str = "09:00", by: Caller = lin, **changes: Any) -> Story:
    """Received, nothing else."""
    return [(at, by, receive(**changes))]


def verified(at: str = "09:10", **changes: Any) -> Story:
    """… and the main points confirmed."""
    return [*received(**changes), (at, lin, Verify(statement="Lift of block 3 stopped twice this week."))]


def on_the_spot(at: str = "09:12", **changes: Any) -> Story:
    """… and to be settled on the spot."""
    return [*verified(**changes), (at, lin, ChooseRoute(route=Route.ON_THE_SPOT, reason="Can be explained at once."))]


def agreed(at: str = "09:12", **changes: Any) -> Story:
    """… and on the route of an agreed reply time."""
    return [*verified(**changes), (at, lin, ChooseRoute(route=Route.AGREED, reason="The lift firm must look first."))]


def answered(at: str = "09:15", *, at_fault: bool = False, **changes: Any) -> Story:
    """… and answered; at fault with apology and a promise carried out at once."""
    answer = Answer(
        answer="The firm reset it; it runs.", at_fault=at_fault, apologised=at_fault,
        promise="Reset at once." if at_fault else "", carried_out=at_fault,
    )  # fmt: skip
    return [*on_the_spot(**changes), (at, lin, answer)]


def satisfied(at: str = "09:16", **changes: Any) -> Story:
    """… and the customer says that they are satisfied."""
    return [*answered(**changes), (at, lin, AskSatisfaction(satisfied=True))]


def sign(**changes: Any) -> Sign:
    """A signature on paper, settled by Lin."""
    usual = {
        "name": "Wang", "method": SignatureMethod.PAPER, "reference": "folder 3, sheet 12", "settled_by": "lin",
        "valid": True, "responsible": Responsible.MANAGEMENT,
    }  # fmt: skip
    return Sign.model_validate({**usual, **changes})


def signed(at: str = "09:18", **changes: Any) -> Story:
    """… and signed: judged closed, and closed because nothing is missing."""
    return [*satisfied(**changes), (at, lin, sign())]


def explain() -> Explain:
    """An explanation that the customer accepts."""
    return Explain(explanation="The lift waits for a part from the maker.", accepted=Accepted.ACCEPTED)


def unsigned() -> RecordUnsigned:
    """The customer is satisfied and will not sign."""
    return RecordUnsigned(
        words="好了，签字就不必了。", settled_by="lin", valid=True, responsible=Responsible.MANAGEMENT
    )


def accepted_solution(at: str = "09:18", **changes: Any) -> Story:
    """On P5 with a solution that the customer agreed to, and one task of Lin's for it, due the same day (R4.1a)."""
    promise = Answer(answer="The alarm is weak.", at_fault=True, apologised=True, promise="A new alarm is fitted.")
    yes = AskSatisfaction(satisfied=True)
    return [*on_the_spot(**changes), ("09:15", lin, promise), ("09:16", lin, yes), (at, lin, sign())]


def work_complete(at: str = "15:00", **changes: Any) -> Story:
    """… and its task complete; the customer does not know yet."""
    return [*accepted_solution(**changes), (at, lin, CompleteTask(task="t1", what="The alarm rings at the desk."))]


def completed(at: str = "16:00", **changes: Any) -> Story:
    """… and the customer told: completed, the follow-up is due."""
    return [
        *work_complete(**changes),
        (at, lin, TellDone(means=Means.PHONE, words="The new alarm is in.", answer="好，谢谢。")),
    ]
