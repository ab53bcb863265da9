"""The questions that intake's views answer; every answer is plain rows."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.database.queries import Queries
from shared.vocabulary.time import sortable

SQL = Queries.read(Path(__file__).parent / "sql" / "reading.sql")
BEYOND = 2**62
"""Larger than every position: where a list that begins with the newest starts."""

Read = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""A connection to the views that serve, for one question."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list shows; None asks for nothing."""

    sites: Iterable[str] | None = None
    phase: str | None = None
    level: int | None = None
    owner: str | None = None
    channel: str | None = None
    open: bool | None = None
    customer: UUID | None = None
    categories: Iterable[str] | None = None
    received_from: datetime | None = None
    received_to: datetime | None = None  #: this moment excluded
    reference: str | None = None
    words: str | None = None  #: a query of FTS5, from `words.sought`
    reader: str | None = None  #: who asks: sees no case in which they are complained about (R12.17)

    def parameters(self) -> dict[str, Any]:
        """As the statements name them."""
        return {
            "sites": _json(self.sites), "phase": self.phase, "level": self.level, "owner": self.owner,
            "channel": self.channel, "open": None if self.open is None else int(self.open),
            "customer": self.customer.bytes if self.customer else None, "categories": _json(self.categories),
            "received_from": _moment(self.received_from), "received_to": _moment(self.received_to),
            "reference": self.reference, "words": self.words, "reader": self.reader,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One case of a list."""

    id: int
    stream: UUID
    version: int
    position: int
    number: str | None
    site: str
    category: str | None
    channel: str | None
    phase: str
    open: bool
    level: int
    owner: str | None
    first_receiver: str | None
    customer: UUID | None
    anonymous: bool
    unit: str = field(repr=False)
    summary: str = field(repr=False)
    received_at: datetime
    recorded_at: datetime
    closed_at: datetime | None
    next_due: datetime | None
    next_clock: str | None
    next_rule: str | None
    referrer: str | None
    reference: str | None
    tell_since: datetime | None
    accepting: str | None
    named: str


class Cases:
    """Lists of cases."""

    def __init__(self, read: Read) -> None:
        """`read` is a follower's `reading`."""
        self._read = read

    def newest(self, wanted: Wanted, limit: int, before: int = BEYOND) -> list[Listed]:
        """Newest first, those with an id below `before`."""
        return self._list(SQL["cases_newest"], {**wanted.parameters(), "place": before, "limit": limit})

    def changed(self, wanted: Wanted, limit: int, after: int, due_before: datetime | None = None) -> list[Listed]:
        """Those that changed after a position, in the order of their last change."""
        places = {"place": after, "due_before": _moment(due_before)}
        return self._list(SQL["cases_changed"], {**wanted.parameters(), **places, "limit": limit})

    def due(self, wanted: Wanted, limit: int, before: datetime, after: tuple[datetime, int] | None) -> list[Listed]:
        """Those with a clock due before a moment, soonest first, behind the place (due, id) of the last one shown."""
        place_due, place = ("", 0) if after is None else (sortable(after[0]), after[1])
        places = {"due_before": sortable(before), "place_due": place_due, "place": place}
        return self._list(SQL["cases_due"], {**wanted.parameters(), **places, "limit": limit})

    def owed(
        self, owners: Iterable[str], level: int | None, seats: Iterable[str], limit: int, reader: str | None = None
    ) -> list[Listed]:
        """Open cases of these people or for them to accept, or of the seat of a level at these sites; due first."""
        asked = {"owners": _json(owners), "level": level, "seats": _json(seats), "limit": limit, "reader": reader}
        return self._list(SQL["owed"], asked)

    def doubtful(
        self, sites: Iterable[str] | None, people: Iterable[str], now: datetime, limit: int, after: int, reader: str
    ) -> list[Listed]:
        """Open cases that may be stuck at a moment (CK13), those with an id above `after`; `people` work here."""
        asked = {"sites": _json(sites), "people": _json(people), "now": sortable(now), "reader": reader}
        return self._list(SQL["doubtful"], {**asked, "place": after, "limit": limit})

    def _list(self, statement: str, parameters: dict[str, Any]) -> list[Listed]:
        with self._read() as connection:
            rows = connection.execute(statement, parameters).fetchall()
        return [_listed(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Given:
    """A task or an investigation that somebody has to do."""

    number: str
    site: str
    item: str
    kind: str
    department: str | None
    person: str | None
    given_at: datetime
    due: datetime | None
    urgent: bool
    what: str = field(repr=False)


class Tasks:
    """Who has what to do."""

    def __init__(self, read: Read) -> None:
        """`read` is a follower's `reading`."""
        self._read = read

    def of(self, person: str, department: str | None, limit: int) -> list[Given]:
        """What a person, or their department, has to do; the soonest due first."""
        asked = {"person": person, "department": department, "limit": limit}
        with self._read() as connection:
            rows = connection.execute(SQL["own_work"], asked).fetchall()
        return [_given(row) for row in rows]


def _given(row: tuple[Any, ...]) -> Given:
    values = dict(zip(Given.__slots__, row, strict=True))
    values |= {name: _read_moment(values[name]) for name in ("given_at", "due")}
    return Given(**{**values, "urgent": bool(values["urgent"])})


def _listed(row: tuple[Any, ...]) -> Listed:
    values = dict(zip(Listed.__slots__, row, strict=True))
    values |= {"stream": UUID(bytes=values["stream"]), "open": bool(values["open"])}
    values |= {"customer": values["customer"] and UUID(bytes=values["customer"])}
    values |= {"anonymous": bool(values["anonymous"])}
    values |= {
        name: _read_moment(values[name])
        for name in ("received_at", "recorded_at", "closed_at", "next_due", "tell_since")
    }
    return Listed(**values)


def _json(values: Iterable[str] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values))


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else sortable(moment)


def _read_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """One customer's record."""

    id: int
    stream: UUID
    version: int
    position: int
    site: str
    name: str = field(repr=False)
    phones: tuple[str, ...] = field(repr=False)
    unit: str = field(repr=False)
    contact_time: str = field(repr=False)
    contact_channel: str | None
    anonymous: bool
    registered_by: str
    merged_into: UUID | None
    key: str = field(repr=False)  #: by which it was found, "" for words


class Customers:
    """Customers as they are suggested and shown."""

    def __init__(self, read: Read) -> None:
        """`read` is a follower's `reading`."""
        self._read = read

    def by_key(self, keys: Iterable[str], sites: Iterable[str] | None, limit: int) -> list[Known]:
        """Who has one of these keys, also records that are merged by now."""
        asked = {"keys": _json(keys), "sites": _json(sites), "limit": limit}
        return self._list(SQL["customers_by_key"], asked)

    def by_words(self, words: str, sites: Iterable[str] | None, limit: int) -> list[Known]:
        """Whose name, unit or phone has these words."""
        asked = {"words": words, "sites": _json(sites), "limit": limit}
        return self._list(SQL["customers_by_words"], asked)

    def get(self, customer: UUID) -> Known | None:
        """One record."""
        found = self._list(SQL["customer"], {"stream": customer.bytes})
        return found[0] if found else None

    def cases(self, customer: UUID, sites: Iterable[str] | None, limit: int, reader: str) -> list[Listed]:
        """The newest cases of a customer, those of records merged into this one with them, as `reader` sees them."""
        asked = {"stream": customer.bytes, "sites": _json(sites), "limit": limit, "reader": reader}
        with self._read() as connection:
            return [_listed(row) for row in connection.execute(SQL["cases_of_customer"], asked).fetchall()]

    def _list(self, statement: str, parameters: dict[str, Any]) -> list[Known]:
        with self._read() as connection:
            rows = connection.execute(statement, parameters).fetchall()
        return [_known(row) for row in rows]


def _known(row: tuple[Any, ...]) -> Known:
    values = dict(zip(Known.__slots__, row, strict=True))
    values |= {"stream": UUID(bytes=values["stream"]), "phones": tuple(json.loads(values["phones"]))}
    values |= {"anonymous": bool(values["anonymous"])}
    values |= {"merged_into": values["merged_into"] and UUID(bytes=values["merged_into"])}
    return Known(**values)
