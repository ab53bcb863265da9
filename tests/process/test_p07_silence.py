"""P7: beyond the receiver's authority, a customer who is silent, an agreement taken back."""

from shared.complaint.actions.p06_assignment import RecordNoneNeeded
from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.actions.p07_authority import RecordBeyondAuthority
from shared.complaint.actions.p07_silence import AskAboutSilence, AskForAnswer, DecideOnSilence, TakeBackAcceptance
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p05_reply_time import ReplyTimeAgreed, ReplyWanted
from shared.complaint.events.p07_final import (
    AcceptanceTakenBack,
    AnswerAsked,
    BeyondAuthorityFound,
    ProposalNotObjected,
)
from shared.complaint.events.p07_proposal import ProposalAccepted, ProposalMade
from shared.complaint.events.p09_completion import SolutionAccepted, WorkHeld
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionDropped, DecisionMade
from shared.vocabulary.decisions import About
from shared.vocabulary.roles import Level
from shared.vocabulary.work import AgreedBy
from tests.support import solving, story
from tests.support.cast import desk_itself, he, lin, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

AGAIN, TO_MANAGER = AskForAnswer(words="Left a message."), AskAboutSilence()
BACK = TakeBackAcceptance(words="我改主意了。")


def asked_on_three_days() -> story.Story:
    """Told at 10:30 on day 0, asked again on days 1, 2 and 3."""
    return [*solving.proposed("10:30"), *((f"+{day} 11:00", lin, AGAIN) for day in (1, 2, 3))]


@rule("R7.2")
def test_the_responsible_person_is_told_and_a_promised_time_is_not_moved() -> None:
    desk = Desk().given(story.agreed())
    due = desk.clocks("09:20")["reply"].due
    order = RecordBeyondAuthority(person="he", matter="A refund of the fee.")
    moved = order.model_copy(update={"reply_at": when("+1 12:00")})
    desk.when(lin, moved, at="09:30").then_refused("R7.2", due=due, instead="record_beyond_authority")
    desk.when(lin, order, at="09:30").then(BeyondAuthorityFound)
    assert desk.clocks("09:31")["reply"].due == due
    stranger = order.model_copy(update={"person": "gao"})
    desk.when(lin, stranger, at="09:32").then_refused("R12.9", person="gao")


@rule("R7.2")
def test_where_no_reply_is_due_a_new_time_is_agreed_at_most_24_hours_from_then() -> None:
    desk = Desk().given(solving.proposed("10:30"))
    order = RecordBeyondAuthority(person="he", matter="A refund of the fee.")
    for at in (None, when("+1 11:01"), when("10:59")):
        late = order.model_copy(update={"reply_at": at})
        desk.when(lin, late, at="11:00").then_refused(
            "R7.2", latest=when("+1 11:00"), instead="record_beyond_authority"
        )
    in_time = order.model_copy(update={"reply_at": when("+1 11:00")})
    desk.when(lin, in_time, at="11:00").then(BeyondAuthorityFound, ReplyTimeAgreed)
    assert desk.clocks("11:01")["reply"].due == when("+1 11:00")


@rule("R7.4")
def test_a_silent_customer_is_asked_on_different_days() -> None:
    desk = Desk().given(solving.proposed("10:30"))
    for at in ("+1 11:00", "+1 15:00", "+2 11:00"):
        desk.when(lin, AGAIN, at=at).then(AnswerAsked)
    assert len(desk.complaint.proposal.asked_on) == 2
    waiting = Desk().given(solving.demanded())
    waiting.when(lin, AGAIN, at="10:20").then_refused("R7.1", instead="make_proposal")


@rule("R7.4", "CK14")
def test_after_three_asks_or_seven_days_the_manager_is_asked_once() -> None:
    early = Desk().given(asked_on_three_days()[:-1])
    early.when(lin, TO_MANAGER, at="+3 10:00").then_refused(
        "R7.4", asked=2, wanted=3, until=when("+7 10:30"), instead="ask_for_answer"
    )
    desk = Desk().given(asked_on_three_days())
    desk.when(lin, TO_MANAGER, at="+3 12:00").then(DecisionAsked)
    assert (desk.event(DecisionAsked).about, desk.event(DecisionAsked).level) == (
        About.UNANSWERED_PROPOSAL, Level.MANAGER,
    )  # fmt: skip
    desk.when(lin, TO_MANAGER, at="+3 12:01").then_refused("R7.4", instead="record_acceptance")
    unasked = Desk().given(solving.proposed("10:30"))
    unasked.when(desk_itself, TO_MANAGER, at="+7 10:29").then_refused("R7.4", asked=0)
    unasked.when(desk_itself, TO_MANAGER, at="+7 10:30").then(DecisionAsked)


