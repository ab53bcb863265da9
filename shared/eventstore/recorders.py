"""The log as the recorders of the eventsourcing library: a second face of the same store, on the same tables."""

import itertools
import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    ListenNotifySubscription,
    Notification,
    ProcessRecorder,
    ProgrammingError,
    StoredEvent,
    Subscription,
    Tracking,
    TrackingRecorder,
)
from typing_extensions import override

from shared.eventstore.log import Append, NewEvent
from shared.eventstore.side import SQL, SideFile, in_the_librarys_words, track, tracked
from shared.eventstore.sqlite import NO_LIMIT, Overtaken, SQLiteLog
from shared.eventstore.wakeup import LOOK_EVERY

Bounds = dict[str, int | str | bytes]


class SnapshotRecorder(AggregateRecorder):
    """Streams that stand in no common order: the library keeps its snapshots so. `purpose` tells them apart."""

    def __init__(self, file: SideFile, purpose: str, *, create: bool = True) -> None:
        self._file = file
        self._purpose = purpose
        if create:
            with file.write() as connection:
                connection.execute(SQL["create_events"])

    @override
    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        """Record all or none. Raises IntegrityError for a version that is there."""
        rows = [
            {"purpose": self._purpose, "stream": _bytes(event.originator_id), "version": event.originator_version,
             "topic": event.topic, "state": event.state} for event in stored_events
        ]  # fmt: skip
        with self._file.write() as connection:
            connection.executemany(SQL["insert_snapshot"], rows)

    @override
    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Versions gt < version ≤ lte, upwards or downwards."""
        bounds = _bounds(originator_id, gt, lte, limit) | {"purpose": self._purpose}
        with self._file.read() as connection:
            rows = connection.execute(SQL["snapshots_down"] if desc else SQL["snapshots_up"], bounds).fetchall()
        return [StoredEvent(originator_id, *row) for row in rows]


class LogRecorder(ApplicationRecorder):
    """The log itself. Versions of a stream are contiguous, notification ids are positions: gapless (trap 2)."""

    def __init__(self, log: SQLiteLog) -> None:
        self.log = log

    @override
    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Record all or none; the positions. Raises IntegrityError for any but the next version of a stream."""
        return self._insert(stored_events)

    def _insert(
        self, stored_events: Sequence[StoredEvent], also: Callable[[sqlite3.Connection], None] | None = None
    ) -> list[int]:
        with in_the_librarys_words():
            appended = self.log.append_whole(_appends(stored_events), also)
        return [position for one in appended for position in range(one.first, one.last + 1)]

    @override
    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Versions gt < version ≤ lte of one stream, upwards or downwards."""
        bounds = _bounds(originator_id, gt, lte, limit)
        with in_the_librarys_words(), self.log.reading() as reader:
            rows = reader.execute(SQL["events_down"] if desc else SQL["events_up"], bounds).fetchall()
        return [StoredEvent(originator_id, *row) for row in rows]

    @override
    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Entries in the order of the log."""
        first = (start or 0) + (0 if inclusive_of_start else 1)
        bounds: Bounds = {"start": first, "stop": NO_LIMIT if stop is None else stop, "limit": limit}
        with in_the_librarys_words(), self.log.reading() as reader:
            if topics:
                rows = reader.execute(SQL["notifications_of"], bounds | {"topics": json.dumps(list(topics))}).fetchall()
            else:
                rows = reader.execute(SQL["notifications"], bounds).fetchall()
        return [_notification(*row) for row in rows]

    @override
    def max_notification_id(self) -> int | None:
        """The newest position, None when empty."""
        with in_the_librarys_words():
            return self.log.head() or None

    @override
    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Everything after a position and whatever comes, also from other processes."""
        return LogSubscription(self, gt, topics)


class LogSubscription(ListenNotifySubscription[LogRecorder]):
    """Woken by writers of this process, looking every 50 ms for those of others (trap 5)."""

    def __init__(self, recorder: LogRecorder, gt: int | None = None, topics: Sequence[str] = ()) -> None:
        self._stop_listening: Callable[[], None] = _nothing  # the library starts its thread in the next line
        super().__init__(recorder, gt, topics)
        self._stop_listening = recorder.log.listen(self._has_been_notified.set)

    @override
    def stop(self) -> None:
        """End the iteration, from any thread, also before it began."""
        self._stop_listening()
        super().stop()

    @override
    def _loop_on_pull(self) -> None:
        try:
            while not self._has_been_stopped:
                self._has_been_notified.clear()
                self._pull_up_to(self._recorder.log.head())
                self._has_been_notified.wait(LOOK_EVERY)
        except BaseException as error:  # noqa: BLE001 - raised again by the iteration, in the reader's thread
            self._thread_error = self._thread_error or error
            self.stop()

    def _pull_up_to(self, head: int) -> None:
        """Look at the log only when it has grown; entries of other topics are then behind us too."""
        if head > (self._last_notification_id or 0):
            self._pull()
            self._last_notification_id = max(head, self._last_notification_id or 0)


class PositionRecorder(TrackingRecorder):
    """A projection's position, to be moved in the transaction of its effect: views are subclasses of this."""

    def __init__(self, file: SideFile, *, create: bool = True) -> None:
        self.file = file
        if create:
            with file.write() as connection:
                self.create_tables(connection)

    def create_tables(self, connection: sqlite3.Connection) -> None:
        """Make what is missing; a view adds its own tables."""
        connection.execute(SQL["create_tracking"])

    @override
    def insert_tracking(self, tracking: Tracking) -> None:
        """Move forward. Raises IntegrityError when the position is not beyond the last."""
        with self.file.write() as connection:
            track(connection, tracking)

    @override
    def max_tracking_id(self, application_name: str) -> int | None:
        """The position last moved to."""
        with self.file.read() as connection:
            return tracked(connection, application_name)


