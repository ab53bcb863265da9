"""The company's directory as the log has it, always the newest; and as it was at any moment (CK12)."""

import asyncio
from datetime import datetime

from shared.decision.codec import Codec
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.directory.state import Directory
from shared.eventstore.log import Log


class LivePolicy:
    """Follows the directory's own stream by one look at an index, so that no decision is made on an old directory."""

    def __init__(self, log: Log) -> None:
        """Begin with nothing; the first question reads the stream."""
        self._log, self._codec, self._policy = log, Codec(DIRECTORY.events), Policy()
        self._news = True
        self._asked_in: asyncio.AbstractEventLoop | None = None  #: the loop in whose present turn the log was asked
        log.listen(self._noted)

    def known(self) -> Directory:
        """The directory as this process knows it: looked up anew only after a commit of its own.

        For what is asked several times in a request and decides nothing that is recorded.
        """
        if self._news:
            self._follow()
        return self._policy.latest

    def current(self) -> Directory:
        """The directory in force now, whoever changed it: the log is asked once in each turn of the event loop."""
        loop = _running_loop()
        if self._news or loop is None or self._asked_in is not loop:
            self._follow()
            if loop is not None:
                self._asked_in = loop
                loop.call_soon(self._next_turn)
        return self._policy.latest

    def at(self, moment: datetime) -> Directory:
        """The directory that was in force at a moment."""
        self.current()
        return self._policy.at(moment)

    def history(self) -> Policy:
        """Every directory so far, for questions asked beside the event loop: it is only added to, never changed."""
        self._follow()
        return self._policy

    def _next_turn(self) -> None:
        self._asked_in = None

    def _noted(self) -> None:
        self._news = True

    def _follow(self) -> None:
        self._news = False
        rows = self._log.stream(DIRECTORY_ID, self._policy.version)
        if rows:
            self._policy.advance(self._codec.decode(row.topic, row.state) for row in rows)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None  # outside a loop there are no turns: asked each time
