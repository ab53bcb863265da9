"""P7: the demand, the proposal, its remedies, and telling it."""

import pytest

from shared.complaint.actions.p02_phone import Apologise
from shared.complaint.actions.p06_assignment import RecordNoneNeeded
from shared.complaint.actions.p07_demand import RecordDemand
from shared.complaint.actions.p07_proposal import DecideApproval, TellProposal
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p05_reply_time import Replied
from shared.complaint.events.p07_proposal import ApprovalDecided, DemandRecorded, ProposalMade, ProposalTold
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionMade
from shared.vocabulary.axes import Responsible
from shared.vocabulary.inquiry import DemandPart, Remedy, ToldBy
from shared.vocabulary.replies import ReplyKind
from shared.vocabulary.roles import Level
from tests.support import solving, story
from tests.support.cast import he, lin, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

TELL = solving.TELL
REFUND = solving.proposal(remedies=(Remedy.REPAIR, Remedy.REFUND))
AT_FAULT = solving.findings(at_fault=True, responsible=Responsible.MANAGEMENT)


@rule("R7.0")
def test_demand_reason_and_state_of_mind_are_recorded_and_unknown_is_an_answer_to_each() -> None:
    desk = Desk().given(story.received())
    for part in DemandPart:
        silent = solving.demand(**{part.value: " "})
        desk.when(lin, silent, at="09:05").then_refused("R7.0", part=part, instead="record_demand")
        unknown = silent.model_copy(update={"unknown": (part,)})
        desk.when(lin, unknown, at="09:05").then(DemandRecorded)
        both = solving.demand(unknown=(part,))
        desk.when(lin, both, at="09:05").then_refused("R7.0", part=part, instead="record_demand")
    desk.when(lin, RecordDemand(unknown=tuple(DemandPart)), at="09:06").then(DemandRecorded)


@rule("R7.0")
def test_before_a_proposal_there_are_findings_and_the_demand() -> None:
    desk = Desk().given(solving.charged())
    desk.when(lin, solving.proposal(), at="09:30").then_refused("R7.0", instead="record_findings")
    desk.given([("09:30", wu, solving.findings())])
    desk.when(lin, solving.proposal(), at="09:31").then_refused("R7.0", instead="record_demand")
    desk.given([("09:31", lin, solving.demand())])
    desk.when(lin, solving.proposal(), at="09:32").then(ProposalMade)


@rule("R7.0", "R6.2")
def test_where_no_investigation_is_needed_neither_findings_nor_demand_are() -> None:
    desk = Desk().given([*story.agreed(), ("09:20", lin, RecordNoneNeeded(reason="A power cut."))])
    desk.when(lin, solving.proposal(), at="09:30").then(ProposalMade)
    assert (desk.event(ProposalMade).finding, desk.event(ProposalMade).demand) == ("", None)


@rule("R7.0")
def test_a_proposal_says_which_finding_and_which_demand_it_answers_and_what_it_leaves_unmet() -> None:
    desk = Desk().given([*solving.demanded(), ("10:06", lin, solving.demand(demand="A new lift."))])
    desk.when(lin, solving.proposal(), at="10:10").then(ProposalMade)
    made = desk.event(ProposalMade)
    assert (made.proposal, made.finding, made.demand, made.unmet) == ("p1", "a1", 2, "The lift is not replaced.")
    desk.when(lin, solving.proposal(demand=1, finding="a1"), at="10:11").then(ProposalMade)
    assert (desk.event(ProposalMade).proposal, desk.event(ProposalMade).demand) == ("p2", 1)
    for number in (0, 3):
        desk.when(lin, solving.proposal(demand=number), at="10:12").then_refused("R7.0", newest=2, demand=number)
    desk.when(lin, solving.proposal(finding="a2"), at="10:12").then_refused(
        "R7.0", finding="a2", instead="make_proposal"
    )


