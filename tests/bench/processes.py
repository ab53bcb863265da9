"""Desks in processes of their own, for the rows that measure one from outside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.lock import running
from shared.security.first_keys import FILE, read_first_keys
from shared.vocabulary.roles import Role

ROOT = Path(__file__).parents[2]
SUYING = str(Path(sys.executable).with_name("suying"))
LOG = "desk.log"
BOUND_S = 60.0
"""Seconds that a desk may take to start or to stop."""


@dataclass(frozen=True)
class Served:
    """A desk that answers."""

    folder: Path
    pid: int
    address: str

    def key(self, role: Role) -> str:
        """Its first key of a role."""
        return read_first_keys(self.folder / FILE)[role]


@contextmanager
def serving(command: Sequence[str], folder: Path) -> Iterator[Served]:
    """Start a desk on a folder and stop it at the end.

    What it says is in `desk.log` beside the folder, out of the way of the table; when anything fails, it is shown.
    """
    said = folder.with_name(LOG)
    with (
        said.open("w") as log,
        _shown_on_failure(said),
        subprocess.Popen(command, cwd=ROOT, env=environ(), stdout=log, stderr=log) as process,
    ):
        try:
            yield _answering(process, folder)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(BOUND_S)
            finally:
                process.kill()


@contextmanager
def _shown_on_failure(said: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sys.stderr.write(f"What the desk said:\n{said.read_text('utf-8')}")
        raise


def _answering(process: "subprocess.Popen[bytes]", folder: Path) -> Served:
    give_up = time.monotonic() + BOUND_S
    while True:
        found = running(folder) if folder.is_dir() else None
        if found is not None:
            return Served(folder, found.pid, found.address)
        assert process.poll() is None, "the desk ended"
        assert time.monotonic() < give_up, "the desk does not start"
        time.sleep(0.02)


def environ(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without settings of a desk."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUYING_")}
    return {**kept, **(more or {"SUYING_PORT": "0"})}
