"""What an operator watches: how far each service is, what is overdue, what nobody was told yet, what is parked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import CollectorRegistry

from shared.notices.sender import Sender
from shared.reacting.acting import Acting
from shared.reacting.carrier import Carrier
from shared.stream.consumers import Consumers
from shared.stream.port import Stream
from shared.stream.standing import seconds_behind
from shared.vocabulary.time import Now

MANY = 500
"""Facts behind the log: more than a busy desk ever is."""
A_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that follows the log. What does not apply is None."""

    name: str
    running: bool
    lag_events: int
    lag_seconds: float
    parked: int  #: cases that stand still or cannot be acted on, or facts that are set aside
    timers_overdue: int | None = None
    notices_waiting: int | None = None  #: of those that people want to be told
    notices_oldest_seconds: float | None = None  #: age of the oldest of them


class Watch:
    """Looks at everything that runs beside the API; each look asks the files."""

    def __init__(
        self, stream: Stream, consumers: Consumers, carriers: Sequence[Carrier], acting: Sequence[Acting],
        sender: Sender, now: Now,
    ) -> None:  # fmt: skip
        """Over the parts of a desk."""
        self._stream, self._consumers, self._carriers, self._now = stream, consumers, carriers, now
        self._sender = sender
        self._acting = {one.follower.name: one for one in acting}

    def look(self) -> list[Watched]:
        """How each stands. Raises StorageError."""
        return [*self._followers(), *self._reacting(), self._telling()]

    def catching_up(self) -> bool:
        """Whether it is still busy with what happened while it stood still. Raises StorageError."""
        head, minute_ago = self._stream.head(), self._now() - A_MOMENT
        moments = (one.claims.next_moment() for one in self._acting.values())
        return any(head - one.position > MANY for one in (*self._consumers, *self._carriers)) or any(
            at is not None and at < minute_ago for at in moments
        )

    def _followers(self) -> Iterator[Watched]:
        for one in self._consumers.standings():
            acting = self._acting.get(one.name)
            overdue = None if acting is None else acting.claims.overdue(self._now())
            parked = one.parked + (0 if acting is None else len(acting.worker.failing))
            yield Watched(one.name, one.running, one.lag_events, one.lag_seconds, parked, overdue)

    def _reacting(self) -> Iterator[Watched]:
        head = self._stream.head()
        for one in self._carriers:
            behind = seconds_behind(self._stream, one.position, self._now)
            yield Watched(one.name, one.running, max(0, head - one.position), behind, one.set_aside())

    def _telling(self) -> Watched:
        waits = self._sender.undelivered()
        age = waits.age(self._now()).total_seconds()
        running = self._sender.running
        return Watched(self._sender.name, running, 0, 0.0, 0, notices_waiting=waits.count, notices_oldest_seconds=age)

    def as_plain(self) -> list[dict[str, Any]]:
        """For a JSON answer."""
        return [asdict(one) for one in self.look()]

    def as_metrics(self) -> bytes:
        """In the form that Prometheus scrapes."""
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Look(self.look(), self._stream.head()))
        return bytes(generate_latest(registry))


class _Look:
    """One look, as a collector of prometheus_client."""

    def __init__(self, watched: Sequence[Watched], head: int) -> None:
        self._watched, self._head = watched, head

    def collect(self) -> Iterable[Metric]:
        """Every figure, labelled by what it is about."""
        yield GaugeMetricFamily("suying_log_position", "Newest position of the log", value=self._head)
        yield self._of("suying_running", "Whether it follows the log (1) or stands (0)", "running")
        yield self._of("suying_lag_events", "Facts in the log that it has not taken yet", "lag_events")
        yield self._of("suying_lag_seconds", "Age of the oldest of them, in seconds", "lag_seconds")
        yield self._of("suying_parked", "Cases that stand still there, or facts set aside", "parked")
        yield self._of("suying_timers_overdue", "Clocks past their moment that nobody took yet", "timers_overdue")
        yield self._of("suying_notices_waiting", "Notices that people want and were not told yet", "notices_waiting")
        yield self._of(
            "suying_notices_oldest_seconds", "Age of the oldest of them, in seconds", "notices_oldest_seconds"
        )

    def _of(self, name: str, said: str, field: str) -> Metric:
        family = GaugeMetricFamily(name, said, labels=["service"])
        for one in self._watched:
            value = getattr(one, field)
            if value is not None:
                family.add_metric([one.name], float(value))
        return family
