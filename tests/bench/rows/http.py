"""A command through HTTP, authentication on, all consumers running, 32 connections, against a route that validates.

Desk and clients are processes of their own, one for each of two cores; both sides are asked in turns.
What is measured is an ordinary desk: each complaint comes from a customer and a unit of its own. Cases of one
household, complaining anew whenever the last one was settled, would each carry a second command with them, the
suggestion of a repeat (R12.4), which nobody sent.
"""

import subprocess
import sys
from pathlib import Path

from shared.vocabulary.roles import Role
from tests.bench.processes import ROOT, environ, serving
from tests.bench.row import Context, Row

TURN = 1.0  # seconds
TURNS = 4  # of each side, in a pair
WARM = 0.3
SIDES = ("ours", "anchor")


class Clients:
    """The other process."""

    def __init__(self, address: str, token: str) -> None:
        command = [sys.executable, "-m", "tests.bench.http_client", address, token]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environ(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer() == "ready"

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def turn(self, side: str, seconds: float) -> tuple[int, float]:
        """Commands answered, and the seconds they took."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{side} {seconds}\n")
        self._process.stdin.flush()
        done, took = self._answer().split()
        return int(done), float(took)

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=10)


def pair(context: Context) -> tuple[float, float]:
    """Commands per second of both sides; in odd rounds the anchor goes first."""
    folder: Path = context.folder / "data"
    with serving([sys.executable, "-m", "tests.bench.http_desk", str(folder)], folder) as desk:
        clients = Clients(desk.address, desk.key(Role.RECEPTIONIST))
        for name in SIDES:
            clients.turn(name, WARM)
        done, took = [0, 0], [0.0, 0.0]
        for turn in range(2 * TURNS):
            side = (turn + context.round) % 2
            answered, seconds = clients.turn(SIDES[side], TURN)
            done[side] += answered
            took[side] += seconds
        clients.close()
    return done[0] / took[0], done[1] / took[1]


ROWS = [Row("http", "commands/s", floor=0.35, aim=0.5, pair=pair)]