@rule("R3.2", "R7.0")
def test_a_proposal_is_made_on_p5_and_not_before_the_verification() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, solving.proposal(), at="09:05").then_refused("R3.2", instead="verify")
    spot = Desk().given(story.on_the_spot())
    spot.when(lin, solving.proposal(), at="09:15").then_refused("R3.2", instead="leave_the_spot")


@rule("R7.1", "R5.4", "R5.2")
def test_a_proposal_told_is_a_reply_and_says_how_it_stands() -> None:
    desk = Desk().given([*solving.demanded(), ("10:10", lin, solving.proposal())])
    desk.when(lin, TELL, at="10:30").then(ProposalTold, Replied)
    assert desk.event(Replied).by_what is ReplyKind.PROPOSAL
    assert desk.event(ProposalTold).told_by is ToldBy.PHONE
    found = desk.clocks("10:31")
    assert (found["reply"].outcome, found["reply"].ended_at) == (Outcome.MET, when("10:30"))
    assert found["progress"].due == when("+1 10:30")
    assert desk.complaint.proposal.told is not None
    desk.when(lin, TELL, at="10:32").then_refused("R7.1", instead="make_proposal")
    assert [how.value for how in ToldBy] == ["in_person", "phone"]


@rule("R7.4", "R7.1")
def test_a_proposal_told_waits_seven_days_and_a_new_one_takes_its_place() -> None:
    desk = Desk().given(solving.proposed("10:30"))
    waiting = desk.clocks("10:31")["proposal_unanswered"]
    assert (waiting.due, waiting.warn_at) == (when("+7 10:30"), when("+1 10:30"))
    desk.given([("+1 09:00", lin, solving.proposal()), ("+1 10:00", lin, TELL)])
    first, second = [run for run in desk.all_clocks("+1 10:01") if run.clock == "proposal_unanswered"]
    assert (first.outcome, second.due) == (Outcome.CANCELLED, when("+8 10:00"))
    assert desk.complaint.proposal.made == 2


@rule("R7.1")
def test_the_proposal_meant_is_told() -> None:
    two = [("10:10", lin, solving.proposal()), ("10:11", lin, solving.proposal(solution="A new lift."))]
    desk = Desk().given([*solving.demanded(), *two])
    desk.when(lin, TellProposal(proposal="p9", told_by=ToldBy.PHONE), at="10:20").then_refused("R7.1", proposal="p9")
    desk.when(lin, TellProposal(proposal="p1", told_by=ToldBy.IN_PERSON), at="10:20").then(ProposalTold, Replied)
    assert desk.event(ProposalTold).proposal == "p1"
    assert [draft.id for draft in desk.complaint.proposal.drafts] == ["p2"]


@rule("R6.3")
def test_at_fault_the_apology_comes_with_the_proposal_or_before_it() -> None:
    desk = Desk().given([*solving.found("10:00", AT_FAULT), ("10:01", lin, solving.demand())])
    desk.when(lin, solving.proposal(), at="10:10").then_refused("R6.3", instead="apologise")
    with_it = solving.proposal(remedies=(Remedy.REPAIR, Remedy.APOLOGY))
    desk.when(lin, with_it, at="10:10").then(ProposalMade)
    desk.given([("10:11", lin, Apologise(at_fault=True, words="We are sorry.", promise="A new relay."))])
    desk.when(lin, solving.proposal(), at="10:12").then(ProposalMade)


@rule("R12.23")
def test_a_solution_lists_its_remedies_or_none() -> None:
    desk = Desk().given(solving.demanded())
    for remedies in ((), (Remedy.NONE, Remedy.REPAIR)):
        desk.when(lin, solving.proposal(remedies=remedies), at="10:10").then_refused("R12.23", instead="make_proposal")
    desk.when(lin, solving.proposal(remedies=(Remedy.NONE,), work=False), at="10:10").then(ProposalMade)
    assert [remedy.value for remedy in Remedy] == [
        "apology", "repair", "redo", "fee_waiver", "refund", "compensation", "discipline", "none",
    ]  # fmt: skip


