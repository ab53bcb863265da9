"""A desk of many cases for the tests of reporting: real actions at their own moments, a log in memory, the tables."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from services.reporting.moments import micros
from services.reporting.month import Month
from services.reporting.projection.view import Reporting
from services.reporting.register.kind import REGISTER
from services.reporting.repository import month_cases
from shared.complaint.actions.p12_import import BulkImport
from shared.complaint.events.p12_import import ComplaintImported
from shared.complaint.kind import COMPLAINT
from shared.database.migrations import statements
from shared.decision.action import Action
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.decision.kind import Kind
from shared.decision.moment import Caller, Moment
from shared.directory.state import Directory, Households, Site
from shared.eventstore.log import Entry
from shared.handling.case_number import series_of
from shared.vocabulary.axes import Known
from tests.support import story
from tests.support.cast import LP, company, desk_itself

SPACE = UUID("11111111-2222-4333-8444-555555555555")
KIRITIMATI = ZoneInfo("Pacific/Kiritimati")


def town(zone: ZoneInfo) -> Directory:
    """The company of the cast, with its first site in a zone, 400 households of it occupied, 440 from April on."""
    directory = company()
    households = (Households(date(2026, 1, 1), 400), Households(date(2026, 3, 20), 440))
    site: Site = replace(directory.sites[LP], zone=zone, households=households)
    return replace(directory, sites=MappingProxyType({**directory.sites, LP: site}))


class Unchanging:
    """A policy that never changed."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def at(self, moment: datetime) -> Directory:
        del moment
        return self.directory

    def refresh(self) -> None:
        """Nothing changes."""


class Books:
    """A log in memory, written through the real actions in the order of their entry."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.policy = Unchanging(town(zone))
        self.codec = Codec((*COMPLAINT.events, *REGISTER.events))
        self.log: list[Entry] = []
        self.records: dict[str, list[Record[Any]]] = {}
        self.states: dict[str, Any] = {}
        self.numbers: dict[str, int] = {}

    def local(self, text: str) -> datetime:
        """A moment on the site's wall clock, "2026-03-03 09:00"."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def act(
        self,
        case: str,
        caller: Caller,
        order: Action,
        at: datetime,
        recorded: datetime | None = None,
        kind: Kind[Any] = COMPLAINT,
    ) -> None:
        """Do something at a moment, entered then or later. Raises Refused."""
        entered = recorded or at
        history = self.records.setdefault(case, [])
        moment = Moment(at, entered, caller, self.policy.directory, history=tuple(history))
        new, self.states[case] = kind.decide(order, self.states.get(case, kind.blank), moment)
        for record in new:
            self._append(case, record, history)

    def brought(self, case: str, at: datetime, recorded: datetime, closed: datetime | None = None) -> None:
        """A case of another system (CK12)."""
        history = self.records.setdefault(case, [])
        if history:
            return
        closed_known = None if closed is None else Known.MOMENT
        fact = ComplaintImported(
            source="old", key=case, site=LP, received_known=Known.MOMENT, closed_at=closed, closed_known=closed_known,
            category="noise", row="a;b;c",
        )  # fmt: skip
        record = BulkImport(self.policy.directory, desk_itself, recorded).record(fact, at)
        self.states[case] = COMPLAINT.fold([record])
        self._append(case, record, history)

    def entered(self, case: str, records: Sequence[Record[Any]]) -> None:
        """A life that was decided elsewhere, in the order of its entry."""
        history = self.records.setdefault(case, [])
        for record in records:
            self._append(case, record, history)

    def _append(self, case: str, record: Record[Any], history: list[Record[Any]]) -> None:
        assert not self.log or self.recorded(self.log[-1]) <= record.recorded_at, "entries come in order"
        history.append(record)
        series = number = None
        if len(history) == 1 and record.event.TOPIC.startswith("complaint."):
            series = series_of(record.event.site, self.zone, record.recorded_at)
            number = self.numbers[series] = self.numbers.get(series, 0) + 1
        topic, state = self.codec.encode(record)
        self.log.append(Entry(len(self.log) + 1, self.stream(case), len(history), topic, state, series, number))

    def tell(self, case: str, told: Iterable[tuple[str, Caller, Action]], day: str) -> None:
        """A story of tests/support/story.py, on a day."""
        for at, caller, order in told:
            ahead, _, clock = at.rpartition(" ")
            self.act(case, caller, order, self.local(f"{day} {clock}") + timedelta(days=int(ahead or 0)))

    def settled(self, case: str, day: str, **changes: Any) -> None:
        """A case received, settled and closed on one morning."""
        self.tell(case, story.signed(**changes), day)

    @staticmethod
    def stream(case: str) -> UUID:
        return uuid5(SPACE, case)

    def number(self, case: str) -> str:
        first = next(entry for entry in self.log if entry.stream == self.stream(case))
        return f"{first.series}-{first.number:03d}"

    def recorded(self, entry: Entry) -> datetime:
        return self.codec.decode(entry.topic, entry.state).recorded_at

    def on_record(self, case: str, t: datetime) -> list[Record[Any]]:
        """The facts of a case recorded until T, as they stand in the log: moments are UTC there."""
        codec = Codec(COMPLAINT.events)
        records = (codec.decode(entry.topic, entry.state) for entry in self.read(self.stream(case), 0))
        return [record for record in records if record.recorded_at <= t]

    def read(self, stream: UUID, after: int, upto: int | None = None) -> Sequence[Entry]:
        return [e for e in self.log if e.stream == stream and e.version > after and (upto is None or e.version <= upto)]

    def tables(self, until: datetime | None = None, batch: int = 500) -> sqlite3.Connection:
        """The tables of a desk that was fed what was recorded until then, in batches of a size."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        reporting = Reporting(self.read, self.policy)
        for statement in statements(reporting.schema):
            connection.execute(statement)
        fed = [entry for entry in self.log if until is None or self.recorded(entry) <= until]
        for start in range(0, len(fed), batch):
            reporting.fold(fed[start : start + batch], connection)
        return connection

    def month(self, month: int, t: datetime, connection: sqlite3.Connection | None = None, site: str = LP) -> Month:
        """A month of a site as known at T."""
        files = month_cases(connection or self.tables(), site, month, micros(t), self.zone)
        return Month.of(site, month, t, self.policy, files)
