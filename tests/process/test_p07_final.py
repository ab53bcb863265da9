"""P7: the final explanation, and the final position."""

from dataclasses import replace

from shared.complaint.actions.p07_answer import RecordRejection
from shared.complaint.actions.p07_final import (
    DeclineFinalPosition,
    GiveFinalExplanation,
    GiveFinalPosition,
    JudgeAfterFinalPosition,
    RecordNewFact,
)
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.p05_reply_time import Replied, ReplyWanted
from shared.complaint.events.p07_final import FinalExplanationGiven, FinalPositionGiven, NewFactBrought
from shared.complaint.events.p07_proposal import ProposalMade, ProposalRejected
from shared.complaint.events.p09_completion import Completed
from shared.complaint.events.p11_closing import Closed, JudgedClosed
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionMade
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.inquiry import OtherRemedy, ToldBy, Understanding
from shared.vocabulary.replies import ReplyKind
from shared.vocabulary.work import Completion
from tests.support import moving, solving, story
from tests.support.cast import company, desk_itself, he, lin, qian, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

EXPLAIN = GiveFinalExplanation(
    explanation="The shaft is too small for another lift.", told_by=ToldBy.IN_PERSON,
    understanding=Understanding.NOT_GIVEN,
)  # fmt: skip
POSITION = GiveFinalPosition(
    document="folder 9, sheet 1", position="No new lift.", reasons="The owners did not vote for it.",
    still_done="The relay is changed.",
)  # fmt: skip
NO = RecordRejection(words="不行，我要换新电梯。")
FACT = RecordNewFact(fact="The owners have voted.", words="业主大会通过了。")
JUDGE = JudgeAfterFinalPosition()


def at_the_top() -> story.Story:
    """Handed over to level 3 in the customer's presence, looked into there, a proposal told."""
    moved = [*moving.handed_over(person="qian"), *story.agreed()[1:]]
    looked_into = [("09:20", qian, solving.CHARGE), *solving.proposed("10:30")[-4:]]
    return [*moved, *looked_into]


def asked() -> Desk:
    """In a company where one no at the top is enough: level 3 is asked for the final position."""
    desk = Desk(replace(company(), overrides={(None, None): {"final_rejections": 1}})).given(at_the_top())
    desk.when(lin, NO, at="11:00").then(ProposalRejected, ReplyWanted, DecisionAsked)
    return desk


def given(at: str = "12:00") -> Desk:
    """… and the final position is given."""
    return asked().given([(at, qian, POSITION)])


@rule("R7.3", "R5.4", "R12.14")
def test_a_final_explanation_completes_the_case_as_explained_and_the_follow_up_comes_as_always() -> None:
    desk = Desk().given(solving.found("10:00"))
    desk.when(lin, EXPLAIN, at="10:30").then(FinalExplanationGiven, Replied, Completed)
    assert desk.event(Replied).by_what is ReplyKind.EXPLANATION
    assert desk.event(Completed).outcome is Completion.EXPLAINED
    assert desk.event(FinalExplanationGiven).other_remedies == tuple(OtherRemedy)
    found = desk.clocks("10:31")
    assert (found["reply"].outcome, found["follow_up"].due) == (Outcome.MET, when("+3 10:30"))
    assert found["progress"].outcome is not Outcome.RUNNING
    lacking = missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED)
    assert not {"solution", "completed", "findings"} & set(lacking)
    desk.when(lin, solving.proposal(), at="10:40").then_refused("R7.5", instead="write_note")


@rule("R12.14")
def test_a_refusal_names_what_is_open_to_the_customer() -> None:
    silent = EXPLAIN.model_copy(update={"other_remedies": ()})
    desk = Desk().given(solving.found())
    desk.when(lin, silent, at="10:30").then_refused("R12.14", instead="give_final_explanation")
    desk = asked()
    nothing = POSITION.model_copy(update={"other_remedies": ()})
    desk.when(qian, nothing, at="12:00").then_refused("R12.14", instead="give_final_position")
    assert [remedy.words.en for remedy in OtherRemedy] == [
        "enterprise service centre", "owners' committee", "street office or housing authority", "12345", "mediation",
        "court",
    ]  # fmt: skip


@rule("R7.3", "R6.2")
def test_what_was_not_looked_into_is_not_explained_away() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, EXPLAIN, at="09:30").then_refused("R7.0", instead="charge_head")


