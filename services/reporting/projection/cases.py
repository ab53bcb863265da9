"""One case as the projection remembers it between two facts, and how it is read again from the log."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from services.reporting.moments import Months, months_of
from services.reporting.projection.reading import Reading, RunName, name_of
from shared.complaint.clocks.running import ClockRun, Clockwork, Policy
from shared.complaint.kind import COMPLAINT
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.eventstore.log import Entry

LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
"""A `now` at which no clock is overdue: a miss is derived when a report is made, never stored."""

HELD = 5_000
"""Cases kept in memory between batches; one takes some 5 kB."""

ReadStream = Callable[[UUID, int, int | None], Sequence[Entry]]
"""Gives the entries of a stream with after < version ≤ upto: the log itself."""


Repeating = Sequence[tuple[ClockRun, str]]
"""Runs that each miss starts again, with the setting that gives the next repetition its limit."""


@dataclass(slots=True)
class Case:
    """What must be known of a case to take its next fact."""

    id: int  #: position of its first fact
    site: str
    months: Months
    work: Clockwork
    shown: tuple[int, int] = (0, 0)  #: the month it was last entered for, so that each is entered once
    goes_on: bool = True  #: received and not closed (5.2), or a clock runs on after the closing (CK6)
    runs: dict[RunName, Reading] = field(default_factory=dict)
    """What is known of each run, as last told."""
    repeating: Repeating = ()
    """The runs that each miss starts again, as last written: mostly a fact changes nothing of them."""


Facts = Sequence[tuple[int, Record[Any]]]
"""Facts with their versions, in the order of entry."""


def in_business_order(facts: Facts) -> list[tuple[int, Record[Any]]]:
    """The facts, times corrected, in the order in which they happened (CK9)."""
    corrected = COMPLAINT.timeline([record for _, record in facts])
    versioned = [(version, record) for (version, _), record in zip(facts, corrected, strict=True)]
    return sorted(versioned, key=lambda pair: (pair[1].occurred_at, pair[0]))


def clockwork(facts: Facts, policy: Policy) -> Clockwork:
    """The clocks of a case after these facts."""
    work = Clockwork(policy)
    for version, record in in_business_order(facts):
        work.take(version, record)
    return work


def goes_on(work: Clockwork) -> bool:
    """Whether a later month may have something of the case without a fact in it: open, or a clock of it runs."""
    return work.complaint.is_open or work.running


class Cases:
    """The cases last touched; the others are read again from the log when a fact of theirs comes."""

    def __init__(self, codec: Codec, read: ReadStream, policy: Policy) -> None:
        """`read` is the log; `policy` the directory as it was at any moment."""
        self._codec, self._read, self._policy = codec, read, policy
        self._held: OrderedDict[int, Case] = OrderedDict()  #: by the stream's number: a UUID hashes ten times slower
        self._over: list[int] = []  #: cases closed in this batch

    def get(self, stream: UUID) -> Case | None:
        """The case as remembered."""
        if (case := self._held.get(stream.int)) is not None:
            self._held.move_to_end(stream.int)
        return case

    def begin(self, entry: Entry, record: Record[Any]) -> Case:
        """A case at its first fact, which is taken."""
        work = Clockwork(self._policy)
        work.take(entry.version, record)
        return self._keep(entry.stream, entry.position, work, record)

    def load(self, entry: Entry, complaint: int, known: Mapping[RunName, tuple[Any, ...]]) -> Case:
        """A case before this fact of it, read again from the log.

        `known`: `since`, `told`, `held` and `again` of its readings.
        """
        facts = self.history(entry.stream, entry.version - 1)
        case = self._keep(entry.stream, complaint, clockwork(facts, self._policy), facts[0][1])
        runs = ((name_of(run), run) for run in case.work.runs(LONG_AGO))
        for name, run in runs:
            since, told, held, again = known[name]
            case.runs[name] = Reading(complaint, run, since, told, bool(held), again)
        return case

    def _keep(self, stream: UUID, complaint: int, work: Clockwork, first: Record[Any]) -> Case:
        site = work.complaint.reception.site
        months = self.months(site, first.recorded_at)
        self._held[stream.int] = case = Case(complaint, site, months, work, goes_on=goes_on(work))
        return case

    def months(self, site: str, recorded_at: datetime) -> Months:
        """The months of a site, in its zone as known when something was recorded."""
        return months_of(self._policy.at(recorded_at).sites[site].zone)

    def history(self, stream: UUID, upto: int) -> Facts:
        """The facts of a stream up to a version; one that cannot be read was skipped by an operator (G6)."""
        facts: list[tuple[int, Record[Any]]] = []
        for entry in self._read(stream, 0, upto):
            try:
                facts.append((entry.version, self._codec.decode(entry.topic, entry.state)))
            except (ValueError, LookupError):
                continue
        return facts

    def forget(self, stream: UUID) -> None:
        """A closed case, once the batch is written: a later fact of it is rare, and then it is read again."""
        self._over.append(stream.int)

    def trim(self) -> None:
        """The batch is written: forget the cases that were closed in it, and those not touched for longest."""
        for stream in set(self._over):  # one may be closed, reopened and closed within a batch
            if not self._held[stream].goes_on:
                del self._held[stream]
        self._over.clear()
        while len(self._held) > HELD:
            self._held.popitem(last=False)

    def clear(self) -> None:
        """Forget everything: the batch was rolled back."""
        self._held.clear()
        self._over.clear()
