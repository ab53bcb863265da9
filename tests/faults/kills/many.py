"""Two hundred kills, resumable: what is done stands in build/faults.json; a run that was cut goes on from there.

Kills fall uniformly over the life of a process: over its start, as long as the last one took, and the work after
it. A step that was hit fewer than five times then gets rounds in which the process ends itself there.
"""

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.faults.kills.lives import Begin
from tests.faults.kills.marks import Step
from tests.faults.kills.rounds import Aim, Desk, Round

ROUNDS = 200
PER_FOLDER = 10  #: rounds on one data folder, the first of them on an empty one: the founding is killed as well
WORK_S = 2.5  #: seconds of work within the life over which kills fall
LEAST_HITS = 5
COMPARED_EVERY = 3  #: rounds between two comparisons of the projections with their rebuild
STEPS = (Step.BEFORE_APPEND, Step.AFTER_COMMIT, Step.CONSUMER, Step.START_UP)
PASSES = {Step.START_UP: 60, Step.BEFORE_APPEND: 200, Step.AFTER_COMMIT: 100, Step.CONSUMER: 12}
"""How often a process may come by before it ends itself: drawn up to these."""

Kills = dict[str, Any]


def run(results: Path, begin: Begin, say: Callable[[str], None], *, rounds: int = ROUNDS) -> Kills:
    """Run what is not done yet; the whole result, summary included, as it stands in the file."""
    kills = _begun(results, rounds)
    if "started_in_s" not in kills:
        kills["started_in_s"] = _measured_start(begin)
    while (done := len(kills["rounds"])) < rounds:
        _on_a_folder(kills, results, begin, say, [None] * min(PER_FOLDER, rounds - done))
    while missing := _missing(kills):
        _on_a_folder(kills, results, begin, say, [*missing, *missing][:PER_FOLDER])
    kills["summary"] = summary(kills)
    _write(results, kills)
    return kills


def summary(kills: Kills) -> Kills:
    """The numbers of all rounds."""
    rounds = kills["rounds"]
    return {
        "rounds": len(rounds), "aimed": sum(one["aimed"] for one in rounds),
        "acknowledged": sum(folder["acknowledged"] for folder in kills["folders"]),
        "recognised": sum(folder["recognised"] for folder in kills["folders"]),
        "anew": sum(folder["anew"] for folder in kills["folders"]),
        "lost": sum(len(one["lost"]) for one in rounds),
        "wrong": sum(len(one["wrong"]) for one in rounds) + sum(len(one["wrong"]) for one in kills["folders"]),
        "compared": sum(folder["compared"] for folder in kills["folders"]),
        "hits": {step.name: _hits(kills, step) for step in Step},
    }  # fmt: skip


def told(kills: Kills) -> str:
    """The summary as people read it."""
    found = kills["summary"]
    hit = ", ".join(f"{Step[name].words} {count}" for name, count in found["hits"].items())
    return (
        f"{found['rounds']} kills ({found['aimed']} aimed), {found['acknowledged']} commands acknowledged, "
        f"{found['lost']} lost, {found['wrong']} doubled or otherwise wrong; of those without an answer "
        f"{found['recognised']} were recognised and {found['anew']} recorded anew; "
        f"{found['compared']} times every projection was its rebuild; fell in: {hit}"
    )


def _begun(results: Path, rounds: int) -> Kills:
    """What a run that was cut has left; a finished one, or one of another length, is begun anew."""
    if results.exists():
        kills: Kills = json.loads(results.read_text("utf-8"))
        if "summary" not in kills and kills.get("wanted") == rounds:
            return kills
    return {"wanted": rounds, "rounds": [], "folders": []}


def _missing(kills: Kills) -> list[Aim]:
    """For each hit that a step lacks, an aim at it; passes are drawn."""
    drawn = random.Random(len(kills["rounds"]))
    lacking = [step for step in STEPS for _ in range(LEAST_HITS - _hits(kills, step))]
    return [Aim(step, drawn.randrange(PASSES[step])) for step in lacking]


def _hits(kills: Kills, step: Step) -> int:
    return sum(step.name in one["steps"] for one in kills["rounds"])


def _on_a_folder(
    kills: Kills, results: Path, begin: Begin, say: Callable[[str], None], aims: Sequence[Aim | None]
) -> None:
    """Some rounds on a fresh folder, kept once all of them are done and the desk has settled."""
    scratch = Path(tempfile.mkdtemp(prefix="suying-kills-"))
    try:
        number = len(kills["rounds"])
        desk = Desk(scratch / "data", scratch, begin, started_in_s=kills["started_in_s"])
        drawn, rounds, compared = random.Random(number), [], 0
        for aim in aims:
            number += 1
            killed, differs = _round(desk, drawn, aim, compare=number % COMPARED_EVERY == 0)
            compared += differs is not None
            rounds.append({"round": number, **killed.as_json(), "wrong": [*killed.wrong, *(differs or ())]})
            say(f"{number:4} {killed.line()}" + (f", DIFFERS: {differs}" if differs else ""))
        wrong = desk.settled()
        kills["folders"].append({
            "wrong": wrong, "acknowledged": len(desk.acknowledged), "compared": compared + 1,
            "recognised": sum(writer.resent.recognised for writer in desk.writers),
            "anew": sum(writer.resent.anew for writer in desk.writers),
        })  # fmt: skip
        say(f"     settled: {len(desk.acknowledged)} acknowledged, {len(wrong)} wrong {wrong or ''}")
        kills["rounds"] += rounds
        kills["started_in_s"] = desk.started_in_s
        _write(results, kills)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _round(desk: Desk, drawn: random.Random, aim: Aim | None, *, compare: bool) -> tuple[Round, list[str] | None]:
    after_s = drawn.uniform(0, desk.started_in_s + WORK_S)
    killed = desk.killed(after_s=after_s) if aim is None else desk.killed(aim=aim)
    return killed, desk.differing() if compare and killed.acknowledged else None


def _measured_start(begin: Begin) -> float:
    """Seconds of a first start that nobody disturbs."""
    with tempfile.TemporaryDirectory(prefix="suying-kills-") as place:
        desk = Desk(Path(place) / "data", Path(place), begin)
        assert desk.settled() == []
        return desk.started_in_s


def _write(results: Path, kills: Kills) -> None:
    results.parent.mkdir(exist_ok=True)
    fresh = results.with_suffix(".new")
    fresh.write_text(json.dumps(kills, indent=1) + "\n", "utf-8")
    fresh.replace(results)
