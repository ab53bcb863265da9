"""Tells the readers of this process that something was recorded; other processes are found by looking."""

from __future__ import annotations

import threading
from collections.abc import Callable

LOOK_EVERY = 0.05
"""Seconds between two looks at the log's head while waiting: another process may have written (trap 5)."""


class Wakeup:
    """A list of who wants to know. Callbacks run in the writer's thread: they only set a flag."""

    def __init__(self) -> None:
        self._listeners: tuple[Callable[[], None], ...] = ()
        self._changing = threading.Lock()

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Register; the returned function ends it, however often it is called."""

        def told() -> None:
            callback()

        with self._changing:
            self._listeners = (*self._listeners, told)
        return lambda: self._forget(told)

    def _forget(self, listener: Callable[[], None]) -> None:
        with self._changing:
            self._listeners = tuple(one for one in self._listeners if one is not listener)

    def tell(self) -> None:
        """Call everybody who listens. Who fails (its loop is closed) is forgotten: what was recorded stays answered."""
        for listener in self._listeners:
            try:
                listener()
            except Exception:  # noqa: BLE001 - the commit stands, whatever became of a listener
                self._forget(listener)


def wait_for(
    head: Callable[[], int],
    listen: Callable[[Callable[[], None]], Callable[[], None]],
    after: int,
    timeout: float,
    clock: Callable[[], float],
) -> int:
    """Block until `head()` passes `after` or `timeout` seconds are over; the head seen last."""
    woken = threading.Event()
    stop = listen(woken.set)
    try:
        until = clock() + timeout
        while True:
            woken.clear()
            seen = head()
            left = until - clock()
            if seen > after or left <= 0:
                return seen
            woken.wait(min(left, LOOK_EVERY))
    finally:
        stop()
