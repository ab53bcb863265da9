"""P10: the follow-up, its outcomes, and what an unsatisfied customer begins."""

from dataclasses import replace
from typing import Any

import pytest

from shared.complaint.actions.p06_assignment import RecordNoneNeeded
from shared.complaint.actions.p07_answer import RecordAcceptance
from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p10_follow_up import FollowUp, PostponeFollowUp, TryFollowUp
from shared.complaint.actions.p10_quiet_week import DecideAfterAttempts, DeclineFollowUp
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p08_escalation import Escalated
from shared.complaint.events.p10_follow_up import FollowedUp, FollowUpPostponed, FollowUpTried, RoundBegun
from shared.complaint.events.p10_quiet_week import FollowUpDateSet, FollowUpExempted, QuietWeekDecided
from shared.complaint.events.p11_closing import Closed, JudgedClosed
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionMade
from shared.complaint.rounds import not_satisfied
from shared.complaint.state import Complaint, Ladder, Reception
from shared.complaint.state import FollowUp as FollowUpState
from shared.decision.moment import Moment
from shared.vocabulary.axes import ClosingReason, FollowUpOutcome, Severity
from shared.vocabulary.follow_up import AfterAttempts, FollowUpForm, Rating, Solved
from shared.vocabulary.roles import Level
from tests.support import solving, story
from tests.support.cast import lin, mei, qian, zhou
from tests.support.desk import Desk, when
from tests.support.escalated import order
from tests.support.rules import rule

PHONE = FollowUpForm.PHONE


def completed(at: str = "09:18") -> Desk:
    """Satisfied, will not sign: completed at once, to be followed up (R4.4a)."""
    return Desk().given([*story.satisfied(), (at, lin, story.unsigned())])


def reached(result: Rating = Rating.SATISFIED, **changes: Any) -> FollowUp:
    usual = {"form": PHONE, "reception": Rating.SATISFIED, "handling": Rating.SATISFIED, "result": result,
             "solved": Solved.SOLVED}  # fmt: skip
    return FollowUp.model_validate({**usual, **changes})


@rule("R10.1", "R10.3")
def test_a_satisfied_customer_closes_the_case_and_not_before_completion() -> None:
    Desk().given(story.agreed()).when(lin, reached(), at="10:00").then_refused("R10.1", instead="write_note")
    desk = completed()
    assert desk.clocks("09:19")["follow_up"].due == when("+3 09:18")
    desk.when(lin, reached(), at="+3 09:18").then(FollowedUp, JudgedClosed)
    assert desk.event(JudgedClosed).reason is ClosingReason.FOLLOW_UP_SATISFIED
    assert desk.clocks("+3 10:00")["follow_up"].outcome is Outcome.MET
    desk.when(lin, reached(), at="+3 10:00").then_refused("R11.1", instead="write_note")


@rule("R11.1")
def test_the_file_of_a_followed_up_case_lacks_nothing_of_the_follow_up() -> None:
    desk = completed()
    desk.when(lin, reached(), at="+1 10:00")
    lacking = set(desk.event(JudgedClosed).missing)
    assert not lacking & {"follow_up_form", "follow_up_outcome", "ratings", "solved"}


@rule("R10.3a", "R12.3")
@pytest.mark.parametrize(
    ("result", "overall", "outcome"),
    [
        (Rating.VERY_SATISFIED, None, FollowUpOutcome.VERY_SATISFIED),
        (Rating.DISSATISFIED, Rating.SATISFIED, FollowUpOutcome.SATISFIED),
        (Rating.SATISFIED, Rating.VERY_DISSATISFIED, FollowUpOutcome.VERY_DISSATISFIED),
    ],
)
def test_the_answer_for_the_result_decides_unless_an_overall_one_is_stated(
    result: Rating, overall: Rating | None, outcome: FollowUpOutcome
) -> None:
    desk = completed()
    desk.when(lin, reached(result, overall=overall), at="+1 10:00")
    assert desk.event(FollowedUp).outcome is outcome
    satisfied = outcome in {FollowUpOutcome.VERY_SATISFIED, FollowUpOutcome.SATISFIED}
    assert (desk.complaint.closing.judged_at is not None) is satisfied


@rule("R10.3a")
def test_a_neutral_customer_is_asked_whether_the_case_may_be_closed() -> None:
    desk = completed()
    desk.when(lin, reached(Rating.NEUTRAL), at="+1 10:00").then_refused("R10.3a", instead="follow_up")
    desk.when(lin, reached(may_close=True), at="+1 10:00").then_refused("R10.3a", instead="follow_up")
    desk.when(lin, reached(Rating.NEUTRAL, may_close=True), at="+1 10:00").then(FollowedUp, JudgedClosed)
    other = completed()
    other.when(lin, reached(Rating.NEUTRAL, may_close=False), at="+1 10:00")
    assert isinstance(other.new[1].event, RoundBegun)


