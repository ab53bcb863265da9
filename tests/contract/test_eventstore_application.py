"""A stock `Application` and a stock `ProjectionRunner` of the eventsourcing library run on the desk's log."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import EventStore, IntegrityError, Tracking
from eventsourcing.projection import Projection, ProjectionRunner
from typing_extensions import override

from shared.decision.codec import Codec, UnknownTopic
from shared.decision.event import Author, Event, Record, Stamp
from shared.eventstore.log import Append, NewEvent
from shared.eventstore.mapper import Recorded, RecordMapper
from shared.eventstore.module import Factory
from shared.eventstore.recorders import PositionRecorder
from shared.eventstore.side import track
from shared.eventstore.sqlite import SQLiteLog
from shared.vocabulary.roles import Role


class Umbrella(Aggregate):
    """Something lent out at the desk."""

    def __init__(self) -> None:
        self.lent = 0

    @event("Lent")
    def lend(self) -> None:
        self.lent += 1


class Desk(Application[UUID]):
    """A stock application, nothing overridden."""

    snapshotting_intervals: ClassVar[Any] = {Umbrella: 3}


class Counts(PositionRecorder):
    """A view with a table of its own, written in the transaction of its position."""

    @override
    def create_tables(self, connection: sqlite3.Connection) -> None:
        super().create_tables(connection)
        connection.execute("CREATE TABLE IF NOT EXISTS count (n INTEGER NOT NULL) STRICT")

    def add(self, tracking: Tracking) -> None:
        with self.file.write() as connection:
            connection.execute("INSERT INTO count VALUES (1)")
            track(connection, tracking)

    def total(self) -> int:
        with self.file.read() as connection:
            return int(connection.execute("SELECT count(*) FROM count").fetchone()[0])


class Counting(Projection[Counts]):
    """Counts every event."""

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        del domain_event
        self.view.add(tracking)


def env(folder: Path, **more: str) -> dict[str, str]:
    return {
        "PERSISTENCE_MODULE": "shared.eventstore.module",
        "SQLITE_DBNAME": str(folder / "log.sqlite"),
        "COUNTING_SQLITE_DBNAME": str(folder / "counting.sqlite"),
        **more,
    }


def test_a_stock_application_finds_its_aggregates_again(tmp_path: Path) -> None:
    with Desk(env(tmp_path)) as desk:
        umbrella = Umbrella()
        for _ in range(4):
            umbrella.lend()
        desk.save(umbrella)
    with Desk(env(tmp_path)) as desk:
        assert desk.repository.get(umbrella.id).lent == 4
        assert desk.repository.get(umbrella.id, version=3).lent == 2
        assert desk.snapshots is not None
        assert len(list(desk.snapshots.get(umbrella.id))) == 1
        with pytest.raises(AggregateNotFoundError):
            desk.repository.get(uuid4())


def test_two_who_save_the_same_version_do_not_both_succeed(tmp_path: Path) -> None:
    with Desk(env(tmp_path)) as desk:
        desk.save(umbrella := Umbrella())
        mine: Umbrella = desk.repository.get(umbrella.id)
        theirs: Umbrella = desk.repository.get(umbrella.id)
        mine.lend()
        theirs.lend()
        desk.save(mine)
        with pytest.raises(IntegrityError):
            desk.save(theirs)
        assert desk.recorder.max_notification_id() == 2


def test_the_log_port_reads_what_a_stock_application_saved(tmp_path: Path) -> None:
    with Desk(env(tmp_path)) as desk:
        desk.save(umbrella := Umbrella())
    log = SQLiteLog(tmp_path / "log.sqlite")
    (entry,) = log.stream(umbrella.id)
    assert (entry.position, entry.version, entry.topic) == (1, 1, f"{__name__}:Umbrella.Created")
    log.close()


def test_a_stock_projection_runner_follows_also_what_another_process_writes(tmp_path: Path) -> None:
    with runner(tmp_path) as running:
        running.app.save(Umbrella(), Umbrella())
        running.wait(2)
        elsewhere = SQLiteLog(tmp_path / "log.sqlite")  # its writes wake nobody here: they are found by looking
        elsewhere.append([Append(uuid4(), 0, (NewEvent(f"{__name__}:Umbrella.Lent", TIME),))])
        elsewhere.close()
        running.wait(3)
        assert running.view.total() == 3
    with runner(tmp_path) as again:
        again.app.save(Umbrella())
        again.wait(4)
        assert again.view.total() == 4
    assert (tmp_path / "counting.sqlite").exists()


TIME = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2026-03-03T09:00:00+00:00"}}'


def runner(folder: Path) -> ProjectionRunner[Desk, Counts]:
    return ProjectionRunner(application_class=Desk, projection_class=Counting, view_class=Counts, env=env(folder))


# ── records of ours through the library ──────────────────────────────────────────────────────────


class Met(Event):
    """Somebody was met. Once it had only the name, as `who`."""

    TOPIC: ClassVar[str] = "test.met.v2"
    name: str

    @override
    def apply(self, state: Any, stamp: Stamp) -> Any:
        return state

    @override
    @classmethod
    def upcast(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        return {"name": data["who"]} if version == 1 else data


CODEC = Codec([Met])
NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)


def a_record(name: str) -> Record[Met]:
    stamp = Stamp(occurred_at=NINE, recorded_at=NINE, by=Author(id="lin", role=Role.RECEPTIONIST))
    return Record[Met].of(Met(name=name), stamp)


def with_records(folder: Path, **more: str) -> Factory:
    return Factory(env(folder, RECORD_CODEC=f"{__name__}:CODEC", **more))


def test_records_of_ours_go_through_the_librarys_event_store_and_stay_readable_by_the_port(tmp_path: Path) -> None:
    factory, stream = with_records(tmp_path), uuid4()
    store: EventStore[UUID] = factory.event_store()
    store.put([Recorded(stream, 1, a_record("Wang"))])
    assert list(store.get(stream)) == [Recorded(stream, 1, a_record("Wang"))]
    (entry,) = factory.log.read(0, 10)
    assert (entry.topic, CODEC.decode(entry.topic, entry.state)) == ("test.met.v2", a_record("Wang"))
    factory.close()


def test_a_record_of_an_old_version_is_lifted_before_it_is_validated(tmp_path: Path) -> None:
    factory, stream = with_records(tmp_path), uuid4()
    old = a_record("Wang").to_bytes().replace(b'"name"', b'"who"')
    factory.log.append([Append(stream, 0, (NewEvent("test.met.v1", old),))])
    store: EventStore[UUID] = factory.event_store()
    assert list(store.get(stream)) == [Recorded(stream, 1, a_record("Wang"))]
    factory.close()


def test_a_topic_of_a_newer_program_is_named(tmp_path: Path) -> None:
    factory, stream = with_records(tmp_path), uuid4()
    factory.log.append([Append(stream, 0, (NewEvent("test.met.v3", b"{}"),))])
    store: EventStore[UUID] = factory.event_store()
    with pytest.raises(UnknownTopic, match=r"test\.met\.v3"):
        list(store.get(stream))
    factory.close()


def test_records_are_stored_as_they_are(tmp_path: Path) -> None:
    factory = with_records(tmp_path, COMPRESSOR_TOPIC="zlib")
    with pytest.raises(ValueError, match="as they are"):
        factory.mapper()


def test_another_mapper_can_be_asked_for(tmp_path: Path) -> None:
    factory = Factory(env(tmp_path, MAPPER_TOPIC="eventsourcing.persistence:Mapper"))
    assert not isinstance(factory.mapper(), RecordMapper)
