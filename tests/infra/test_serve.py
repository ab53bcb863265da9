"""A desk in a process of its own: answers, stops cleanly, and says in one line why it cannot start."""

import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from infra.exits import AddressNotFree, DataUnusable, FolderInUse, FolderUnusable, NoSpace, WrongUsage
from infra.lock import LOCK, NOTE, Running, holding, running
from tests.infra.desks import desk, refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_desk_answers_at_the_address_that_it_tells(folder: Path) -> None:
    with desk(folder) as served:
        assert httpx.get(served.note.address).status_code == 200
        assert served.note.pid == served.process.pid
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in folder.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(folder: Path, number: signal.Signals) -> None:
    with desk(folder) as served:
        code, said, complained = served.stop(number)
    assert (code, complained) == (0, "")
    assert said.startswith("Something new was made.\n")
    assert served.note.address in said
    assert "stopped" in said
    assert (folder / "stopped").exists()
    assert not (folder / NOTE).exists()


def test_what_a_killed_desk_leaves_behind_is_no_running_desk(folder: Path) -> None:
    with desk(folder) as served:
        served.stop(signal.SIGKILL)
        assert (folder / NOTE).exists()
        assert running(folder) is None
    with desk(folder) as again:
        assert httpx.get(again.note.address).status_code == 200


def test_a_desk_that_starts_beside_a_killed_ones_note_does_not_answer_yet(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    with holding(folder):
        (folder / NOTE).write_text(f'{{"pid": {gone.pid}, "address": "http://127.0.0.1:1"}}', encoding="utf-8")
        assert running(folder) is None
        (folder / NOTE).write_text(f'{{"pid": {os.getpid()}, "address": "http://127.0.0.1:1"}}', encoding="utf-8")
        assert running(folder) == Running(os.getpid(), "http://127.0.0.1:1")


def test_a_second_process_on_the_folder_is_told_who_holds_it(folder: Path) -> None:
    with desk(folder) as served:
        code, line = refused(folder)
        assert code == FolderInUse.code
        assert str(served.process.pid) in line
        assert served.note.address in line
        assert len(line.splitlines()) == 1
        assert httpx.get(served.note.address).status_code == 200


def test_a_taken_port_is_told_before_anything_is_opened(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, line = refused(folder, settings={"SUYING_PORT": port})
    assert code == AddressNotFree.code
    assert port in line
    assert len(line.splitlines()) == 1
    assert not (folder / "started").exists()


@pytest.mark.parametrize(("fails", "kind"), [("full", NoSpace), ("damaged", DataUnusable)])
def test_disk_and_data_that_fail_at_the_start_are_told_in_one_line(folder: Path, fails: str, kind: type) -> None:
    code, line = refused(folder, fails)
    assert code == kind.code  # type: ignore[attr-defined]  # all kinds are CannotRun
    assert "log.sqlite" in line
    assert len(line.splitlines()) == 1
    assert (folder / "stopped").exists()


def test_a_file_in_place_of_the_folder_is_told(folder: Path) -> None:
    folder.touch()
    code, line = refused(folder)
    assert (code, line) == (FolderUnusable.code, f"{folder} is not a folder: name another one with --data.")


@pytest.mark.parametrize("port", ["99999", "eighty", "-1"])
def test_a_port_that_is_none_is_told(folder: Path, port: str) -> None:
    code, line = refused(folder, settings={"SUYING_PORT": port})
    assert code == WrongUsage.code
    assert "SUYING_PORT" in line


def test_other_machines_are_let_in_only_with_public(folder: Path) -> None:
    code, line = refused(folder, settings={"SUYING_HOST": "0.0.0.0"})  # noqa: S104 - the refusal is the point
    assert code == WrongUsage.code
    assert "--public" in line
    assert not folder.exists()
    with desk(folder, {"SUYING_HOST": "0.0.0.0", "SUYING_PUBLIC": "yes"}) as served:  # noqa: S104 - as above
        assert served.note.address.startswith("http://0.0.0.0:")


def test_a_proxy_on_this_machine_is_believed_about_scheme_host_and_prefix(folder: Path) -> None:
    with desk(folder, {"SUYING_PREFIX": "/desk"}) as served:
        told = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Host": "desk.example"}
        assert httpx.get(served.note.address, headers=told).text == "203.0.113.9 https://desk.example/desk/"


def test_a_proxy_elsewhere_is_not_believed(folder: Path) -> None:
    with desk(folder, {"SUYING_PROXIES": "192.0.2.7"}) as served:
        assert httpx.get(served.note.address, headers={"X-Forwarded-For": "203.0.113.9"}).text.startswith("127.0.0.1 ")


def test_the_lock_is_free_again_when_its_holder_is_gone(folder: Path) -> None:
    program = (
        "import sys; from infra.lock import *\nwith holding(Path(sys.argv[1])): print('held', flush=True); input()"
    )
    holder = [sys.executable, "-c", program, str(folder)]
    with subprocess.Popen(holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse, match=str(process.pid)), holding(folder):
            pass
        process.kill()
        process.wait()
        with holding(folder):
            assert (folder / LOCK).read_text().strip() == str(os.getpid())


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o710])
def test_a_folder_of_ours_that_others_reach_is_closed_to_them(
    folder: Path, mode: int, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir()
    folder.chmod(mode)
    with holding(folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (
        capsys.readouterr().err
        == f"{folder} was open to others (mode {mode:04o}); it is its owner's alone now (0700).\n"
    )
    folder.chmod(mode)
    with holding(folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, "also with a desk's files in it"


def test_a_folder_of_other_things_that_others_reach_is_refused_and_left_as_it_is(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "holiday.jpg").touch()
    with pytest.raises(FolderUnusable, match=r"is open to others, .* chmod 700"), holding(folder):
        pass
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert [file.name for file in folder.iterdir()] == ["holiday.jpg"]
