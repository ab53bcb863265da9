"""`verify` finds nothing in a sound log, and names the place of everything that was tampered with (G8)."""

import sqlite3
import uuid
from pathlib import Path

import pytest

from shared.database.errors import Damaged, NewerSchema, OlderSchema, Unreadable
from shared.eventstore.log import Append, NewEvent
from shared.eventstore.sqlite import SQLiteLog
from shared.eventstore.verify import Finding, require_sound, verify
from tests.contract.eventstore_cases import an_append

LP = "LP-20260303"
STREAM = uuid.UUID(int=7)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three cases, six events: positions 1-2, 3, 4-6; case numbers 1 to 3."""
    path = tmp_path / "log.sqlite"
    log = SQLiteLog(path)
    log.append([an_append(STREAM, 0, "a", "b", key="1", series=LP), an_append(None, 0, "c", key="2", series=LP)])
    log.append([an_append(None, 0, "d", "e", "f", key="3", series=LP)])
    log.close()
    return path


def tamper(file: Path, *statements: str) -> None:
    """Change a log as somebody would who may write the file and takes its triggers off first."""
    connection = sqlite3.connect(file, isolation_level=None)
    triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def places(file: Path) -> list[str]:
    return [finding.place for finding in verify(file)]


def test_a_sound_log_has_no_findings_and_progress_is_told(file: Path) -> None:
    told: list[tuple[str, int, int]] = []
    assert verify(file, progress=lambda *step: told.append(step)) == []
    assert told[-1] == ("entries", 6, 6)


def test_an_empty_log_is_sound(tmp_path: Path) -> None:
    SQLiteLog(tmp_path / "log.sqlite").close()
    assert verify(tmp_path / "log.sqlite") == []


def test_a_log_is_verified_while_it_is_written(file: Path) -> None:
    log = SQLiteLog(file)

    def write(_what: str, _done: int, _total: int) -> None:
        log.append([an_append()])

    assert verify(file, progress=write) == []
    assert log.head() > 6
    log.close()


def test_a_missing_entry_is_a_gap_at_the_next(file: Path) -> None:
    tamper(file, "DELETE FROM log WHERE position = 3")
    findings = verify(file)
    assert findings[0] == Finding("position 4", "position 3 is missing before it")
    assert "number 3 of LP-20260303" in findings[1].says


def test_a_missing_first_entry_is_found(file: Path) -> None:
    tamper(file, "DELETE FROM log WHERE position = 1")
    assert places(file)[0] == "position 2"


def test_a_missing_end_is_found_by_the_command_that_wrote_it(file: Path) -> None:
    tamper(file, "DELETE FROM log WHERE position = 6")
    assert places(file) == ["position 4"]
    assert "should end at position 6" in verify(file)[0].says


def test_a_hole_in_a_stream_is_found(file: Path) -> None:
    tamper(file, "UPDATE log SET version = 9 WHERE position = 5")
    assert {"position 5", "position 6"} <= set(places(file))


def test_two_swapped_entries_of_a_stream_are_found(file: Path) -> None:
    tamper(
        file,
        "UPDATE log SET version = 90 WHERE position = 1",
        "UPDATE log SET version = 1 WHERE position = 2",
        "UPDATE log SET version = 2 WHERE position = 1",
    )
    assert "position 1" in places(file)


def test_a_hole_in_the_case_numbers_is_found(file: Path) -> None:
    tamper(file, "UPDATE log SET number = 8 WHERE number = 3")
    assert places(file) == ["position 4"]


def test_a_command_that_points_into_another_stream_is_found(file: Path) -> None:
    tamper(file, "UPDATE log SET last = 3 WHERE position = 1")
    assert places(file) == ["position 1"]


def test_an_index_that_lost_an_entry_is_found(file: Path) -> None:
    tamper(
        file,
        "PRAGMA writable_schema=ON",
        "CREATE TABLE other (key BLOB)",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'other')"
        " WHERE name = 'log_key'",
    )
    assert "file" in places(file)


def test_an_entry_that_cannot_be_read_is_named_without_its_content(file: Path) -> None:
    def decode(topic: str, state: bytes) -> None:
        if state == b"c":
            raise ValueError(f"{topic}: Ms Wang")

    assert verify(file, decode=decode) == [Finding("position 3", "complaint.received.v1 cannot be read: ValueError")]


def test_a_stream_of_the_library_may_count_from_0(tmp_path: Path) -> None:
    log = SQLiteLog(tmp_path / "log.sqlite")
    log.append([Append(STREAM, -1, (NewEvent("a:B", b"{}"), NewEvent("a:B", b"{}")))])
    log.close()
    assert verify(tmp_path / "log.sqlite") == []


def test_broken_pages_are_a_finding_and_not_a_crash(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 3] = b"\xff" * 4096 * 2
    file.write_bytes(content)
    assert "file" in places(file)
    with pytest.raises(Damaged, match="findings"):
        require_sound(file)


def test_what_is_no_database_no_file_or_from_a_newer_program_is_said(file: Path, tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("something else " * 100)
    with pytest.raises(Damaged, match=r"text\.sqlite"):
        verify(tmp_path / "text.sqlite")
    with pytest.raises(Unreadable, match=r"none\.sqlite"):
        verify(tmp_path / "none.sqlite")
    tamper(file, "PRAGMA user_version=99")
    with pytest.raises(NewerSchema, match="schema 99"):
        verify(file)
    with pytest.raises(NewerSchema, match="schema 99"):
        SQLiteLog(file)
    sqlite3.connect(tmp_path / "old.sqlite").close()
    with pytest.raises(OlderSchema, match="Start the desk on this folder once"):
        SQLiteLog(tmp_path / "old.sqlite", readonly=True)
