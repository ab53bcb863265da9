"""The table of running clocks of one service, folded from the log."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.complaint.clocks.columns import Acts
from shared.complaint.clocks.following import Following, KnownClocks
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.escalating import ROWS
from shared.database.queries import Queries
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY_ID
from shared.eventstore.log import Entry
from shared.handling.case_number import case_number
from shared.stream.histories import Histories, ReadStream
from shared.timers.pending import Identity, Timer, What, acted_on, is_at_rest, standing, timers
from shared.vocabulary.time import sortable

FOLDER = Path(__file__).parent / "sql"
SQL = Queries.read(FOLDER / "timers.sql")

REMEMBERED = 1_000
"""Cases kept between batches: those that people work on just now. One takes a few kilobytes."""

Key = tuple[str, str, str, What]
"""A timer within its case."""


class Watched:
    """What is remembered of a case between its facts."""

    __slots__ = ("acted", "following", "number", "row", "shown")

    def __init__(self, stream: UUID, known: KnownClocks) -> None:
        """Before the first fact."""
        self.number: str | None = None
        self.following = Following(stream, known)
        self.acted: set[Identity] = set()
        self.row: dict[str, Any] | None = None  #: of the case, as it was written last
        self.shown: dict[Key, tuple[datetime, datetime, bool]] | None = None  #: its rows; None: ask the table

    def take(self, entry: Entry, record: Record[Any]) -> None:
        """One more fact, in the order of the log."""
        if entry.series is not None and entry.number is not None:
            self.number = case_number(entry.series, entry.number)
        self.following.take(entry.version, record)
        self.acted |= acted_on([record])


class TimerViews:
    """The projection; see `shared/stream/projection.py` for what is asked of it."""

    version = 2
    indexes = ""
    schema = (FOLDER / "schema.sql").read_text("utf-8")

    def __init__(
        self, name: str, acts: Acts, shows: frozenset[Acts], read: ReadStream, codec: Codec, known: KnownClocks
    ) -> None:
        """`acts`: the service whose timers these are; `shows`: whose clocks its board shows besides."""
        self.name, self._known = name, known
        self._acts, self._histories = acts, Histories(read, codec)
        self._shown = {row.name for row in CLOCKS if row.acts is acts or row.acts in shows}
        self._policy: Policy | None = None
        self._cases: OrderedDict[int, Watched] = OrderedDict()

    def fold(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        """Fold a batch: the clocks of each touched case are told once."""
        policy = self._policy or self._load_policy(connection)
        touched: dict[int, Watched] = {}
        before = policy.version
        for entry in entries:
            match entry.topic.partition(".")[0]:
                case "complaint":
                    touched[entry.stream.int] = self._take(entry)
                case "directory":
                    policy.advance([self._histories.codec.decode(entry.topic, entry.state)])
        if policy.version != before:
            connection.execute(SQL["put_directory"], {"version": policy.version})
        self._write(list(touched.values()), policy, connection)
        while len(self._cases) > REMEMBERED:
            self._cases.popitem(last=False)

    def forget(self) -> None:
        """The last batch was rolled back."""
        self._policy = None
        self._cases.clear()

    def _load_policy(self, connection: sqlite3.Connection) -> Policy:
        row = connection.execute(SQL["directory_version"]).fetchone()
        self._policy = Policy(self._histories.records(DIRECTORY_ID, row[0] if row else 0))
        return self._policy

    def _take(self, entry: Entry) -> Watched:
        record = self._histories.codec.decode(entry.topic, entry.state)
        watched = self._cases.get(entry.stream.int)
        if watched is None or watched.following.version != entry.version - 1:
            watched = Watched(entry.stream, self._known)
            for earlier, known in self._histories.entries(entry.stream, entry.version - 1):
                watched.take(earlier, known)
            if entry.version == 1:
                watched.shown = {}
        watched.take(entry, record)
        self._cases[entry.stream.int] = watched
        self._cases.move_to_end(entry.stream.int)
        return watched

    def _write(self, touched: Sequence[Watched], policy: Policy, connection: sqlite3.Connection) -> None:
        gone: list[dict[str, Any]] = []
        put: list[dict[str, Any]] = []
        for watched in touched:
            stream, wanted = watched.following.stream, self._wanted(watched, policy)
            shown = watched.shown if watched.shown is not None else _rows(stream, connection)
            gone += [_named(stream, key) for key in shown.keys() - wanted.keys()]
            put += [self._row(stream, key, of) for key, of in wanted.items() if shown.get(key) != of]
            watched.shown = wanted
        changed = [(watched, row) for watched in touched if (row := _case(watched)) != watched.row]
        connection.executemany(SQL["put_watched"], [row for _, row in changed])
        for watched, row in changed:
            watched.row = row
        connection.executemany(SQL["forget_timer"], gone)
        connection.executemany(SQL["put_timer"], put)

    def _wanted(self, watched: Watched, policy: Policy) -> dict[Key, tuple[datetime, datetime, bool]]:
        following = watched.following
        history = partial(self._histories.records, following.stream, following.version)
        following.settle(history)
        if is_at_rest(following.state):
            return {}
        runs = following.runs(policy, history)
        wanted = [one for one in timers(following.state, runs, watched.acted) if one.clock in self._shown]
        stands = standing(following.state, runs, watched.acted) if self._acts is Acts.ESCALATION else None
        return {(*one.identity, one.what): _moments(one) for one in (*wanted, *([stands] if stands else ()))}

    def _row(self, stream: UUID, key: Key, of: tuple[datetime, datetime, bool]) -> dict[str, Any]:
        at, due, acted = of
        mine = key[3] is What.STANDING or ROWS[key[0]].acts is self._acts
        return _named(stream, key) | {
            "at": sortable(at), "due": sortable(due), "mine": int(mine), "done_at": sortable(at) if acted else None,
        }  # fmt: skip


def _moments(timer: Timer) -> tuple[datetime, datetime, bool]:
    return timer.at, timer.due, timer.acted


def _named(stream: UUID, key: Key) -> dict[str, Any]:
    clock, scope, cycle, what = key
    return {"stream": stream.bytes, "clock": clock, "scope": scope, "cycle": cycle, "what": what.value}


def _rows(stream: UUID, connection: sqlite3.Connection) -> dict[Key, tuple[datetime, datetime, bool]]:
    found = connection.execute(SQL["timers_of"], {"stream": stream.bytes}).fetchall()
    return {
        (clock, scope, cycle, What(what)): (datetime.fromisoformat(at), datetime.fromisoformat(due), bool(acted))
        for clock, scope, cycle, what, at, due, acted in found
    }


def _case(watched: Watched) -> dict[str, Any]:
    state = watched.following.state
    return {
        "stream": watched.following.stream.bytes, "number": watched.number, "site": state.reception.site,
        "level": int(state.ladder.level), "owner": state.ladder.owner, "phase": state.phase.value,
        "is_open": int(state.is_open), "named": dumps(sorted(state.ladder.named)),
    }  # fmt: skip


def timer_views(
    name: str, acts: Acts, read: ReadStream, codec: Codec, known: KnownClocks, shows: frozenset[Acts] = frozenset()
) -> Callable[[], TimerViews]:
    """What a follower needs: a fresh projection for each file."""
    return lambda: TimerViews(name, acts, shows, read, codec, known)
