"""Processes of a desk: begun, asked where they answer, killed. Only what was started here is ever killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from infra.lock import Running, running
from shared.security.first_keys import FILE, read_first_keys
from shared.vocabulary.roles import Role
from tests.architecture.sources import ROOT

BOUND_S = 60.0
"""Seconds that a desk may take to start or to end before a round fails."""
_PROGRAM = (sys.executable, "-m", "tests.faults.kills.marked_desk")
_SETTINGS = {"SUYING_PORT": "0", "SUYING_RATE": "0"}


class Life(Protocol):
    """One process of a desk."""

    def alive(self) -> bool:
        """Whether it still runs."""
        ...

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send it a signal and wait for its end; it may have ended by itself already."""
        ...


class Begin(Protocol):
    """How a desk is started on a folder."""

    def __call__(self, folder: Path, marks: Path) -> Life: ...


class Served:
    """`suying serve`, started as an operator starts it."""

    def __init__(self, folder: Path, marks: Path) -> None:
        command = [*_PROGRAM, str(marks), "serve", "--data", str(folder)]
        self._process = subprocess.Popen(command, cwd=ROOT, env=_environ(), stdout=subprocess.DEVNULL)

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send it a signal and wait for its end."""
        if self.alive():
            self._process.send_signal(number)
        self._process.wait(BOUND_S)


class Forked:
    """The same, forked from a process that has the program in memory already: a second less for each."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def alive(self) -> bool:
        """Whether it still runs: its parent does not keep the dead."""
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send it a signal and wait for its end."""
        give_up = time.monotonic() + BOUND_S
        if self.alive():
            os.kill(self._pid, number)
        while self.alive():
            assert time.monotonic() < give_up, "the desk does not end"
            time.sleep(0.002)


@contextmanager
def forking() -> Iterator[Begin]:
    """Gives desks that start quickly, as long as the block runs."""
    with subprocess.Popen(
        [*_PROGRAM, "--forks"], cwd=ROOT, env=_environ(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        told, answers = parent.stdin, parent.stdout

        def begin(folder: Path, marks: Path) -> Life:
            told.write(f"{marks} serve --data {folder}\n")
            told.flush()
            return Forked(int(answers.readline()))

        assert answers.readline() == "loaded\n"
        yield begin
        told.close()


def _environ() -> dict[str, str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SUYING_")}
    return environ | _SETTINGS


async def address_of(folder: Path, life: Life) -> tuple[str, str] | None:
    """Where the desk answers, and the receptionist's key; None when it died before it answered."""
    give_up = time.monotonic() + BOUND_S
    while life.alive():
        found = _running(folder)
        if found is not None:
            return found.address, read_first_keys(folder / FILE)[Role.RECEPTIONIST]
        assert time.monotonic() < give_up, "the desk does not start"
        await asyncio.sleep(0.01)
    return None


def _running(folder: Path) -> Running | None:
    return running(folder) if folder.is_dir() else None
