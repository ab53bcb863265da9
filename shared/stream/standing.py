"""Where a consumer stands: how far behind, what is parked, whether it runs."""

import json
from dataclasses import dataclass
from datetime import datetime

from shared.eventstore.log import Entry
from shared.stream.port import Stream
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class Standing:
    """What an operator sees of one consumer."""

    name: str
    generation: int
    position: int
    head: int
    lag_events: int
    lag_seconds: float  #: age of the oldest fact not folded yet; 0 when none
    parked: int  #: streams that stand still
    running: bool
    alarm: str | None  #: why it stopped or cannot write, with the way out
    rebuilding: tuple[int, int] | None  #: events done and in all, while a rebuild runs beside


def seconds_behind(stream: Stream, position: int, now: Now) -> float:
    """Seconds since the oldest fact after this position was recorded; 0 when there is none or it does not say."""
    oldest = stream.read(position, 1)
    if not oldest or (recorded_at := _recorded_at(oldest[0])) is None:
        return 0.0
    return max(0.0, (now() - recorded_at).total_seconds())


def _recorded_at(entry: Entry) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(entry.state)["recorded_at"])
    except (ValueError, KeyError, TypeError):
        return None
