"""P4: explanation and settlement on the spot."""

from typing import Any

from shared.complaint.actions.p01_handover import (
    CallColleague,
    ConfirmComing,
    HandOver,
    IntroduceColleague,
    TellWhoComes,
)
from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordConsent
from shared.complaint.actions.p02_phone import Apologise
from shared.complaint.actions.p04_on_the_spot import Answer, AskSatisfaction, CarryOutPromise
from shared.complaint.actions.p04_signature import LeaveTheSpot
from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.events.p01_move_up import ConsentGiven, MoveUpAsked
from shared.complaint.events.p04_on_the_spot import AnsweredOnTheSpot, PromiseCarriedOut, SatisfactionAsked
from shared.complaint.events.p04_signature import RouteChanged, SignatureDeclined, Signed
from shared.complaint.events.p05_reply_time import Replied
from shared.complaint.events.p06_investigation import NoInvestigationNeeded
from shared.complaint.events.p09_completion import Completed, SolutionAccepted
from shared.complaint.events.p09_tasks import TaskGiven
from shared.complaint.events.p11_closing import Closed, JudgedClosed
from shared.complaint.state import Phase
from shared.decision.action import Action
from shared.vocabulary.axes import ClosingReason, MoveUpReason, Route, RouteChange, SignatureMethod
from shared.vocabulary.roles import Level
from tests.support import story
from tests.support.cast import gao, he, lin, mei, zhou
from tests.support.desk import Desk, OneDirectory, when
from tests.support.rules import rule

YES, NO = AskSatisfaction(satisfied=True), AskSatisfaction(satisfied=False, words="这不算答复。")
UNSIGNED = story.unsigned()
SORRY = Apologise(at_fault=False, words="We are sorry that it was not put right sooner.")
COMMENTED = Answer(answer="The firm comes today.", at_fault=False, comments="The contract gets a penalty clause.")
LEAVE = LeaveTheSpot(reason="The lift firm must look first.")


def at_fault(**changes: Any) -> Answer:
    """An answer that admits a fault, with apology and promise."""
    usual = {"answer": "The alarm did not reach us.", "at_fault": True, "apologised": True,
             "promise": "The alarm is repaired."}  # fmt: skip
    return Answer.model_validate({**usual, **changes})


def promised(at: str = "09:16") -> story.Story:
    """Answered with a promise that is not carried out; the customer is satisfied."""
    return [*story.on_the_spot(), ("09:15", lin, at_fault()), (at, lin, YES)]


def failed() -> story.Story:
    """Answered, the customer is not satisfied, and we apologised."""
    return [*story.answered(), ("09:20", lin, NO), ("09:21", lin, SORRY)]


def to_the_manager() -> story.Story:
    """With the customer's consent the manager is called over and takes the case."""
    steps: list[Action] = [
        AskToMoveUp(reason=MoveUpReason.NOT_SATISFIED), RecordConsent(given=True), CallColleague(),
        ConfirmComing(), TellWhoComes(), IntroduceColleague(), HandOver(),
    ]  # fmt: skip
    return [(f"09:{22 + minute}", lin, step) for minute, step in enumerate(steps)]


def reply_clock(desk: Desk, now: str) -> ClockRun:
    found = clocks(desk.records, OneDirectory(desk.directory), when(now))
    return next(run for run in found if run.clock == "reply")


@rule("R4.1")
def test_at_fault_the_apology_and_the_promise_come_before_the_answer() -> None:
    desk = Desk().given(story.on_the_spot())
    desk.when(lin, at_fault(apologised=False), at="09:15").then_refused("R4.1", instead="apologise")
    desk.when(lin, at_fault(promise=" "), at="09:15").then_refused("R4.1", instead="answer")
    desk.when(lin, at_fault(), at="09:15").then(AnsweredOnTheSpot)
    desk.when(lin, at_fault(apologised=False, promise=""), at="09:20").then(AnsweredOnTheSpot)


