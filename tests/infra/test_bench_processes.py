"""A desk that the bench measures keeps its log out of the table, and shows it when it fails."""

import sys
from pathlib import Path

import pytest

from tests.bench.processes import LOG, serving


def test_what_a_measured_desk_says_is_in_a_file_beside_its_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    with serving([sys.executable, "-m", "tests.infra.small_desk", str(folder)], folder) as desk:
        assert desk.address.startswith("http://127.0.0.1:")
    assert "Something new was made." in (tmp_path / LOG).read_text("utf-8")
    assert capfd.readouterr() == ("", "")


def test_what_a_desk_said_is_shown_when_it_fails(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such desk')"]
    with pytest.raises(AssertionError, match="the desk ended"), serving(command, tmp_path / "data"):
        pass
    assert capfd.readouterr().err == "What the desk said:\nno such desk\n"