@rule("R10.4", "R12.15")
@pytest.mark.parametrize(
    "changes", [{"result": Rating.DISSATISFIED}, {"solved": Solved.NOT}], ids=["cross", "not solved"]
)
def test_who_is_not_satisfied_or_holds_it_unsolved_begins_a_new_round(changes: dict[str, Any]) -> None:
    desk = completed()
    desk.when(lin, reached(**changes), at="+1 10:00")
    assert isinstance(desk.new[1].event, RoundBegun)
    assert isinstance(desk.new[2].event, Escalated)
    assert desk.event(Escalated).to_level is Level.SUPERVISOR
    state = desk.complaint
    assert (state.round.number, state.closing.judged_at, state.work.completed_at) == (2, None, None)
    assert (state.ladder.level, state.ladder.owner) == (Level.RECEPTION, "lin"), "kept until it is accepted (R8.6)"
    runs = desk.clocks("+1 10:01")
    assert (runs["acceptance"].due, runs["first_contact"].due) == (when("+1 10:30"), when("+1 12:00"))
    assert "assignment" not in {run.clock for run in desk.all_clocks("+1 10:01") if run.scope == "2"}
    desk.given([("+1 10:20", zhou, AcceptEscalation())])
    assert desk.clocks("+1 10:21")["assignment"].due == when("+1 10:50")
    assert (runs["reply"].scope, runs["reply"].due) == ("2", when("+2 10:00"))
    assert (runs["progress"].scope, runs["progress"].due) == ("2", when("+2 10:00"))


@rule("R10.2")
def test_another_form_is_named_and_an_attempt_that_reached_nobody_satisfies_nothing() -> None:
    desk = completed()
    desk.when(lin, TryFollowUp(form=FollowUpForm.OTHER), at="+1 10:00").then_refused("R10.2", instead="try_follow_up")
    desk.when(lin, reached(form=FollowUpForm.OTHER), at="+1 10:00").then_refused("R10.2", instead="follow_up")
    desk.when(lin, TryFollowUp(form=PHONE), at="+1 10:00").then(FollowUpTried)
    run = desk.clocks("+3 09:19")["follow_up"]
    assert (run.outcome, run.due) == (Outcome.MISSED, when("+3 09:18"))


@rule("R10.2", "CK14")
def test_after_three_attempts_on_different_days_the_supervisor_decides() -> None:
    desk = completed()
    desk.given([("+1 10:00", lin, TryFollowUp(form=PHONE)), ("+1 18:00", mei, TryFollowUp(form=PHONE))])
    desk.when(lin, TryFollowUp(form=PHONE), at="+2 10:00").then(FollowUpTried)
    desk.when(lin, TryFollowUp(form=FollowUpForm.HOME_VISIT), at="+3 09:00").then(FollowUpTried, DecisionAsked)
    assert desk.clocks("+3 09:01")["follow_up_decision"].due == when("+4 09:00")
    decide = DecideAfterAttempts(choice=AfterAttempts.QUIET_WEEK, reason="Nobody at home.")
    desk.when(zhou, decide, at="+3 09:10").then(DecisionMade, QuietWeekDecided)
    runs = desk.clocks("+3 09:11")
    assert runs["follow_up_decision"].outcome is Outcome.MET
    assert runs["follow_up"].outcome is Outcome.MET
    assert runs["quiet_week"].due == when("+7 09:18")


@rule("R10.2")
def test_the_supervisor_sets_another_form_and_date_or_exempts() -> None:
    tried = [(f"+{day} 09:00", lin, TryFollowUp(form=PHONE)) for day in (1, 2, 3)]
    desk = completed().given(tried)
    again = DecideAfterAttempts(choice=AfterAttempts.ANOTHER_DATE, reason="In hospital.")
    desk.when(zhou, again, at="+3 09:05").then_refused("R10.2", instead="decide_after_attempts")
    dated = again.model_copy(update={"form": FollowUpForm.HOME_VISIT, "to": when("+6 12:00")})
    quiet = dated.model_copy(update={"choice": AfterAttempts.QUIET_WEEK})
    desk.when(zhou, quiet, at="+3 09:05").then_refused("R10.2", instead="decide_after_attempts")
    desk.when(zhou, dated, at="+3 09:05").then(DecisionMade, FollowUpDateSet)
    assert desk.clocks("+3 09:06")["follow_up"].due == when("+6 12:00")
    other = completed().given(tried)
    exempt = DecideAfterAttempts(choice=AfterAttempts.EXEMPT, reason="Moved away.")
    other.when(zhou, exempt, at="+3 09:05").then(DecisionMade, FollowUpExempted, JudgedClosed)


