"""The clocks of one case for a consumer: facts come in the order of the log, clocks take that of business time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.complaint.clocks.run import ClockRun
from shared.complaint.clocks.running import Clockwork, Policy, by_business_time
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.event import Record

History = Callable[[], Iterable[Record[Any]]]
"""The records of the case so far, first fact first."""

KEPT = 2_000
"""Cases whose clocks are kept at least, and at most twice as many; one takes a kilobyte or two."""


@dataclass(frozen=True, slots=True)
class Known:
    """The clocks of a case at one of its versions."""

    version: int
    runs: tuple[ClockRun, ...]


class KnownClocks:
    """Clocks that one consumer of the process worked out, for the others: all ask for the same a moment later."""

    def __init__(self) -> None:
        """Nothing is known yet. Several threads may ask at once: nothing is ever taken out of a dictionary in use."""
        self._recent: dict[int, Known] = {}
        self._older: dict[int, Known] = {}

    def find(self, stream: UUID, version: int) -> tuple[ClockRun, ...] | None:
        """The clocks at this very version. What is handed out is never changed."""
        known = self._recent.get(stream.int) or self._older.get(stream.int)
        return known.runs if known is not None and known.version == version else None

    def keep(self, stream: UUID, version: int, runs: tuple[ClockRun, ...]) -> None:
        """Keep them for the others."""
        if len(self._recent) >= KEPT:
            self._older, self._recent = self._recent, {}
        self._recent[stream.int] = Known(version, runs)


class Following:
    """State and clocks of a case between its facts.

    Facts are held back until somebody asks, so that a log that is caught up with asks once a batch. An earlier moment
    or a correction that comes in lets the clocks be told anew from the log (CK9).
    """

    __slots__ = ("_held_back", "_known", "_retold", "_work", "state", "stream", "version")

    def __init__(self, stream: UUID, known: KnownClocks) -> None:
        """Before the first fact; `known` is shared by the consumers of a process."""
        self.stream, self.version = stream, 0
        self.state: Complaint = COMPLAINT.blank
        self._known = known
        self._held_back: list[tuple[int, Record[Any]]] = []
        self._work: Clockwork | None = None
        self._retold = False

    def take(self, version: int, record: Record[Any]) -> None:
        """One more fact, in the order of the log."""
        self.version, self.state = version, record.after(self.state)
        latest = self._held_back[-1][1].occurred_at if self._held_back else self._work and self._work.latest
        if isinstance(record.event, COMPLAINT.refold) or (latest or record.occurred_at) > record.occurred_at:
            self._retold = True
        self._held_back.append((version, record))

    def settle(self, history: History) -> None:
        """Tell state and clocks anew where a fact came in late, or corrected an earlier one."""
        if self._retold:
            records = list(history())
            self.state, self._held_back = COMPLAINT.fold(records), by_business_time(COMPLAINT.timeline(records))
            self._work, self._retold = None, False

    def runs(self, policy: Policy, history: History) -> tuple[ClockRun, ...]:
        """Every clock that ran until the newest fact."""
        self.settle(history)
        if (known := self._known.find(self.stream, self.version)) is not None:
            return known
        work = self._work = self._work or Clockwork(policy)
        for version, record in self._held_back:
            work.take(version, record)
        self._held_back.clear()
        runs = () if work.latest is None else work.runs(work.latest)
        self._known.keep(self.stream, self.version, runs)
        return runs
