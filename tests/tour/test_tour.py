"""Every command of the README's tour is executed, and every line that it shows is what is printed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.support.served import run, served
from tests.tour.script import README, Step, as_told, masked, steps

pytestmark = pytest.mark.xdist_group("tour")

TOUR = list(steps(README.read_text("utf-8")))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[date, list[list[str]]]:
    """The day of this run, and what each command printed, in the tour's order."""
    folder = tmp_path_factory.mktemp("tour") / "data"
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    with served(folder):
        return today, [run(folder, step.words(today)) for step in TOUR]


@pytest.mark.parametrize("number", range(len(TOUR)), ids=[step.command[:40] for step in TOUR])
def test_a_command_prints_what_the_readme_shows(number: int, told: tuple[date, list[list[str]]]) -> None:
    today, printed = told
    step: Step = TOUR[number]
    assert [masked(as_told(line, today)) for line in printed[number]] == [masked(line) for line in step.shown]


def test_the_tour_goes_from_the_first_word_to_the_months_report() -> None:
    said = [step.command.split()[1] for step in TOUR]
    assert said[0] == "do"
    assert {"work", "history", "clocks", "daily-log", "report", "verify"} <= set(said)
