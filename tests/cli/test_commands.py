"""Every command: an example in its help, JSON where data is printed, one line where it is used wrongly."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from infra.cli.main import app
from tests.cli.conftest import Run

pytestmark = pytest.mark.xdist_group("cli")

COMMAND = typer.main.get_command(app)


def commands(place: Any = COMMAND, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The program, every group and every command, by their words."""
    yield words
    for name, below in getattr(place, "commands", {}).items():
        yield from commands(below, (*words, name))


@pytest.mark.parametrize("words", list(commands()), ids=lambda words: " ".join(words) or "suying")
def test_help_gives_an_example_and_fits_eighty_columns(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "80"}).output
    assert f"Example: {' '.join(('suying', *words))}" in " ".join(shown.split())
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("find",),
        ("work",),
        ("stuck",),
        ("away",),
        ("notify", "show"),
        ("status",),
        ("key", "list"),
        ("parked", "list"),
        ("verify",),
    ],
)
def test_data_is_printed_as_json_for_scripts(suying: Run, words: tuple[str, ...]) -> None:
    json.loads("\n".join(suying(*words, "--json")))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("do", "dance"), "There is no action dance. Actions: "),
        (("do", "verify"), "Name the case: suying do verify LP-20260303-001 FIELD=VALUE"),
        (("do", "receive", "site"), "'site' is not FIELD=VALUE. Fields: site, channel; optional: "),
        (("do", "receive", "site=LP", "channel=phone", "colour=red"), "receive has no field colour"),
        (("do", "receive", "site=LP", "channel=pigeon"), "channel: Input should be"),
        (("show", "LP-20260303-999"), "Nothing is found here. Check the address and the case number"),
        (("daily-log", "LP", "2026-02-30"), "The request is malformed. day: must be a day of the calendar"),
        (("import", "/nowhere.csv", "--mapping", "nyc-council"), "/nowhere.csv"),
        (("rebuild", "cooking"), "There is no consumer cooking. Consumers: intake, reporting, escalation, followup."),
        (("parked", "retry", "reporting", "LP-20260303-001"), "is not parked in reporting"),
        (("find", "--key", "suy_wrong"), "No valid key was presented. Send Authorization: Bearer"),
        (("directory", "apply", "/nowhere.yaml"), "/nowhere.yaml cannot be read"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_one_line(suying: Run, words: tuple[str, ...], said: str) -> None:
    (line,) = suying(*words)
    assert said in line


def test_a_consumer_is_rebuilt_beside_the_serving_one(suying: Run) -> None:
    (line,) = suying("rebuild", "reporting")
    assert line.startswith("reporting was rebuilt; it stands at ")


def test_a_key_is_made_shown_once_and_ended(suying: Run) -> None:
    made = json.loads(
        "\n".join(suying("key", "create", "mobile", "--system", "--role", "integrator", "--site", "LP", "--json"))
    )
    assert made["token"].startswith("suy_")
    assert suying("find", "zzzz", "--key", made["token"]) == ["No case was found."]
    suying("key", "expire", made["id"], "2099-01-01T00:00+08:00")
    assert suying("key", "revoke", made["id"]) == [f"Key {made['id']} works no more."]
    assert made["token"] not in "\n".join(suying("key", "list"))
    (line,) = suying("find", "--key", made["token"])
    assert line.startswith("suying: ")


def test_the_directory_is_exported_edited_and_applied_once(suying: Run, tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    file.write_text("\n".join(suying("directory", "export")) + "\n", "utf-8")
    assert suying("directory", "apply", str(file)) == ["The directory is so already; nothing to do."]
    edited = file.read_text("utf-8").replace("(sample)", "(our sample)")
    file.write_text(edited, "utf-8")
    said = suying("directory", "apply", str(file), "--yes")
    assert said[-1] == "1 changes carried out."
    assert suying("directory", "apply", str(file), "--yes") == ["The directory is so already; nothing to do."]
    file.write_text(edited.replace("zone: Asia/Shanghai", "zone: Asia/Atlantis"), "utf-8")
    assert "Atlantis" in suying("directory", "apply", str(file), "--yes")[-1]


def test_a_backup_taken_while_the_desk_runs_is_restored(suying: Run, tmp_path: Path) -> None:
    assert suying("backup", str(tmp_path / "copy"))[-1].endswith("and the log there is sound.")
    said = suying("restore", str(tmp_path / "copy"), "--data", str(tmp_path / "other"))
    assert said[-1].endswith("and the log there is sound.")
    assert suying("verify", "--data", str(tmp_path / "other")) == ["The log is sound."]


def test_how_one_is_told_is_set_and_a_target_is_not_shown_again(suying: Run) -> None:
    assert suying("notify", "show")[0].endswith("is told nothing: `suying notify set --on`.")
    (added,) = suying("notify", "add", "wecombot://topsecret")
    assert added.startswith("Channel ")
    said = suying("notify", "set", "--on", "--quiet", "22:00-07:00", "--every", "30", "--messages", "zh-CN")
    assert said[1] == "Language zh-Hans; quiet hours 22:00–07:00; at most one message in 30 min."
    assert "topsecret" not in "\n".join(said)
    assert all(len(line) <= 80 for line in said)
    suying("notify", "set", "--off", "--no-quiet")
    assert suying("notify", "remove", added.split()[1])[-1] == "No channel is named: `suying notify add TARGET`."
    assert suying("notify", "mail-server", "mailtos://desk:x@example.com?from=a@example.com") == [
        "The mail server is set."
    ]
    assert suying("notify", "mail-server", "--none") == ["There is no mail server any more."]
    (wrong,) = suying("notify", "add", "pigeon")
    assert "must be a mail address" in wrong
