"""The directory as it was at any moment, by the time of recording (CK12, R12.13)."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from shared.decision.event import Record
from shared.directory.state import Directory

KEPT_EVERY = 16
"""Every sixteenth state of the past is kept: all are 163 MB for 2,000 people entered one by one, these are 12 MB."""

REMEMBERED = 128
"""States between those, folded again when asked for and then held for a while."""


class Policy:
    """The company's versioned policy, only ever added to; several threads may ask it at once.

    A change takes effect at its recording, never before: `at` looks at recorded times only.
    """

    def __init__(self, records: Iterable[Record[Any]] = ()) -> None:
        """Begin with the facts so far, in the order of the log."""
        self._records: list[Record[Any]] = []
        self._since: list[datetime] = []
        self._latest = Directory()
        self._kept = [self._latest]
        self._after = lru_cache(maxsize=REMEMBERED)(self._folded)
        self.advance(records)

    def advance(self, records: Iterable[Record[Any]]) -> None:
        """Take the next facts of the directory's stream, in the order of the log.

        Which come next says `version`: read the stream after it.
        """
        for record in records:
            self._records.append(record)
            self._latest = record.event.apply(self._latest, record.stamp)
            if len(self._records) % KEPT_EVERY == 0:
                self._kept.append(self._latest)
            last = self._since[-1] if self._since else record.recorded_at
            self._since.append(max(last, record.recorded_at))  # recorded-at never decreases (trap 23)

    def at(self, moment: datetime) -> Directory:
        """The directory in force at a moment: every fact recorded until then, that moment included."""
        facts = bisect_right(self._since, moment)
        latest = self._latest
        return latest if latest.version == facts else self._after(facts)

    @property
    def latest(self) -> Directory:
        """The directory after every fact so far."""
        return self._latest

    @property
    def version(self) -> int:
        """How many facts are in; equal to the version of the stream read so far."""
        return len(self._since)

    def _folded(self, facts: int) -> Directory:
        """The directory after so many facts."""
        kept = facts // KEPT_EVERY
        directory = self._kept[kept]
        for record in self._records[kept * KEPT_EVERY : facts]:
            directory = record.event.apply(directory, record.stamp)
        return directory
