"""The outbox: notices as rows, in the file and the transaction of what led to them."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from shared.database.queries import Queries
from shared.notices.notice import Notice
from shared.vocabulary.time import sortable

SQL = Queries.read(Path(__file__).parent / "sql" / "outbox.sql")


def make(connection: sqlite3.Connection) -> None:
    """Make the table where it is not there yet."""
    connection.execute(SQL["make_notice"])


def put(connection: sqlite3.Connection, notices: Iterable[Notice]) -> None:
    """Add notices within the transaction that is open; one told before is left as it is."""
    connection.executemany(SQL["put_notice"], [_row(notice) for notice in notices])


def _row(notice: Notice) -> dict[str, object]:
    return {
        "identity": notice.identity, "person": notice.person, "kind": notice.kind.value,
        "complaint": notice.complaint.bytes, "number": notice.number, "site": notice.site,
        "at": sortable(notice.at), "clock": notice.clock, "due": None if notice.due is None else sortable(notice.due),
    }  # fmt: skip
