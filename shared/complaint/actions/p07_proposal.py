"""P7: make a proposal, have its remedies approved, tell it to the customer (R7.0, R7.1, R12.23)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.decisions import asked, decide, is_asked_about, must_be_theirs
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import Replied
from shared.complaint.events.p07_proposal import ApprovalDecided, ProposalMade, ProposalTold
from shared.complaint.guards import in_hand, is_first_contact, is_on_p5, is_reachable, is_verified
from shared.complaint.solutions import level_wanted
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.decisions import About
from shared.vocabulary.inquiry import Remedy, ToldBy
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import ReplyKind
from shared.vocabulary.roles import LEVEL_1_UP, STAFF
from shared.vocabulary.text import say

Amount = Annotated[str, StringConstraints(pattern=r"^(\d{1,9}(\.\d{1,2})?)?$")]
"""Money in the site's currency, "120" or "120.50"; "" where there is none."""

is_within_ability = Guard(
    "R5.3a",
    say(
        "The matter is beyond the unit's ability; a solution is proposed once the obstacle is gone.",
        "该事项超出本单位能力，障碍消除后方可提出处理方案。",
    ),
    lambda c: c.beyond.since is None,
    instead=("give_notice", "write_note"),
)
is_not_agreed = Guard(
    "R7.5",
    say("A solution is agreed or the case is completed already.", "已商定处理方案，或该投诉已处理完毕。"),
    lambda c: c.work.accepted_at is None and c.work.completed_at is None,
    instead=("take_back_acceptance", "give_notice", "write_note"),
)
has_no_final_position = Guard(
    "R7.6",
    say(
        "The final position is given; only a new fact from the customer leads back to a proposal.",
        "已作出最终答复；业主提出新情况后方可再提方案。",
    ),
    lambda c: c.final_position.given_at is None,
    instead=("record_new_fact", "write_note"),
)
has_findings = Guard(
    "R7.0",
    say(
        "There are no findings yet, and no record that none are needed.",
        "尚无调查结果，也未记录无需调查。",
    ),
    lambda c: c.investigation.is_done,
    instead=("record_findings", "charge_head", "record_none_needed"),
)
has_demand = Guard(
    "R7.0",
    say(
        "The customer's demand, reason and state of mind are not recorded yet.",
        "尚未记录业主的诉求、原由与心态。",
    ),
    lambda c: c.investigation.none_needed or c.proposal.demand_at is not None,
    instead=("record_demand",),
)
has_draft = Guard(
    "R7.1",
    say("No proposal waits to be told.", "没有待告知的处理方案。"),
    lambda c: bool(c.proposal.drafts),
    instead=("make_proposal", "record_demand", "record_findings", "charge_head", "write_note"),
)
to_propose = (*in_hand, is_verified, is_on_p5, is_within_ability, has_no_final_position, is_not_agreed)
"""The case waits for a solution (R3.2: not before the verification)."""

NO_FINDING = say("There are no findings of the assignment “{finding}”.", "没有编号为“{finding}”的调查结果。")
NO_DEMAND = say(
    "There is no demand number {demand}; the newest is {newest}.", "没有第 {demand} 次诉求记录，最新为第 {newest} 次。"
)
APOLOGY_TOO = say(
    "The management is at fault: apologise first, or make the apology part of the solution.",
    "管理方有过失：须先道歉，或将道歉列入处理方案。",
)
NO_REMEDY = say("List the remedies, or “none” alone.", "请列明补救措施；没有时只选“无”。")
HOW_MUCH = say(
    "Say how much the compensation is, and an amount for nothing else.", "补偿须写明金额；其他措施不填金额。"
)
NO_DRAFT = say("No proposal “{proposal}” waits to be told.", "没有编号为“{proposal}”的待告知方案。")
NOT_APPROVED = say(
    "Proposal {proposal} waits for the approval of “{level}” before it is told.",
    "方案 {proposal} 须经“{level}”批准后方可告知业主。",
)


