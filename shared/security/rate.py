"""How often one key may call: a bucket that refills with time, so that a burst is fine and a flood is not."""

from dataclasses import dataclass
from datetime import datetime

from shared.vocabulary.time import Now

HELD = 10_000
"""Buckets kept; a full one says nothing and is dropped first."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


class RateLimit:
    """`per_second` calls in the long run, `burst` at once."""

    def __init__(self, per_second: float, burst: float, now: Now) -> None:
        """A rate of 0 switches the limit off."""
        self._rate, self._burst, self._now = per_second, burst, now
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, name: str) -> float:
        """Take one call; 0 when it may go on, else the seconds until the next may."""
        if self._rate <= 0:
            return 0.0
        now = self._now()
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = self._new(now)
        passed = max(0.0, (now - bucket.at).total_seconds())  # a clock set back gives nothing and takes nothing
        bucket.left, bucket.at = min(self._burst, bucket.left + passed * self._rate), now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0.0
        return (1 - bucket.left) / self._rate

    def _new(self, now: datetime) -> _Bucket:
        if len(self._buckets) >= HELD:
            refill = self._burst / self._rate
            self._buckets = {n: b for n, b in self._buckets.items() if (now - b.at).total_seconds() < refill}
        return _Bucket(self._burst, now)
