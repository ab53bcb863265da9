"""A rehearsal of this folder, played once for all that is asked of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.compose import Desk
from infra.rehearsing.holding import differences
from infra.rehearsing.playing import Played, rehearsing
from infra.rehearsing.script import Script, read
from shared.complaint.clocks.columns import Acts
from shared.complaint.clocks.running import clocks
from shared.complaint.escalating import ROWS
from shared.complaint.kind import COMPLAINT
from shared.database.connection import Duty, connect
from shared.timers.pending import What, acted_on, is_at_rest, standing, timers
from shared.vocabulary.ids import DESK
from shared.vocabulary.text import Lang
from shared.vocabulary.time import sortable

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
Row = tuple[UUID, str, str, str, str, str, str]


@dataclass(frozen=True)
class Seen:
    """What came of a rehearsal, and what its desk held at the end."""

    played: Played
    otherwise: list[str]
    stored: dict[Acts, set[Row]]  #: the rows of each service's table of timers
    derived: dict[Acts, set[Row]]  #: … and what they have to be, worked out from the log alone
    without_cause: list[str]
    set_aside: int
    form: Any = None


def script(name: str) -> Script:
    """A script of this folder."""
    return read((FOLDER / name).read_text("utf-8"))


async def seen(name: str, folder: Path, *, ask: Callable[[Any], Any] | None = None) -> Seen:
    """Play it to its end; `ask` is asked of the rehearsal before its desk is shut."""
    async with rehearsing(script(name), folder, FOLDER, Lang.EN) as rehearsal:
        played = await rehearsal.play(None, lambda _done: None)
        otherwise = [sentence.to(Lang.EN, **facts) for sentence, _, facts in differences(rehearsal)]
        desk, cases = rehearsal.desk, list(rehearsal.cases.values())
        form = None if ask is None else await ask(rehearsal)
        return Seen(
            played, otherwise, {acts: set(_stored(desk, acts)) for acts in Acts},
            {acts: {row for case in cases for row in _derived(desk, case, acts)} for acts in Acts},
            [f"{line.at} {line.what}" for line in played.lines if _lacks_cause(line)],
            sum(carrier.set_aside() for carrier in desk.carriers), form,
        )  # fmt: skip


def _lacks_cause(line: Any) -> bool:
    return line.record is not None and line.record.by.id == DESK and line.record.cause is None


def _stored(desk: Desk, acts: Acts) -> Iterator[Row]:
    follower = next(one for one in desk.consumers if one.name == acts.value)
    with closing(connect(follower.file, Duty.READER)) as connection:
        found = connection.execute("SELECT stream, clock, scope, cycle, what, at, due FROM timer WHERE mine = 1")
        for stream, *rest in found.fetchall():
            yield UUID(bytes=stream), *rest


def _derived(desk: Desk, case: UUID, acts: Acts) -> Iterator[Row]:
    records = desk.door.records(case)
    state = COMPLAINT.fold(records)
    if is_at_rest(state):
        return
    runs = clocks(COMPLAINT.timeline(records), desk.policy, records[-1].recorded_at)
    acted = acted_on(records)
    found = [one for one in timers(state, runs, acted) if ROWS[one.clock].acts is acts]
    stands = standing(state, runs, acted) if acts is Acts.ESCALATION else None
    for one in (*found, *([stands] if stands is not None else ())):
        yield case, *one.identity, What(one.what).value, sortable(one.at), sortable(one.due)