@rule("R7.3")
def test_a_final_explanation_takes_the_place_of_the_proposal_that_waits() -> None:
    desk = Desk().given(solving.proposed("10:30"))
    desk.when(lin, EXPLAIN, at="11:00").then(FinalExplanationGiven, Replied, Completed)
    assert desk.clocks("11:01")["proposal_unanswered"].outcome is Outcome.CANCELLED
    assert desk.complaint.proposal.told is None


@rule("R7.6", "CK14", "R5.4")
def test_level_3_gives_the_final_position_in_writing_with_reasons_and_remedies() -> None:
    desk = asked()
    for caller in (lin, zhou, he):
        desk.when(caller, POSITION, at="11:30").then_forbidden()
    desk.when(qian, POSITION, at="12:00").then(DecisionMade, FinalPositionGiven, Replied)
    assert desk.event(Replied).by_what is ReplyKind.FINAL_POSITION
    found = desk.clocks("12:01")
    assert (found["reply"].outcome, found["decision"].outcome) == (Outcome.MET, Outcome.MET)
    assert found["progress"].outcome is Outcome.MET
    wait = found["final_position_wait"]
    assert (wait.outcome, wait.due, wait.warn_at) == (Outcome.RUNNING, when("+30 12:00"), None)
    desk.when(lin, solving.proposal(), at="12:05").then_refused("R7.6", instead="record_new_fact")


@rule("R7.6")
def test_nobody_gives_it_unasked_nor_while_a_proposal_waits() -> None:
    desk = Desk().given(solving.rejected("11:00"))
    desk.when(qian, POSITION, at="12:00").then_refused("CK14", instead="write_note")
    waiting = asked().given([("11:10", lin, solving.proposal()), ("11:20", lin, solving.TELL)])
    waiting.when(qian, POSITION, at="12:00").then_refused("R7.6", instead="record_rejection")


@rule("R7.6", "CK14")
def test_level_3_may_decide_that_the_case_goes_on() -> None:
    desk = asked()
    desk.when(qian, DeclineFinalPosition(reason="One more proposal."), at="12:00").then(DecisionMade)
    assert desk.event(DecisionMade).granted is False
    desk.when(lin, solving.proposal(), at="12:10").then(ProposalMade)


@rule("R7.6", "R11.1")
def test_without_a_new_fact_in_30_days_it_is_judged_closed() -> None:
    desk = given("12:00")
    desk.when(desk_itself, JUDGE, at="+30 11:59").then_refused("R7.6", until=when("+30 12:00"))
    desk.when(zhou, JUDGE, at="+30 11:59").then_refused("R7.6", instead="record_new_fact")
    desk.when(desk_itself, JUDGE, at="+30 12:00").then(JudgedClosed)
    judged = desk.event(JudgedClosed)
    assert judged.reason is ClosingReason.FINAL_POSITION_GIVEN
    assert not {"position", "remedies", "told_on", "solution", "completed", "findings", "demand"} & set(judged.missing)
    assert Closed not in [type(record.event) for record in desk.new]
    assert desk.clocks("+30 12:01")["final_position_wait"].outcome is not Outcome.MISSED


@rule("R7.6", "R5.1")
def test_a_new_fact_ends_the_wait_and_leads_back_to_a_proposal() -> None:
    desk = given("12:00")
    desk.when(lin, FACT, at="+2 09:00").then(NewFactBrought, ReplyWanted)
    found = desk.clocks("+2 09:01")
    assert found["final_position_wait"].outcome is Outcome.CANCELLED
    assert (found["reply"].due, found["progress"].due) == (when("+3 09:00"), when("+3 09:00"))
    desk.when(lin, FACT, at="+2 09:02").then_refused("R7.6", instead="write_note")
    desk.when(lin, JUDGE, at="+2 09:02").then_forbidden()
    desk.when(lin, solving.proposal(), at="+2 09:05").then(ProposalMade)


@rule("R7.6", "R11.1")
def test_the_entries_of_a_final_position_are_missing_without_one() -> None:
    lacking = missing(Desk().given(solving.found()).complaint, ClosingReason.FINAL_POSITION_GIVEN)
    assert {"position", "remedies", "told_on", "solution", "completed"} <= set(lacking)
