"""P5: what is beyond the unit's ability (R5.3, R5.3a)."""

from dataclasses import replace
from typing import Any

import pytest

from shared.complaint.actions.p05_beyond import (
    AskFinallyRefused,
    DecideFinallyRefused,
    DecideNotUnderstood,
    RecordBeyondAbility,
    RecordObstacleGone,
    RecordUnderstanding,
    ReviewBeyond,
    TellOutsideOutcome,
)
from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.actions.p05_reply_time import AgreeReplyTime
from shared.complaint.actions.p06_assignment import RecordNoneNeeded
from shared.complaint.actions.p11_ending import Cancel, ReturnCase
from shared.complaint.actions.p12_assessment import Assess
from shared.complaint.beyond import silent_since
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.p05_beyond import (
    BeyondAbilityRecorded,
    BeyondEnded,
    BeyondReviewed,
    SilenceTreatedAsRefusal,
    UnderstandingRecorded,
)
from shared.complaint.events.p05_reply_time import Replied, ReplyTimeAgreed, ReplyWanted
from shared.complaint.events.p09_completion import Completed, WorkHeld
from shared.complaint.events.p09_tasks import TaskWithdrawn
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionDropped, DecisionMade
from shared.complaint.state import Need, Outside
from shared.decision.action import Action
from shared.decision.moment import Moment
from shared.vocabulary.axes import Channel, ClosingReason, Responsible, Severity
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.inquiry import OtherRemedy
from shared.vocabulary.outside import OutsideBody
from shared.vocabulary.replies import BeyondEnd, Means, Understands
from shared.vocabulary.roles import Level
from shared.vocabulary.work import Completion
from tests.process.test_p05_progress import notices
from tests.process.test_p05_reply_time import agreed, postpone
from tests.process.test_p10_follow_up import reached
from tests.support import escalated, story
from tests.support.cast import he, lin, portal, qian, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule


def beyond(understanding: Understands = Understands.GIVEN) -> RecordBeyondAbility:
    return RecordBeyondAbility(
        why="The noise comes from the metro.", promise="We write to the metro company and tell you each time.",
        understanding=understanding, words="好吧，你们盯着点。",
    )  # fmt: skip


def recorded(understanding: Understands = Understands.GIVEN) -> story.Story:
    """Beyond the unit's ability since two o'clock; a reply was agreed for five."""
    return [*agreed(), ("14:00", lin, beyond(understanding))]


def outcome(how: BeyondEnd = BeyondEnd.REFUSED, **changes: Any) -> TellOutsideOutcome:
    usual = {
        "how": how, "content": "The metro company will build no wall.", "understanding": Understands.NOT_GIVEN,
        "remedies": (OtherRemedy.HOTLINE, OtherRemedy.COURT),
    }  # fmt: skip
    return TellOutsideOutcome.model_validate({**usual, **changes})


@rule("R5.3")
def test_the_manager_owns_it_at_once_and_without_acceptance() -> None:
    desk = Desk().given(agreed()).when(lin, beyond(), at="14:00").then(BeyondAbilityRecorded)
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.level, ladder.escalations) == ("he", Level.MANAGER, 1)
    assert "acceptance" not in desk.clocks("14:01")
    said = desk.event(BeyondAbilityRecorded)
    assert (said.from_owner, said.understanding) == ("lin", Understands.GIVEN)
    desk.when(lin, beyond(), at="14:05").then_refused("R5.3", instead="give_notice")


@rule("R5.3", "R8.2")
def test_who_accepted_and_tells_the_customer_so_has_made_the_first_contact() -> None:
    desk = Desk().given(escalated.accepted()).when(zhou, beyond(), at="10:30").then(BeyondAbilityRecorded)
    run = desk.clocks("10:31")["first_contact"]
    assert (run.outcome, run.ended_at) == (Outcome.MET, when("10:30"))


@rule("R5.3")
def test_progress_is_told_every_72_hours_from_the_record_and_the_reply_clock_runs_on() -> None:
    desk = Desk().given(recorded(Understands.NOT_REACHED))
    runs = desk.clocks("14:01")
    assert (runs["progress"].started_at, runs["progress"].due) == (when("09:15"), when("+3 14:00"))
    assert (runs["reply"].due, runs["reply"].outcome) == (when("17:00"), Outcome.RUNNING)
    told = Desk().given(recorded())
    assert notices(told, "14:01")[-1].started_at == when("14:00")
    told.given([("+2 10:00", he, GiveNotice(means=Means.PHONE, content="The company has answered nothing yet."))])
    assert notices(told, "+2 10:01")[-1].due == when("+5 10:00")


