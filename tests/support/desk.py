"""Given, when, then for the domain: a desk of one case, without a store, under a clock that is moved."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from shared.complaint.clocks.running import ClockRun, clocks
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.complaint.timeline import timeline
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.kind import Allowance
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Reason, Refused
from shared.directory.state import Directory
from shared.vocabulary.roles import KEYLESS
from tests.support.cast import SHANGHAI, company

DAY = date(2026, 3, 3)
"""The day on which our stories begin, a Tuesday."""


def when(text: str, day: date = DAY, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A moment (UTC, as at the desk) from "09:30", or "+1 09:30" for the next day, on the site's wall clock."""
    ahead, _, clock = text.rpartition(" ")
    return datetime.combine(day + timedelta(days=int(ahead or 0)), time.fromisoformat(clock), zone).astimezone(UTC)


class OneDirectory:
    """A policy that never changed."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def at(self, moment: datetime) -> Directory:
        del moment
        return self.directory


class Desk:
    """One complaint and what was done to it."""

    def __init__(self, directory: Directory | None = None, zone: ZoneInfo = SHANGHAI) -> None:
        self.directory = directory or company()
        self.zone = zone
        self.records: list[Record[Any]] = []
        self.new: list[Record[Any]] = []
        self.refusal: Reason | None = None
        self.forbidden = False
        self._asked: tuple[Caller, datetime] | None = None
        self._folded: tuple[int, Complaint] = (0, COMPLAINT.blank)

    @property
    def complaint(self) -> Complaint:
        """The state folded anew from all records, once for each number of them."""
        if self._folded[0] != len(self.records):
            self._folded = (len(self.records), COMPLAINT.fold(self.records))
        return self._folded[1]

    def given(self, story: Sequence[tuple[str, Caller, Action]]) -> Self:
        """Things done before, through the real actions: no story starts from an impossible case."""
        for at, caller, order in story:
            self._act(caller, order, when(at, zone=self.zone), None)
        return self

    def when(self, caller: Caller, order: Action, *, at: str, recorded: str | None = None) -> Self:
        """Try an action; what follows or the refusal is kept for `then_…`."""
        self.new, self.refusal, self.forbidden = [], None, False
        occurred = when(at, zone=self.zone)
        self._asked = (caller, occurred)
        try:
            self._act(caller, order, occurred, recorded)
        except Refused as no:
            self.refusal = no.reason
        except Forbidden:
            self.forbidden = True
        return self

    def then(self, *events: type[ComplaintEvent]) -> Self:
        """Exactly these facts followed."""
        assert self.refusal is None, self.refusal
        assert [type(record.event) for record in self.new] == list(events)
        return self

    def then_refused(self, rule: str, *, instead: str | None = None, **facts: Any) -> Self:
        """The rule said no, with these facts; `instead` is a way out that this caller may take."""
        assert self.refusal is not None, f"not refused; {[type(r.event).__name__ for r in self.new]}"
        assert self.refusal.rule == rule
        for name, value in facts.items():
            assert self.refusal.facts[name] == value
        ways_out = self._ways_out(self.refusal)
        assert instead is None or instead in ways_out, f"{instead} is no way out: {ways_out}"
        by_itself = self._asked is not None and self._asked[0].role in KEYLESS  # it reads no way out
        assert by_itself or ways_out or not self.refusal.instead, f"none of {self.refusal.instead} may be done either"
        return self

    def _ways_out(self, no: Reason) -> tuple[str, ...]:
        """What a refusal names that this caller may then do; the door shows no other."""
        assert self._asked is not None
        return tuple(slug for slug in no.instead if self.allowance(slug, *self._asked).allowed)

    def then_forbidden(self) -> Self:
        """The caller's role may not do it at all."""
        assert self.forbidden
        return self

    def allowance(self, slug: str, caller: Caller, at: datetime) -> Allowance:
        """Whether an action may be done now."""
        found = COMPLAINT.allowances(self.complaint, Moment(at, at, caller, self.directory))
        return next(allowance for allowance in found if allowance.action.SPEC.slug == slug)

    def clocks(self, now: str) -> dict[str, ClockRun]:
        """The newest run of every clock, by name, at a moment."""
        return {run.clock: run for run in self.all_clocks(now)}

    def all_clocks(self, now: str) -> tuple[ClockRun, ...]:
        """Every run of every clock, in order of start, at a moment."""
        return clocks(timeline(self.records), OneDirectory(self.directory), when(now, zone=self.zone))

    def event(self, kind: type[ComplaintEvent]) -> Any:
        """The newest fact of a kind."""
        return next(record.event for record in reversed(self.records) if isinstance(record.event, kind))

    def _act(self, caller: Caller, order: Action, occurred: datetime, recorded: str | None) -> None:
        entered = occurred if recorded is None else when(recorded, zone=self.zone)
        history = tuple(self.records) if order.SPEC.reads_history else ()
        known = OneDirectory(self.directory).at
        moment = Moment(occurred, entered, caller, self.directory, history=history, known=known)
        self.new, after = COMPLAINT.decide(order, self.complaint, moment)
        self.records += self.new
        assert after == self.complaint, "folding the stored facts gives another state than deciding did"
