"""Hard lives of one case each, told from the first word to the end, as people at the desk would tell them."""

from typing import Any

from shared.complaint.actions.p01_walk_in import Explain
from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.actions.p04_on_the_spot import Answer, AskSatisfaction
from shared.complaint.actions.p05_reply_time import AgreeReplyTime
from shared.complaint.actions.p05_unreachable import ConfirmUnreachable, DecideForUnreachable
from shared.complaint.actions.p06_assignment import ChargeHead
from shared.complaint.actions.p06_findings import RecordFindings
from shared.complaint.actions.p07_answer import RecordAcceptance
from shared.complaint.actions.p07_demand import RecordDemand
from shared.complaint.actions.p07_proposal import MakeProposal, TellProposal
from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p09_tasks import GiveTask, GiveUrgentTask
from shared.complaint.actions.p10_follow_up import FollowUp, PostponeFollowUp
from shared.complaint.actions.p10_quiet_week import ExemptFromFollowUp
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p12_assessment import Assess
from shared.complaint.actions.p12_impartiality import NamePerson
from shared.complaint.actions.p12_ownership import TakeFromSeat
from shared.complaint.clocks.running import Outcome
from shared.complaint.state import Phase
from shared.vocabulary.axes import (
    Accepted,
    Channel,
    ClosingReason,
    Confirmation,
    Failing,
    Responsible,
    Route,
    Severity,
)
from shared.vocabulary.follow_up import Exemption, FollowUpForm, Rating, Solved
from shared.vocabulary.inquiry import Remedy, ToldBy
from shared.vocabulary.replies import Means
from shared.vocabulary.roles import Level
from tests.support import moving, story
from tests.support.cast import he, lin, mei, qian, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

ENGINEERING = "LP-engineering"
PHONE = FollowUpForm.PHONE


def findings(**changes: Any) -> RecordFindings:
    usual = {
        "facts": "09:00 the lift stopped; 09:20 it was freed.", "cause": "A worn belt.",
        "at_fault": True, "valid": True, "severity": Severity.MODERATE, "responsible": Responsible.MANAGEMENT,
    }  # fmt: skip
    return RecordFindings.model_validate({**usual, **changes})


def satisfied(**changes: Any) -> FollowUp:
    usual = {
        "form": PHONE, "reception": Rating.SATISFIED, "handling": Rating.SATISFIED, "result": Rating.SATISFIED,
        "solved": Solved.SOLVED,
    }  # fmt: skip
    return FollowUp.model_validate({**usual, **changes})


def proposed(at: str, by: Any, answer: str) -> story.Story:
    """Demand, proposal, telling, acceptance, within ten minutes of each other."""
    hour = at[:-2]
    return [
        (f"{hour}00", by, RecordDemand(demand="It runs again.", reason="My mother is old.", state_of_mind="worried")),
        (
            f"{hour}02",
            by,
            MakeProposal(solution="A new belt today.", remedies=(Remedy.APOLOGY, Remedy.REPAIR), work=True),
        ),
        (f"{hour}04", by, TellProposal(told_by=ToldBy.PHONE, words="We change the belt today.")),
        (f"{hour}08", by, RecordAcceptance(words=answer)),
    ]


@rule("R1.3", "R1.4", "R1.5", "R4.3", "R4.4")
def test_moved_up_while_agitated_and_settled_by_the_manager() -> None:
    desk = Desk().given(moving.handed_over(person="he"))
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("he", Level.MANAGER)
    desk.given([
        ("09:12", he, Verify(statement="The lift stopped twice this week.", failings=(Failing.NEGLECT,))),
        ("09:13", he, ChooseRoute(route=Route.ON_THE_SPOT, reason="The manager settles it.")),
        ("09:15", he, Answer(answer="The belt is changed today.", at_fault=True, apologised=True,
                             promise="A new belt.", carried_out=True, comments="Belts are checked monthly.")),
        ("09:16", he, AskSatisfaction(satisfied=True)),
    ])  # fmt: skip
    desk.when(lin, story.sign(settled_by="he"), at="09:18")
    state = desk.complaint
    assert (state.phase, state.closing.reason) == (Phase.CLOSED, ClosingReason.SETTLED_ON_THE_SPOT)
    assert state.ladder.escalations == 1
    assert desk.clocks("09:30")["verification"].outcome is Outcome.MET