@rule("R10.2")
def test_a_date_set_after_the_miss_is_a_new_clock_and_the_missed_one_stays_missed() -> None:
    tried = [(f"+{day} 09:00", lin, TryFollowUp(form=PHONE)) for day in (2, 3, 4)]
    desk = completed().given(tried)
    dated = DecideAfterAttempts(choice=AfterAttempts.ANOTHER_DATE, reason="Away.", form=PHONE, to=when("+6 12:00"))
    desk.given([("+4 09:05", zhou, dated)])
    desk.when(lin, reached(), at="+6 11:00")
    missed, met = (run for run in desk.all_clocks("+7 09:00") if run.clock == "follow_up")
    assert (missed.outcome, missed.due) == (Outcome.MISSED, when("+3 09:18"))
    assert (met.outcome, met.due) == (Outcome.MET, when("+6 12:00"))


@rule("R10.3a")
def test_a_follow_up_postponed_twice_moves_the_due_once() -> None:
    desk = completed()
    later = PostponeFollowUp(form=PHONE, to=when("+5 18:00"), words="周末再打。")
    desk.when(lin, later, at="+1 10:00").then(FollowUpPostponed)
    assert desk.clocks("+1 10:01")["follow_up"].due == when("+5 18:00")
    again = later.model_copy(update={"to": when("+8 18:00")})
    desk.when(lin, again, at="+5 10:00").then(FollowUpPostponed)
    run = desk.clocks("+6 10:00")["follow_up"]
    assert (run.due, run.outcome) == (when("+5 18:00"), Outcome.MISSED)
    assert len(desk.complaint.follow_up.tries) == 1


@rule("R10.3a")
def test_a_follow_up_is_postponed_at_most_seven_days_from_the_contact() -> None:
    desk = completed()
    later = PostponeFollowUp(form=PHONE, to=when("+8 10:01"))
    desk.when(lin, later, at="+1 10:00").then_refused("R10.3a", latest=when("+8 10:00"), instead="postpone_follow_up")
    past = later.model_copy(update={"to": when("+1 09:00")})
    desk.when(lin, past, at="+1 10:00").then_refused("R10.3a", instead="postpone_follow_up")
    desk.when(lin, later.model_copy(update={"to": when("+8 10:00")}), at="+1 10:00").then(FollowUpPostponed)


@rule("R10.5")
def test_who_is_reached_after_all_ends_the_quiet_week() -> None:
    desk = completed().given([("+1 10:00", lin, DeclineFollowUp(words="不用了。"))])
    desk.when(lin, reached(), at="+2 10:00").then(FollowedUp, JudgedClosed)
    assert desk.clocks("+9 10:00")["quiet_week"].outcome is Outcome.CANCELLED


@rule("R11.1", "R6.3")
def test_severity_is_wanted_where_the_case_went_by_an_agreed_reply_time() -> None:
    desk = completed()
    desk.when(lin, reached(), at="+1 10:00")
    assert "severity" in desk.event(JudgedClosed).missing
    assert Severity.MINOR.words.zh == "轻微"
    assert not any(isinstance(record.event, Closed) for record in desk.records)


@rule("R10.4", "R10.7", "R7.6")
def test_at_the_top_it_stays_and_after_two_unsatisfied_follow_ups_level_3_decides() -> None:
    at_top = Ladder(Level.ENTERPRISE, Level.ENTERPRISE, owner="qian", last_receiver="qian")
    once = Complaint(ladder=at_top, reception=Reception(site="LP"), follow_up=FollowUpState(unsatisfied_at_top=1))
    desk = Desk()
    moment = Moment(when("10:00"), when("10:00"), qian, desk.directory)
    assert [type(fact) for fact in not_satisfied(once, moment, "")] == [RoundBegun]
    twice = replace(once, follow_up=FollowUpState(unsatisfied_at_top=2))
    assert [type(fact) for fact in not_satisfied(twice, moment, "")] == [RoundBegun, DecisionAsked]


@rule("R10.4", "R6.2")
@pytest.mark.parametrize(("charged", "starts"), [(False, True), (True, False)])
def test_at_the_top_somebody_is_to_be_charged_with_the_new_round_unless_somebody_is(
    charged: bool,  # noqa: FBT001
    starts: bool,  # noqa: FBT001
) -> None:
    top = order(to_level=Level.ENTERPRISE)
    orders = [top, AcceptEscalation(), RecordNoneNeeded(reason="Clear."), solving.proposal(work=False), solving.TELL]
    desk = Desk().given([*story.agreed(), ("10:00", lin, orders[0]), ("10:10", qian, orders[1])])
    desk.given([("10:20", qian, one) for one in orders[2:]])
    desk.given([("11:00", qian, RecordAcceptance(words="好。"))])
    if charged:
        desk.given([("12:00", qian, solving.CHARGE)])
    desk.when(qian, reached(Rating.DISSATISFIED), at="+1 10:00").then(FollowedUp, RoundBegun)
    assert (("assignment", "2") in {(run.clock, run.scope) for run in desk.all_clocks("+1 10:01")}) is starts
