"""How database files are opened, changed and brought up to date, and what is said when that fails."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.database import connection as opening
from shared.database.connection import CHECKPOINT, Duty, connect, lengthen_wal
from shared.database.errors import (
    Busy,
    Damaged,
    DiskFull,
    NewerSchema,
    TooOldSQLite,
    Unreadable,
    explain,
    require_sqlite,
)
from shared.database.migrations import migrate, migrations, schema_version, statements
from shared.database.transaction import snapshot, transaction


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a file.sqlite"


@pytest.fixture
def writer(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(file, Duty.CONSUMER)) as connection:
        connection.execute("CREATE TABLE fact (n INTEGER NOT NULL) STRICT")
        yield connection


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


# ── connections ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("duty", "synchronous"), [(Duty.LOG, 2), (Duty.CONSUMER, 1)])
def test_a_writer_is_as_durable_as_its_duty_asks(file: Path, duty: Duty, synchronous: int) -> None:
    with closing(connect(file, duty)) as connection:
        assert pragma(connection, "synchronous") == synchronous
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "trusted_schema") == 0
        assert pragma(connection, "temp_store") == 2
        assert pragma(connection, "wal_autocheckpoint") == 1000
        assert pragma(connection, "recursive_triggers") == 1


def test_a_write_ahead_log_is_lengthened_and_nothing_else_changes(file: Path, writer: sqlite3.Connection) -> None:
    writer.execute("INSERT INTO fact VALUES (1)")
    wal, cache = file.with_name(f"{file.name}-wal"), pragma(writer, "cache_size")
    lengthen_wal(writer)
    length = wal.stat().st_size
    assert length >= CHECKPOINT * 4096
    with closing(connect(file, Duty.READER)) as reader:
        assert reader.execute("SELECT n FROM fact").fetchall() == [(1,)]
        assert reader.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (1,)
    writer.execute("INSERT INTO fact VALUES (2)")
    lengthen_wal(writer)
    assert wal.stat().st_size == length
    assert pragma(writer, "cache_size") == cache
    assert pragma(writer, "page_count") == 2
    assert pragma(writer, "integrity_check") == "ok"


def test_a_log_that_cannot_be_lengthened_goes_on_as_it_is(writer: sqlite3.Connection) -> None:
    writer.execute("PRAGMA max_page_count=10")
    lengthen_wal(writer)
    writer.execute("INSERT INTO fact VALUES (1)")
    assert not writer.in_transaction


@pytest.mark.usefixtures("writer")
def test_a_reader_cannot_write(file: Path) -> None:
    with closing(connect(file, Duty.READER)) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO fact VALUES (1)")


def test_a_reader_makes_no_file(file: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        connect(file, Duty.READER)
    assert not file.exists()


def test_a_folder_that_is_not_there_is_said(file: Path) -> None:
    with pytest.raises(Unreadable, match=r"missing.*permissions"):
        connect(file.parent / "missing" / "log.sqlite", Duty.LOG)


def test_a_file_that_is_no_database_is_said(file: Path) -> None:
    file.write_text("a letter, not a database " * 50)
    with pytest.raises(Damaged, match="newest backup"):
        connect(file, Duty.LOG)


def test_an_sqlite_without_strict_tables_is_refused() -> None:
    with pytest.raises(TooOldSQLite, match=r"3\.36\.0 is too old"):
        require_sqlite((3, 36, 0))
    require_sqlite((3, 37, 0))


# ── transactions ─────────────────────────────────────────────────────────────────────────────────


def facts(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM fact").fetchone()[0])


def test_a_transaction_is_committed_whole(writer: sqlite3.Connection, file: Path) -> None:
    with transaction(writer) as connection:
        connection.execute("INSERT INTO fact VALUES (1)")
        connection.execute("INSERT INTO fact VALUES (2)")
    with closing(connect(file, Duty.READER)) as reader:
        assert facts(reader) == 2


@pytest.mark.parametrize("error", [ValueError("mine"), KeyboardInterrupt()])
def test_any_exception_leaves_no_trace_and_goes_on(writer: sqlite3.Connection, error: BaseException) -> None:
    def write() -> None:
        with transaction(writer) as connection:
            connection.execute("INSERT INTO fact VALUES (1)")
            raise error

    with pytest.raises(type(error)):
        write()
    assert facts(writer) == 0
    assert not writer.in_transaction


def test_a_programming_error_stays_what_it_is(writer: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError), transaction(writer) as connection:
        connection.execute("INSERT INTO fact VALUES (NULL)")
    assert not writer.in_transaction


def test_a_full_disk_is_said_leaves_no_trace_and_the_next_transaction_works(
    writer: sqlite3.Connection, file: Path
) -> None:
    pages = pragma(writer, "page_count")
    writer.execute(f"PRAGMA max_page_count={pages}")  # SQLite reports its own limit as it reports the disk's
    many = [(n,) for n in range(10_000)]
    with pytest.raises(DiskFull, match=file.name), transaction(writer) as connection:
        connection.executemany("INSERT INTO fact VALUES (?)", many)
    assert facts(writer) == 0
    writer.execute("PRAGMA max_page_count=100000")
    with transaction(writer) as connection:
        connection.execute("INSERT INTO fact VALUES (1)")
    assert facts(writer) == 1


def test_a_file_held_by_another_is_said(
    writer: sqlite3.Connection, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_FOR_LOCK", 0.01)
    with closing(connect(file, Duty.CONSUMER)) as other, transaction(writer):
        with pytest.raises(Busy, match="Another process"), transaction(other):
            pass
        assert not other.in_transaction


def test_a_snapshot_sees_one_state(writer: sqlite3.Connection, file: Path) -> None:
    with closing(connect(file, Duty.READER)) as reader:
        with snapshot(reader):
            assert facts(reader) == 0
            writer.execute("INSERT INTO fact VALUES (1)")
            assert facts(reader) == 0
        assert facts(reader) == 1


def test_only_what_concerns_the_file_is_explained() -> None:
    assert explain(sqlite3.ProgrammingError("mine"), "x") is None


# ── migrations ───────────────────────────────────────────────────────────────────────────────────


def steps(folder: Path, *texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts, 1):
        (folder / f"{number:04}_step.sql").write_text(text)
    return folder


ONE = "CREATE TABLE a (n INTEGER) STRICT; -- a remark; with a semicolon\nCREATE TABLE b (n INTEGER) STRICT;"
TWO = "CREATE TRIGGER t BEFORE DELETE ON a BEGIN SELECT RAISE(ABORT, 'no; never'); SELECT 1; END;"


def tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_schema ORDER BY name")]


def test_steps_are_applied_once_in_order_and_later_ones_later(file: Path, tmp_path: Path) -> None:
    with closing(connect(file, Duty.LOG)) as connection:
        assert migrate(connection, steps(tmp_path / "m", ONE)) == 1
        assert migrate(connection, steps(tmp_path / "m", ONE)) == 0
        assert migrate(connection, steps(tmp_path / "m", ONE, TWO)) == 1
        assert schema_version(connection) == 2
        assert tables(connection) == ["a", "b", "t"]


def test_a_step_that_fails_leaves_the_file_as_it_was(file: Path, tmp_path: Path) -> None:
    with closing(connect(file, Duty.LOG)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, steps(tmp_path / "m", ONE, "CREATE TABLE c (n INTEGER) STRICT; CREATE TABLE a (n);"))
        assert (schema_version(connection), tables(connection)) == (1, ["a", "b"])


def test_a_new_file_that_another_process_is_just_writing_is_waited_for(file: Path) -> None:
    opened = threading.Event()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE begun (x)")
        other.execute("BEGIN IMMEDIATE")

        def begin() -> None:
            connect(file, Duty.LOG).close()
            opened.set()

        waiting = threading.Thread(target=begin)
        waiting.start()
        assert not opened.wait(0.1)
        other.execute("COMMIT")
    waiting.join()
    assert opened.is_set()


def test_two_processes_that_start_at_once_make_one_schema(file: Path, tmp_path: Path) -> None:
    folder, start = steps(tmp_path / "m", ONE, TWO), threading.Barrier(4)
    applied: list[int] = []

    def begin() -> None:
        with closing(connect(file, Duty.LOG)) as connection:
            start.wait()
            applied.append(migrate(connection, folder))

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(applied) == 2


def test_a_file_of_a_newer_program_is_refused_untouched(file: Path, tmp_path: Path) -> None:
    with closing(connect(file, Duty.LOG)) as connection:
        migrate(connection, steps(tmp_path / "m", ONE, TWO))
    (tmp_path / "m" / "0002_step.sql").unlink()
    with closing(connect(file, Duty.LOG)) as connection, pytest.raises(NewerSchema, match=r"schema 2, .* knows 1"):
        migrate(connection, tmp_path / "m")


def test_steps_without_a_hole_are_asked_for(tmp_path: Path) -> None:
    folder = steps(tmp_path / "m", ONE, TWO)
    (folder / "0001_step.sql").unlink()
    with pytest.raises(ValueError, match="without a hole"):
        migrations(folder)


def test_an_unfinished_statement_is_said() -> None:
    assert list(statements("SELECT 1; -- the end\n")) == ["SELECT 1;"]
    with pytest.raises(ValueError, match="unfinished"):
        list(statements("SELECT 1; SELECT 2"))
