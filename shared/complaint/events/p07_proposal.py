"""P7: the customer's demand, the proposals, and what the customer says to them."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact, marked
from shared.complaint.events.p05_reply_time import reached
from shared.complaint.state import Complaint, Offer
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.inquiry import DemandPart, Remedy, ToldBy
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class DemandRecorded(ComplaintEvent):
    """What the customer wants done, why, and in what state of mind they are (诉求, R7.0)."""

    TOPIC = "complaint.demand_recorded.v1"
    LABEL = say("demand recorded", "记录诉求")
    RULES: ClassVar = ("R7.0",)

    demand: PersonalText = ""  #: 要求
    reason: PersonalText = ""  #: 原由
    state_of_mind: PersonalText = ""  #: 心态
    unknown: tuple[DemandPart, ...] = ()  #: which of the three is not known

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The newest one counts; proposals name its number."""
        was = state.proposal
        return replace(state, proposal=replace(was, demand_at=stamp.occurred_at, demands=was.demands + 1))


class ProposalMade(ComplaintEvent):
    """A solution was worked out from the findings (R7.0); it is not told yet."""

    TOPIC = "complaint.proposal_made.v1"
    LABEL = say("proposal made", "拟定处理方案")
    RULES: ClassVar = ("R7.0", "R7.1", "R12.23")

    proposal: str  #: id within the case: "p1", "p2" …
    solution: PersonalText
    finding: str = ""  #: id of the assignment whose findings it answers; "": the receiver's own, or none were needed
    demand: int | None = None  #: number of the demand that it answers; None: none was needed
    unmet: PersonalText = ""  #: what part of the demand it does not meet; "": none
    remedies: tuple[Remedy, ...]
    amount: str = ""  #: of the compensation, in the site's currency: "120.50"
    work: bool  #: something is to be done for it
    approval: Level | None = None  #: whose approval it waits for before it is told

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One proposal more; all stay on the case."""
        was, draft = state.proposal, Offer(self.proposal, stamp.occurred_at, self.work, self.approval)
        return replace(state, proposal=replace(was, made=was.made + 1, drafts=(*was.drafts, draft)))


class ApprovalDecided(ComplaintEvent):
    """A higher level decided whether the remedies of a proposal may be granted (R12.23)."""

    TOPIC = "complaint.approval_decided.v1"
    LABEL = say("remedy decided on", "补救措施审批")
    RULES: ClassVar = ("R12.23",)

    proposal: str
    approved: bool
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It may be told, or is none any more."""
        was = state.proposal
        if self.approved:
            drafts = tuple(replace(d, approved=True) if d.id == self.proposal else d for d in was.drafts)
        else:
            drafts = tuple(d for d in was.drafts if d.id != self.proposal)
        return replace(state, proposal=replace(was, drafts=drafts))


class ProposalTold(ComplaintEvent):
    """The solution was told to the customer and their opinion asked (R7.1). Beside it stands the reply (R5.4)."""

    TOPIC = "complaint.proposal_told.v1"
    LABEL = say("proposal told", "告知处理方案")
    RULES: ClassVar = ("R7.1", "R8.2", "R5.2")

    proposal: str
    told_by: ToldBy
    words: PersonalText = ""  #: what was said, beside the solution
    level: Level  #: of the case as it was told (R7.6)
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It waits for the customer's answer; one told before waits no more."""
        was = state.proposal
        draft = was.draft(self.proposal)
        if draft is None:
            return state
        told = replace(draft, told_at=stamp.occurred_at, at_top=self.level is Level.ENTERPRISE)
        left = tuple(known for known in was.drafts if known.id != self.proposal)
        proposal = replace(was, drafts=left, told=told, asked_on=frozenset())
        return replace(state, proposal=proposal, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its own clock starts; it says how it stands."""
        return *marked(Mark.PROPOSAL_TOLD), *contact(first_contact=self.first_contact)


class ProposalAccepted(ComplaintEvent):
    """The customer agreed to a proposal (R7.1). Beside it stands the accepted solution (R9.1)."""

    TOPIC = "complaint.proposal_accepted.v1"
    LABEL = say("proposal accepted", "业主接受处理方案")
    RULES: ClassVar = ("R7.1", "R5.2")

    proposal: str
    words: PersonalText
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It waits no more."""
        proposal = replace(state.proposal, told=None, accepted=self.proposal)
        return replace(state, proposal=proposal, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Agreement to a solution says how it stands."""
        return contact(first_contact=self.first_contact)


class ProposalRejected(ComplaintEvent):
    """The customer said no to a proposal (R7.1). Beside it stands that a reply is due once more."""

    TOPIC = "complaint.proposal_rejected.v1"
    LABEL = say("proposal rejected", "业主不接受处理方案")
    RULES: ClassVar = ("R7.1", "R7.6")

    proposal: str
    words: PersonalText
    at_top: bool = False  #: it was told at the top level
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Counted; a new one or an escalation follows."""
        was = state.proposal
        proposal = replace(was, told=None, rejected=was.rejected + 1, rejected_at_top=was.rejected_at_top + self.at_top)
        return replace(state, proposal=proposal, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the answer; how it stands is told as before."""
        yield from marked(Mark.PROPOSAL_REJECTED)
        if self.first_contact:
            yield Marked(Mark.CUSTOMER_REACHED)
