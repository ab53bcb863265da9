"""A data folder is copied while the desk writes, verified, and put back."""

import sqlite3
import threading
from pathlib import Path

import pytest

from shared.database.connection import Duty, connect
from shared.database.errors import Damaged, Unreadable
from shared.eventstore.backup import backup, restore
from shared.eventstore.sqlite import SQLiteLog
from tests.contract.eventstore_cases import an_append


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with everything a desk keeps in one."""
    data = tmp_path / "data"
    (data / "attachments" / "ab").mkdir(parents=True)
    (data / "attachments" / "ab" / "photo").write_bytes(b"photo")
    for name in ("keys.txt", "reporting.current", "desk.lock", "desk.json"):
        (data / name).write_text(name)
    (data / "keys.txt").chmod(0o600)
    for name in ("reporting-2.sqlite", "security.sqlite"):
        connection = connect(data / name, Duty.CONSUMER)
        connection.execute("CREATE TABLE fact (n INTEGER) STRICT")
        connection.close()
    log = SQLiteLog(data / "log.sqlite")
    log.append([an_append(key="k", series="LP-20260303")])
    log.close()
    return data


COPIED = [
    "reporting-2.sqlite",
    "log.sqlite",
    "security.sqlite",
    "attachments/ab/photo",
    "keys.txt",
    "reporting.current",
]


def test_a_backup_holds_everything_but_what_says_who_is_running(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    assert backup(folder, tmp_path / "copy", progress=lambda *step: told.append(step)) == COPIED
    assert sorted(str(f.relative_to(tmp_path / "copy")) for f in (tmp_path / "copy").rglob("*") if f.is_file()) == (
        sorted(COPIED)
    )
    assert {name for name, done, total in told if done == total} >= {"log.sqlite", "security.sqlite", "entries"}
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "copy" / "keys.txt").stat().st_mode & 0o777 == 0o600


def test_what_was_restored_goes_on_where_the_backup_was_taken(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    later = SQLiteLog(folder / "log.sqlite")
    later.append([an_append()])
    later.close()
    assert sorted(restore(tmp_path / "copy", tmp_path / "new")) == sorted(COPIED)
    log = SQLiteLog(tmp_path / "new" / "log.sqlite")
    assert log.head() == 1
    assert log.find_number("LP-20260303", 1) is not None
    log.append([an_append()])
    log.close()
    backup(tmp_path / "new", tmp_path / "second")


def test_a_desk_goes_on_writing_while_it_is_copied(folder: Path, tmp_path: Path) -> None:
    log = SQLiteLog(folder / "log.sqlite")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            log.append([an_append(None, 0, "x" * 2_000, series="LP-20260303")])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        log.wait(50, timeout=4)
        backup(folder, tmp_path / "copy")  # verifies: gapless, numbers too
    finally:
        stop.set()
        writer.join()
    copy = SQLiteLog(tmp_path / "copy" / "log.sqlite")
    assert 50 <= copy.head() <= log.head()
    assert copy.read(0, 10_000) == log.read(0, copy.head())
    copy.close()
    log.close()


def test_a_folder_that_a_killed_desk_left_is_restored_with_what_stands_in_its_write_ahead_log(
    folder: Path, tmp_path: Path
) -> None:
    running = SQLiteLog(folder / "log.sqlite")
    running.append([an_append()])
    assert (folder / "log.sqlite-wal").stat().st_size > 0
    restore(folder, tmp_path / "new")
    log = SQLiteLog(tmp_path / "new" / "log.sqlite")
    assert log.head() == 2
    log.close()
    running.close()


def test_nothing_is_overwritten(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="not empty"):
        backup(folder, folder)
    (tmp_path / "empty").mkdir()
    backup(folder, tmp_path / "empty")
    with pytest.raises(Unreadable, match="not empty"):
        restore(folder, tmp_path / "empty")


def test_what_is_no_data_folder_is_said(folder: Path, tmp_path: Path) -> None:
    (folder / "log.sqlite").unlink()
    with pytest.raises(Unreadable, match=r"no log\.sqlite"):
        backup(folder, tmp_path / "copy")
    with pytest.raises(Unreadable, match=r"no log\.sqlite"):
        restore(folder, tmp_path / "copy")


def test_a_folder_that_cannot_be_made_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unreadable, match="file"):
        backup(folder, tmp_path / "file" / "copy")


def test_a_damaged_backup_is_refused_and_leaves_no_folder(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    connection = sqlite3.connect(tmp_path / "copy" / "log.sqlite", isolation_level=None)
    connection.execute("DROP TRIGGER log_keeps_rows")
    connection.execute("UPDATE log SET version = 5")
    connection.close()
    with pytest.raises(Damaged, match="position 1"):
        restore(tmp_path / "copy", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_keys_that_were_damaged_are_not_taken_for_a_backup(folder: Path, tmp_path: Path) -> None:
    file = folder / "security.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(Damaged, match=r"security\.sqlite"):
        backup(folder, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_backup_that_was_interrupted_is_begun_anew(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.partial").mkdir()
    (tmp_path / "copy.partial" / "half").write_text("")
    backup(folder, tmp_path / "copy")
    assert not (tmp_path / "copy.partial").exists()
    assert not (tmp_path / "copy" / "half").exists()


def test_an_attachment_that_the_copied_log_may_mention_is_copied(folder: Path, tmp_path: Path) -> None:
    def upload(name: str, done: int, total: int) -> None:
        if name == "log.sqlite" and done == total:
            (folder / "attachments" / "ab" / "letter").write_bytes(b"letter")

    assert "attachments/ab/letter" in backup(folder, tmp_path / "copy", progress=upload)


def test_a_generation_that_was_switched_off_meanwhile_is_left_out(folder: Path, tmp_path: Path) -> None:
    def switch_off(name: str, done: int, total: int) -> None:
        if name == "reporting-1.sqlite" and done == total:
            (folder / "reporting-2.sqlite").unlink(missing_ok=True)

    connect(folder / "reporting-1.sqlite", Duty.CONSUMER).close()
    assert "reporting-2.sqlite" not in backup(folder, tmp_path / "copy", progress=switch_off)
