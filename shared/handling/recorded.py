"""The time of entry, which never decreases along the log, whatever the machine's clock does (trap 23)."""

from datetime import UTC, datetime

from pydantic import BaseModel

from shared.eventstore.log import Log
from shared.vocabulary.time import Instant, Now


class _Stamped(BaseModel):
    """The one field of a stored record that is needed here; the others are passed over."""

    recorded_at: Instant


class RecordedTime:
    """Gives each command its time of entry: now, or the newest time on record when the clock stands before it."""

    def __init__(self, log: Log, now: Now) -> None:
        """Begin at the newest record of the log, so that a restart with a wrong clock changes nothing."""
        self._now = now
        self._last = datetime.min.replace(tzinfo=UTC)
        if head := log.head():
            self.seen(stamped(log.read(head - 1, 1)[0].state))

    def next(self) -> datetime:
        """The time of entry for what is decided now."""
        self._last = max(self._last, self._now())
        return self._last

    def seen(self, moment: datetime) -> None:
        """Another writer recorded at this moment: nothing of ours lies before it any more."""
        self._last = max(self._last, moment)


def stamped(state: bytes) -> datetime:
    """When the record of these bytes was entered."""
    return _Stamped.model_validate_json(state).recorded_at
