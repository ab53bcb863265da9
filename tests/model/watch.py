"""The watch of a case: clocks that run, end, move, stand still and begin again, as section 3.1 says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.model.case import Case
from tests.model.facts import Fact

MET, MISSED, POSTPONED, CANCELLED, RUNNING = "met", "missed", "postponed", "cancelled", "running"
AFTER_THE_END = {"incident_report", "file"}
"""Clocks that a judgement neither cancels nor keeps from starting (CK6)."""
OF_THE_CUSTOMER = {
    "verification", "acknowledgement", "reply", "progress", "apology", "first_contact", "completion", "report_back",
}  # fmt: skip
"""Clocks of a customer: an incident record has none (R12.5a)."""


@dataclass
class Run:
    """One run of one clock."""

    clock: str
    scope: str
    started: datetime
    opens: datetime
    due: datetime
    entered: datetime  #: of what started it or set its due (CK8)
    again: Callable[[datetime], tuple[datetime, datetime]] | None = None  #: opening and due of its next repetition
    runs_out: bool = False
    outcome: str = RUNNING
    ended: datetime | None = None
    done: datetime | None = None
    late_born: bool = False
    met_late: bool = False
    held_since: datetime | None = None
    paused_until: datetime | None = None
    moved: bool = False

    def over(self, at: datetime) -> bool:
        """Its due has passed. Exactly at the limit is in time (CK1)."""
        return self.held_since is None and self.due < at


class Watch:
    """All runs of one case."""

    def __init__(self) -> None:
        self.open: list[Run] = []
        self.ended: list[Run] = []
        self.fact: Fact
        self.case: Case

    def running(self, clock: str, scope: str | None = None) -> list[Run]:
        """What is not ended yet, missed or not."""
        return [run for run in self.open if run.clock == clock and scope in (None, run.scope)]

    def stands_missed(self, clock: str, scope: str | None = None) -> bool:
        """A run of it was missed by now, and the thing is not done."""
        return any(run.due < self.fact.at for run in self.running(clock, scope))

    def start(
        self, clock: str, due: datetime, scope: str = "", *, opens: datetime | None = None,
        again: Callable[[datetime], tuple[datetime, datetime]] | None = None, runs_out: bool = False,
    ) -> None:  # fmt: skip
        """Begin, unless one runs or stands missed: then a further start changes nothing (3.2)."""
        safe = scope in self.case.tasks and self.case.tasks[scope]["safe"]
        if self.case.judged_at is not None and clock not in AFTER_THE_END and not safe:
            return
        if self.case.is_record and clock in OF_THE_CUSTOMER:
            return
        if not self.running(clock, scope):
            fact = self.fact
            run = Run(clock, scope, fact.at, opens or fact.at, due, fact.entered, again, runs_out)
            run.late_born = due < fact.entered
            self.open.append(run)

    def end(self, clock: str, how: str, scope: str | None = None, at: datetime | None = None) -> None:
        """End what runs; what was missed stays missed, and was done late where this does it."""
        at = at or self.fact.at
        for run in self.running(clock, scope):
            run.outcome, run.ended = how, at
            if run.runs_out and at >= run.due and run.held_since is None:
                run.outcome = MET
            elif run.over(at):
                run.outcome = MISSED
                run.done = at if how == MET else None
            elif how == MET:
                run.met_late = self.fact.entered > run.due
            run.held_since = None
            self.open.remove(run)
            self.ended.append(run)

    def move(self, clock: str, due: datetime, scope: str | None = None) -> None:
        """A new due, unless the old one has passed."""
        for run in self.running(clock, scope):
            if self.fact.at <= run.due:
                run.due, run.entered, run.moved = due, self.fact.entered, True
                run.late_born = due < self.fact.entered

    def hold(self, clock: str, scope: str | None = None) -> None:
        """Stand still until further notice (3.3, CK7); a pause that is not over ends with it."""
        for run in self.running(clock, scope):
            if run.held_since is None and self.fact.at <= run.due:
                self._cut(run)
                run.held_since = self.fact.at

    def release(self, clock: str, scope: str | None = None) -> None:
        """Run on, later by the time it stood still."""
        for run in self.running(clock, scope):
            self._cut(run)
            if run.held_since is not None:
                run.due += self.fact.at - run.held_since
                run.held_since = None

    def wait(self, clock: str) -> None:
        """Not over before the release, whenever its due is (R10.5)."""
        for run in self.running(clock):
            run.held_since = run.held_since or self.fact.at

    def go_on(self, clock: str) -> None:
        """Nothing is waited for any more: over at its due, or now if that is past."""
        for run in self.running(clock):
            if run.held_since is not None:
                run.held_since, run.due = None, max(run.due, self.fact.at)

    def pause(self, clock: str, scope: str, until: datetime) -> None:
        """Stand still until a moment (CK7); not after the due."""
        for run in self.running(clock, scope):
            since = max(self.fact.at, run.paused_until or self.fact.at)
            if run.held_since is None and self.fact.at <= run.due and until > since:
                run.due += until - since
                run.paused_until = until

    def resume(self, clock: str, scope: str) -> None:
        """What it waited for came earlier; what is held stays so."""
        for run in self.running(clock, scope):
            self._cut(run)

    def _cut(self, run: Run) -> None:
        if run.paused_until is not None and self.fact.at < run.paused_until:
            run.due -= run.paused_until - self.fact.at
            run.paused_until = None

    def pass_time(self, until: datetime) -> None:
        """What begins again at each miss does so, what is to run out does (CK2, CK3)."""
        for run in [run for run in self.open if run.over(until)]:
            if run.runs_out:
                run.outcome, run.ended = MET, run.due
                self.open.remove(run)
                self.ended.append(run)
            elif run.again is not None:
                self._repeat(run, until)

    def _repeat(self, run: Run, until: datetime) -> None:
        assert run.again is not None
        while run.over(until):
            run.outcome, run.ended = MISSED, run.due
            self.open.remove(run)
            self.ended.append(run)
            opens, due = run.again(run.due)
            run = Run(run.clock, run.scope, run.due, opens, due, run.entered, run.again)
            run.late_born = due < run.entered
            self.open.append(run)

    def as_of(self, now: datetime) -> list[Run]:
        """All runs as they stand at a moment; ends what passes until then."""
        self.pass_time(now)
        for run in self.open:
            run.outcome = MISSED if run.over(now) else RUNNING
        return sorted([*self.ended, *self.open], key=lambda run: (run.started, run.clock, run.scope))