@action(
    label=say("Make a proposal", "拟定处理方案"),
    rules=("R7.0", "R12.23", "R6.3"),
    roles=STAFF,
    when=(*to_propose, has_findings, has_demand),
    step="proposal",
    refuses=("R7.0", "R6.3", "R12.23"),
)
class MakeProposal(ComplaintAction):
    """Work out a solution from the findings: what it answers, what it leaves unmet, which remedies it grants."""

    solution: PersonalText = ask("Solution", "处理方案", min_length=1)
    finding: str = ask("Findings it answers; empty: the newest", "所依据的调查（空：最新）", default="", max_length=8)
    demand: int | None = ask(
        "Number of the demand it answers; empty: the newest", "所回应的诉求（空：最新）", default=None
    )
    unmet: PersonalText = ask("What part of the demand it does not meet", "未能满足的部分", default="")
    remedies: tuple[Remedy, ...] = ask("Remedies", "补救措施")
    amount: Amount = ask("Amount of the compensation", "补偿金额", default="")
    work: bool = ask("Something is to be done for it", "需要实施处理")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """What is above the maker's level waits for approval before it is told (R12.23)."""
        self._check_remedies()
        self._check_apology(state)
        number, wanted = f"p{state.proposal.made + 1}", level_wanted(state, at, self.remedies)
        approval = wanted if at.by.level is None or at.by.level < wanted else None
        answers = {"finding": self._finding(state), "demand": self._demand(state)}
        yield ProposalMade(**{**self.model_dump(), **answers}, proposal=number, approval=approval)
        if approval is not None:
            yield asked(state, About.APPROVAL, approval, number)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the verification, the findings and the demand."""
        found = complaint.investigation.findings
        known = (complaint.facts.verified_at, None if found is None else found.at, complaint.proposal.demand_at)
        return max((at for at in known if at is not None), default=complaint.reception.received_at)

    def _finding(self, state: Complaint) -> str:
        """The assignment whose findings are answered; "" where there are none of a department in this round."""
        done = [known for known in state.investigation.assignments if known.findings is not None]
        if not self.finding:
            newest = max(done, key=lambda known: known.findings.at if known.findings else known.given_at, default=None)
            return "" if newest is None else newest.id
        if self.finding not in {known.id for known in done}:
            raise Refused("R7.0", NO_FINDING, finding=self.finding, instead=("make_proposal",))
        return self.finding

    def _demand(self, state: Complaint) -> int | None:
        newest = state.proposal.demands
        if self.demand is not None and not 1 <= self.demand <= newest:
            raise Refused("R7.0", NO_DEMAND, demand=self.demand, newest=newest, instead=("make_proposal",))
        return self.demand or newest or None

    def _check_remedies(self) -> None:
        if not self.remedies or (Remedy.NONE in self.remedies and len(set(self.remedies)) > 1):
            raise Refused("R12.23", NO_REMEDY, instead=("make_proposal",))
        if bool(self.amount) is not (Remedy.COMPENSATION in self.remedies):
            raise Refused("R12.23", HOW_MUCH, instead=("make_proposal",))

    def _check_apology(self, state: Complaint) -> None:
        found = state.investigation.findings
        made = state.reception.apologised or state.settlement.apologised or state.investigation.apologised
        if found is not None and found.at_fault and not made and Remedy.APOLOGY not in self.remedies:
            raise Refused("R6.3", APOLOGY_TOO, instead=("record_apology", "apologise", "make_proposal"))


@action(
    label=say("Decide on the remedies", "审批补救措施"),
    rules=("R12.23", "CK14"),
    roles=LEVEL_1_UP,
    when=(*in_hand, is_asked_about(About.APPROVAL)),
    refuses=("CK14", "R12.23"),
)
class DecideApproval(ComplaintAction):
    """Say whether a proposal may grant what is above the level of whoever made it."""

    proposal: str = ask(
        "Proposal; empty: the one first asked about", "方案编号（空：最先提请的）", default="", max_length=8
    )
    approved: bool = ask("Approved", "批准")
    reason: PersonalText = ask("Reason", "理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Approved, it may be told; else another one is made."""
        found = state.decisions.about(About.APPROVAL, self.proposal or None)
        if found is None:
            raise Refused("R12.23", NO_DRAFT, proposal=self.proposal, instead=("decide_approval",))
        must_be_theirs(found, at.by)
        about = found.subject
        yield from decide(state, About.APPROVAL, granted=self.approved, reason=self.reason, subject=about)
        yield ApprovalDecided(proposal=about, approved=self.approved, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        return complaint.decisions.asked_at(About.APPROVAL) or complaint.reception.received_at


@action(
    label=say("Tell the proposal", "告知处理方案"),
    rules=("R7.1", "R8.2", "R5.2", "R5.4", "R12.23"),
    roles=STAFF,
    when=(*to_propose, is_reachable, has_draft),
    step="proposal",
    refuses=("R7.1", "R12.23"),
)
class TellProposal(ComplaintAction):
    """Tell the customer the solution, in person or by phone, and ask their opinion of it."""

    proposal: str = ask("Proposal; empty: the newest", "方案编号（空：最新）", default="", max_length=8)
    told_by: ToldBy = ask("How", "方式")
    words: PersonalText = ask("What was said with it", "说明", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A reply (R5.4); it waits for the customer's answer."""
        draft = state.proposal.draft(self.proposal)
        if draft is None:
            raise Refused("R7.1", NO_DRAFT, proposal=self.proposal, instead=("tell_proposal",))
        if draft.waits_for_approval:
            ways_out = ("decide_approval", "make_proposal")
            raise Refused("R12.23", NOT_APPROVED, proposal=draft.id, level=draft.approval, instead=ways_out)
        yield ProposalTold(
            proposal=draft.id, told_by=self.told_by, words=self.words, level=state.ladder.level,
            first_contact=is_first_contact(state, at.by),
        )  # fmt: skip
        yield Replied(by_what=ReplyKind.PROPOSAL)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was made."""
        made = (draft.made_at for draft in complaint.proposal.drafts)
        return min(made, default=complaint.reception.received_at)


ACTIONS = (MakeProposal, DecideApproval, TellProposal)
