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


def commands_per_second(file: Path, writers: int, seconds: float, *, events_per_stream: int, state: bytes) -> float:
    """Commands of one event each, recorded by `writers` threads in this time."""
    datastore = _FullDatastore(file, writers)
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    began = time.perf_counter()
    until = began + seconds

    def write(_: int) -> int:
        done = 0
        for event in _events(events_per_stream, state):
            recorder.insert_events([event])
            done += 1
            if time.perf_counter() > until:
                break
        return done

    with ThreadPoolExecutor(writers) as threads:
        done = sum(threads.map(write, range(writers)))
    rate = done / (time.perf_counter() - began)
    datastore.close()
    return rate


def _events(events_per_stream: int, state: bytes) -> Iterator[StoredEvent]:
    while True:
        stream = uuid.uuid4()
        for version in range(1, events_per_stream + 1):
            yield StoredEvent(stream, version, "complaint.received.v1", state)
