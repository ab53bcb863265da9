"""SQLite append with key, at 1, 8 and 32 writers, against the stock recorder (both `synchronous=FULL`).

A disk that others use is fast now and slow a second later: the two sides take turns of a quarter second.
"""

import asyncio
import functools
import hashlib
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import uvloop

from shared.eventstore.group_commit import GroupCommit
from shared.eventstore.log import Append, Appended, NewEvent
from shared.eventstore.sqlite import SQLiteLog
from tests.bench.anchors.stock_recorder import StockWriters
from tests.bench.row import Context, Row

TURN = 0.25  # seconds
TURNS = 8  # of each side, in a pair
EVENTS_PER_STREAM = 10  # a complaint's usual history
STATE = b"{" + b"x" * 598 + b"}"  # the size of a usual record


class OurWriters:
    """Tasks of one event loop, the one that the desk runs on; each command has one event, a key and a digest."""

    def __init__(self, file: Path, writers: int) -> None:
        self._log = SQLiteLog(file)
        self._commits = GroupCommit(self._log)
        self._loop = asyncio.Runner(loop_factory=uvloop.new_event_loop)
        self._commands = [_commands() for _ in range(writers)]

    def write(self, seconds: float) -> int:
        """Commands recorded in about this time; the caller takes the time."""
        return self._loop.run(self._write_all(time.perf_counter() + seconds))

    async def _write_all(self, until: float) -> int:
        return sum(await asyncio.gather(*(self._write_until(until, commands) for commands in self._commands)))

    async def _write_until(self, until: float, commands: Iterator[Append]) -> int:
        done = 0
        while time.perf_counter() < until:
            outcome = await self._commits.submit(next(commands))
            assert isinstance(outcome, Appended)
            done += 1
        return done

    def close(self) -> None:
        """End the loop and close the file."""
        self._loop.close()
        self._log.close()


def _commands() -> Iterator[Append]:
    digest = hashlib.sha256(STATE).digest()
    event = NewEvent("complaint.received.v1", STATE)
    while True:
        stream = uuid.uuid4()
        for expected in range(EVENTS_PER_STREAM):
            key = hashlib.sha256(stream.bytes + bytes([expected])).digest()
            yield Append(stream, expected, (event,), key, digest)


def pair(writers: int, context: Context) -> tuple[float, float]:
    """Commands per second of both sides; in odd rounds the anchor goes first."""
    ours = OurWriters(context.folder / "ours.sqlite", writers)
    anchor = StockWriters(
        context.folder / "stock.sqlite", writers, events_per_stream=EVENTS_PER_STREAM, state=STATE
    )  # fmt: skip
    sides: tuple[OurWriters, StockWriters] = (ours, anchor)
    done, took = [0, 0], [0.0, 0.0]
    for turn in range(2 * TURNS):
        side = (turn + context.round) % 2
        began = time.perf_counter()
        done[side] += sides[side].write(TURN)
        took[side] += time.perf_counter() - began
    ours.close()
    anchor.close()
    return done[0] / took[0], done[1] / took[1]


ROWS = [
    Row("append-1", "commands/s", floor=1.0, aim=1.2, pair=functools.partial(pair, 1)),
    Row("append-8", "commands/s", floor=2.8, aim=4.0, pair=functools.partial(pair, 8)),
    Row("append-32", "commands/s", floor=3.3, aim=5.0, pair=functools.partial(pair, 32)),
]
