"""The clocks of one case for a consumer: facts come in the order of the log, clocks take that of business time."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from shared.complaint.clocks.columns import Clock
from shared.complaint.clocks.run import ClockRun
from shared.complaint.clocks.running import Clockwork, Policy, by_business_time
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.event import Record

History = Callable[[], Iterable[Record[Any]]]
"""The records of the case so far, first fact first."""


class Following:
    """State and clocks of a case between its facts.

    Facts are held back until somebody asks, so that a log that is caught up with asks once a batch. An earlier moment
    or a correction that comes in lets the clocks be told anew from the log (CK9).
    """

    __slots__ = ("_held_back", "_retold", "_table", "_work", "state")

    def __init__(self, table: Iterable[Clock]) -> None:
        """Before the first fact."""
        self.state: Complaint = COMPLAINT.blank
        self._table = tuple(table)
        self._held_back: list[tuple[int, Record[Any]]] = []
        self._work: Clockwork | None = None
        self._retold = False

    def take(self, version: int, record: Record[Any]) -> None:
        """One more fact, in the order of the log."""
        self.state = record.after(self.state)
        latest = self._held_back[-1][1].occurred_at if self._held_back else self._work and self._work.latest
        if isinstance(record.event, COMPLAINT.refold) or (latest or record.occurred_at) > record.occurred_at:
            self._retold = True
        self._held_back.append((version, record))

    def runs(self, policy: Policy, history: History) -> tuple[ClockRun, ...]:
        """Every clock that ran until the newest fact."""
        if self._retold:
            records = list(history())
            self.state, self._held_back = COMPLAINT.fold(records), by_business_time(COMPLAINT.timeline(records))
            self._work, self._retold = None, False
        work = self._work = self._work or Clockwork(policy, self._table)
        for version, record in self._held_back:
            work.take(version, record)
        self._held_back.clear()
        return () if work.latest is None else work.runs(_latest(work))


def _latest(work: Clockwork) -> datetime:
    assert work.latest is not None  # noqa: S101 - asked of a case with facts only
    return work.latest