@rule("R5.3", "R5.4")
def test_a_new_time_may_be_later_than_24_hours() -> None:
    desk = Desk().given(recorded())
    desk.when(he, postpone("+20 10:00"), at="15:00")
    assert desk.refusal is None
    unagreed = Desk().given([*story.agreed(), ("14:00", lin, beyond())])
    unagreed.when(he, AgreeReplyTime(reply_at=when("+20 10:00")), at="15:00").then(ReplyTimeAgreed)
    assert unagreed.clocks("15:01")["reply"].due == when("+20 10:00")


@rule("R5.3", "CK14")
def test_an_understanding_that_is_not_given_is_for_the_manager_to_decide() -> None:
    desk = Desk().given(agreed()).when(lin, beyond(Understands.NOT_GIVEN), at="14:00")
    desk.then(BeyondAbilityRecorded, DecisionAsked)
    asked = desk.event(DecisionAsked)
    assert (asked.about, asked.level) == (About.NOT_GIVEN, Level.MANAGER)
    stays = DecideNotUnderstood(stays_beyond=True, reason="We cannot close the metro.")
    desk.when(zhou, stays, at="15:00").then_forbidden()
    desk.when(he, stays, at="15:00").then(DecisionMade)
    assert desk.complaint.beyond.since == when("14:00")
    desk.when(he, stays, at="15:01").then_refused("CK14", instead="record_understanding")


@rule("R5.3", "R5.3a")
def test_the_manager_may_take_it_on_after_all() -> None:
    desk = Desk().given(recorded(Understands.NOT_GIVEN))
    on = DecideNotUnderstood(stays_beyond=False, reason="We can seal the windows.")
    desk.when(he, on, at="15:00").then(DecisionMade, BeyondEnded, ReplyWanted)
    assert desk.complaint.beyond.since is None


@rule("R5.3")
def test_the_customer_who_was_not_reached_says_it_later() -> None:
    desk = Desk().given(recorded(Understands.NOT_REACHED))
    no = RecordUnderstanding(understanding=Understands.NOT_GIVEN, words="不行！")
    desk.when(he, no, at="15:00").then(UnderstandingRecorded, DecisionAsked)
    yes = RecordUnderstanding(understanding=Understands.GIVEN)
    desk.when(he, yes, at="16:00").then(UnderstandingRecorded, DecisionDropped)
    assert notices(desk, "16:01")[-1].due == when("+3 16:00")


@rule("R5.3")
def test_our_own_tasks_end_and_the_completion_with_them() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, beyond(), at="10:00").then(BeyondAbilityRecorded, TaskWithdrawn, WorkHeld)
    runs = desk.clocks("10:01")
    assert {runs[name].outcome for name in ("completion", "report_back", "task")} == {Outcome.CANCELLED}
    assert desk.complaint.work.accepted_at is None


@rule("R5.3a")
def test_it_is_reviewed_every_30_days() -> None:
    desk = Desk().given(recorded())
    assert desk.clocks("14:01")["beyond_ability_review"].due == when("+30 14:00")
    review = ReviewBeyond(findings="Still no wall.")
    desk.when(lin, review, at="+29 10:00").then_refused("R12.9")
    desk.when(he, review, at="+29 10:00").then(BeyondReviewed)
    run = desk.clocks("+29 10:01")["beyond_ability_review"]
    assert (run.started_at, run.due) == (when("+29 10:00"), when("+59 10:00"))


@rule("R5.3a")
def test_with_the_obstacle_gone_a_reply_is_due_and_notices_come_every_24_hours_again() -> None:
    desk = Desk().given([*recorded(), ("16:00", he, outcome_is_told_later())])
    gone = RecordObstacleGone(reason="The metro company builds a wall.")
    desk.when(he, gone, at="+2 09:00").then(BeyondEnded, ReplyWanted)
    runs = desk.clocks("+2 09:01")
    assert runs["progress"].due == when("+3 09:00")
    assert runs["beyond_ability_review"].outcome is Outcome.CANCELLED
    desk.when(he, gone, at="+2 09:05").then_refused("R5.3", instead="record_beyond_ability")


def outcome_is_told_later() -> Action:
    return GiveNotice(means=Means.PHONE, content="The metro company decides next week.")


@rule("R5.3a", "R12.14", "R5.4")
def test_what_the_outside_body_refused_is_told_with_other_remedies_and_completes_the_case() -> None:
    desk = Desk().given(recorded())
    desk.when(he, outcome(remedies=()), at="16:00").then_refused("R12.14", instead="tell_outside_outcome")
    desk.when(he, outcome(understanding=Understands.NOT_REACHED), at="16:00").then_refused(
        "R5.3a", instead="tell_outside_outcome"
    )
    desk.when(he, outcome(BeyondEnd.OBSTACLE_GONE), at="16:00").then_refused("R5.3a", instead="record_obstacle_gone")
    desk.when(he, outcome(), at="16:00").then(BeyondEnded, Replied, Completed)
    assert desk.event(Completed).outcome is Completion.EXPLAINED
    runs = desk.clocks("16:01")
    assert (runs["reply"].outcome, runs["follow_up"].due) == (Outcome.MET, when("+3 16:00"))
    assert "completion" not in runs
    desk.when(he, beyond(), at="16:05").then_refused("R5.3", instead="follow_up")


