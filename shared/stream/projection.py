"""What a consumer makes of the facts: tables of its own, written batch by batch."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Protocol

from shared.eventstore.log import Entry


class Projection(Protocol):
    """One consumer's views and how facts change them. A new object serves each file, so it may remember.

    The outcome must depend on the order within a stream only: an event that cannot be folded is parked with
    its stream and comes later, while the others go on (G6).
    """

    @property
    def name(self) -> str:
        """The consumer's name and the first part of its file's name, like `reporting`."""
        ...

    @property
    def version(self) -> int:
        """Raise it when tables or meaning change: the views are then made anew from the log at the next start."""
        ...

    @property
    def schema(self) -> str:
        """Statements that make the empty tables, and the indexes that folding itself needs."""
        ...

    @property
    def indexes(self) -> str:
        """`CREATE INDEX IF NOT EXISTS …` for reading only: made once the tables are filled, which is faster."""
        ...

    def fold(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        """Bring the tables from before these entries to after them, within the transaction that is open.

        Fold in memory, then write each row once, sorted by key (`executemany … ON CONFLICT DO UPDATE`): twice as
        fast as row by row. Skip topics that are of no interest. Any exception parks the stream of the entry.
        """
        ...

    def forget(self) -> None:
        """Drop what is remembered between batches: the last one was rolled back."""
        ...


MakeProjection = Callable[[], Projection]
