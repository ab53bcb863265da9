"""Settings are read once: the command line before the environment, the environment before the defaults."""

import dataclasses
from pathlib import Path

import pytest

from infra.exits import WrongUsage
from infra.settings import Settings


def test_what_nobody_says_is_the_default() -> None:
    assert Settings.read({}) == Settings(data=Path("data"), host="127.0.0.1", port=8000, public=False)


def test_the_command_line_overrules_the_environment() -> None:
    environ = {"SUYING_PORT": "9000", "SUYING_DATA": "there", "SUYING_EMPTY": "yes"}
    settings = Settings.read(environ, port=9001, data=None, empty=None)
    assert (settings.port, settings.data, settings.empty) == (9001, Path("there"), True)


def test_they_do_not_change_afterwards() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings.read({}).port = 1  # type: ignore[misc]  # that it is refused is the point


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("TRUE", True), ("on", True), ("no", False), ("", False)])
def test_yes_and_no_have_many_spellings(said: str, meant: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert Settings.read({"SUYING_EMPTY": said}).empty is meant


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("SUYING_PORT", "http"),
        ("SUYING_PORT", "65536"),
        ("SUYING_PUBLIC", "perhaps"),
        ("SUYING_PREFIX", "desk"),
        ("SUYING_PREFIX", "/desk/"),
        ("SUYING_ADDRESS", "desk.example.com"),
        ("SUYING_ADDRESS", "https://desk.example.com/"),
        ("SUYING_ADDRESS", "ftp://desk.example.com"),
        ("SUYING_HOST", "192.0.2.1"),
        ("SUYING_HOST", "desk.example"),
    ],
)
def test_what_cannot_be_meant_is_refused(variable: str, text: str) -> None:
    with pytest.raises(WrongUsage, match=text):
        Settings.read({variable: text})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_needs_no_leave(host: str) -> None:
    assert Settings.read({"SUYING_HOST": host}).host == host
