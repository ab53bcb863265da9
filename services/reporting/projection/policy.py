"""The directory as it was at any moment, looked up once a batch: a look per clock would cost as much as the fact."""

from datetime import datetime
from typing import Protocol

from services.reporting.projection.cases import ReadStream
from shared.decision.codec import Codec
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.directory.state import Directory


class BatchPolicy(Protocol):
    """A policy that is brought up to date when it is told to."""

    def at(self, moment: datetime) -> Directory:
        """What was in force at a moment."""
        ...

    def refresh(self) -> None:
        """Take what the directory's stream has by now."""
        ...


class StreamPolicy:
    """Reads the directory's own stream of the log."""

    def __init__(self, read: ReadStream) -> None:
        """Begin with nothing; the first batch reads the stream."""
        self._read, self._codec, self._policy = read, Codec(DIRECTORY.events), Policy()

    def at(self, moment: datetime) -> Directory:
        """What was in force at a moment."""
        return self._policy.at(moment)

    def refresh(self) -> None:
        """Take what the directory's stream has by now."""
        rows = self._read(DIRECTORY_ID, self._policy.version, None)
        self._policy.advance(self._codec.decode(row.topic, row.state) for row in rows)
