"""The anchor of the append rows: the recorder that the eventsourcing library ships for SQLite.

Its own best settings: a file in WAL mode (the library's choice for files), `synchronous=FULL` as ours, a pool as
large as there are writers, so that no connection is opened while measuring. It knows neither keys nor case numbers.
"""

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteConnection, SQLiteConnectionPool, SQLiteDatastore
from typing_extensions import override


class _FullPool(SQLiteConnectionPool):
    @override
    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        connection.cursor().execute("PRAGMA synchronous=FULL")
        return connection


class _FullDatastore(SQLiteDatastore):
    def __init__(self, file: Path, writers: int) -> None:
        super().__init__(db_name=f"file:{file}")
        self.pool.close()
        self.pool = _FullPool(db_name=f"file:{file}", pool_size=writers, pool_timeout=60)


class StockWriters:
    """Threads that each record one event after the other, ten to a stream."""

    def __init__(self, file: Path, writers: int, *, events_per_stream: int, state: bytes) -> None:
        self._datastore = _FullDatastore(file, writers)
        self._recorder = SQLiteApplicationRecorder(self._datastore)
        self._recorder.create_table()
        self._threads = ThreadPoolExecutor(writers)
        self._events = [_events(events_per_stream, state) for _ in range(writers)]

    def write(self, seconds: float) -> int:
        """Commands recorded in about this time; the caller takes the time."""
        until = time.perf_counter() + seconds
        return sum(self._threads.map(lambda events: self._write_until(until, events), self._events))

    def _write_until(self, until: float, events: Iterator[StoredEvent]) -> int:
        done = 0
        while time.perf_counter() < until:
            self._recorder.insert_events([next(events)])
            done += 1
        return done

    def close(self) -> None:
        """End the threads and close the file."""
        self._threads.shutdown()
        self._datastore.close()


def _events(events_per_stream: int, state: bytes) -> Iterator[StoredEvent]:
    while True:
        stream = uuid.uuid4()
        for version in range(1, events_per_stream + 1):
            yield StoredEvent(stream, version, "complaint.received.v1", state)
