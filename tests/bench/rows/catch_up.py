"""Catch-up of each projection over the seeded log, against reading and decoding the same log.

Our side is what a rebuild does: an empty file, every event folded, every index made. Both sides run with the desk's
own settings of the garbage collector.
"""

import functools
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from infra.serve import GC_THRESHOLDS
from services.intake.projection.views import intake_views
from services.reporting.projection.view import Reporting
from shared.eventstore.sqlite import SQLiteLog
from shared.stream.consumer import BEHIND, Consumer
from shared.stream.projection import Projection
from shared.stream.rebuild import fill
from tests.bench.row import Context, Row
from tests.bench.seeded import CODEC, seeded

BLOCKS = 20  # thousand events
Make = Callable[[SQLiteLog], Projection]


def intake(log: SQLiteLog) -> Projection:
    """The views of intake."""
    return intake_views(lambda stream, upto: log.stream(stream, 0, upto), CODEC)()


def reporting(log: SQLiteLog) -> Projection:
    """The tables of reporting."""
    return Reporting(log.stream)


def caught_up(log: SQLiteLog, make: Make, path: Path) -> None:
    """Fill an empty file."""
    consumer = Consumer(make(log), log, path, lambda: datetime.now(UTC))
    fill(consumer, log)
    while consumer.step():  # the last few, as the follower takes them
        pass
    assert consumer.position == log.head()
    assert not consumer.parked()
    consumer.close()


def read_and_decoded(log: SQLiteLog) -> None:
    """The anchor: every entry read, as many at once as our side does, and decoded."""
    after = 0
    while entries := log.read(after, BEHIND):
        for entry in entries:
            CODEC.decode(entry.topic, entry.state)
        after = entries[-1].position


@contextmanager
def as_the_desk_collects() -> Iterator[None]:
    """The garbage collector as `infra/serve.py` sets it."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def pair(make: Make, context: Context) -> tuple[float, float]:
    """Events per second of both; in odd rounds the anchor goes first."""
    log = SQLiteLog(seeded(context.folder.parent, BLOCKS), readonly=True)
    ours = functools.partial(caught_up, log, make, context.folder / "views.sqlite")
    anchor = functools.partial(read_and_decoded, log)
    took = {}
    for side in (ours, anchor) if context.round % 2 == 0 else (anchor, ours):
        with as_the_desk_collects():
            began = time.perf_counter()
            side()
            took[side] = time.perf_counter() - began
    events = log.head()
    log.close()
    return events / took[ours], events / took[anchor]


ROWS = [
    Row("catch-up-intake", "events/s", floor=0.25, aim=0.4, pair=functools.partial(pair, intake)),
    Row("catch-up-reporting", "events/s", floor=0.25, aim=0.4, pair=functools.partial(pair, reporting)),
]
