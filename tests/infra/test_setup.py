"""`make` on a newcomer's machine: what is missing is told in one line, what is done is not done again."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

NEEDED = ("pyproject.toml", "requirements-dev.lock", "requirements-uv.lock", "infra/setup.sh")
TOOLS = ("sh", "cat", "sed", "cmp", "dirname")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A checkout without .venv, on a machine that has neither uv nor Python."""
    for name in NEEDED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    return tmp_path


def _python(place: Path, *answers: str) -> None:
    """A Python that behaves like ours but for the given answers (branches of a shell `case` over its program)."""
    program = place / "bin" / "python3"
    program.write_text(
        f'#!/bin/sh\ncase "$2" in\n{"".join(answers)}*) exec {sys.executable} "$@";;\nesac\n', encoding="utf-8"
    )
    program.chmod(0o755)


def _set_up(place: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", "infra/setup.sh"],
        cwd=place,
        env={"PATH": str(place / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_machine_without_python_is_told(place: Path) -> None:
    code, line = _set_up(place)
    assert code == 1
    assert line.startswith("suying: Python 3.11 or newer is needed")
    assert line.count("\n") == 1


def test_an_old_python_is_told(place: Path) -> None:
    _python(place, '*"(3, 11)"*) exit 1;;\n')
    code, line = _set_up(place)
    assert code == 1
    assert line.startswith("suying: Python 3.11 or newer is needed")


def test_an_old_sqlite_is_told_with_its_version(place: Path) -> None:
    _python(place, '*"(3, 37)"*) exit 1;;\n', "*sqlite_version*) echo 3.31.1;;\n")
    code, line = _set_up(place)
    assert code == 1
    assert line == f"suying: SQLite 3.37 or newer is needed; {place}/bin/python3 has 3.31.1.\n"


def test_a_missing_venv_module_is_told(place: Path) -> None:
    _python(place, "*'import venv'*) exit 1;;\n")
    code, said = _set_up(place)
    assert code == 1
    assert "The venv module of" in said.splitlines()[-1]
    assert not (place / ".venv").exists()


def test_what_is_set_up_is_not_set_up_again(place: Path) -> None:
    (place / ".venv" / "bin").mkdir(parents=True)
    (place / ".venv" / "bin" / "python").symlink_to(sys.executable)
    wanted = subprocess.run(
        ["sh", "-c", "eval \"$(sed -n '/^wanted()/p' infra/setup.sh)\"; wanted"],
        cwd=place,
        capture_output=True,
        check=True,
    ).stdout
    (place / ".venv" / "made-from").write_bytes(wanted)
    assert _set_up(place) == (0, "")
    (place / "requirements-dev.lock").write_text("changed\n", encoding="utf-8")
    assert _set_up(place)[0] == 1  # and would begin anew, had this machine a Python
