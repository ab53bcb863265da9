"""The port of the stream: the facts after a position, in order, and a word when there are more."""

from collections.abc import Callable
from typing import Protocol

from shared.eventstore.log import Entry


class Stream(Protocol):
    """Where a consumer gets its facts from. The embedded log is one as it stands; positions are gapless (G1)."""

    def read(self, after: int, limit: int) -> list[Entry]:
        """Entries at positions after+1, after+2 …, at most `limit`; empty at the end."""
        ...

    def head(self) -> int:
        """The newest position; 0 when empty."""
        ...

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called, in any thread, when there is more; returns the stop."""
        ...