@rule("R4.1", "R2.3")
def test_an_apology_and_a_promise_made_at_the_reception_count() -> None:
    sorry = Apologise(at_fault=True, words="We are sorry.", promise="The alarm is repaired.")
    desk = Desk().given([*story.on_the_spot(), ("09:13", lin, sorry)])
    desk.when(lin, at_fault(apologised=False, promise=""), at="09:15").then(AnsweredOnTheSpot)
    assert desk.event(AnsweredOnTheSpot).promise == "The alarm is repaired."


@rule("R4.1")
def test_satisfaction_is_asked_after_a_definite_answer() -> None:
    desk = Desk().given(story.on_the_spot())
    desk.when(lin, YES, at="09:15").then_refused("R4.1", instead="answer")
    desk.when(lin, story.sign(), at="09:15").then_refused("R4.1", instead="answer")
    desk.when(lin, UNSIGNED, at="09:15").then_refused("R4.1", instead="answer")
    desk.given([("09:15", lin, Answer(answer="It runs.", at_fault=False))])
    desk.when(lin, YES, at="09:16").then(SatisfactionAsked)


@rule("R3.2")
def test_an_answer_on_the_spot_waits_for_the_route() -> None:
    desk = Desk().given(story.verified())
    answer = Answer(answer="It runs.", at_fault=False)
    desk.when(lin, answer, at="09:11").then_refused("R3.2", instead="choose_route")
    desk.given(story.on_the_spot()[2:])
    desk.when(lin, answer, at="09:15").then(AnsweredOnTheSpot)


@rule("R4.1a")
def test_a_promise_not_carried_out_becomes_a_task_and_the_case_goes_on_by_p5() -> None:
    desk = Desk().given(promised())
    desk.when(lin, story.sign(), at="09:18").then(
        Signed, RouteChanged, Replied, NoInvestigationNeeded, SolutionAccepted, TaskGiven
    )
    state = desk.complaint
    assert state.phase is Phase.WORKING
    assert state.closing.judged_at is None
    assert state.work.accepted_at == when("09:18")
    assert [(task.id, task.person, task.due) for task in state.work.tasks] == [("t1", "lin", when("+1 00:00"))]
    assert desk.event(TaskGiven).what == "The alarm is repaired."
    assert desk.event(RouteChanged).why is RouteChange.PROMISE_OPEN


@rule("R4.1a")
def test_the_answer_meets_the_reply_clock_when_it_was_given() -> None:
    story_of_a_late_signature: story.Story = [*promised("+1 09:10"), ("+1 09:12", lin, story.sign())]
    desk = Desk().given(story_of_a_late_signature)
    run = reply_clock(desk, "+1 09:30")
    assert run.due == when("+1 09:00")
    assert (run.outcome, run.ended_at) == (Outcome.MET, when("09:15"))


@rule("R4.1a")
def test_a_promise_carried_out_before_the_signature_leaves_nothing_open() -> None:
    done = CarryOutPromise(what="The alarm rings at the desk again.")
    desk = Desk().given(story.satisfied(at_fault=False))
    desk.when(lin, done, at="09:17").then_refused("R4.1a", instead="ask_satisfaction")
    desk = Desk().given(promised())
    desk.when(lin, done, at="09:17").then(PromiseCarriedOut)
    desk.when(lin, story.sign(), at="09:18").then(Signed, JudgedClosed, Closed)
    at_once = Desk().given([*story.on_the_spot(), ("09:15", lin, at_fault(carried_out=True)), ("09:16", lin, YES)])
    at_once.when(lin, story.sign(), at="09:18").then(Signed, JudgedClosed, Closed)


@rule("R4.3")
def test_the_managers_answer_carries_comments_and_satisfaction_is_asked_again() -> None:
    answer = Answer(answer="The firm comes today.", at_fault=False)
    desk = Desk().given(story.satisfied())
    desk.when(he, answer, at="09:20").then_refused("R4.3", instead="answer")
    desk.when(he, COMMENTED, at="09:20").then(AnsweredOnTheSpot)
    desk.when(lin, story.sign(settled_by="he"), at="09:21").then_refused("R4.4", instead="ask_satisfaction")
    desk.given([("09:21", he, YES)])
    desk.when(lin, story.sign(settled_by="he"), at="09:22").then(Signed, JudgedClosed, Closed)


