"""G8 at store level: the database itself refuses to change what is on record, whoever asks."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.eventstore.sqlite import SQLiteLog
from tests.contract.eventstore_cases import an_append

pytestmark = pytest.mark.guarantee("G8")

LP = "LP-20260303"
REST = "stream, version, topic, state, series, number, key, digest, last FROM log WHERE position = 1"
NEXT = "(SELECT max(position) + 1 FROM log)"

FORBIDDEN = {
    "change a state": "UPDATE log SET state = x'00' WHERE position = 1",
    "change nothing at all": "UPDATE log SET state = state",
    "move an entry": "UPDATE log SET position = 9 WHERE position = 1",
    "change with a way out": "UPDATE OR IGNORE log SET topic = 'other'",
    "delete an entry": "DELETE FROM log WHERE position = 2",
    "delete all": "DELETE FROM log",
    "replace an entry": f"REPLACE INTO log SELECT position, {REST}",
    "replace a version by a new entry": f"REPLACE INTO log SELECT {NEXT}, {REST}",
    "replace a command": f"REPLACE INTO log (position, stream, version, topic, state, key, digest, last)"
    f" SELECT {NEXT}, randomblob(16), 1, topic, state, key, digest, {NEXT} FROM log WHERE position = 1",
    "replace a case number": f"REPLACE INTO log (position, stream, version, topic, state, series, number)"
    f" SELECT {NEXT}, randomblob(16), 1, 't', x'00', '{LP}', 1",
    "turn a conflict into an update": f"INSERT INTO log SELECT position, {REST}"
    " ON CONFLICT (position) DO UPDATE SET state = x'00'",
    "leave a gap": "INSERT INTO log (position, stream, version, topic, state)"
    " VALUES (9, randomblob(16), 1, 't', x'00')",
    "fill in before the end": "INSERT INTO log (position, stream, version, topic, state)"
    " VALUES (0, randomblob(16), 1, 't', x'00')",
    "skip a version": "INSERT INTO log (position, stream, version, topic, state)"
    f" SELECT {NEXT}, stream, 7, 't', x'00' FROM log WHERE position = 1",
    "skip a case number": "INSERT INTO log (position, stream, version, topic, state, series, number)"
    f" VALUES ({NEXT}, randomblob(16), 1, 't', x'00', '{LP}', 9)",
}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SQLiteLog]:
    opened = SQLiteLog(tmp_path / "log.sqlite")
    stream = uuid.uuid4()
    opened.append([an_append(stream, 0, "a", "b", key="k", series=LP)])
    opened.append([an_append(stream, 2, "c")])
    yield opened
    opened.close()


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_somebody_with_a_connection_of_their_own_cannot(log: SQLiteLog, statement: str) -> None:
    before = log.read(0, 10)
    with closing(sqlite3.connect(log.path, isolation_level=None)) as stranger, pytest.raises(sqlite3.IntegrityError):
        stranger.execute(statement)
    assert log.read(0, 10) == before


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_neither_can_the_desk_itself(log: SQLiteLog, statement: str) -> None:
    before = log.read(0, 10)
    assert log._writer is not None
    with pytest.raises(sqlite3.IntegrityError):
        log._writer.execute(statement)
    assert log.read(0, 10) == before


def test_a_row_that_follows_all_rules_is_taken_so_that_the_refusals_above_are_for_their_reason(log: SQLiteLog) -> None:
    with closing(sqlite3.connect(log.path, isolation_level=None)) as stranger:
        stranger.execute(
            "INSERT INTO log (position, stream, version, topic, state, series, number)"
            f" SELECT {NEXT}, stream, 4, 't', x'00', '{LP}', 2 FROM log WHERE position = 1"
        )
    assert log.head() == 4
