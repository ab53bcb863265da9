"""The outbox: notices as rows, in the file and the transaction of what led to them."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.database.connection import Duty, connect
from shared.database.errors import Unreadable, explained
from shared.database.queries import Queries
from shared.notices.notice import Notice, NoticeKind
from shared.vocabulary.time import sortable

SQL = Queries.read(Path(__file__).parent / "sql" / "outbox.sql")


def make(connection: sqlite3.Connection) -> None:
    """Make the table where it is not there yet."""
    connection.execute(SQL["make_notice"])
    connection.execute(SQL["make_notice_person"])


def put(connection: sqlite3.Connection, notices: Iterable[Notice]) -> None:
    """Add notices within the transaction that is open; one told before is left as it is."""
    connection.executemany(SQL["put_notice"], [_row(notice) for notice in notices])


class Outbox:
    """The outbox of one acting service, for those who only read it."""

    def __init__(self, name: str, path: Path) -> None:
        """Nothing is opened before somebody asks; `name` is the service's."""
        self.name = name
        self._path = path
        self._opened: sqlite3.Connection | None = None

    def of(self, person: str, since: datetime, limit: int) -> list[Notice]:
        """What a person was told since a moment, the newest first. Raises StorageError."""
        found = self._ask("notices_of", {"person": person, "since": sortable(since), "limit": limit})
        return [_notice(row) for row in found]

    def after(self, place: int, limit: int) -> list[tuple[int, Notice]]:
        """What came behind a place, in the order in which it was written, each with its own. Raises StorageError."""
        return [(row[0], _notice(row[1:])) for row in self._ask("notices_after", {"id": place, "limit": limit})]

    def last(self) -> int:
        """The place of the newest notice; 0 when there is none. Raises StorageError."""
        found = self._ask("last_notice", {})
        return int(found[0][0]) if found else 0

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _ask(self, statement: str, values: dict[str, object]) -> Sequence[Any]:
        try:
            with explained(self._path):
                if self._opened is None:
                    self._opened = connect(self._path, Duty.READER)
                return self._opened.execute(SQL[statement], values).fetchall()
        except Unreadable:
            if self._path.exists():
                raise
            return ()  # the service has not run in this folder yet


def _row(notice: Notice) -> dict[str, object]:
    return {
        "identity": notice.identity, "person": notice.person, "kind": notice.kind.value,
        "complaint": notice.complaint.bytes, "number": notice.number, "site": notice.site,
        "at": sortable(notice.at), "clock": notice.clock, "due": None if notice.due is None else sortable(notice.due),
    }  # fmt: skip


def _notice(row: Sequence[Any]) -> Notice:
    identity, person, kind, complaint, number, site, at, clock, due = row
    return Notice(
        identity, person, NoticeKind(kind), UUID(bytes=complaint), number, site, datetime.fromisoformat(at), clock,
        None if due is None else datetime.fromisoformat(due),
    )  # fmt: skip
