"""P12: repeats: suggested, confirmed, dismissed; what they do to the quiet week and to closed cases (R12.4)."""

from shared.complaint.actions.p10_quiet_week import CloseAfterQuietWeek, DeclineFollowUp
from shared.complaint.actions.p12_repeats import ConfirmRepeat, DismissRepeat, SuggestRepeat
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p11_closing import JudgedClosed, JudgementTakenBack, Reopened
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionMade
from shared.complaint.events.p12_repeats import RepeatConfirmed, RepeatDismissed, RepeatSuggested
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About
from tests.support import story
from tests.support.cast import desk_itself, he, lin, zhou
from tests.support.desk import Desk, when
from tests.support.linked import Cases, case
from tests.support.rules import rule

NEW = case("new")
CONFIRM, DISMISS = ConfirmRepeat(case=NEW, reason="the same alarm"), DismissRepeat(case=NEW, reason="another lift")
CLOSE = CloseAfterQuietWeek()


def suggest(at: str) -> SuggestRepeat:
    """The new case was received at this moment."""
    return SuggestRepeat(case=NEW, received_at=when(at))


def quiet() -> story.Story:
    """Completed on the first day at 16:00, declined the day after: the week ends on day 7 at 16:00."""
    return [*story.completed(), ("+1 10:00", lin, DeclineFollowUp(words="不用回访了。"))]


def two(earlier: story.Story, at: str) -> Cases:
    """An earlier case, and a new one received at a moment and suggested as its repeat by the desk."""
    cases = Cases().given("earlier", earlier).given("new", story.received(at=at))
    return cases.act("earlier", desk_itself, suggest(at), at=at)


@rule("R12.4", "R10.5", "CK14")
def test_a_repeat_suggested_on_day_six_holds_the_week_and_dismissed_on_day_nine_closes_the_case() -> None:
    cases = two(quiet(), "+6 10:00")
    desk = cases["earlier"]
    assert desk.complaint.decisions.about(About.SUGGESTED_REPEAT, str(NEW)) is not None
    assert desk.clocks("+8 10:00")["quiet_week"].outcome is Outcome.RUNNING, "past its end, and held"
    desk.when(desk_itself, CLOSE, at="+7 16:00").then_refused("R10.5")
    desk.when(lin, DISMISS, at="+9 09:00").then_forbidden()
    desk.when(zhou, DISMISS, at="+9 09:00").then(DecisionMade, RepeatDismissed, JudgedClosed)
    assert desk.event(JudgedClosed).reason is ClosingReason.NO_RECURRENCE
    assert desk.complaint.closing.judged_at == when("+9 09:00")
    run = desk.clocks("+10 09:00")["quiet_week"]
    assert (run.outcome, run.due) == (Outcome.MET, when("+9 09:00"))
    assert cases["new"].complaint.is_open


@rule("R10.5")
def test_dismissed_before_the_end_of_the_week_the_case_closes_at_its_end() -> None:
    desk = two(quiet(), "+3 10:00")["earlier"]
    desk.when(zhou, DISMISS, at="+4 09:00").then(DecisionMade, RepeatDismissed)
    assert desk.clocks("+5 09:00")["quiet_week"].due == when("+7 16:00")
    desk.when(desk_itself, CLOSE, at="+7 16:00").then(JudgedClosed)


@rule("R10.5")
def test_what_was_received_after_the_week_does_not_hold_it() -> None:
    desk = two(quiet(), "+7 16:00")["earlier"]
    assert desk.complaint.links.repeats_suggested == frozenset()
    desk.when(desk_itself, CLOSE, at="+7 16:01")
    assert desk.event(JudgedClosed).reason is ClosingReason.NO_RECURRENCE


@rule("R12.4", "R10.5", "R12.6")
def test_a_repeat_confirmed_in_the_quiet_week_goes_back_and_the_new_entry_closes_as_its_duplicate() -> None:
    cases = two(quiet(), "+6 10:00").act("earlier", zhou, CONFIRM, at="+6 11:00")
    desk, new = cases["earlier"], cases["new"]
    assert desk.complaint.round.number == 2
    assert desk.complaint.ladder.pending is not None, "one level up, as in R10.4"
    assert desk.clocks("+6 11:01")["quiet_week"].outcome is Outcome.CANCELLED
    assert desk.clocks("+6 11:01")["follow_up_decision"].outcome is Outcome.MET
    assert new.complaint.closing.reason is ClosingReason.DUPLICATE
    assert (new.complaint.links.duplicate_of, new.complaint.links.repeat_of) == (case("earlier"), case("earlier"))


@rule("R11.4", "R12.4")
def test_within_the_window_a_confirmed_repeat_reopens_a_closed_case_and_takes_a_judgement_back() -> None:
    closed = two(story.signed(), "+2 10:00")
    desk, new = closed["earlier"], closed["new"]
    asked = new.complaint.decisions.about(About.SUGGESTED_REPEAT)
    assert asked is not None, "a decision about a closed case runs on the one that raised it"
    assert asked.subject == str(case("earlier"))
    assert desk.complaint.decisions.open == ()
    closed.act("earlier", he, CONFIRM, at="+2 11:00")
    assert desk.event(Reopened).reason == "the same alarm"
    assert desk.complaint.is_open
    assert new.complaint.closing.reason is ClosingReason.DUPLICATE


@rule("R11.4")
def test_a_case_judged_closed_only_is_taken_back() -> None:
    cases = Cases().given("earlier", [*quiet(), ("+7 16:00", zhou, CLOSE)]).given("new", story.received(at="+6 10:00"))
    assert cases["earlier"].complaint.closing.closed_at is None
    cases.act("earlier", lin, suggest("+6 10:00"), at="+7 17:00")
    cases.act("earlier", zhou, CONFIRM, at="+8 09:00")
    assert cases["earlier"].event(JudgementTakenBack).reason == "the same alarm"
    assert cases["new"].complaint.closing.reason is ClosingReason.DUPLICATE


@rule("R11.4", "R12.4")
def test_after_the_window_it_is_a_new_case_linked_as_repeat() -> None:
    late = two(story.signed(), "+7 09:19").act("earlier", zhou, CONFIRM, at="+7 10:00")
    assert not late["earlier"].complaint.is_open
    assert late["new"].complaint.is_open
    assert late["new"].complaint.links.repeat_of == case("earlier")
    assert late["new"].complaint.decisions.open == ()
    exactly = two(story.signed(), "+7 09:18").act("earlier", zhou, CONFIRM, at="+7 10:00")
    assert exactly["earlier"].complaint.is_open


@rule("R12.4")
def test_a_repeat_comes_after_the_completion_and_is_suggested_once() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, suggest("10:00"), at="10:00").then_refused("R12.4", instead="write_note")
    desk = Desk().given(quiet())
    desk.when(lin, suggest("09:00"), at="+1 11:00").then_refused("R12.4", completed=when("16:00"))
    desk.when(lin, suggest("+1 11:00"), at="+1 11:00").then(RepeatSuggested, DecisionAsked)
    assert not desk.event(RepeatSuggested).by_system
    desk.when(lin, suggest("+1 11:00"), at="+1 11:01").then()
    other = CONFIRM.model_copy(update={"case": case("other")})
    desk.when(zhou, other, at="+1 12:00").then_refused("R12.4", instead="write_note")
    desk.when(zhou, CONFIRM, at="+1 12:00")
    assert RepeatConfirmed in [type(record.event) for record in desk.new]
