"""Fills a file from the log: at the first start, after a new version, and beside the serving one (G7)."""

import sqlite3
from collections.abc import Callable

from shared.database.transaction import transaction
from shared.stream import parking
from shared.stream.consumer import BEHIND, LIVE, Consumer
from shared.stream.port import Stream

Progress = Callable[[int, int], None]
"""Told after each batch: events done, events in all."""


def quietly(_done: int, _whole: int) -> None:
    """Nobody looks at the progress."""


def fill(consumer: Consumer, stream: Stream, progress: Progress = quietly) -> None:
    """Fold everything up to the log's end in large batches, then make the readers' indexes.

    Blocks: run it in a thread of its own. Raises Gap, StorageError.
    """
    while (head := stream.head()) > consumer.position:
        consumer.step(BEHIND)
        progress(consumer.position, head)
        if head - consumer.position < LIVE:
            break
    consumer.index()


def carry_on(serving: sqlite3.Connection, fresh: Consumer) -> None:
    """An operator's decisions outlive the file: what was skipped is skipped again."""
    with transaction(fresh.connection):
        parking.copy_skipped(serving, fresh.connection)