@rule("R5.3a", "R11.1", "R7.0")
def test_the_outcome_that_was_told_is_the_solution_of_the_file() -> None:
    desk = Desk().given([*recorded(), ("16:00", he, outcome())])
    lacking = set(missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED))
    assert not lacking & {"solution", "completed", "demand"}, "an explanation is no proposal, which wants the demand"
    assert {"findings", "severity"} <= lacking
    none = RecordNoneNeeded(reason="The metro's.", valid=True, responsible=Responsible.DEVELOPER)
    desk.given([("16:10", he, none), ("16:11", he, Assess(severity=Severity.MINOR)), ("+1 10:00", lin, reached())])
    assert desk.complaint.closing.closed_at == when("+1 10:00")


@rule("R5.3a", "R11.4")
def test_a_new_round_begins_within_our_ability() -> None:
    desk = Desk().given([*recorded(), ("16:00", zhou, Cancel(reason=CancelReason.WRONG_SITE))])
    desk.given([("17:00", he, ReturnCase(reason="It is ours."))])
    assert desk.complaint.beyond.since is None
    assert desk.clocks("17:01")["progress"].due == when("+1 17:00"), "every day again, not every third"


@rule("R5.3", "R11.1", "R12.11")
def test_the_manager_who_has_it_at_once_is_a_receiver_and_handled_it() -> None:
    desk = Desk().given(story.received(by=portal, channel=Channel.WEB_FORM))
    ladder = desk.given([("09:30", lin, beyond())]).complaint.ladder
    assert (ladder.first_receiver, ladder.last_receiver, ladder.handlers) == ("he", "he", frozenset({"he"}))


def asked_three_times(desk: Desk, first: str) -> Desk:
    """The same desk whose folded state has an outside body asked three times since a moment."""
    needs = (Need("n1", OutsideBody.AUTHORITY, asked=3, first_asked_at=when(first)),)
    return _WithNeeds(desk, needs)


class _WithNeeds(Desk):
    def __init__(self, desk: Desk, needs: tuple[Need, ...]) -> None:
        super().__init__(desk.directory, desk.zone)
        self.records, self._needs = desk.records, needs

    @property
    def complaint(self) -> Any:
        return replace(super().complaint, outside=Outside(needs=self._needs, recorded=1))


@rule("R5.3a")
@pytest.mark.parametrize(("now", "silent"), [("+89 09:59", False), ("+90 10:00", True)])
def test_three_requests_over_90_days_without_an_answer_are_silence(now: str, silent: bool) -> None:  # noqa: FBT001
    desk = asked_three_times(Desk().given(recorded()), "10:00")
    moment = Moment(when(now), when(now), he, desk.directory)
    assert (silent_since(desk.complaint, moment) is not None) is silent
    fewer = replace(
        desk.complaint, outside=Outside((Need("n1", OutsideBody.AUTHORITY, asked=2, first_asked_at=when("10:00")),), 1)
    )
    assert silent_since(fewer, moment) is None


@rule("R5.3a", "CK14")
def test_level_3_may_treat_the_silence_as_a_refusal() -> None:
    desk = asked_three_times(Desk().given(recorded()), "14:30")
    early = desk.when(he, AskFinallyRefused(), at="+90 14:29")
    early.then_refused("R5.3a", instead="review_beyond", asks=3, days=90)
    desk.when(he, outcome(BeyondEnd.NO_ANSWER), at="+90 14:29").then_refused("R5.3a", instead="ask_finally_refused")
    desk.when(he, AskFinallyRefused(), at="+90 14:30").then(DecisionAsked)
    assert desk.event(DecisionAsked).level is Level.ENTERPRISE
    desk.when(he, AskFinallyRefused(), at="+90 14:31").then_refused("CK14")
    yes = DecideFinallyRefused(refused=True, reason="Nobody answers there.")
    desk.when(he, yes, at="+90 15:00").then_forbidden()
    desk.when(qian, yes, at="+90 15:00").then(DecisionMade, SilenceTreatedAsRefusal)
    desk.when(he, outcome(BeyondEnd.NO_ANSWER), at="+90 16:00").then(BeyondEnded, Replied, Completed)


@rule("R5.3", "R4.5")
def test_a_case_on_the_spot_leaves_it_first() -> None:
    desk = Desk().given(story.on_the_spot())
    desk.when(lin, beyond(), at="09:30").then_refused("R4.5", instead="leave_the_spot")
    early = Desk().given(story.received())
    early.when(lin, beyond(), at="09:05").then(BeyondAbilityRecorded)
    early.when(he, outcome(), at="09:06").then_refused("R3.2", instead="verify")
