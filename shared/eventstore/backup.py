"""Copies a data folder while the desk runs, and puts a copy back; neither is called done before it is verified."""

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from shared.database.connection import Duty, connect
from shared.database.errors import Damaged, Unreadable, explained
from shared.database.transaction import snapshot
from shared.eventstore.verify import Progress, require_sound

LOG = "log.sqlite"
PAGES_AT_ONCE = 2_000
"""Pages copied between two calls of `progress`: 8 MB."""

OF_THE_RUNNING_DESK = {"desk.lock", "desk.json"}
"""Says which process serves the folder; means nothing in a copy."""


def backup(folder: Path, into: Path, *, progress: Progress | None = None) -> list[str]:
    """Copy the data folder into a new folder, which appears only when it is whole and verified; the names copied.

    Each database is one state of itself. Consumers are copied before the log, so none is ahead of it (they read
    on from where they were, or are rebuilt); keys and attachments after it, so nothing that the log mentions
    is missing. Raises Unreadable when `into` exists and is not empty, DiskFull, Damaged.
    """
    _expect_log(folder)
    return _fill(into, folder, itertools.chain(_databases(folder), _others(folder)), progress)


def restore(
    copy: Path, folder: Path, *, progress: Progress | None = None, prepare: Callable[[Path], None] | None = None
) -> list[str]:
    """Put a backup into an empty or new data folder; verified before the folder appears. The backup stays as it is.

    A plain copy of a stopped desk's folder serves as well. Raises Unreadable when the folder is not empty or
    there is no log in the backup, Damaged when the log is not sound. `prepare` is given the folder before it appears.
    """
    _expect_log(copy)
    return _fill(folder, copy, itertools.chain(_databases(copy), _others(copy)), progress, prepare)


def _expect_log(folder: Path) -> None:
    if not (folder / LOG).is_file():
        raise Unreadable(f"{folder}: there is no {LOG}. Is it a data folder of Suying, or a backup of one?")


def _databases(folder: Path) -> Iterator[Path]:
    """Consumers, then the log, then what the log leans on."""
    names = sorted(file.name for file in folder.glob("*.sqlite") if file.name != LOG)
    behind = [name for name in names if "-" in name]  # `reporting-3.sqlite`
    beneath = [name for name in names if "-" not in name]
    return (folder / name for name in [*behind, LOG, *beneath])


def _others(folder: Path) -> Iterator[Path]:
    """Looked up when its turn comes, after the log: an upload of meanwhile, which the copied log may mention, is in."""
    for file in sorted(folder.rglob("*")):
        of_a_database = file.parent == folder and ".sqlite" in file.name
        if file.is_file() and not file.is_symlink() and not of_a_database and file.name not in OF_THE_RUNNING_DESK:
            yield file


def _fill(
    into: Path, source: Path, files: Iterable[Path], progress: Progress | None,
    prepare: Callable[[Path], None] | None = None,
) -> list[str]:  # fmt: skip
    """Fill a folder beside `into`, verify it, and give it its name in one step."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Unreadable(f"{into} is there and not empty. Name a new folder.")
    partial = into.with_name(f"{into.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True, mode=0o700)
        copied = [str(file.relative_to(source)) for file in files if _copied(file, source, partial, progress)]
        require_sound(partial / LOG, progress=progress)
        if prepare is not None:
            prepare(partial)
        for file in partial.glob("*.sqlite"):
            _require_sound_pages(file)
        _make_durable(partial)
        partial.replace(into)
        _sync(into.parent)
    except OSError as error:
        raise Unreadable(f"{into}: {error.strerror}: {error.filename}") from error
    return copied


def _copied(file: Path, source: Path, target: Path, progress: Progress | None) -> bool:
    """Copy one file; False when it went away meanwhile (an old generation of a consumer, an upload given up)."""
    name = file.relative_to(source)
    copy = target / name
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy.touch(mode=0o600)
    try:
        if file.suffix == ".sqlite":
            _copy_database(file, copy, progress)
        else:
            shutil.copyfile(file, copy)
    except (FileNotFoundError, Unreadable):
        copy.unlink()
        if file.exists() or file.name == LOG:
            raise
        return False
    return True


def _copy_database(file: Path, copy: Path, progress: Progress | None) -> None:
    """One state of a database that others go on writing: the snapshot is held, so the copy never begins anew."""

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(file.name, total - remaining, total)

    with explained(file), closing(connect(file, Duty.READER)) as reader, snapshot(reader):
        reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with closing(sqlite3.connect(copy, isolation_level=None)) as target:
            target.execute("PRAGMA synchronous=OFF")  # the whole folder is synced once, at the end
            reader.backup(target, pages=PAGES_AT_ONCE, progress=tell)


def _require_sound_pages(file: Path) -> None:
    """Have SQLite look at a copy; the last to close it takes the write-ahead log's files away. Raises Damaged."""
    with explained(file), closing(connect(file, Duty.CONSUMER)) as copy:
        says = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if says != "ok":
        raise Damaged(f"{file.name}: {says}")


def _make_durable(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
