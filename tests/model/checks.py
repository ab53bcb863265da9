"""What holds of every case at every moment, whatever was done to it: one owner, a clock, the file, the same clocks."""

from datetime import datetime
from typing import Any

from hypothesis import note

from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.complaint.stuck import stuck
from shared.complaint.timeline import timeline
from shared.decision.codec import Codec
from shared.decision.refusal import Forbidden, Reason
from shared.directory.state import Directory
from tests.model import plain
from tests.model.case import Case
from tests.model.closing import lacks
from tests.model.facts import Fact
from tests.model.life import Life
from tests.model.way_out import Walk
from tests.support.desk import OneDirectory

OF_EVERY_ACTION = "CK9"
LEVEL_3 = frozenset({"qian"})
"""All who hold it."""


def agree(listed: Any, said: Any) -> None:
    """The call says exactly what the list said, as far as role and guards go."""
    spec = listed.action.SPEC
    if listed.forbidden:
        assert isinstance(said, Forbidden), f"{spec.slug} was forbidden in the list, and done"
    elif listed.reason is not None:
        assert said == listed.reason, f"{spec.slug}: {said} instead of {listed.reason}"
    elif isinstance(said, Reason):
        named = {*spec.refuses, OF_EVERY_ACTION}
        assert said.rule in named, f"{spec.slug} refuses by {said.rule} and does not declare it"
    else:
        assert not isinstance(said, Forbidden)


def folded_the_same(life: Life) -> None:
    """What was stored gives the state that deciding gave."""
    codec = Codec(COMPLAINT.events)
    stored = [codec.decode(record.event.TOPIC, record.to_bytes()) for record in life.records]
    assert COMPLAINT.fold(stored) == life.state


def one_owner(state: Complaint, case: Case) -> None:
    """One person, or the seat of a level; the same in both."""
    ladder = state.ladder
    assert (ladder.owner, int(ladder.level)) == (case.owner, case.level)


def runs_or_is_stuck(state: Complaint, runs: tuple[ClockRun, ...], directory: Directory) -> None:
    """Every open case has a clock that runs, or stands on the stuck list with its reason (CK13).

    Of a child no clock of the parent is known here: without one of its own that runs it has a reason all the same.
    """
    if state.is_open and not any(run.outcome is Outcome.RUNNING and not run.held for run in runs):
        assert stuck(state, runs, directory) is not None, f"open, no clock runs, not on the stuck list: {state.phase}"


def closes_only_when_complete(case: Case, new: tuple[Fact, ...]) -> None:
    """What R11.1 demands is there, and a case judged closed stays open only as long as something is missing."""
    closes = any(fact.name == "closed" for fact in new)
    if closes:
        assert not lacks(case, case.reason), f"closed, though it lacks {lacks(case, case.reason)}"
    elif case.judged_at is not None and not case.closed:
        assert lacks(case, case.reason), "nothing is missing, and it does not close"


def can_end(life: Life, policy: OneDirectory, now: datetime) -> None:
    """From here the case can be closed by what may be done, and the file of that closing is complete.

    Not where all of level 3 are complained about: it stands on the stuck list, the administrator is told (R12.17).
    """
    if life.state.ladder.named >= LEVEL_3:
        return
    ended = Walk(life, now, policy).to_the_end().life
    closes_only_when_complete(plain.known(ended.facts), ended.facts[len(life.facts) :])
    folded_the_same(ended)


def same_clocks(life: Life, policy: OneDirectory, now: datetime) -> None:
    """Every run of every clock: its start, its due, its outcome."""
    ours = {
        (r.clock, r.scope, r.started_at): (
            r.opens_at, r.due, r.outcome.value, r.ended_at, r.done_at, r.late_born, r.met_late,
        )
        for r in clocks(timeline(life.records), policy, now)
    }  # fmt: skip
    _, runs = plain.told(life.facts, now)
    theirs = {
        (r.clock, r.scope, r.started): (r.opens, r.due, r.outcome, r.ended, r.done, r.late_born, r.met_late)
        for r in runs
    }
    for key in sorted({*ours, *theirs}, key=str):
        mine, other = ours.get(key), theirs.get(key)
        if mine != other:
            note("\n".join(f"{f.place} {f.at:%d %H:%M:%S} ({f.entered:%d %H:%M:%S}) {f.by} {f.name} "
                           f"{ {k: v for k, v in f.fields.items() if v not in ('', None, 'as it was said')} }"
                           for f in life.facts))  # fmt: skip
        assert mine == other, f"{key[0]} {key[1]} {key[2]:%d %H:%M:%S}: desk {_shown(mine)}, model {_shown(other)}"


def _shown(run: Any) -> str:
    if run is None:
        return "has none"
    return " ".join(f"{v:%m-%d %H:%M:%S}" if isinstance(v, datetime) else str(v) for v in run)