@rule("R12.23")
def test_a_compensation_says_how_much_and_nothing_else_does() -> None:
    desk = Desk().given(solving.demanded())
    paid = solving.proposal(remedies=(Remedy.COMPENSATION,))
    desk.when(he, paid, at="10:10").then_refused("R12.23", instead="make_proposal")
    desk.when(he, paid.model_copy(update={"amount": "120.50"}), at="10:10").then(ProposalMade)
    assert desk.event(ProposalMade).amount == "120.50"
    desk.when(he, solving.proposal(amount="120"), at="10:11").then_refused("R12.23", instead="make_proposal")
    for amount in ("a lot", "1.234", "-3"):
        with pytest.raises(ValueError, match="amount"):
            solving.proposal(amount=amount)


@rule("R12.23", "CK14")
@pytest.mark.parametrize("money", [Remedy.FEE_WAIVER, Remedy.REFUND, Remedy.COMPENSATION])
def test_money_is_granted_from_level_2_and_below_waits_for_approval_before_it_is_told(money: Remedy) -> None:
    order = solving.proposal(remedies=(money,), amount="80" if money is Remedy.COMPENSATION else "")
    by_manager = Desk().given(solving.demanded())
    by_manager.when(he, order, at="10:10").then(ProposalMade)
    by_manager.when(lin, TELL, at="10:11").then(ProposalTold, Replied)
    desk = Desk().given(solving.demanded())
    desk.when(zhou, order, at="10:10").then(ProposalMade, DecisionAsked)
    assert desk.event(DecisionAsked).level is Level.MANAGER
    assert desk.event(DecisionAsked).subject == "p1"
    assert desk.clocks("10:11")["decision"].due == when("+1 10:10")
    desk.when(he, TELL, at="10:20").then_refused(
        "R12.23", proposal="p1", level=Level.MANAGER, instead="decide_approval"
    )
    desk.when(zhou, DecideApproval(approved=True), at="10:21").then_refused("CK14", instead="write_note")
    desk.when(he, DecideApproval(approved=True), at="10:21").then(DecisionMade, ApprovalDecided)
    assert desk.clocks("10:22")["decision"].outcome is Outcome.MET
    desk.when(zhou, TELL, at="10:30").then(ProposalTold, Replied)


@rule("R12.23")
def test_what_is_not_approved_is_not_told_and_another_is_made() -> None:
    desk = Desk().given([*solving.demanded(), ("10:10", lin, REFUND)])
    refused = DecideApproval(proposal="p1", approved=False, reason="The fee was due.")
    desk.when(he, DecideApproval(proposal="p2", approved=True), at="10:20").then_refused("R12.23", proposal="p2")
    desk.when(he, refused, at="10:20").then(DecisionMade, ApprovalDecided)
    assert desk.event(DecisionMade).granted is False
    desk.when(lin, TELL, at="10:30").then_refused("R7.1", instead="make_proposal")
    desk.when(lin, solving.proposal(), at="10:31").then(ProposalMade)


@rule("R12.23")
def test_each_of_several_proposals_has_its_own_approval() -> None:
    desk = Desk().given([*solving.demanded(), ("10:10", lin, REFUND), ("10:11", lin, REFUND)])
    desk.given([("10:20", he, DecideApproval(proposal="p2", approved=True))])
    desk.when(lin, TellProposal(proposal="p1", told_by=ToldBy.PHONE), at="10:30").then_refused("R12.23", proposal="p1")
    desk.when(lin, TellProposal(proposal="p2", told_by=ToldBy.PHONE), at="10:30").then(ProposalTold, Replied)


@rule("CK9", "R7.1")
def test_telling_lies_after_making_and_making_after_findings_and_demand() -> None:
    desk = Desk().given(solving.demanded("10:05"))
    desk.when(lin, solving.proposal(), at="10:04", recorded="10:10").then_refused("CK9", earliest=when("10:05"))
    desk.given([("10:10", lin, solving.proposal())])
    desk.when(lin, TELL, at="10:09", recorded="10:15").then_refused("CK9", earliest=when("10:10"))
