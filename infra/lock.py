"""One process per data folder: a lock that the system lets go when its holder dies, and who holds it (trap 23)."""

import fcntl
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.exits import FolderInUse, FolderUnusable

LOCK = "desk.lock"
LOG = "log.sqlite"
MODE = 0o700
OTHERS = 0o077
"""What the owner's group and everybody else may do."""
NOTE = "desk.json"
#: Who only asks `running` holds the lock for an instant; a starter tries for this long before it gives up.
_PATIENCE_S = 0.3
_PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Running:
    """The desk that serves a folder: its process and its address."""

    pid: int
    address: str


def prepare(folder: Path) -> None:
    """Make the data folder, for its owner alone (0700). Raises FolderUnusable.

    One that others can reach is closed to them when it is a desk's, or empty; any other is refused, as its mode may be
    meant for what else is in it.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderUnusable(f"{folder} is not a folder: name another one with --data.")
    try:
        folder.mkdir(mode=MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise FolderUnusable(f"{folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise FolderUnusable(f"{folder} cannot be read and written by this user: check its owner and mode.")
    if mode := stat.S_IMODE(folder.stat().st_mode) & OTHERS:
        _close(folder, mode)


def _close(folder: Path, mode: int) -> None:
    names = {entry.name for entry in folder.iterdir()}
    if (names and not names & {LOG, LOCK}) or folder.stat().st_uid != os.geteuid():
        raise FolderUnusable(
            f"{folder} is open to others, and customers' words would lie in it: "
            f"chmod 700 {folder}, or name another one with --data."
        )
    folder.chmod(MODE)
    print(f"{folder} was open to others (mode {MODE | mode:04o}); it is its owner's alone now (0700).", file=sys.stderr)


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold the folder while the block runs; what is written meanwhile is its owner's alone.

    Raises FolderInUse, FolderUnusable.
    """
    prepare(folder)
    file = _opened(folder)
    mask = os.umask(0o077)
    try:
        if not _got(file):
            raise FolderInUse(_who(folder, os.pread(file, 32, 0)))
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        (folder / NOTE).unlink(missing_ok=True)  # left by a process that was killed
        yield
    finally:
        os.umask(mask)
        os.close(file)


@contextmanager
def announced(folder: Path, address: str) -> Iterator[None]:
    """Tell other commands where the desk of this folder answers, while the block runs."""
    note = folder / NOTE
    fresh = note.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(Running(os.getpid(), address))) + "\n", encoding="utf-8")
    fresh.replace(note)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def running(folder: Path) -> Running | None:
    """The desk that serves this folder now; None if none does, whatever a killed one left behind."""
    desk = _note(folder)
    if desk is None or not _lives(desk.pid):
        return None
    file = _opened(folder)
    try:
        return None if _take(file) else desk
    finally:
        os.close(file)


def _opened(folder: Path) -> int:
    try:
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise FolderUnusable(f"{folder / LOCK} cannot be opened: {error.strerror}.") from error


def _got(file: int) -> bool:
    give_up = time.monotonic() + _PATIENCE_S
    while not _take(file):
        if time.monotonic() > give_up:
            return False
        time.sleep(_PAUSE_S)
    return True


def _take(file: int) -> bool:
    """Take the lock if it is free; True if it is now ours."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _who(folder: Path, pid: bytes) -> str:
    desk = _note(folder)
    holder = f"process {pid.decode().strip() or 'unknown'}" + (f", at {desk.address}" if desk else "")
    return f"{folder} is in use ({holder}): stop that one, or name another folder with --data."


def _lives(pid: int) -> bool:
    """Between taking the lock and announcing itself, a new desk stands beside a killed one's note."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _note(folder: Path) -> Running | None:
    try:
        return Running(**json.loads((folder / NOTE).read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        return None
    except OSError as error:
        raise FolderUnusable(f"{folder / NOTE} cannot be read: {error.strerror}.") from error
