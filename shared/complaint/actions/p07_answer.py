"""P7: the customer accepts or rejects what was proposed (R7.1)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.completion import hold
from shared.complaint.decisions import drop
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import ReplyWanted
from shared.complaint.events.p07_proposal import ProposalAccepted, ProposalRejected
from shared.complaint.events.p09_completion import Completed, SolutionAccepted
from shared.complaint.guards import in_hand, is_first_contact
from shared.complaint.solutions import final_position_asked
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.vocabulary.decisions import About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import ReplyDue
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

waits_for_an_answer = Guard(
    "R7.1",
    say("No proposal waits for the customer's answer.", "没有待业主答复的处理方案。"),
    lambda c: c.proposal.told is not None,
    instead=("tell_proposal", "make_proposal", "write_note"),
)


class _Answer(ComplaintAction):
    """What the customer says to the proposal told last."""

    words: PersonalText = ask("In the customer's words", "业主原话", min_length=1)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was told."""
        told = complaint.proposal.told
        return (told and told.told_at) or complaint.reception.received_at


@action(
    label=say("The customer accepts", "业主接受方案"),
    rules=("R7.1", "R5.2", "R9.1", "R9.3a"),
    roles=STAFF,
    when=(*in_hand, waits_for_an_answer),
)
class RecordAcceptance(_Answer):
    """The customer agrees to the solution: what is to be done for it is to be done the same day."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Agreed; a solution without work completes the case at once."""
        offer = state.proposal.told
        if offer is None:
            return
        yield from drop(state, About.UNANSWERED_PROPOSAL)
        first = is_first_contact(state, at.by)
        yield ProposalAccepted(proposal=offer.id, words=self.words, first_contact=first)
        yield SolutionAccepted(words=self.words, work=offer.work)
        if not offer.work and not state.work.tasks:
            yield Completed()


@action(
    label=say("The customer rejects", "业主不接受方案"),
    rules=("R7.1", "R5.1", "R7.6"),
    roles=STAFF,
    when=(*in_hand, waits_for_an_answer),
)
class RecordRejection(_Answer):
    """The customer says no: a new proposal or an escalation follows, within the time for a reply."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A reply is due once more; after so many noes at the top level, level 3 is asked (R7.6)."""
        offer = state.proposal.told
        if offer is None:
            return
        yield from drop(state, About.UNANSWERED_PROPOSAL)
        first = is_first_contact(state, at.by)
        yield ProposalRejected(proposal=offer.id, words=self.words, at_top=offer.at_top, first_contact=first)
        yield from hold(state)
        yield ReplyWanted(why=ReplyDue.PROPOSAL_REJECTED)
        yield from final_position_asked(state, at, rejected=int(offer.at_top))


ACTIONS = (RecordAcceptance, RecordRejection)
