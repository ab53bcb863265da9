"""Every clock that ever ran on a case, from its history, the limits in force and the time (section 3.1).

Timers, reports, the case's page, replay and what-if all call `clocks`; nothing else knows a deadline.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from shared.complaint.clocks.by_mark import End, Told, by_mark
from shared.complaint.clocks.columns import Clock, Held, Kind, Scope
from shared.complaint.clocks.due import Start
from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.clocks.run import (
    CarriedRun,
    ClockRun,
    Given,
    Outcome,
    born,
    end_run,
    new_run,
    setting_of,
    warning,
)
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.state import BLANK, Complaint
from shared.decision.event import Record
from shared.decision.replacing import replace
from shared.directory.limits import Limits
from shared.directory.state import Directory, Site

__all__ = ["ClockRun", "Clockwork", "Outcome", "Policy", "by_business_time", "clocks"]


class Policy(Protocol):
    """The directory as it was known at a moment (CK12)."""

    def at(self, moment: datetime) -> Directory:
        """What was in force at `moment`."""


@dataclass(slots=True)
class _Run:
    """A run that is not ended, and what its next steps need."""

    clock: Clock
    run: ClockRun
    version: int
    recorded_at: datetime  #: of what started it or set its due
    marked: Marked
    repetition: int = 0
    moved: bool = False
    held_since: datetime | None = None
    paused_until: datetime | None = None


class Clockwork:
    """The clocks of one case, fact by fact: what `clocks` asks at once, a projection asks as the facts come in."""

    def __init__(self, policy: Policy, table: Iterable[Clock] = CLOCKS) -> None:
        """Before the first fact; `policy` gives the limits in force at each start."""
        self._table, self._policy = by_mark(tuple(table)), policy
        self._running: dict[tuple[str, str], _Run] = {}
        self._passing: dict[tuple[str, str], _Run] = {}  #: those of them that start again by themselves, or run out
        self._ended: list[ClockRun] = []
        self._version = 0  #: of the fact that is being taken
        self._force: tuple[Site, Limits] | None = None  #: in force for that fact, once a clock asked
        self.complaint = BLANK  #: the state after the facts so far
        self.touched: list[ClockRun] = []  #: what the newest fact began or ended, the last word on a run last
        self.latest: datetime | None = None  #: business time of the newest fact; an earlier one asks for a new start

    def take(self, version: int, record: Record[Any]) -> None:
        """Let one fact start, satisfy, move and cancel clocks. Facts come in order of their business time (CK9)."""
        said = record.__dict__  # a model looks for `__getattr__` at every field asked of it
        event, before, at = said["event"], self.complaint, said["occurred_at"]
        after: Complaint = record.after(before)  # most often worked out already
        self.touched, self._version, self._force = [], version, None
        if self._passing:
            self._pass(at)
        if event.BRINGS_CLOCKS:
            self._adopt(event.brought(), record)
        by = self._table.by
        for marked in event.marks(before, after):
            told, starts = by[marked.mark]
            if told and self._running:
                self._tell(told, marked, record, after)
            for clock in starts:
                self._start(clock, marked, record, after)
        self.complaint, self.latest = after, at

    def runs(self, now: datetime) -> tuple[ClockRun, ...]:
        """Every clock that ever ran, in order of start; `now` decides only which open clocks are missed."""
        runs = list(self._ended)
        for running in self._running.values():
            *over, last = self._until(running, now)
            runs += [*over, replace(last)]
        return tuple(sorted(runs, key=lambda run: (run.started_at, run.clock, run.cycle)))

    @property
    def running(self) -> bool:
        """Whether any clock runs."""
        return bool(self._running)

    def repeating(self) -> Sequence[tuple[ClockRun, str]]:
        """The open runs that each miss starts again, with the setting that gives the next repetition its limit."""
        passing = self._passing.values()
        return [(one.run, setting_of(one.clock, self.complaint)) for one in passing if one.clock.repeats]

    # ── what goes with a case to another site (R12.11b) ─────────────────────────────────────

    def carries(self, now: datetime, ended: frozenset[Mark]) -> tuple[CarriedRun, ...]:
        """What a case takes along: every decided run, and the customer's clocks that run on; the last thing asked.

        A clock that one of the marks `ended` cancels stays behind, as do the clocks of owners and of work.
        """
        self._pass(now)
        taken = [CarriedRun(replace(run, held=False)) for run in self._ended if run.outcome is not Outcome.CANCELLED]
        for running in self._running.values():
            run, clock = running.run, running.clock
            missed = run.due < now and running.held_since is None
            if clock.kind is Kind.CUSTOMER and not clock.cancelled & ended:
                taken.append(CarriedRun(replace(run), running.held_since, running.paused_until))
            elif missed:
                taken.append(CarriedRun(replace(run, outcome=Outcome.MISSED, ended_at=now)))
        return tuple(sorted(taken, key=lambda one: (one.run.started_at, one.run.clock, one.run.cycle)))

    def _adopt(self, brought: Sequence[CarriedRun], record: Record[Any]) -> None:
        """Take in what was decided elsewhere, and let run on what runs; every moment of it stays as it was.

        What began on this very case keeps its name, and is one run again.
        """
        rows, at = {row.name: row for row in self._table.rows}, record.occurred_at
        here = {(run.clock, run.scope, run.started_at): run for run in self._ended}
        nth: Counter[tuple[str, str]] = Counter()
        for one in brought:
            run, clock = one.run, rows.get(one.run.clock)
            known = here.get((run.clock, run.scope, run.started_at))
            number = nth[run.clock, run.scope]
            nth[run.clock, run.scope] += 1
            if clock is None or (known is not None and not _went_on(known, run)):
                continue
            decided = run.ended_at is not None or (run.due < at and one.held_since is None)
            run = replace(run, cycle=f"{self._version}.{number}", carried=decided, ended_by=None)
            if known is not None:
                self._ended.remove(known)
                ours = known.outcome is Outcome.MISSED
                run = replace(run, cycle=known.cycle, carried=decided and not ours)
            self._take_in(clock, run, one, record)

    def _take_in(self, clock: Clock, run: ClockRun, one: CarriedRun, record: Record[Any]) -> None:
        if run.ended_at is not None:
            self._put(run)
            return
        begun, _, repeated = run.cycle.partition(".")
        started_by = Marked(min(clock.starts))
        key = run.clock, run.scope
        self._running[key] = running = _Run(
            clock, run, int(begun), record.recorded_at, started_by, int(repeated or 0),
            held_since=one.held_since, paused_until=one.paused_until,
        )  # fmt: skip
        if clock.repeats or clock.runs_out:
            self._passing[key] = running
        self.touched.append(run)

    # ── what a mark does to the clocks that run ─────────────────────────────────────────────

    def _tell(self, told: dict[str, Told], marked: Marked, record: Record[Any], after: Complaint) -> None:
        means = [key for key in self._running if key[0] in told and _meant(key, marked)]
        for key in sorted(means, key=lambda key: told[key[0]].end is None) if len(means) > 1 else means:
            row, running = told[key[0]], self._running[key]
            if row.end is not None:
                self._end(key, running, row.end, marked, record)
            elif row.anew and marked_at(marked, record) > running.run.due:
                self._end(key, running, End.CANCELLED, marked, record)  # the missed one stays missed
            elif row.moves:
                self._move(running, marked, record, after)
            elif row.holds:
                self._hold(running, marked, record)
            elif row.releases:
                self._release(running, marked, record)

    def _end(self, key: tuple[str, str], running: _Run, end: End, marked: Marked, record: Record[Any]) -> None:
        del self._running[key]
        self._passing.pop(key, None)
        run = running.run
        if any(run is other for other in self.touched):  # by this same fact: what was told of it stays as it was
            run = replace(run)
        end_run(run, running.clock, end, marked_at(marked, record), self._version, record.recorded_at)
        self._put(run)

    def _put(self, run: ClockRun) -> None:
        self._ended.append(run)
        self.touched.append(run)

    def _move(self, running: _Run, marked: Marked, record: Record[Any], after: Complaint) -> None:
        clock, run = running.clock, running.run
        at = marked_at(marked, record)
        if at > run.due or self._stands_missed(clock.moves_unless_missed, at):
            return
        site, limits = self._in_force(record, after)
        start = Start(
            at, at, setting_of(clock, after), limits, site.zone, after, marked, moves=True, moved=running.moved
        )
        due = clock.due(start)
        if due is None:
            return
        running.moved, running.recorded_at = True, record.recorded_at
        warn_at = warning(limits, clock, run.opens_at, due)
        if warn_at is not None and warn_at < record.recorded_at:
            warn_at = None
        late, acts_at = born(due, record.recorded_at, limits)
        self._touch(running, replace(run, due=due, warn_at=warn_at, late_born=late, acts_at=acts_at))

    def _hold(self, running: _Run, marked: Marked, record: Record[Any]) -> None:
        """Stand still: until the moment stated (CK7), or until the release."""
        at, run = record.occurred_at, running.run
        if running.held_since is not None or (at > run.due and running.clock.held is not Held.WAITED_FOR):
            return
        if marked.due is None:
            self._cut_pause(running, at)
            running.held_since, run = at, running.run
            self._touch(running, replace(run, held=True))
            return
        since = max(at, running.paused_until or at)  # renewed before its end: only what is added
        if marked.due > since:
            running.paused_until = marked.due
            self._shift(running, marked.due - since)

    def _release(self, running: _Run, marked: Marked, record: Record[Any]) -> None:
        """Run on: later by the time it stood still, or not before the release.

        What names a clock ends its pause (CK7); what is held waits on for what releases it (3.3).
        """
        at = record.occurred_at
        self._cut_pause(running, at)
        if running.held_since is None or marked.clock:
            return
        since, running.held_since = running.held_since, None
        if running.clock.held is Held.WAITED_FOR:
            due = max(running.run.due, at)
            self._touch(running, replace(running.run, held=False, due=due, acts_at=due))
        else:
            running.run = replace(running.run, held=False)
            self._shift(running, at - since)

    def _cut_pause(self, running: _Run, at: datetime) -> None:
        """A pause that is not over ends now: what was added for the rest of it is taken away."""
        if running.paused_until is not None and at < running.paused_until:
            self._shift(running, at - running.paused_until)
            running.paused_until = None

    def _shift(self, running: _Run, by: timedelta) -> None:
        run = running.run
        warn_at = None if run.warn_at is None else run.warn_at + by
        self._touch(
            running, replace(run, due=run.due + by, acts_at=run.acts_at + by, warn_at=warn_at, paused=run.paused + by)
        )

    def _touch(self, running: _Run, run: ClockRun) -> None:
        running.run = run
        self.touched.append(run)

    # ── what a mark starts ──────────────────────────────────────────────────────────────────

    def _start(self, clock: Clock, marked: Marked, record: Record[Any], after: Complaint) -> None:
        scope = marked.scope or (str(after.round.number) if clock.scope is Scope.ROUND else "")
        key = clock.name, scope
        if key in self._running or not self._may_start(clock, marked, record, after):
            return  # a further start while one runs changes nothing (3.2)
        site, limits = self._in_force(record, after)
        given = Given(record.occurred_at, record.recorded_at, after, site, limits)
        run = new_run(clock, scope, str(self._version), marked, given)
        self._running[key] = running = _Run(clock, run, self._version, record.recorded_at, marked)
        if clock.repeats or clock.runs_out:
            self._passing[key] = running
        self.touched.append(run)

    def _may_start(self, clock: Clock, marked: Marked, record: Record[Any], after: Complaint) -> bool:
        if clock.barred is not None and clock.barred(after):
            return False
        if after.closing.judged_at is not None and Mark.CASE_ENDED in clock.cancelled:
            survives = clock.survives is not None and clock.survives(after, marked.scope)
            if not survives:
                return False  # what a judgement cancels does not start after it either (CK6)
        missed = clock.only_after_miss_of
        return not missed or self._stands_missed(missed, marked_at(marked, record))

    def _stands_missed(self, names: frozenset[str], at: datetime) -> bool:
        return any(key[0] in names and running.run.due < at for key, running in self._running.items())

    def _in_force(self, record: Record[Any], complaint: Complaint) -> tuple[Site, Limits]:
        """What holds for the fact that is being taken."""
        if self._force is None:
            # No limit can be in force that was not known at the entry; occurred-at may lie two minutes after it (CK9).
            at = min(record.occurred_at, record.recorded_at)
            self._force = self._known(at, record.recorded_at, complaint)
        return self._force

    def _known(self, at: datetime, recorded_at: datetime, complaint: Complaint) -> tuple[Site, Limits]:
        """The site and its limits at a moment; of one before the desk knew of the site (paper forms), at the entry."""
        directory = self._policy.at(at)
        if complaint.reception.site not in directory.sites:
            directory = self._policy.at(recorded_at)
        site = directory.sites[complaint.reception.site]
        return site, directory.limits(site.code, complaint.reception.category)

    # ── what passes by itself ───────────────────────────────────────────────────────────────

    def _pass(self, until: datetime) -> None:
        """Let repeating clocks begin again at each miss, and those that are to run out do so."""
        past = [(key, running) for key, running in self._passing.items() if _is_past(running, until)]
        for key, running in past:
            *over, last = self._until(running, until)
            for run in over:
                self._put(run)
            if running.clock.repeats:
                running.repetition += len(over)
                self._touch(running, last)
            else:
                del self._running[key], self._passing[key]
                self._put(last)

    def _until(self, running: _Run, now: datetime) -> list[ClockRun]:
        """This run as it stands at a moment, and its repetitions until then."""
        run, clock = running.run, running.clock
        if not _is_past(running, now):
            return [run]
        if clock.runs_out:
            return [replace(run, outcome=Outcome.MET, ended_at=run.due)]
        if not clock.repeats:
            return [replace(run, outcome=Outcome.MISSED)]
        runs: list[ClockRun] = []
        repetition = running.repetition
        while run.due < now:
            runs.append(replace(run, outcome=Outcome.MISSED, ended_at=run.due))
            repetition += 1
            run = self._again(running, run, repetition)
        return [*runs, run]

    def _again(self, running: _Run, missed: ClockRun, repetition: int) -> ClockRun:
        site, limits = self._known(missed.due, running.recorded_at, self.complaint)
        given = Given(missed.due, running.recorded_at, self.complaint, site, limits)
        cycle = f"{running.version}.{repetition}"
        return new_run(running.clock, missed.scope, cycle, Marked(running.marked.mark), given)


def clocks(
    history: Sequence[Record[Any]],
    policy: Policy,
    now: datetime,
    *,
    table: Iterable[Clock] = CLOCKS,
) -> tuple[ClockRun, ...]:
    """Every clock that ever ran, in order of start.

    `history` is the whole stream, first fact first, times corrected (see `timeline`); `now` decides only
    which open clocks are missed. Facts are taken in order of their business time, so that the order of
    entry changes nothing (CK9).
    """
    work = Clockwork(policy, table)
    for version, record in by_business_time(history):
        work.take(version, record)
    return work.runs(now)


def by_business_time(history: Sequence[Record[Any]]) -> list[tuple[int, Record[Any]]]:
    """The facts with their versions, in the order in which they happened."""
    return sorted(enumerate(history, start=1), key=lambda pair: (pair[1].occurred_at, pair[0]))


def marked_at(marked: Marked, record: Record[Any]) -> datetime:
    """When what a mark means was done."""
    return marked.at or record.occurred_at


def _meant(key: tuple[str, str], marked: Marked) -> bool:
    if marked.clock and marked.clock != key[0]:
        return False
    return marked.scope in ("", key[1]) and key[1] not in marked.spares


def _went_on(here: ClockRun, there: ClockRun) -> bool:
    """Whether a run that ended here with the transfer tells more since: it ran on, or was done late."""
    if here.outcome is Outcome.CANCELLED:
        return True
    open_then = here.outcome is Outcome.MISSED and here.done_at is None and here.ended_by is not None
    return open_then and (there.ended_at is None or there.done_at is not None)


def _is_past(running: _Run, now: datetime) -> bool:
    return running.held_since is None and running.run.due < now
