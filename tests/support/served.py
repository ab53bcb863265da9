"""A desk that serves a new folder, as `make run` does, and the command line beside it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typer.testing import CliRunner

from infra.cli.main import app
from infra.exits import CannotRun

PATIENCE_S = 90.0


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """A served desk with the sample company."""
    environment = os.environ | {"SUYING_DATA": str(folder), "SUYING_PORT": "0"}
    command = [sys.executable, "-m", "infra.cli.main", "serve"]
    with (folder.parent / "serve.log").open("w") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            until = time.monotonic() + PATIENCE_S
            while not (folder / "desk.json").exists():
                assert process.poll() is None, (folder.parent / "serve.log").read_text()
                assert time.monotonic() < until, "the desk did not start"
                time.sleep(0.02)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def run(folder: Path, words: list[str]) -> list[str]:
    """What a command prints, on 80 columns; a refusal's line too."""
    assert words[0] == "suying"
    result = CliRunner().invoke(app, words[1:], env={"SUYING_DATA": str(folder), "COLUMNS": "80"})
    text = result.stdout
    if isinstance(result.exception, CannotRun):
        text += f"suying: {result.exception}\n"
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return text.splitlines()
