"""P7: what comes after a proposal: silence, an acceptance taken back, the final explanation, the final position."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact, marked
from shared.complaint.events.p05_reply_time import reached
from shared.complaint.state import Complaint, FinalPosition
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import OtherRemedy, ToldBy, Understanding
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class BeyondAuthorityFound(ComplaintEvent):
    """The solution is beyond the receiver's authority; the responsible person was told at once (R7.2)."""

    TOPIC = "complaint.beyond_authority_found.v1"
    LABEL = say("beyond the receiver's authority", "超出受理人权限")
    RULES: ClassVar = ("R7.2",)

    person: Code  #: the responsible person, who was told
    matter: PersonalText  #: what it needs them for


class AnswerAsked(ComplaintEvent):
    """A customer who said nothing to a proposal was asked again (R7.4)."""

    TOPIC = "complaint.answer_asked.v1"
    LABEL = say("asked for an answer", "催询业主意见")
    RULES: ClassVar = ("R7.4",)

    proposal: str
    day: str  #: local date, 2026-03-03; several asks of one day count once
    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One day more on which they were asked."""
        return replace(state, proposal=replace(state.proposal, asked_on=state.proposal.asked_on | {self.day}))


class ProposalNotObjected(ComplaintEvent):
    """Nobody objected, and it can be undone: it is carried out (未表异议, R7.4). Beside it stands the solution."""

    TOPIC = "complaint.proposal_not_objected.v1"
    LABEL = say("not objected", "未表异议")
    RULES: ClassVar = ("R7.4",)

    proposal: str
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It counts as acceptance."""
        return replace(state, proposal=replace(state.proposal, told=None, accepted=self.proposal))


class AcceptanceTakenBack(ComplaintEvent):
    """The customer took their agreement back before the work was complete (R7.5): back to P7."""

    TOPIC = "complaint.acceptance_taken_back.v1"
    LABEL = say("acceptance taken back", "业主撤回同意")
    RULES: ClassVar = ("R7.5",)

    words: PersonalText
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nothing is agreed; the work waits beside this fact (3.3)."""
        proposal = replace(state.proposal, accepted=None)
        return replace(state, proposal=proposal, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """How it stands is told as before; what the work waits for stands in its own fact."""
        return (Marked(Mark.CUSTOMER_REACHED),) if self.first_contact else ()


class FinalExplanationGiven(ComplaintEvent):
    """What cannot be solved was explained tactfully and understanding asked (R7.3). Completes the case."""

    TOPIC = "complaint.final_explanation_given.v1"
    LABEL = say("final explanation", "最终说明")
    RULES: ClassVar = ("R7.3", "R12.14")

    explanation: PersonalText
    told_by: ToldBy
    understanding: Understanding
    words: PersonalText = ""  #: what the customer said to it
    other_remedies: tuple[OtherRemedy, ...]  #: named as open to the customer
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It is the solution; no proposal waits any more."""
        proposal = replace(state.proposal, told=None, drafts=(), explained_at=stamp.occurred_at)
        return replace(state, proposal=proposal, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """It says how it stands; the reply and the completion stand beside it."""
        return contact(first_contact=self.first_contact)


class FinalPositionGiven(ComplaintEvent):
    """Level 3 gave the final position in writing, with reasons and other remedies (最终答复, R7.6)."""

    TOPIC = "complaint.final_position_given.v1"
    LABEL = say("final position given", "作出最终答复")
    RULES: ClassVar = ("R7.6", "R12.14")

    document: PersonalText  #: where it is kept
    position: PersonalText
    reasons: PersonalText
    other_remedies: tuple[OtherRemedy, ...]
    still_done: PersonalText = ""  #: the agreed or safe part of the work, which is done
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The wait for a new fact begins."""
        given = FinalPosition(stamp.occurred_at)
        return replace(state, final_position=given, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """It says how it stands for the last time; its wait starts."""
        return *contact(first_contact=self.first_contact), *marked(Mark.FINAL_POSITION)


class NewFactBrought(ComplaintEvent):
    """The customer brought something new after the final position (R7.6): back to P7."""

    TOPIC = "complaint.new_fact_brought.v1"
    LABEL = say("new fact", "业主提出新情况")
    RULES: ClassVar = ("R7.6",)

    fact: PersonalText
    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The final position does not hold any more."""
        return replace(state, final_position=FinalPosition())

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Ends the wait; the reply that is due stands beside it."""
        return marked(Mark.NEW_FACT)