@rule("R5.1", "R5.2", "CK1")
def test_agreed_at_ten_to_midnight() -> None:
    desk = Desk().given([
        *story.received("23:20"),
        ("23:40", lin, Verify(statement="No light in block 3.")),
        ("23:45", lin, ChooseRoute(route=Route.AGREED, reason="The electrician must look.")),
    ])  # fmt: skip
    a_minute_later = AgreeReplyTime(reply_at=when("+1 23:21"))
    desk.when(lin, a_minute_later, at="23:50").then_refused("R5.1", instead="agree_on_customers_wish")
    desk.given([("23:50", lin, AgreeReplyTime(reply_at=when("+1 23:20"), words="明晚给我答复。"))])
    runs = desk.clocks("23:51")
    assert runs["reply"].due == when("+1 23:20"), "to the minute 24 h from receipt, over midnight"
    assert runs["progress"].due == when("+1 23:50"), "the agreement says how it stands"
    assert runs["assignment"].due == when("+1 08:30"), "nobody charges a head at night (CK11)"
    assert desk.clocks("+1 23:20")["reply"].outcome is Outcome.RUNNING, "exactly at the limit is in time"
    assert desk.clocks("+1 23:21")["reply"].outcome is Outcome.MISSED


@rule("R5.5", "R10.6", "R2.5", "CK11")
def test_an_anonymous_letter_in_the_box_on_a_saturday() -> None:
    saturday = "+4 23:00"
    letter = story.receive(channel=Channel.BOX, customer=None, anonymous=True, unit="", no_unit=True)
    desk = Desk().given([(saturday, lin, letter)])
    runs = desk.clocks("+4 23:01")
    assert runs["verification"].due == when("+5 08:30"), "nobody attends the box: it opens on Sunday at eight"
    assert "acknowledgement" not in {run.clock for run in desk.all_clocks("+5 09:00") if run.outcome is Outcome.MISSED}
    assert desk.complaint.reach.unreachable_since is not None
    desk.given([
        ("+5 08:10", zhou, ConfirmUnreachable(unreachable=True, reason="No name, no phone.")),
        ("+5 08:12", lin, TakeFromSeat()),
        ("+5 08:15", lin, Verify(statement="The guard sleeps at night.", confirmation=Confirmation.AS_WRITTEN,
                                 failings=(Failing.NEGLECT,))),
        ("+5 08:30", lin, ChargeHead(department=ENGINEERING, question="Who was on duty?")),
        ("+5 10:00", wu, findings()),
        ("+5 11:00", he, DecideForUnreachable(solution="A second round at night.", reason="Findings.")),
        ("+5 11:05", lin, GiveTask(department=ENGINEERING, what="Plan the second round.")),
        ("+5 15:00", wu, CompleteTask(task="t1", what="Planned.")),
    ])  # fmt: skip
    assert desk.complaint.phase is Phase.FOLLOWING_UP, "complete is completed where nobody can be told"
    exempt = ExemptFromFollowUp(exemption=Exemption.CANNOT_BE_REACHED, reason="Anonymous.")
    desk.when(zhou, exempt, at="+6 09:00")
    assert desk.complaint.closing.reason is ClosingReason.FOLLOW_UP_EXEMPT
    assert not {"reply", "progress", "report_back"} & {
        run.clock for run in desk.all_clocks("+9 09:00") if run.outcome in {Outcome.MISSED, Outcome.RUNNING}
    }


@rule("R11.4", "R12.10", "R12.11")
def test_reopened_after_a_year() -> None:
    desk = Desk().given(story.signed())
    first = desk.complaint.closing
    desk.given([("+365 10:00", zhou, Reopen(reason="The same lift, the same place."))])
    state = desk.complaint
    assert (state.round.number, state.phase, state.ladder.owner) == (2, Phase.AGREED, "lin")
    assert (state.closing.first_closed_at, state.closing.closed_at) == (first.closed_at, None)
    runs = desk.clocks("+365 10:01")
    assert (runs["reply"].due, runs["reply"].scope) == (when("+366 10:00"), "2")
    assert runs["assignment"].due == when("+365 10:30")
    desk.given([
        ("+365 10:05", lin, ChargeHead(department=ENGINEERING, question="Again?")),
        ("+365 10:50", wu, findings()),
        *proposed("+365 11:00", lin, "好。"),
        ("+365 11:10", lin, GiveTask(department=ENGINEERING, what="A new belt.")),
        ("+365 16:00", wu, CompleteTask(task="t1", what="Changed.")),
        ("+365 16:30", lin, TellDone(means=Means.PHONE, words="It is changed.")),
        ("+366 10:00", lin, satisfied()),
    ])  # fmt: skip
    assert desk.complaint.closing.reason is ClosingReason.FOLLOW_UP_SATISFIED
    assert desk.complaint.closing.first_closed_at == first.closed_at


