"""One at a time per name, in order of arrival: commands on one stream are decided each on what the last one left."""

import asyncio
from collections import deque
from collections.abc import Hashable
from types import TracebackType


class Turns:
    """Queues that exist only while somebody stands in them.

    Thirty-two callers on one case would else be decided on the same state, and all but one refused by
    the log and decided again. Other processes are not held off: for them the log's own check stands.
    """

    def __init__(self) -> None:
        self._queues: dict[Hashable, deque[asyncio.Future[None]]] = {}

    def of(self, *names: Hashable) -> "Turn":
        """The turn of these names together, taken in the order given."""
        return Turn(self._queues, names)


class Turn:
    """Held between `async with` and its end."""

    __slots__ = ("_held", "_names", "_queues")

    def __init__(self, queues: dict[Hashable, deque[asyncio.Future[None]]], names: tuple[Hashable, ...]) -> None:
        self._queues, self._names, self._held = queues, names, 0

    async def __aenter__(self) -> None:
        """Wait until nobody before us holds any of the names."""
        try:
            for name in self._names:
                await self._take(name)
                self._held += 1
        except BaseException:
            self._release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next in line go."""
        self._release()

    async def _take(self, name: Hashable) -> None:
        queue = self._queues.get(name)
        if queue is None:
            self._queues[name] = deque()
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # the turn was ours already: hand it on
                self._pass_on(name)
            raise

    def _release(self) -> None:
        for name in self._names[: self._held]:
            self._pass_on(name)
        self._held = 0

    def _pass_on(self, name: Hashable) -> None:
        queue = self._queues[name]
        while queue:
            place = queue.popleft()
            if not place.done():
                place.set_result(None)
                return
        del self._queues[name]
