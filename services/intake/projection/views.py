"""Intake's views: the list of cases with their next clock, the words by which they are found, the customers."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from services.intake.projection.case import Case
from services.intake.projection.histories import Histories, ReadStream
from services.intake.projection.words import indexed, require_full_text_search
from shared.database.queries import Queries
from shared.decision.codec import Codec
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY_ID
from shared.eventstore.log import Entry

FOLDER = Path(__file__).parents[1] / "sql"
SQL = Queries.read(FOLDER / "views.sql")

REMEMBERED = 500
"""Cases kept between batches: those that people work on just now. One takes a few kilobytes."""


class IntakeViews:
    """The projection of intake; see `shared/stream/projection.py` for what is asked of it."""

    name = "intake"
    version = 1
    schema = (FOLDER / "schema.sql").read_text("utf-8")
    indexes = (FOLDER / "schema_indexes.sql").read_text("utf-8")

    def __init__(self, read: ReadStream, codec: Codec) -> None:
        """Raises NoFullTextSearch."""
        require_full_text_search()
        self._histories = Histories(read, codec)
        self._policy: Policy | None = None
        self._cases: OrderedDict[UUID, Case] = OrderedDict()

    def fold(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        """Fold a batch: each touched case is written once."""
        policy = self._policy or self._load_policy(connection)
        touched: dict[UUID, Case] = {}
        before = policy.version
        for entry in entries:
            match entry.topic.partition(".")[0]:
                case "complaint":
                    touched[entry.stream] = self._take(entry)
                case "directory":
                    policy.advance([self._histories.codec.decode(entry.topic, entry.state)])
        if policy.version != before:
            connection.execute(SQL["put_directory"], {"version": policy.version})
        self._write(touched, policy, connection)
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

    def _take(self, entry: Entry) -> Case:
        record = self._histories.codec.decode(entry.topic, entry.state)
        case = self._cases.get(entry.stream)
        if case is None or case.version != entry.version - 1:
            case = self._told_again(entry)
        case.take(entry, record)
        self._cases[entry.stream] = case
        self._cases.move_to_end(entry.stream)
        return case

    def _told_again(self, entry: Entry) -> Case:
        case = Case(entry.stream)
        if entry.version > 1:
            for earlier, record in self._histories.entries(entry.stream, entry.version - 1):
                case.take(earlier, record)
            case.shown = True
        return case

    def _write(self, touched: dict[UUID, Case], policy: Policy, connection: sqlite3.Connection) -> None:
        cases = sorted(touched.values(), key=lambda case: case.id)
        rows = [(case, row) for case in cases if (row := case.row(self._histories.records, policy)) is not None]
        connection.executemany(SQL["put_complaint"], [row for _, row in rows])
        connection.executemany(SQL["forget_words"], [{"id": case.id} for case, _ in rows if case.shown])
        connection.executemany(SQL["put_words"], [{"id": case.id, "words": words_of(case)} for case, _ in rows])
        for case, _ in rows:
            case.shown = True


def words_of(case: Case) -> str:
    """All by which a case is found, but for its customer's name and phone: those stand with the customer."""
    return indexed([case.number or "", *case.texts.values()])


def intake_views(read: ReadStream, codec: Codec) -> Callable[[], IntakeViews]:
    """What a follower of intake needs: a fresh projection for each file."""
    return lambda: IntakeViews(read, codec)