@rule("R4.4", "R11.1")
def test_a_signature_judges_the_case_closed_and_a_complete_file_closes_it() -> None:
    desk = Desk().given(story.satisfied())
    desk.when(lin, story.sign(), at="09:18").then(Signed, JudgedClosed, Closed)
    assert desk.event(JudgedClosed).reason is ClosingReason.SETTLED_ON_THE_SPOT
    assert desk.complaint.phase is Phase.CLOSED


@rule("R4.4")
def test_without_the_customers_yes_there_is_no_signature() -> None:
    desk = Desk().given(story.answered())
    desk.when(lin, story.sign(), at="09:18").then_refused("R4.4", instead="ask_satisfaction")
    desk.given([("09:18", lin, NO)])
    desk.when(lin, story.sign(), at="09:19").then_refused("R4.4", instead="ask_satisfaction")
    desk.when(lin, UNSIGNED, at="09:19").then_refused("R4.4", instead="ask_satisfaction")


@rule("R4.4")
def test_the_signature_is_recorded_by_the_receptionist_who_received_the_customer() -> None:
    desk = Desk().given(story.satisfied())
    desk.when(mei, story.sign(), at="09:18").then_refused("R4.4", receiver="lin", instead="write_note")
    desk.when(zhou, story.sign(receiver_absent=True), at="09:18").then_refused("R4.4", instead="write_note")
    desk.when(lin, story.sign(), at="09:18").then(Signed, JudgedClosed, Closed)
    assert (desk.event(Signed).receiver, desk.event(Signed).receiver_absent) == ("lin", False)


@rule("R4.4")
def test_in_the_receptionists_absence_the_owner_records_it_and_names_them() -> None:
    desk = Desk().given([*failed(), *to_the_manager(), ("09:35", he, COMMENTED), ("09:36", he, YES)])
    by_he = story.sign(settled_by="he")
    desk.when(he, by_he, at="09:37").then_refused("R4.4", receiver="lin", owner="he", instead="sign")
    desk.when(mei, by_he, at="09:37").then_refused("R4.4", instead="write_note")
    absent = story.sign(settled_by="he", receiver_absent=True)
    desk.when(he, absent, at="09:37").then(Signed, JudgedClosed, Closed)
    assert (desk.event(Signed).receiver, desk.event(Signed).receiver_absent) == ("lin", True)


@rule("R4.2")
def test_not_satisfied_apologise_propose_somebody_and_ask_consent() -> None:
    ask = AskToMoveUp(reason=MoveUpReason.NOT_SATISFIED)
    desk = Desk().given([*story.answered(), ("09:20", lin, NO)])
    desk.when(lin, ask, at="09:21").then_refused("R4.2", instead="apologise")
    desk.given([("09:21", lin, SORRY)])
    desk.when(lin, ask, at="09:22").then(MoveUpAsked)
    assert desk.event(MoveUpAsked).to_level is Level.MANAGER
    desk.when(lin, CallColleague(), at="09:23").then_refused("R1.4", instead="record_consent")
    desk.when(lin, RecordConsent(given=True), at="09:23").then(ConsentGiven)


@rule("R4.3")
def test_the_manager_explains_and_settles_what_can_be_settled_on_the_spot() -> None:
    desk = Desk().given([*failed(), *to_the_manager()])
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("he", Level.MANAGER)
    desk.when(he, COMMENTED, at="09:35").then(AnsweredOnTheSpot)
    assert desk.event(AnsweredOnTheSpot).comments == "The contract gets a penalty clause."
    desk.given([("09:36", he, YES)])
    desk.when(lin, story.sign(settled_by="he"), at="09:37").then(Signed, JudgedClosed, Closed)


