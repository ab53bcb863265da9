"""Intake's views: the list of cases with their next clock, the customers, and the words by which both are found."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from services.intake.projection.case import Case
from services.intake.projection.customer import Person
from services.intake.projection.words import indexed, require_full_text_search
from shared.complaint.clocks.following import KnownClocks
from shared.database.queries import Queries
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY_ID
from shared.eventstore.log import Entry
from shared.stream.histories import Histories, ReadStream

FOLDER = Path(__file__).parents[1] / "sql"
SQL = Queries.read(FOLDER / "views.sql")

REMEMBERED = 500
"""Cases, and customers, kept between batches: those that people work on just now. One takes a few kilobytes."""


# Streams are kept by the number of their UUID: a UUID hashes and compares in Python, a number in C.


class Remembered(Protocol):
    """What is kept of a stream."""

    version: int
    shown: bool


R = TypeVar("R", bound=Remembered)


class IntakeViews:
    """The projection of intake; see `shared/stream/projection.py` for what is asked of it."""

    name = "intake"
    version = 4
    schema = (FOLDER / "schema.sql").read_text("utf-8")
    indexes = (FOLDER / "schema_indexes.sql").read_text("utf-8")

    def __init__(self, read: ReadStream, codec: Codec, known: KnownClocks) -> None:
        """`known` is shared by the consumers of a process. Raises NoFullTextSearch."""
        self._known = known
        require_full_text_search()
        self._histories = Histories(read, codec)
        self._policy: Policy | None = None
        self._cases: OrderedDict[int, Case] = OrderedDict()
        self._people: OrderedDict[int, Person] = OrderedDict()

    def fold(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        """Fold a batch: each touched case and customer is written once."""
        policy = self._policy or self._load_policy(connection)
        cases: dict[int, Case] = {}
        people: dict[int, Person] = {}
        before = policy.version
        for entry in entries:
            match entry.topic.partition(".")[0]:
                case "complaint":
                    cases[entry.stream.int] = self._take_case(entry)
                case "customer":
                    people[entry.stream.int] = self._take_person(entry, policy)
                case "directory":
                    policy.advance([self._histories.codec.decode(entry.topic, entry.state)])
        if policy.version != before:
            connection.execute(SQL["put_directory"], {"version": policy.version})
        self._write_cases(sorted(cases.values(), key=lambda case: case.id), policy, connection)
        _write_people(sorted(people.values(), key=lambda person: person.id), connection)
        _trim(self._cases)
        _trim(self._people)

    def forget(self) -> None:
        """The last batch was rolled back."""
        self._policy = None
        self._cases.clear()
        self._people.clear()

    def _load_policy(self, connection: sqlite3.Connection) -> Policy:
        row = connection.execute(SQL["directory_version"]).fetchone()
        self._policy = Policy(self._histories.records(DIRECTORY_ID, row[0] if row else 0))
        return self._policy

    def _take_case(self, entry: Entry) -> Case:
        record = self._histories.codec.decode(entry.topic, entry.state)
        case = _known(self._cases, entry)
        if case is None:
            case = Case(entry.stream, self._known)
            for earlier, known in self._earlier(entry):
                case.take(earlier, known)
            case.shown = entry.version > 1
        case.take(entry, record)
        self._cases[entry.stream.int] = case
        self._cases.move_to_end(entry.stream.int)
        return case

    def _take_person(self, entry: Entry, policy: Policy) -> Person:
        record = self._histories.codec.decode(entry.topic, entry.state)
        person = _known(self._people, entry)
        if person is None:
            person = Person(entry.stream)
            for earlier, known in self._earlier(entry):
                person.take(earlier, known, policy.latest)
            person.shown = entry.version > 1
        person.take(entry, record, policy.latest)
        self._people[entry.stream.int] = person
        self._people.move_to_end(entry.stream.int)
        return person

    def _earlier(self, entry: Entry) -> Sequence[tuple[Entry, Record[Any]]]:
        return list(self._histories.entries(entry.stream, entry.version - 1)) if entry.version > 1 else ()

    def _write_cases(self, cases: Sequence[Case], policy: Policy, connection: sqlite3.Connection) -> None:
        rows = [(case, row) for case in cases if (row := case.row(self._histories.records, policy)) is not None]
        connection.executemany(SQL["put_complaint"], [row for _, row in rows])
        working = [case for case, _ in rows if case.gives_work]
        connection.executemany(SQL["forget_work"], [{"id": case.id} for case in working])
        connection.executemany(SQL["put_work"], [row for case in working for row in case.work()])
        _write_words([case for case, _ in rows], connection)
        for case, _ in rows:
            case.shown = True


def _write_words(cases: Sequence[Case], connection: sqlite3.Connection) -> None:
    """Of a case that is found by the same words as before nothing is written: most facts bring no text."""
    spoken = [(case, words) for case in cases if (words := words_of(case)) != case.words]
    connection.executemany(SQL["forget_words"], [{"id": case.id} for case, _ in spoken if case.shown])
    connection.executemany(SQL["put_words"], [{"id": case.id, "words": words} for case, words in spoken])
    for case, words in spoken:
        case.words = words


def _write_people(people: Sequence[Person], connection: sqlite3.Connection) -> None:
    if not people:
        return
    old = [{"id": person.id} for person in people if person.shown]
    connection.executemany(SQL["put_customer"], [person.row() for person in people])
    connection.executemany(SQL["forget_keys"], old)
    connection.executemany(SQL["put_key"], [{"key": k, "id": person.id} for person in people for k in person.keys])
    connection.executemany(SQL["forget_customer_words"], old)
    connection.executemany(SQL["put_customer_words"], [{"id": person.id, "words": person.words} for person in people])
    for person in people:
        person.shown = True


def _known(held: OrderedDict[int, R], entry: Entry) -> R | None:
    """What is remembered of the stream, if it stands just before this entry."""
    found = held.get(entry.stream.int)
    return found if found is not None and found.version == entry.version - 1 else None


def _trim(held: OrderedDict[int, R]) -> None:
    while len(held) > REMEMBERED:
        held.popitem(last=False)


def words_of(case: Case) -> str:
    """All by which a case is found, but for its customer's name and phone: those stand with the customer."""
    return indexed([case.number or "", *case.texts.values()])


def intake_views(read: ReadStream, codec: Codec, known: KnownClocks | None = None) -> Callable[[], IntakeViews]:
    """What a follower of intake needs: a fresh projection for each file."""
    return lambda: IntakeViews(read, codec, known or KnownClocks())
