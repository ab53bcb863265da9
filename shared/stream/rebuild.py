"""Fills a file from the log: at the first start, after a new version, and beside the serving one (G7)."""

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shared.database.transaction import transaction
from shared.stream import parking
from shared.stream.consumer import BEHIND, LIVE, Consumer
from shared.stream.port import Stream

Progress = Callable[[int, int], None]
"""Told after each batch: events done, events in all."""


YOUNG = 200_000
"""New objects after which the collector looks, while a file is filled."""


def quietly(_done: int, _whole: int) -> None:
    """Nobody looks at the progress."""


def fill(consumer: Consumer, stream: Stream, progress: Progress = quietly) -> None:
    """Fold everything up to the log's end in large batches, then make the readers' indexes.

    Blocks: run it in a thread of its own. Raises Gap, StorageError.
    """
    with _collecting_rarely():
        while (head := stream.head()) > consumer.position:
            consumer.step(BEHIND)
            progress(consumer.position, head)
            if head - consumer.position < LIVE:
                break
    consumer.index()


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """A batch keeps thousands of records alive, none of them in circles: looking through them costs a tenth."""
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], YOUNG), *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def carry_on(serving: sqlite3.Connection, fresh: Consumer) -> None:
    """An operator's decisions outlive the file: what was skipped is skipped again."""
    with transaction(fresh.connection):
        parking.copy_skipped(serving, fresh.connection)
