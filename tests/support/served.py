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


def run(folder: Path, words: list[str], *, typed: str | None = None, code: int | None = None) -> list[str]:
    """What a command prints, on 80 columns; a refusal's line too. `typed` answers its question, `code` is expected."""
    assert words[0] == "suying"
    result = CliRunner().invoke(app, words[1:], env={"SUYING_DATA": str(folder), "COLUMNS": "80"}, input=typed)
    text, ended = result.stdout, result.exit_code
    if isinstance(result.exception, CannotRun):
        text, ended = text + f"suying: {result.exception}\n", result.exception.code
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert code in (None, ended), (text, result.stderr)
    return text.splitlines()
