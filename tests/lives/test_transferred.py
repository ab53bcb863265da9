"""A complaint of the wrong site: in mid-investigation it goes where it belongs, and what was promised is kept."""

from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.actions.p05_reply_time import AgreeReplyTime
from shared.complaint.actions.p06_assignment import RecordNoneNeeded
from shared.complaint.actions.p06_findings import RecordFirstFinding
from shared.complaint.actions.p07_answer import RecordAcceptance
from shared.complaint.actions.p07_proposal import TellProposal
from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p09_tasks import GiveTask
from shared.complaint.actions.p10_follow_up import FollowUp
from shared.complaint.actions.p12_assessment import Assess
from shared.complaint.actions.p12_contact import Acknowledge
from shared.complaint.actions.p12_transfer import Transfer
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p12_transfer import ReceivedByTransfer
from shared.complaint.state import Phase
from shared.vocabulary.axes import Channel, ClosingReason, Responsible, Severity, Urgency
from shared.vocabulary.follow_up import FollowUpForm, Rating, Solved
from shared.vocabulary.inquiry import ToldBy
from shared.vocabulary.replies import Means
from shared.vocabulary.roles import Level
from tests.support import solving
from tests.support.cast import HG, gao, lin, reyes, wu, zhou
from tests.support.desk import when
from tests.support.linked import Cases, case
from tests.support.rules import rule

EIGHT_IN_THE_EVENING = when("20:00")


@rule("R12.11b", "R5.1", "R5.2", "R6.2", "R8.2", "R12.16")
def test_transfer_in_mid_investigation_with_an_agreed_reply_time() -> None:
    # Ms Wang calls LP about a lift at Harbour Gate, where she rents a shop; she is promised an answer by eight.
    cases = Cases().given("lp", [
        *solving.charged(channel=Channel.PHONE, unit="HG shop 12"),
        ("09:30", lin, AgreeReplyTime(reply_at=EIGHT_IN_THE_EVENING, words="晚上八点前告诉我。")),
        ("09:40", wu, RecordFirstFinding(what="Our lifts all run; the shop is not in our plan.")),
        ("09:50", lin, solving.demand()),
        ("10:00", lin, GiveNotice(means=Means.PHONE, content="We look into it; it may be the other estate.")),
    ])  # fmt: skip
    # Zhou sees it: the shop belongs to Harbour Gate.
    cases.act("lp", zhou, Transfer(site=HG, reason="Shop 12 is Harbour Gate's."), at="10:20")
    here = cases["lp"].complaint
    assert (here.phase, here.closing.reason, here.links.transferred_from) == (
        Phase.CLOSED, ClosingReason.CANCELLED, None,
    )  # fmt: skip
    assert here.links.transferred_to is not None
    there = cases.of(here.links.transferred_to)
    state = there.complaint
    assert (state.links.transferred_from, state.reception.received_at) == (case("lp"), when("09:00"))
    assert (state.reply.agreed, state.ladder.level) == (EIGHT_IN_THE_EVENING, Level.RECEPTION)
    assert "not in our plan" in there.event(ReceivedByTransfer).findings
    runs = there.clocks("10:21")
    assert (runs["reply"].due, runs["progress"].due) == (EIGHT_IN_THE_EVENING, when("+1 10:00"))
    assert (runs["verification"].outcome, runs["verification"].carried) == (Outcome.MET, True)
    assert {run.clock for run in there.all_clocks("10:21") if run.open} == {
        "reply", "progress", "acceptance", "acknowledgement",
    }  # fmt: skip
    # Gao accepts it and tells her the new number. The investigation begins there; she is still answered by eight.
    there.given([
        ("10:30", gao, AcceptEscalation()),
        ("10:35", gao, Acknowledge(means=Means.PHONE)),
        ("10:40", gao, RecordNoneNeeded(reason="The firm had reported it.", valid=True,
                                        responsible=Responsible.DEPARTMENT)),
        ("10:41", gao, Assess(severity=Severity.MINOR, urgency=Urgency.NORMAL)),
        ("11:00", gao, solving.proposal()),
        ("19:30", gao, TellProposal(told_by=ToldBy.PHONE)),
        ("19:40", gao, RecordAcceptance(words="好。")),
        ("19:45", gao, GiveTask(person="gao", what="See to it that the firm changes the relay.")),
        ("21:00", gao, CompleteTask(task="t1", what="Changed.")),
        ("21:10", gao, TellDone(means=Means.PHONE, words="It runs.", answer="谢谢。")),
    ])  # fmt: skip
    runs = there.clocks("21:11")
    assert (runs["reply"].outcome, runs["assignment"].outcome) == (Outcome.MET, Outcome.MET)
    assert (runs["acceptance"].outcome, runs["acknowledgement"].outcome) == (Outcome.MET, Outcome.MET)
    # Two days later she is satisfied, and the case is closed at Harbour Gate; at LP it stays what it is, void.
    satisfied = FollowUp(
        form=FollowUpForm.PHONE, reception=Rating.SATISFIED, handling=Rating.SATISFIED, result=Rating.VERY_SATISFIED,
        solved=Solved.SOLVED,
    )  # fmt: skip
    there.given([("+2 10:00", reyes, satisfied)])
    assert (there.complaint.phase, there.complaint.closing.reason) == (Phase.CLOSED, ClosingReason.FOLLOW_UP_SATISFIED)
    assert (there.complaint.ladder.first_receiver, there.complaint.ladder.last_receiver) == ("lin", "gao")
    assert cases["lp"].complaint == here