class LogAndPositionRecorder(PositionRecorder, LogRecorder, ProcessRecorder):
    """An application that follows another and answers with events of its own, in one transaction of the log."""

    def __init__(self, log: SQLiteLog, file: SideFile, *, create: bool = True) -> None:
        PositionRecorder.__init__(self, file, create=create)
        LogRecorder.__init__(self, log)

    @override
    def insert_events(
        self, stored_events: Sequence[StoredEvent], tracking: Tracking | None = None, **kwargs: Any
    ) -> Sequence[int]:
        """Record events and position together or not at all."""
        if tracking is None:
            return self._insert(stored_events)
        return self._insert(stored_events, lambda connection: track(connection, tracking))


def _appends(stored_events: Sequence[StoredEvent]) -> list[Append]:
    """One append per run of events of one stream, so that positions keep the order given."""
    appends = []
    for stream, run in itertools.groupby(stored_events, key=lambda event: event.originator_id):
        events = list(run)
        first = events[0].originator_version
        if [event.originator_version for event in events] != list(range(first, first + len(events))):
            raise Overtaken([])
        new = tuple(NewEvent(event.topic, event.state) for event in events)
        appends.append(Append(_uuid(stream), first - 1, new))
    return appends


def _bounds(stream: UUID | str, gt: int | None, lte: int | None, limit: int | None) -> Bounds:
    return {
        "stream": _bytes(stream),
        "gt": -1 if gt is None else gt,
        "lte": NO_LIMIT if lte is None else lte,
        "limit": -1 if limit is None else limit,
    }


def _uuid(stream: UUID | str) -> UUID:
    if not isinstance(stream, UUID):
        raise ProgrammingError(f"streams are UUIDs, not text: {stream!r}")
    return stream


def _bytes(stream: UUID | str) -> bytes:
    return _uuid(stream).bytes


def _notification(position: int, stream: bytes, version: int, topic: str, state: bytes) -> Notification:
    return Notification(UUID(bytes=stream), version, topic, state, position)


def _nothing() -> None:
    """Nobody listens yet."""