@rule("R7.4", "R9.1")
def test_what_can_be_undone_is_carried_out_as_not_objected() -> None:
    desk = Desk().given([*asked_on_three_days(), ("+3 12:00", lin, TO_MANAGER)])
    order = DecideOnSilence(can_be_undone=True, reason="The relay can be changed back.")
    desk.when(zhou, order, at="+3 13:00").then_forbidden()
    desk.when(he, order, at="+3 13:00").then(DecisionMade, ProposalNotObjected, SolutionAccepted)
    assert desk.event(SolutionAccepted).agreed_by is AgreedBy.NOT_OBJECTED
    found = desk.clocks("+3 13:01")
    assert found["proposal_unanswered"].outcome is Outcome.MET
    assert found["completion"].due == when("+4 00:00")
    assert desk.complaint.proposal.accepted == "p1"


@rule("R7.4", "R7.3")
def test_what_cannot_be_undone_is_explained_instead() -> None:
    desk = Desk().given([*asked_on_three_days(), ("+3 12:00", lin, TO_MANAGER)])
    desk.when(he, DecideOnSilence(can_be_undone=False, reason="It cuts the tree."), at="+3 13:00").then(DecisionMade)
    assert desk.event(DecisionMade).granted is False
    assert desk.allowance("give_final_explanation", lin, when("+3 13:01")).allowed
    desk.when(he, DecideOnSilence(can_be_undone=True, reason="So?"), at="+3 13:02").then_refused(
        "CK14", instead="ask_about_silence"
    )


@rule("R7.4")
def test_an_answer_in_the_meantime_needs_no_decision_any_more() -> None:
    for order in (RecordAcceptance(words="好。"), RecordRejection(words="不。")):
        desk = Desk().given([*asked_on_three_days(), ("+3 12:00", lin, TO_MANAGER)])
        desk.when(lin, order, at="+3 12:30")
        assert isinstance(desk.new[0].event, DecisionDropped)
        assert desk.clocks("+3 12:31")["decision"].outcome is Outcome.CANCELLED


@rule("R7.5", "R5.1")
def test_an_acceptance_is_taken_back_until_the_work_is_complete_and_a_reply_is_due() -> None:
    desk = Desk().given(solving.accepted("11:00"))
    desk.when(lin, BACK, at="12:00").then(AcceptanceTakenBack, WorkHeld, ReplyWanted)
    found = desk.clocks("12:01")
    assert found["completion"].outcome is Outcome.CANCELLED
    assert found["report_back"].outcome is Outcome.CANCELLED
    assert (found["reply"].outcome, found["reply"].due) == (Outcome.RUNNING, when("+1 12:00"))
    assert found["progress"].due == when("+1 11:00")
    assert desk.complaint.proposal.accepted is None
    desk.when(lin, BACK, at="12:02").then_refused("R7.5", instead="make_proposal")
    desk.when(lin, solving.proposal(), at="12:05").then(ProposalMade)
    desk.given([("12:10", lin, solving.TELL)])
    desk.when(lin, RecordAcceptance(words="好吧。"), at="12:20").then(ProposalAccepted, SolutionAccepted)


@rule("R7.5")
def test_after_the_work_is_complete_it_is_too_late() -> None:
    nothing_to_do = solving.proposal(work=False)
    desk = Desk().given([*solving.proposed("10:30", nothing_to_do), ("11:00", lin, RecordAcceptance(words="好。"))])
    desk.when(lin, BACK, at="11:30").then_refused("R7.5", instead="follow_up")


@rule("R7.5", "CK9")
def test_taking_back_lies_after_the_agreement() -> None:
    desk = Desk().given(solving.accepted("11:00"))
    desk.when(lin, BACK, at="10:59", recorded="11:30").then_refused("CK9", earliest=when("11:00"))


@rule("R7.1", "CK7")
def test_a_rejection_holds_the_work_that_urgent_work_has_begun() -> None:
    desk = Desk().given([*story.agreed(), ("09:20", lin, RecordNoneNeeded(reason="A power cut."))])
    desk.given([("09:30", lin, solving.proposal()), ("09:31", lin, solving.TELL)])
    desk.when(lin, RecordRejection(words="不。"), at="09:40")
    assert not any(isinstance(record.event, WorkHeld) for record in desk.new), "nothing was agreed or begun"
