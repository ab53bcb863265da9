"""Real desks in processes of their own: started, waited for with a bound, stopped by their own id."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from infra.lock import Running, running
from tests.architecture.sources import ROOT

#: Seconds a desk may take to start, answer or stop before the test fails; on a quiet machine it takes one.
BOUND_S = 40.0
T = TypeVar("T")
SMALL: Sequence[str] = (sys.executable, "-m", "tests.infra.small_desk")


@dataclass(frozen=True)
class RunningDesk:
    """A desk that answers, and its process."""

    process: subprocess.Popen[str]
    folder: Path
    note: Running

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Send a signal and wait: exit code, what it said, what it complained about."""
        self.process.send_signal(number)
        said, complained = self.process.communicate(timeout=BOUND_S)
        return self.process.returncode, said, complained


def launch(
    command: Sequence[str], place: Path = ROOT, settings: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start a desk on any free port."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SUYING_")}
    return subprocess.Popen(
        command,
        cwd=place,
        env=environ | {"SUYING_PORT": "0"} | dict(settings or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def desk(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[RunningDesk]:
    """A small desk that answers; killed at the end if the test has not stopped it."""
    with launch([*SMALL, str(folder)], settings=settings) as process:
        try:
            yield RunningDesk(process, folder, until(lambda: running(folder), process))
        finally:
            process.kill()


def until(found: Callable[[], T | None], process: subprocess.Popen[str] | None = None) -> T:
    """Ask until there is an answer; fail after the bound, or when the process is gone."""
    give_up = time.monotonic() + BOUND_S
    while (answer := found()) is None:
        if process is not None and process.poll() is not None:
            raise AssertionError(f"The desk ended with {process.returncode}: {process.communicate()}")
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.02)
    return answer


def refused(folder: Path, *more: str, settings: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Start a desk that must not come up: its exit code and its one line."""
    with launch([*SMALL, str(folder), *more], settings=settings) as process:
        _, complained = process.communicate(timeout=BOUND_S)
    return process.returncode, complained.strip()
