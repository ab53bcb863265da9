"""`python -m tests.tour.write`: runs the tour and writes what it prints into the README, for a reader to look at."""

import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.support.served import run, served
from tests.tour.script import README, as_told, steps


def main() -> None:
    """Replace the lines below each command."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    text = README.read_text("utf-8")
    with tempfile.TemporaryDirectory() as place, served(Path(place) / "data"):
        folder = Path(place) / "data"
        told = iter([[as_told(line, today).rstrip() for line in run(folder, s.words(today))] for s in steps(text)])
    README.write_text(
        re.sub(r"```console\n(.*?)```", lambda block: _told(block[1], told), text, flags=re.DOTALL), "utf-8"
    )


def _told(block: str, told: Iterator[list[str]]) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    lines = [line for command in commands for line in (f"$ {command}", *next(told))]
    return "```console\n" + "\n".join(lines) + "\n```"


if __name__ == "__main__":
    main()
