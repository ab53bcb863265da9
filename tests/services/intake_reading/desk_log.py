"""A log with a company and cases in it, written as the door writes it, and intake's views over it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from services.intake.projection.views import IntakeViews, intake_views
from services.intake.repository import Cases
from shared.complaint.kind import COMPLAINT
from shared.customer.kind import CUSTOMER
from shared.decision.action import Action
from shared.decision.codec import Codec
from shared.decision.event import Event, Record, Stamp
from shared.decision.moment import Caller
from shared.directory.events.categories import CategoryAdded
from shared.directory.events.people import PersonAdded
from shared.directory.events.sites import SiteAdded, SiteOpened
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.eventstore.log import Append, NewEvent
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.case_number import case_number, series_of
from shared.stream.consumer import Consumer
from tests.support.cast import SHANGHAI, STAFF, admin
from tests.support.company import named
from tests.support.desk import Desk, when
from tests.support.story import Story

CASES = UUID("00000000-0000-4000-8000-00000000d35c")
CODEC = Codec([*COMPLAINT.events, *DIRECTORY.events, *CUSTOMER.events])
OPENING = when("08:00", zone=SHANGHAI)


def the_company() -> Iterator[Event]:
    """LP in Shanghai and HG in New York, the cast, three categories."""
    for code, zone in (("LP", "Asia/Shanghai"), ("HG", "America/New_York")):
        yield SiteAdded(site=code, names=named(code), zone=zone)
        yield SiteOpened(site=code)
    for person in STAFF:
        sites = None if person.sites is None else tuple(sorted(person.sites))
        yield PersonAdded(person=person.id, names=named(person.id), role=person.role, sites=sites, department=None)
    for code, parent in (("facilities", None), ("facilities.lift", "facilities"), ("noise", None)):
        yield CategoryAdded(category=code, names=named(code), parent=parent)


class DeskLog:
    """Appends records and remembers which version of which stream is the newest."""

    def __init__(self, folder: Path, *, company: bool = True) -> None:
        self.folder = folder
        self.log = SQLiteLog(folder / "log.sqlite")
        self._versions: dict[UUID, int] = {}
        if company:
            stamp = Stamp(occurred_at=OPENING, recorded_at=OPENING, by=admin.author)
            self.record(DIRECTORY_ID, [Record.of(event, stamp) for event in the_company()])

    def record(self, stream: UUID, records: Iterable[Record[Any]], series: str | None = None) -> str | None:
        """Append records to a stream; the case number that was given."""
        events = tuple(NewEvent(*CODEC.encode(record)) for record in records)
        expected = self._versions.get(stream, 0)
        [outcome] = self.log.append([Append(stream, expected, events, series=series)])
        self._versions[stream] = expected + len(events)
        number = getattr(outcome, "number", None)
        return None if series is None or number is None else case_number(series, number)

    def case(self, story: Story, name: int = 1) -> str:
        """A whole story as one case: its number."""
        records = told(tuple(story))
        number = self.record(case_id(name), records[:1], series=series_of("LP", SHANGHAI, records[0].recorded_at))
        if records[1:]:
            self.record(case_id(name), records[1:])
        assert number is not None
        return number

    def later(self, event: Event, by: Caller, at: datetime, recorded: datetime | None = None, name: int = 1) -> None:
        """One more fact of a case."""
        stamp = Stamp(occurred_at=at, recorded_at=recorded or at, by=by.author)
        self.record(case_id(name), [Record.of(event, stamp)])

    def make(self) -> IntakeViews:
        return intake_views(lambda stream, upto: self.log.stream(stream, 0, upto), CODEC)()


@cache
def told(story: tuple[tuple[str, Caller, Action], ...]) -> list[Record[Any]]:
    """The facts of a story, through the real actions, once."""
    return Desk().given(story).records


def case_id(name: int) -> UUID:
    return uuid5(CASES, str(name))


@contextmanager
def a_desk_log(folder: Path) -> Iterator[DeskLog]:
    desk = DeskLog(folder)
    try:
        yield desk
    finally:
        desk.log.close()


@contextmanager
def views_of(desk: DeskLog, path: Path | None = None, batch: int = 500) -> Iterator[tuple[Consumer, Cases]]:
    """Intake's views, folded up to the log's end in batches."""
    consumer = Consumer(desk.make(), desk.log, path or desk.folder / "intake-1.sqlite", lambda: OPENING)

    @contextmanager
    def reading() -> Iterator[Any]:
        yield consumer.connection

    try:
        while consumer.step(batch):
            pass
        yield consumer, Cases(reading)
    finally:
        consumer.close()
