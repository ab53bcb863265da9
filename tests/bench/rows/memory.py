"""Memory of the all-in-one process after the import of the real file: MB (10⁶ bytes) against 1.

The file comes in as an operator brings it: `suying import` against the running desk. Measured when every
consumer has read it.
"""

import subprocess
import time
from pathlib import Path

import httpx

from shared.vocabulary.roles import Role
from tests.bench.processes import BOUND_S, ROOT, SUYING, Served, environ, serving
from tests.bench.row import Context, Row
from tests.bench.rows.importing import CASES, SOURCE


def pair(context: Context) -> tuple[float, float]:
    """MB that the process holds, and 1."""
    folder = context.folder / "data"
    with serving([SUYING, "serve", "--data", str(folder)], folder) as desk:
        _import(desk, context.folder / "rejects.csv")
        _wait_for_consumers(desk)
        return _resident(desk.pid), 1.0


def _import(desk: Served, rejects: Path) -> None:
    command = [
        SUYING,
        "import",
        str(SOURCE),
        "--mapping",
        "nyc-council",
        "--data",
        str(desk.folder),
        "--rejects",
        str(rejects),
    ]
    done = subprocess.run(command, cwd=ROOT, env=environ(), check=True, capture_output=True, text=True)
    assert f"{CASES:,} taken" in done.stdout, done.stdout


def _wait_for_consumers(desk: Served) -> None:
    headers = {"authorization": f"Bearer {desk.key(Role.ADMINISTRATOR)}"}
    give_up = time.monotonic() + BOUND_S
    with httpx.Client(base_url=desk.address, headers=headers) as client:
        while True:
            found = client.get("/api/v1/consumers").json()
            if all(one["lag_events"] == 0 for one in found["consumers"]):
                return
            assert time.monotonic() < give_up, found
            time.sleep(0.2)


def _resident(pid: int) -> float:
    """MB of a process that are in memory."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024 / 1e6


ROWS = [Row("memory", "MB", floor=170, aim=120, pair=pair, better="lower")]
