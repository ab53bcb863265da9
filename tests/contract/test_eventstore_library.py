"""The eventsourcing library's own suite of a persistence module, run on ours.

The library's module is imported whole: its abstract classes, named here, would be collected as tests.
"""

import tempfile
import unittest
import uuid
from pathlib import Path

import eventsourcing.tests.persistence as library
import pytest
from eventsourcing.persistence import AggregateRecorder, ProgrammingError, StoredEvent
from eventsourcing.utils import Environment
from typing_extensions import override

from shared.eventstore.module import Factory
from shared.eventstore.recorders import (
    LogAndPositionRecorder,
    LogRecorder,
    PositionRecorder,
    SnapshotRecorder,
)


class InAFolder(unittest.TestCase):
    """Every test has a file of its own; factories are closed before it goes."""

    @override
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "log.sqlite"
        super().setUp()

    def make(self) -> Factory:
        factory = Factory({"SQLITE_DBNAME": str(self.file)})
        self.addCleanup(factory.close)
        return factory


class TestSnapshots(InAFolder, library.AggregateRecorderTestCase):
    @override
    def create_recorder(self) -> AggregateRecorder:
        return self.make().aggregate_recorder()


class TestLog(InAFolder, library.ApplicationRecorderTestCase[LogRecorder]):
    @override
    def create_recorder(self) -> LogRecorder:
        recorder = self.make().application_recorder()
        assert isinstance(recorder, LogRecorder)
        return recorder

    def test_subscription(self) -> None:
        self.optional_test_insert_subscribe()

    def test_streams_are_uuids(self) -> None:
        with pytest.raises(ProgrammingError):
            self.create_recorder().insert_events([StoredEvent("a text", 1, "topic", b"{}")])

    def test_a_stream_that_counts_from_0_goes_on_with_1(self) -> None:
        recorder, stream = self.create_recorder(), uuid.uuid4()
        recorder.insert_events([StoredEvent(stream, 0, "topic", b"{}")])
        assert recorder.insert_events([StoredEvent(stream, 1, "topic", b"{}")]) == [2]


class TestNotificationIdsOfTwoWritersDoNotInterleave(InAFolder, library.NonInterleavingNotificationIDsBaseCase):
    @override
    def create_recorder(self) -> LogRecorder:
        return LogRecorder(self.make().log)


class TestPosition(InAFolder, library.TrackingRecorderTestCase):
    @override
    def create_recorder(self) -> PositionRecorder:
        return self.make().tracking_recorder()


class TestLogAndPosition(InAFolder, library.ProcessRecorderTestCase):
    @override
    def create_recorder(self) -> LogAndPositionRecorder:
        recorder = self.make().process_recorder()
        assert isinstance(recorder, LogAndPositionRecorder)
        return recorder


class View(PositionRecorder):
    """Some projection's view."""


class TestFactory(InAFolder, library.InfrastructureFactoryTestCase[Factory]):
    @override
    def setUp(self) -> None:
        self.env = Environment("Desk", {"PERSISTENCE_MODULE": "shared.eventstore.module"})
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.env["SQLITE_DBNAME"] = str(Path(folder.name) / "log.sqlite")
        super().setUp()

    @override
    def expected_factory_class(self) -> type[Factory]:
        return Factory

    @override
    def expected_aggregate_recorder_class(self) -> type[SnapshotRecorder]:
        return SnapshotRecorder

    @override
    def expected_application_recorder_class(self) -> type[LogRecorder]:
        return LogRecorder

    @override
    def expected_tracking_recorder_class(self) -> type[PositionRecorder]:
        return PositionRecorder

    @override
    def tracking_recorder_subclass(self) -> type[PositionRecorder]:
        return View

    @override
    def expected_process_recorder_class(self) -> type[LogAndPositionRecorder]:
        return LogAndPositionRecorder

    def test_a_log_needs_a_file(self) -> None:
        for env in ({}, {"SQLITE_DBNAME": ":memory:"}):
            with pytest.raises(OSError, match="SQLITE_DBNAME"):
                Factory(env)
