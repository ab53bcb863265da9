"""What an operator watches: how far each service is, what is overdue, what nobody was told yet, what is parked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import CollectorRegistry

from shared.reacting.acting import Acting
from shared.reacting.carrier import Carrier
from shared.stream.consumers import Consumers
from shared.stream.port import Stream
from shared.stream.standing import seconds_behind
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that follows the log. What does not apply is None."""

    name: str
    running: bool
    lag_events: int
    lag_seconds: float
    parked: int  #: cases that stand still, or facts that are set aside
    timers_overdue: int | None = None


class Watch:
    """Looks at everything that runs beside the API; each look asks the files."""

    def __init__(
        self, stream: Stream, consumers: Consumers, carriers: Sequence[Carrier], acting: Sequence[Acting], now: Now
    ) -> None:
        """Over the parts of a desk."""
        self._stream, self._consumers, self._carriers, self._now = stream, consumers, carriers, now
        self._acting = {one.follower.name: one for one in acting}

    def look(self) -> list[Watched]:
        """How each stands. Raises StorageError."""
        return [*self._followers(), *self._reacting()]

    def _followers(self) -> Iterator[Watched]:
        for one in self._consumers.standings():
            acting = self._acting.get(one.name)
            overdue = None if acting is None else acting.claims.overdue(self._now())
            yield Watched(one.name, one.running, one.lag_events, one.lag_seconds, one.parked, overdue)

    def _reacting(self) -> Iterator[Watched]:
        head = self._stream.head()
        for one in self._carriers:
            behind = seconds_behind(self._stream, one.position, self._now)
            yield Watched(one.name, one.running, max(0, head - one.position), behind, one.set_aside())

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

    def _of(self, name: str, said: str, field: str) -> Metric:
        family = GaugeMetricFamily(name, said, labels=["service"])
        for one in self._watched:
            value = getattr(one, field)
            if value is not None:
                family.add_metric([one.name], float(value))
        return family
