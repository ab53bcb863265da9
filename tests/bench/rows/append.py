"""SQLite append with key, at 1, 8 and 32 writers, against the stock recorder (both `synchronous=FULL`)."""

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
from tests.bench.anchors import stock_recorder
from tests.bench.row import Context, Row

EVENTS_PER_STREAM = 10  # a complaint's usual history
STATE = b"{" + b"x" * 598 + b"}"  # the size of a usual record


def commands_per_second(file: Path, writers: int, seconds: float) -> float:
    """Commands of one event with key and digest, submitted by `writers` tasks of one event loop."""
    log = SQLiteLog(file)
    began = time.perf_counter()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:  # the loop that the desk runs on
        done = loop.run(_write(log, writers, began + seconds))
    rate = done / (time.perf_counter() - began)
    log.close()
    return rate


async def _write(log: SQLiteLog, writers: int, until: float) -> int:
    commits = GroupCommit(log)

    async def write() -> int:
        done = 0
        for command in _commands():
            outcome = await commits.submit(command)
            assert isinstance(outcome, Appended)
            done += 1
            if time.perf_counter() > until:
                break
        return done

    return sum(await asyncio.gather(*(write() for _ in range(writers))))


def _commands() -> Iterator[Append]:
    digest = hashlib.sha256(STATE).digest()
    event = NewEvent("complaint.received.v1", STATE)
    while True:
        stream = uuid.uuid4()
        for expected in range(EVENTS_PER_STREAM):
            key = hashlib.sha256(stream.bytes + bytes([expected])).digest()
            yield Append(stream, expected, (event,), key, digest)


def pair(writers: int, context: Context) -> tuple[float, float]:
    """One interleaved pair; every second round the anchor goes first."""
    ours = functools.partial(commands_per_second, context.folder / "ours.sqlite", writers, context.seconds)
    anchor = functools.partial(
        stock_recorder.commands_per_second, context.folder / "stock.sqlite", writers, context.seconds,
        events_per_stream=EVENTS_PER_STREAM, state=STATE,
    )  # fmt: skip
    if context.round % 2:
        theirs = anchor()
        return ours(), theirs
    return ours(), anchor()


ROWS = [
    Row("append-1", "commands/s", floor=1.0, aim=1.2, pair=functools.partial(pair, 1)),
    Row("append-8", "commands/s", floor=2.8, aim=4.0, pair=functools.partial(pair, 8)),
    Row("append-32", "commands/s", floor=3.3, aim=5.0, pair=functools.partial(pair, 32)),
]
