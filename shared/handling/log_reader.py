"""The log read directly: what was acknowledged is there; only another process can be a moment behind."""

import asyncio

from shared.eventstore.log import Log

PAUSE_S = 0.02


class LogReader:
    """Waits for a position of the log itself."""

    def __init__(self, log: Log) -> None:
        """Nothing is read before somebody waits."""
        self._log = log

    async def wait(self, position: int, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - the caller says how long
        """Whether the position was reached in time."""
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while self._log.head() < position:
            if loop.time() >= until:
                return False
            await asyncio.sleep(PAUSE_S)
        return True
