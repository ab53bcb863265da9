"""P7: what the customer says to a proposal."""

from dataclasses import replace

import pytest

from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import ReplyWanted
from shared.complaint.events.p07_proposal import ProposalAccepted, ProposalMade, ProposalRejected
from shared.complaint.events.p09_completion import Completed, SolutionAccepted
from shared.complaint.events.p12_decisions import DecisionAsked
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.moment import Moment
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.inquiry import Remedy
from shared.vocabulary.roles import Level
from tests.support import solving
from tests.support.cast import company, lin
from tests.support.desk import Desk, when
from tests.support.rules import rule

YES, NO = RecordAcceptance(words="好，就这么办。"), RecordRejection(words="不行，我要换新电梯。")


@rule("R7.1", "R9.1")
def test_the_accepted_solution_is_completed_the_same_day_and_reported_back_in_24_hours() -> None:
    desk = Desk().given(solving.proposed("10:30"))
    desk.when(lin, YES, at="11:00").then(ProposalAccepted, SolutionAccepted)
    assert (desk.event(ProposalAccepted).proposal, desk.event(ProposalAccepted).words) == ("p1", YES.words)
    found = desk.clocks("11:01")
    assert found["proposal_unanswered"].outcome is Outcome.MET
    assert found["completion"].due == when("+1 00:00")
    assert found["report_back"].due == when("+1 11:00")
    assert found["progress"].due == when("+1 11:00")
    assert desk.complaint.proposal.accepted == "p1"
    desk.when(lin, solving.proposal(), at="11:02").then_refused("R7.5")


@rule("R7.1", "R11.1")
def test_what_p6_and_p7_put_on_record_is_no_longer_missing() -> None:
    desk = Desk().given(solving.accepted())
    lacking = set(missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED))
    assert not {"findings", "severity", "solution", "demand", "valid", "responsible", "serious_apology"} & lacking


@rule("R7.1")
def test_no_answer_without_a_proposal_and_none_without_the_customers_words() -> None:
    desk = Desk().given([*solving.demanded(), ("10:10", lin, solving.proposal())])
    for order in (YES, NO):
        desk.when(lin, order, at="10:20").then_refused("R7.1", instead="tell_proposal")
        with pytest.raises(ValueError, match="words"):
            type(order).model_validate({"words": ""})


@rule("R9.3a")
def test_a_solution_without_work_completes_the_case_with_its_acceptance() -> None:
    nothing = solving.proposal(remedies=(Remedy.APOLOGY,), work=False)
    desk = Desk().given(solving.proposed("10:30", nothing))
    desk.when(lin, YES, at="11:00").then(ProposalAccepted, SolutionAccepted, Completed)
    assert desk.complaint.work.completed_at == when("11:00")
    assert desk.clocks("11:01")["follow_up"].due == when("+3 11:00")


@rule("R7.1", "R5.1")
def test_a_rejected_proposal_wants_a_reply_within_24_hours_and_leads_to_a_new_one() -> None:
    desk = Desk().given(solving.proposed("10:30"))
    desk.when(lin, NO, at="11:00").then(ProposalRejected, ReplyWanted)
    found = desk.clocks("11:01")
    assert found["proposal_unanswered"].outcome is Outcome.MET
    assert (found["reply"].outcome, found["reply"].due) == (Outcome.RUNNING, when("+1 11:00"))
    assert found["progress"].due == when("+1 10:30"), "a no tells the customer nothing"
    desk.when(lin, YES, at="11:05").then_refused("R7.1", instead="make_proposal")
    desk.when(lin, solving.proposal(), at="11:10").then(ProposalMade)
    assert desk.event(ProposalMade).proposal == "p2"
    desk.given([("11:20", lin, solving.TELL)])
    assert desk.clocks("11:21")["reply"].outcome is Outcome.MET


@rule("CK9", "R7.1")
def test_an_answer_lies_after_the_proposal() -> None:
    desk = Desk().given(solving.proposed("10:30"))
    desk.when(lin, YES, at="10:29", recorded="11:00").then_refused("CK9", earliest=when("10:30"))


@rule("R7.6", "CK14")
def test_after_three_noes_at_the_top_level_3_is_asked_for_the_final_position() -> None:
    state = at_top(Desk().given(solving.proposed("10:30")).complaint, rejected=1)
    assert not any(isinstance(event, DecisionAsked) for event in said_no(state))
    asked = said_no(at_top(state, rejected=2))[-1]
    assert isinstance(asked, DecisionAsked)
    assert (asked.about, asked.level) == (About.FINAL_POSITION, Level.ENTERPRISE)
    below = Desk().given(solving.proposed("10:30")).complaint
    lower = replace(below, proposal=replace(below.proposal, rejected=9, rejected_at_top=2))
    assert not any(isinstance(event, DecisionAsked) for event in said_no(lower))


def at_top(state: Complaint, rejected: int) -> Complaint:
    """The proposal was told at the top level, after so many noes there."""
    told = None if state.proposal.told is None else replace(state.proposal.told, at_top=True)
    return replace(state, proposal=replace(state.proposal, told=told, rejected_at_top=rejected))


def said_no(state: Complaint) -> list[ComplaintEvent]:
    """What follows from a no in a state that the ladder brought about."""
    moment = Moment(when("11:00"), when("11:00"), lin, company())
    return [record.event for record in COMPLAINT.decide(NO, state, moment)[0]]
