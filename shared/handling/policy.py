"""The company's directory as the log has it, always the newest; and as it was at any moment (CK12)."""

from datetime import datetime

from shared.decision.codec import Codec
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.directory.state import Directory
from shared.eventstore.log import Log


class LivePolicy:
    """Follows the directory's own stream: one look at an index before each decision costs 5 µs and is never stale."""

    def __init__(self, log: Log) -> None:
        """Begin with nothing; the first question reads the stream."""
        self._log, self._codec, self._policy = log, Codec(DIRECTORY.events), Policy()

    def current(self) -> Directory:
        """The directory in force now, whoever changed it."""
        self._follow()
        return self._policy.latest

    def at(self, moment: datetime) -> Directory:
        """The directory that was in force at a moment."""
        self._follow()
        return self._policy.at(moment)

    def history(self) -> Policy:
        """Every directory so far, for questions asked beside the event loop: it is only added to, never changed."""
        self._follow()
        return self._policy

    def _follow(self) -> None:
        rows = self._log.stream(DIRECTORY_ID, self._policy.version)
        if rows:
            self._policy.advance(self._codec.decode(row.topic, row.state) for row in rows)
