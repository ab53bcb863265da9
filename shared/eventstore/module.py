"""The store as a persistence module of the eventsourcing library: `PERSISTENCE_MODULE=shared.eventstore.module`.

Stock applications and projection runners then run on the desk's log. Settings, each also with the application's or
projection's name before it, as the library has it: `SQLITE_DBNAME` (a file), `CREATE_TABLE` (default yes: make the
tables beside the log), `RECORD_CODEC` (`module:attribute`, a `Codec` of records of ours), and the library's own
topics of classes, compressor and cipher.
"""

from pathlib import Path
from typing import Any, cast

from eventsourcing.domain import TAggregateID
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    Mapper,
    ProcessRecorder,
    Transcoder,
)
from eventsourcing.utils import Environment, EnvType, resolve_topic, strtobool
from typing_extensions import override

from shared.eventstore.mapper import RecordMapper
from shared.eventstore.recorders import LogAndPositionRecorder, LogRecorder, PositionRecorder, SnapshotRecorder
from shared.eventstore.side import SideFile, in_the_librarys_words
from shared.eventstore.sqlite import SQLiteLog


class Factory(InfrastructureFactory[PositionRecorder]):
    """Makes the recorders over one file; opens the log and the tables beside it when first asked for."""

    FILE = "SQLITE_DBNAME"
    CREATE_TABLE = "CREATE_TABLE"
    RECORD_CODEC = "RECORD_CODEC"

    def __init__(self, env: Environment | EnvType | None) -> None:
        """Read where the file is. Raises OSError when nobody says so."""
        super().__init__(env)
        file = self.env.get(self.FILE)
        if not file or ":memory:" in file:
            keys = ", ".join(self.env.create_keys(self.FILE))
            raise OSError(f"Say in which file the log is (a log in memory is none): {keys}")
        self._path = Path(file)
        self._log: SQLiteLog | None = None
        self._side: SideFile | None = None

    @property
    def log(self) -> SQLiteLog:
        """The log of this file, the same object for every recorder."""
        if self._log is None:
            with in_the_librarys_words():
                self._log = SQLiteLog(self._path)
        return self._log

    def _beside(self) -> SideFile:
        if self._side is None:
            with in_the_librarys_words():
                self._side = SideFile(self._path)
        return self._side

    @override
    def mapper(
        self,
        transcoder: Transcoder | None = None,
        mapper_class: type[Mapper[TAggregateID]] | None = None,
    ) -> Mapper[TAggregateID]:
        """Ours, unless another is asked for by class or by `MAPPER_TOPIC`."""
        if mapper_class is not None or self.env.get(self.MAPPER_TOPIC):
            return super().mapper(transcoder, mapper_class)
        topic = self.env.get(self.RECORD_CODEC)
        ours = RecordMapper(
            transcoder or self.transcoder(), self.compressor(), self.cipher(), resolve_topic(topic) if topic else None
        )
        return cast("Mapper[TAggregateID]", ours)  # streams are UUIDs here; the recorders refuse others

    @override
    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """For snapshots: streams that stand in no common order."""
        return SnapshotRecorder(self._beside(), purpose, create=self._creates())

    @override
    def application_recorder(self) -> ApplicationRecorder:
        """The log."""
        return cast("ApplicationRecorder", self._class(self.APPLICATION_RECORDER_TOPIC, LogRecorder)(self.log))

    @override
    def tracking_recorder(self, tracking_recorder_class: type[PositionRecorder] | None = None) -> PositionRecorder:
        """A projection's view: a subclass of `PositionRecorder`, by class or by `TRACKING_RECORDER_TOPIC`."""
        made = tracking_recorder_class or self._class(self.TRACKING_RECORDER_TOPIC, PositionRecorder)
        return cast("PositionRecorder", made(self._beside(), create=self._creates()))

    @override
    def process_recorder(self) -> ProcessRecorder:
        """The log together with positions in the log's own file."""
        made = self._class(self.PROCESS_RECORDER_TOPIC, LogAndPositionRecorder)
        log = self.log  # first: the log's schema is there before the tables beside it
        return cast("ProcessRecorder", made(log, self._beside(), create=self._creates()))

    def _class(self, setting: str, default: type[Any]) -> type[Any]:
        topic = self.env.get(setting)
        return cast("type[Any]", resolve_topic(topic)) if topic else default

    def _creates(self) -> bool:
        return bool(strtobool(self.env.get(self.CREATE_TABLE) or "yes"))

    @override
    def close(self) -> None:
        """Close what was opened."""
        if self._side is not None:
            self._side.close()
        if self._log is not None:
            self._log.close()
