"""The locks hold what pyproject.toml asks for, every file by its hash; make lock writes them."""

import re
import tomllib

from tests.architecture.sources import ROOT

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; ([^\\]+?))? ?\\?$", re.MULTILINE)


def _locked(name: str) -> dict[tuple[str, str], str]:
    """(Package, for which machines) → version."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {(package, marker): version for package, version, marker in _PINNED.findall(text)}


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ]", requirement)[0].lower().replace("_", "-")


def test_what_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev = _locked("requirements.lock"), _locked("requirements-dev.lock")
    assert {_name(one) for one in project["project"]["dependencies"]} <= {package for package, _ in runtime}
    assert {_name(one) for one in project["dependency-groups"]["dev"]} <= {package for package, _ in dev}


def test_the_desk_is_developed_on_what_it_runs_on() -> None:
    assert _locked("requirements.lock").items() <= _locked("requirements-dev.lock").items()
    assert _locked("requirements-uv.lock").items() <= _locked("requirements-dev.lock").items()


def test_every_locked_file_has_a_hash() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        assert entries
        assert all("--hash=sha256:" in entry for entry in entries), lock