@rule("R9.6", "R3.2", "R9.1", "R9.3a", "CK6")
def test_a_burst_pipe_before_verification() -> None:
    desk = Desk().given(story.received("20:00", category="facilities.lift"))
    urgent = GiveUrgentTask(department=ENGINEERING, what="Shut the water off.", makes_safe=True)
    desk.when(lin, urgent, at="20:02")
    runs = desk.clocks("20:03")
    assert runs["completion"].due == runs["task"].due == when("+1 00:00"), "the same local day"
    assert runs["verification"].due == when("20:30"), "the other clocks run as always"
    desk.given([
        ("20:25", wu, CompleteTask(task="t1", what="Shut off, pipe clamped.")),
        ("20:28", lin, Verify(statement="A pipe burst in block 3.")),
        ("20:29", lin, ChooseRoute(route=Route.AGREED, reason="The pipe must be changed.")),
    ])  # fmt: skip
    desk.given([(f"20:{minute}", lin, order) for minute, order in (
        (40, MakeProposal(solution="A new pipe tomorrow.", remedies=(Remedy.REPAIR,), work=True)),
        (42, TellProposal(told_by=ToldBy.PHONE, words="Shut off; a new pipe tomorrow.")),
        (45, RecordAcceptance(words="好的。")),
        (50, GiveTask(department=ENGINEERING, what="A new pipe.")),
    )])  # fmt: skip
    run = desk.clocks("21:00")["completion"]
    assert (run.outcome, run.due) == (Outcome.RUNNING, when("+1 00:00"))
    desk.given([
        ("23:00", wu, CompleteTask(task="t2", what="Done tonight after all.")),
        ("23:10", lin, TellDone(means=Means.PHONE, words="The water runs.")),
    ])  # fmt: skip
    assert desk.clocks("+1 09:00")["completion"].outcome is Outcome.MET


@rule("R12.17", "R8.2", "R8.6", "CK5")
def test_a_complaint_about_the_manager_himself() -> None:
    desk = Desk().given(moving.handed_over(person="he"))
    desk.when(lin, NamePerson(person="he", words="He shouted at me."), at="09:20")
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.level) == ("qian", Level.ENTERPRISE), "the next level that is not named, at once"
    assert desk.clocks("09:21")["acceptance"].due == when("09:50")
    desk.when(he, Explain(explanation="I did not.", accepted=Accepted.NOT_SAID), at="09:25").then_refused("R12.17")
    desk.when(qian, AcceptEscalation(), at="09:30")
    assert desk.complaint.ladder.last_receiver == "qian"
    assert desk.clocks("09:31")["acceptance"].outcome is Outcome.MET


@rule("R10.3a", "R10.2", "R10.3")
def test_a_follow_up_postponed_twice() -> None:
    desk = Desk().given(story.completed("16:00"))
    assert desk.clocks("16:01")["follow_up"].due == when("+3 16:00")
    desk.given([("+1 10:00", lin, PostponeFollowUp(form=PHONE, to=when("+6 18:00"), words="出差。"))])
    assert desk.clocks("+2 10:00")["follow_up"].due == when("+6 18:00")
    desk.given([("+6 17:00", mei, PostponeFollowUp(form=PHONE, to=when("+9 18:00"), words="还没回来。"))])
    desk.given([("+6 17:30", lin, Assess(severity=Severity.MINOR))])
    assert desk.clocks("+6 18:01")["follow_up"].outcome is Outcome.MISSED
    desk.given([("+9 18:00", lin, satisfied())])
    run = desk.clocks("+10 09:00")["follow_up"]
    assert (run.outcome, run.due, run.done_at) == (Outcome.MISSED, when("+6 18:00"), when("+9 18:00"))
    assert desk.complaint.closing.reason is ClosingReason.FOLLOW_UP_SATISFIED
