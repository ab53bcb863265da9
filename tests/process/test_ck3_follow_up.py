"""CK3: when the quiet week is over, the desk acts on it and judges the case closed, each with its cause (R10.5)."""

from uuid import uuid4

from services.followup.reactions import reactions
from shared.complaint.actions.ck3_acting import ActOnClock
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.events.p11_closing import JudgedClosed
from shared.complaint.kind import COMPLAINT
from shared.reacting.fact import Act, Fact
from shared.timers.pending import acted_on, overdue
from shared.vocabulary.axes import ClosingReason
from tests.process.test_p10_quiet_week import quiet
from tests.support.cast import desk_itself
from tests.support.desk import OneDirectory, when
from tests.support.rules import rule


@rule("R10.5", "CK3")
def test_the_quiet_week_that_is_over_closes_the_case_by_itself_once() -> None:
    desk, over = quiet(), "+7 09:19"
    [(run, _)] = overdue(desk.complaint, desk.all_clocks(over), acted_on(desk.records), when(over))
    assert run.clock == "quiet_week"
    order = ActOnClock(clock=run.clock, scope=run.scope, cycle=run.cycle, due=run.due)
    desk.when(desk_itself, order, at=over).then(ClockActedOn)
    before = COMPLAINT.fold(desk.records[:-1])
    policy = OneDirectory(desk.directory)
    fact = Fact(uuid4(), desk.records[-1], before, desk.complaint, lambda: desk.records, lambda _: (), policy)
    [act] = reactions(fact, desk.directory)
    assert isinstance(act, Act)
    desk.when(desk_itself, act.order, at=over)
    assert desk.event(JudgedClosed).reason is ClosingReason.NO_RECURRENCE
    assert overdue(desk.complaint, desk.all_clocks(over), acted_on(desk.records), when(over)) == []
