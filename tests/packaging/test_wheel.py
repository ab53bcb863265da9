"""The wheel: built without a network, complete, and running outside the checkout."""

import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from infra.lock import running
from tests.architecture.sources import CODE, ROOT, checkout
from tests.infra.desks import RunningDesk, launch, until

UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    out = tmp_path_factory.mktemp("dist")
    _run(UV, "build", "--wheel", "--offline", "--no-progress", "--out-dir", out, ROOT)
    [built] = out.glob("suying-*.whl")
    return built


@pytest.fixture(scope="module")
def suying(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`suying` of a new environment that holds the wheel; the libraries are those of the tests."""
    place = tmp_path_factory.mktemp("place") / "env"
    _run(UV, "venv", "--offline", "--no-project", "--python", sys.executable, place)
    _run(UV, "pip", "install", "--offline", "--no-deps", "--python", place / "bin" / "python", wheel)
    [site] = place.glob("lib/python*/site-packages")
    # A path that a .pth file names is not searched for .pth files: the checkout itself stays out.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place / "bin" / "suying"


def test_every_file_of_our_packages_is_in_the_wheel(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = {str(source.path) for source in checkout() if source.path.parts[0] in CODE}
    assert ours <= packed
    assert not {name for name in packed if name.startswith(("tests/", "docs/")) or "__pycache__" in name}


def test_it_tells_its_version_outside_the_checkout(suying: Path, tmp_path: Path) -> None:
    assert _run(suying, "--version", cwd=tmp_path) == "suying 0.1.0\n"


def test_it_runs_its_own_code_and_not_the_checkout(suying: Path, tmp_path: Path) -> None:
    where = "import shared, services, infra; print(shared.__file__, services.__file__, infra.__file__)"
    found = _run(suying.with_name("python"), "-c", where, cwd=tmp_path).split()
    assert all(Path(file).is_relative_to(suying.parents[1]) for file in found)


@pytest.fixture(scope="module")
def served(suying: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """The wheel's own desk on a new folder, started from elsewhere; it must stop cleanly too."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    command = [str(suying), "serve", "--data", "desk", "--port", "0"]
    with launch(command, elsewhere) as process:
        try:
            folder = elsewhere / "desk"
            desk = RunningDesk(process, folder, until(lambda: running(folder), process))
            yield desk
            code, said, _ = desk.stop()
        finally:
            process.kill()
    assert (code, said.splitlines()[-1]) == (0, "Suying has stopped.")
    assert "keys.txt" in said


def test_it_serves_its_pages_and_what_they_load_outside_the_checkout(served: RunningDesk) -> None:
    for page in ("/", "/docs"):
        answer = httpx.get(served.note.address + page)
        assert answer.status_code == 200
        loaded = re.findall(r'(?:href|src)="([^"]+)"', answer.text)
        assert loaded
        assert {link: httpx.get(served.note.address + link).status_code for link in loaded} == dict.fromkeys(
            loaded, 200
        )


def test_its_first_keys_open_the_desk_and_none_closes_it(served: RunningDesk) -> None:
    keys = re.findall(r"\S{20,}", (served.folder / "keys.txt").read_text(encoding="utf-8"))
    cases = served.note.address + "/api/v1/complaints"
    answers = {httpx.get(cases, headers={"Authorization": f"Bearer {key}"}).status_code for key in keys}
    assert answers
    assert 401 not in answers
    assert httpx.get(cases).status_code == 401


def _run(*command: object, cwd: Path = ROOT) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
