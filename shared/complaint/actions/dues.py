"""How a clock stands at the moment of an act: for orders that are judged by a due (R9.2, R12.24, CK7)."""

from datetime import datetime

from shared.complaint.actions.base import At
from shared.complaint.clocks.running import ClockRun, clocks
from shared.complaint.timeline import timeline
from shared.directory.state import Directory


class _Known:
    """The directory as it was known at a moment; without one, as it is."""

    def __init__(self, at: At) -> None:
        self._at = at

    def at(self, moment: datetime) -> Directory:
        return self._at.directory if self._at.known is None else self._at.known(moment)


def open_run(at: At, clock: str, scope: str) -> ClockRun | None:
    """The newest run of a clock that is not ended, as it stands at this moment.

    For actions that declare `reads_history`. What was entered already but happens later says nothing yet.
    """
    history = [record for record in timeline(at.history) if record.occurred_at <= at.occurred_at]
    runs = [run for run in clocks(history, _Known(at), at.occurred_at) if (run.clock, run.scope) == (clock, scope)]
    return next((run for run in reversed(runs) if run.open), None)
