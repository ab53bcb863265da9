"""Time that is moved: from one moment at which the desk acts by itself to the next, until a moment is reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.compose import Desk

AN_INSTANT = timedelta(microseconds=1)
"""Exactly at the limit is in time (CK1): a clock is over the moment after."""


@dataclass
class MovedClock:
    """A desk's time; only `pass_time` and whoever tells a story move it."""

    at: datetime

    def __call__(self) -> datetime:
        """Now, UTC."""
        return self.at


async def pass_time(desk: Desk, clock: MovedClock, until: datetime) -> None:
    """Let time pass and the desk (`driven`) act at each moment on the way. Raises StorageError, Contended."""
    await desk.settle()
    while (at := desk.next_moment()) is not None and at + AN_INSTANT <= until:
        clock.at = max(clock.at, at + AN_INSTANT)
        await desk.settle()
    clock.at = max(clock.at, until)
    await desk.settle()
