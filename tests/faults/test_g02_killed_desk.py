"""G1, G2, G3: the desk is killed under eight writers; what it acknowledged is there once, and its views are right."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.kills import many
from tests.faults.kills.lives import Begin, Served, forking
from tests.faults.kills.marks import Step
from tests.faults.kills.rounds import Aim, Desk

RESULTS = Path(__file__).parents[2] / "build" / "faults.json"


@pytest.fixture(scope="module")
def begin() -> Iterator[Begin]:
    with forking() as begin:
        yield begin


@pytest.mark.guarantee("G2")
@pytest.mark.parametrize(
    "aim",
    [Aim(Step.START_UP, 40), Aim(Step.BEFORE_APPEND, 30), Aim(Step.AFTER_COMMIT, 15), Aim(Step.CONSUMER, 3)],
    ids=lambda aim: aim.step.name.lower(),
)
def test_a_desk_killed_at_a_step_lost_and_doubled_nothing(tmp_path: Path, begin: Begin, aim: Aim) -> None:
    desk = Desk(tmp_path / "data", tmp_path, begin)
    killed = desk.killed(aim=aim)
    assert aim.step in killed.steps
    assert (killed.lost, killed.wrong) == ([], [])
    assert desk.settled() == []
    assert aim.step is not Step.AFTER_COMMIT or desk.recognised


@pytest.mark.faults
@pytest.mark.guarantee("G2")
def test_two_hundred_kills() -> None:
    """`make faults ROUNDS=20` makes fewer. The log of each round is printed, the numbers are in build/faults.json."""
    rounds = int(os.environ.get("ROUNDS", many.ROUNDS))
    kills = many.run(RESULTS, Served, lambda line: print(line, flush=True), rounds=rounds)
    print(f"G2: {many.told(kills)}")
    found = kills["summary"]
    assert (found["lost"], found["wrong"]) == (0, 0)
    assert all(found["hits"][step.name] >= many.LEAST_HITS for step in many.STEPS)


def test_a_run_that_was_cut_goes_on_and_one_that_ended_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    assert many._begun(file, 3)["rounds"] == []
    many._write(file, {"wanted": 3, "rounds": [{"round": 1}], "folders": []})
    assert len(many._begun(file, 3)["rounds"]) == 1
    assert many._begun(file, 4)["rounds"] == []
    many._write(file, {"wanted": 3, "rounds": [{"round": 1}], "folders": [], "summary": {}})
    assert many._begun(file, 3)["rounds"] == []
