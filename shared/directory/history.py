"""The directory as it was at any moment: one snapshot per fact, by the time of its recording (CK12, R12.13)."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from shared.decision.event import Record
from shared.directory.state import Directory


class Policy:
    """The company's versioned policy. Snapshots share whatever did not change between them.

    A change takes effect at its recording, never before: `at` looks at recorded times only.
    """

    def __init__(self, records: Iterable[Record[Any]] = ()) -> None:
        """Begin with the facts so far, in the order of the log."""
        self._since: list[datetime] = []
        self._snapshots: list[Directory] = [Directory()]
        self.advance(records)

    def advance(self, records: Iterable[Record[Any]]) -> None:
        """Take the next facts of the directory's stream, in the order of the log.

        Which come next says `version`: read the stream after it.
        """
        for record in records:
            self._snapshots.append(record.event.apply(self._snapshots[-1], record.stamp))
            last = self._since[-1] if self._since else record.recorded_at
            self._since.append(max(last, record.recorded_at))  # recorded-at never decreases (trap 23)

    def at(self, moment: datetime) -> Directory:
        """The directory in force at a moment: every fact recorded until then, that moment included."""
        return self._snapshots[bisect_right(self._since, moment)]

    @property
    def latest(self) -> Directory:
        """The directory after every fact so far."""
        return self._snapshots[-1]

    @property
    def version(self) -> int:
        """How many facts are in; equal to the version of the stream read so far."""
        return len(self._since)


DirectoryHistory = Policy
"""The same thing, where people and places are looked up and not limits."""
