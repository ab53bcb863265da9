"""The clock table by mark: what each mark does to the clocks that run, and which it starts."""

from dataclasses import dataclass
from enum import StrEnum, auto

from shared.complaint.clocks.columns import Clock
from shared.complaint.clocks.marks import Mark


class End(StrEnum):  # which hashes as fast as a text
    """How a mark ends a clock."""

    MET = auto()
    POSTPONED = auto()
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """What one mark does to one clock that runs."""

    end: End | None
    moves: bool
    anew: bool
    holds: bool
    releases: bool

    @property
    def anything(self) -> bool:
        """Whether it does anything to it."""
        return self.end is not None or self.moves or self.anew or self.holds or self.releases


@dataclass(frozen=True, slots=True)
class Table:
    """A table of clocks by mark, so that a mark looks at its own rows only."""

    rows: tuple[Clock, ...]
    by: dict[Mark, tuple[dict[str, Told], tuple[Clock, ...]]]
    """What the mark does to clocks that run, by their name; and those that it starts."""


_TABLES: dict[int, Table] = {}
"""By identity: a table is a constant, and hashing its rows would cost more than all it saves."""


def by_mark(rows: tuple[Clock, ...]) -> Table:
    """The rows by mark; worked out once for each table."""
    found = _TABLES.get(id(rows))
    if found is None or found.rows is not rows:
        by = {mark: (_all_told(rows, mark), tuple(row for row in rows if mark in row.starts)) for mark in Mark}
        found = _TABLES[id(rows)] = Table(rows, by)
    return found


def _all_told(rows: tuple[Clock, ...], mark: Mark) -> dict[str, Told]:
    return {row.name: told for row in rows if (told := _told(row, mark)).anything}


def _told(row: Clock, mark: Mark) -> Told:
    end = None
    if mark in row.satisfied:
        end = End.MET
    elif mark in row.postponed:
        end = End.POSTPONED
    elif mark in row.cancelled:
        end = End.CANCELLED
    paused = row.pausable and mark in (Mark.PAUSED, Mark.RESUMED)
    return Told(
        end, mark in row.moves, mark in row.anew,
        holds=mark in row.holds or (paused and mark is Mark.PAUSED),
        releases=mark in row.releases or (paused and mark is Mark.RESUMED),
    )  # fmt: skip
