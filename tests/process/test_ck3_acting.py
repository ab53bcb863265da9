"""CK3: the desk acts on a clock when it is over, on each once; what it did is on record with the clock's identity."""

from shared.complaint.actions.ck3_acting import ActOnClock
from shared.complaint.clocks.run import ClockRun
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.decision.moment import ITSELF
from shared.timers.pending import What, acted_on, overdue, timers
from tests.support import story
from tests.support.cast import lin
from tests.support.desk import Desk, when
from tests.support.rules import rule


def over(desk: Desk, at: str) -> list[tuple[str, int]]:
    """The clocks that the desk would act on at a moment, with the repetitions before."""
    due = overdue(desk.complaint, desk.all_clocks(at), acted_on(desk.records), when(at))
    return [(run.clock, repeated) for run, repeated in due]


def act_on(run: ClockRun, repeated: int = 0) -> ActOnClock:
    return ActOnClock(clock=run.clock, scope=run.scope, cycle=run.cycle, repeated=repeated, due=run.due)


@rule("CK3")
def test_a_clock_is_acted_on_when_it_is_over_and_only_once() -> None:
    desk = Desk().given(story.received())
    assert over(desk, "09:30") == [], "exactly at the limit is in time (CK1)"
    assert over(desk, "09:31") == [("verification", 0)]
    desk.when(ITSELF, act_on(desk.clocks("09:31")["verification"]), at="09:31").then(ClockActedOn)
    acted = desk.event(ClockActedOn)
    assert (acted.clock, acted.cycle, acted.rule) == ("verification", "1", "R3.1")
    assert over(desk, "09:32") == []
    shown = timers(desk.complaint, desk.all_clocks("09:32"), acted_on(desk.records))
    done = {(timer.clock, timer.what): timer.acted for timer in shown}
    assert done["verification", What.OVER], "it shows until the thing itself is done"
    assert not done["reply", What.OVER]


@rule("CK3")
def test_the_desk_does_not_act_on_what_still_runs() -> None:
    desk = Desk().given(story.received())
    run = desk.clocks("09:20")["verification"]
    desk.when(ITSELF, act_on(run), at="09:20").then_refused("CK3", due=run.due)
    desk.when(lin, act_on(run), at="09:40").then_forbidden()


@rule("CK3")
def test_a_clock_that_runs_again_is_acted_on_again_and_after_a_standstill_once_for_all_that_were_missed() -> None:
    desk = Desk().given(story.agreed())
    assert ("progress", 0) in over(desk, "+1 23:00")
    assert ("progress", 2) in over(desk, "+3 23:00")
    *_, run = (run for run in desk.all_clocks("+3 23:00") if run.clock == "progress" and not run.open)
    desk.when(ITSELF, act_on(run, 2), at="+3 23:00").then(ClockActedOn)
    assert "progress" not in dict(over(desk, "+3 23:01"))
    assert ("progress", 0) in over(desk, "+4 23:00")


@rule("CK3")
def test_what_was_done_late_before_the_desk_could_act_is_let_be() -> None:
    assert over(Desk().given(story.received()), "10:30") == [("verification", 0)]
    done = Desk().given(story.verified("10:20"))
    assert "verification" not in dict(over(done, "10:30"))
    assert "progress" not in dict(over(Desk().given(story.signed()), "+9 10:30"))