@rule("R4.4")
def test_whoever_settled_it_is_one_of_ours() -> None:
    desk = Desk().given(story.satisfied())
    desk.when(lin, story.sign(settled_by="nobody"), at="09:18").then_refused("R4.4", person="nobody", instead="sign")
    desk.when(lin, story.sign(settled_by=gao.id), at="09:18").then_refused("R4.4", person="gao", instead="sign")
    desk.when(lin, story.sign(settled_by="he"), at="09:18").then(Signed, JudgedClosed, Closed)


@rule("R4.4a")
def test_a_recorded_call_or_an_answered_message_stands_for_a_signature() -> None:
    for method in (SignatureMethod.RECORDED_CALL, SignatureMethod.ANSWERED_MESSAGE):
        desk = Desk().given(story.satisfied())
        desk.when(lin, story.sign(method=method), at="09:18").then(Signed, JudgedClosed, Closed)


@rule("R4.4a")
def test_satisfied_without_a_signature_goes_to_p5_and_is_completed_at_that_moment() -> None:
    desk = Desk().given(story.satisfied())
    desk.when(lin, UNSIGNED, at="09:18").then(
        SignatureDeclined, RouteChanged, Replied, NoInvestigationNeeded, SolutionAccepted, Completed
    )
    assert desk.complaint.phase is Phase.FOLLOWING_UP
    assert desk.complaint.work.completed_at == when("09:18")
    assert desk.complaint.closing.judged_at is None
    run = reply_clock(desk, "+2 09:00")
    assert (run.outcome, run.ended_at) == (Outcome.MET, when("09:15"))


@rule("R4.4a", "R4.1a")
def test_satisfied_without_a_signature_is_not_completed_while_a_promise_is_open() -> None:
    desk = Desk().given(promised())
    desk.when(lin, UNSIGNED, at="09:18").then(
        SignatureDeclined, RouteChanged, Replied, NoInvestigationNeeded, SolutionAccepted, TaskGiven
    )
    assert desk.complaint.work.completed_at is None


@rule("R4.5")
def test_what_cannot_be_settled_on_the_spot_goes_to_p5_and_never_comes_back() -> None:
    desk = Desk().given(story.on_the_spot())
    desk.when(lin, LEAVE, at="09:20").then(RouteChanged)
    assert desk.complaint.facts.route is Route.AGREED
    assert not desk.complaint.reception.present
    answer = Answer(answer="It runs.", at_fault=False)
    desk.when(lin, answer, at="09:25").then_refused("R4.5", instead="explain")
    desk.when(lin, LEAVE, at="09:25").then_refused("R4.5", instead="explain")


@rule("R4.5")
def test_an_answer_before_leaving_the_spot_is_no_reply() -> None:
    desk = Desk().given([*story.answered(), ("09:20", lin, NO), ("09:21", lin, LEAVE)])
    assert reply_clock(desk, "10:00").open


@rule("CK9")
def test_each_step_on_the_spot_lies_after_the_one_it_answers() -> None:
    desk = Desk().given(story.on_the_spot("09:12"))
    late = {"recorded": "11:00"}
    answer = Answer(answer="It runs.", at_fault=False)
    desk.when(lin, answer, at="09:11", **late).then_refused("CK9", earliest=when("09:12"))
    desk.when(lin, LEAVE, at="09:11", **late).then_refused("CK9", earliest=when("09:12"))
    desk.when(lin, answer, at="09:15", **late).then(AnsweredOnTheSpot)
    desk.when(lin, YES, at="09:14", **late).then_refused("CK9", earliest=when("09:15"))
    desk.when(lin, YES, at="09:16", **late).then(SatisfactionAsked)
    desk.when(lin, story.sign(), at="09:15", **late).then_refused("CK9", earliest=when("09:16"))
    desk.when(lin, UNSIGNED, at="09:15", **late).then_refused("CK9", earliest=when("09:16"))
