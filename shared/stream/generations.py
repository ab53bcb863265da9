"""Which file of a consumer serves: `<name>-<generation>.sqlite`, and a pointer that is switched in one step (G7)."""

import os
import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.database.connection import Duty, connect
from shared.database.errors import explained


class Generations:
    """The files of one consumer. Readers get the one that serves; an old one goes with its last reader."""

    def __init__(self, folder: Path, name: str) -> None:
        """Find the generation that serves, and remove what an interrupted rebuild left."""
        self.folder = folder
        self.name = name
        self._lock = threading.Lock()
        self._idle: list[tuple[int, sqlite3.Connection]] = []
        self._reading: Counter[int] = Counter()
        self._building: set[int] = set()
        self.current = self._read_pointer()
        self.sweep()

    def path(self, generation: int | None = None) -> Path:
        """The file of a generation, of the serving one if none is named."""
        return self.folder / f"{self.name}-{self.current if generation is None else generation}.sqlite"

    @property
    def _pointer(self) -> Path:
        return self.folder / f"{self.name}.current"

    def _read_pointer(self) -> int:
        try:
            return int(self._pointer.read_text("ascii"))
        except FileNotFoundError:
            return 1

    def begin(self) -> int:
        """A new generation's number; its file is kept until it serves or is given up."""
        with self._lock:
            number = max([self.current, *self._found(), *self._building]) + 1
            self._building.add(number)
            return number

    def give_up(self, generation: int) -> None:
        """This generation will not serve: remove its file, which must be closed."""
        with self._lock:
            self._building.discard(generation)
            remove(self.path(generation))

    def _found(self) -> list[int]:
        pattern = re.compile(rf"{re.escape(self.name)}-(\d+)\.sqlite")
        return [int(match[1]) for file in self.folder.iterdir() if (match := pattern.fullmatch(file.name))]

    def put_aside(self) -> Path:
        """Let the serving file, which is damaged, make room for a new one of its number; where it is kept."""
        aside = self.path().with_suffix(".damaged")
        self.path().replace(aside)
        remove(self.path())
        return aside

    def switch(self, generation: int) -> None:
        """From now on this generation serves; a crash leaves either the old pointer or the new one.

        The old file stays until its writer has closed it and `sweep` finds it unused.
        """
        beside = self._pointer.with_suffix(".next")
        with beside.open("w", encoding="ascii") as file:
            file.write(f"{generation}\n")
            file.flush()
            os.fsync(file.fileno())
        with self._lock:
            beside.replace(self._pointer)
            _sync_folder(self.folder)
            self.current = generation
            self._building.discard(generation)
            stale, self._idle = self._idle, []
        for _, connection in stale:
            connection.close()

    def sweep(self) -> None:
        """Remove the files of generations that neither serve nor are read nor being made."""
        with self._lock:
            used = {self.current, *self._building, *(g for g, readers in self._reading.items() if readers)}
            for generation in self._found():
                if generation not in used:
                    remove(self.path(generation))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection to the generation that serves, of nobody else meanwhile. Raises StorageError."""
        generation, connection = self._take()
        try:
            with explained(self.path(generation)):
                yield connection
        finally:
            self._give_back(generation, connection)

    def _take(self) -> tuple[int, sqlite3.Connection]:
        with self._lock:
            generation = self.current
            self._reading[generation] += 1
            if self._idle:
                return self._idle.pop()
        try:
            return generation, connect(self.path(generation), Duty.READER)
        except BaseException:
            with self._lock:
                self._reading[generation] -= 1
            raise

    def _give_back(self, generation: int, connection: sqlite3.Connection) -> None:
        with self._lock:
            self._reading[generation] -= 1
            if serves := generation == self.current:
                self._idle.append((generation, connection))
        if not serves:
            connection.close()
            self.sweep()

    def close(self) -> None:
        """Close the readers' connections."""
        with self._lock:
            while self._idle:
                self._idle.pop()[1].close()

    def drop(self) -> None:
        """Remove every file of this consumer; its next start begins from nothing."""
        self.close()
        for generation in self._found():
            remove(self.path(generation))
        self._pointer.unlink(missing_ok=True)
        self.current = 1


def remove(path: Path) -> None:
    """Remove an SQLite file with what stands beside it."""
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
