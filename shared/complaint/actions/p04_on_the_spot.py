"""P4: answer on the spot, carry out what was promised, ask whether the customer is satisfied."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p04_on_the_spot import AnsweredOnTheSpot, PromiseCarriedOut, SatisfactionAsked
from shared.complaint.guards import is_answered, on_the_spot
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Level
from shared.vocabulary.text import say

has_open_promise = Guard(
    "R4.1a",
    say("No promise is open on this case.", "该投诉没有尚未落实的承诺。"),
    lambda c: bool(c.settlement.open_promises),
    instead=("ask_satisfaction", "answer"),
)

APOLOGY_FIRST = say(
    "The management is at fault: the apology comes before the definite answer.",
    "管理方有过失：须先道歉，再给出明确答复。",
)
PROMISE_FIRST = say(
    "The management is at fault: say what will be put right before the definite answer.",
    "管理方有过失：须先作出整改承诺，再给出明确答复。",
)
COMMENTS_TOO = say("The manager settles it with comments on what is to be rectified.", "主任现场处理时须附整改意见。")


@action(
    label=say("Answer on the spot", "现场答复"),
    rules=("R4.1", "R4.3"),
    roles=STAFF,
    when=on_the_spot,
    step="manager_on_the_spot",
    refuses=("R4.1", "R4.3"),
)
class Answer(ComplaintAction):
    """Give a definite answer; at fault, after the apology and the promise of what will be put right."""

    answer: PersonalText = ask("Answer", "答复内容", min_length=1)
    at_fault: bool = ask("Management at fault", "管理方有过失")
    apologised: bool = ask("Apologised", "已道歉", default=False)
    promise: PersonalText = ask("Rectification promised", "整改承诺", default="")
    carried_out: bool = ask("Carried out at once", "已当场落实", default=False)
    comments: PersonalText = ask("Rectification comments", "整改意见", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The answer is on record; whether it satisfies is asked next."""
        apologised = self.apologised or state.reception.apologised
        if self.at_fault and not (apologised or state.settlement.apologised):
            raise Refused("R4.1", APOLOGY_FIRST, instead=("apologise",))
        promise = self.promise.strip() or ("" if state.settlement.promised else state.reception.promise)
        if self.at_fault and not (promise or state.settlement.promised):
            raise Refused("R4.1", PROMISE_FIRST, instead=("apologise", "answer"))
        if at.by.level is not None and at.by.level >= Level.MANAGER and not self.comments.strip():
            raise Refused("R4.3", COMMENTS_TOO, instead=("answer",))
        yield AnsweredOnTheSpot(**{**self.model_dump(), "apologised": apologised, "promise": promise})

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the route was chosen."""
        return complaint.facts.routed_at or complaint.reception.received_at


@action(
    label=say("The promise is carried out", "承诺已落实"),
    rules=("R4.1", "R4.1a"),
    roles=STAFF,
    when=(*on_the_spot, has_open_promise),
)
class CarryOutPromise(ComplaintAction):
    """What was promised on the spot is done, before the customer signs."""

    what: PersonalText = ask("What was done", "落实情况", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Nothing promised is left open."""
        yield PromiseCarriedOut(what=self.what)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was promised."""
        return complaint.settlement.answered_at or complaint.reception.received_at


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

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the answer."""
        return complaint.settlement.answered_at or complaint.reception.received_at


ACTIONS = (Answer, CarryOutPromise, AskSatisfaction)
