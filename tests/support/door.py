"""A real door over a real log file, with a clock that is moved by hand."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from infra.passing import MovedClock
from shared.complaint.kind import COMPLAINT
from shared.decision.action import Action
from shared.decision.moment import Caller
from shared.directory.state import Directory
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.command import body_digest, canonical, command_key, new_stream
from shared.handling.door import Door
from shared.handling.receipt import Receipt
from tests.support.cast import company

T = TypeVar("T")
START = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # 09:00 at LP


class HandClock(MovedClock):
    """A `now` that stands until somebody moves it."""

    def __init__(self, at: datetime = START) -> None:
        super().__init__(at)

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


class FixedDirectory:
    """A directory that nobody changes."""

    def __init__(self, directory: Directory | None = None) -> None:
        self.directory = directory or company()

    def at(self, moment: datetime) -> Directory:
        del moment
        return self.current()

    def current(self) -> Directory:
        return self.directory


def a_door(path: Path, now: HandClock | None = None, **settings: Any) -> tuple[Door, SQLiteLog]:
    """A door as the desk has it, over `path`."""
    log = SQLiteLog(path)
    door = Door(
        log, [COMPLAINT], FixedDirectory(), now=now or HandClock(),
        site_of={COMPLAINT.name: lambda complaint: complaint.reception.site}, **settings,
    )  # fmt: skip
    return door, log


async def sent(
    door: Door, order: Action, caller: Caller, key: str, stream: UUID | None = None, **more: Any
) -> tuple[UUID, Receipt]:
    """Send an order as the API does; without a stream it begins one."""
    hashed = command_key(caller.id, key)
    stream = stream or new_stream(hashed)
    digest = body_digest(order.SPEC.slug, stream, canonical(order.model_dump(mode="json")), more.get("occurred_at"))
    answer = await door.act(COMPLAINT, stream, order, caller, key=hashed, digest=digest, **more)
    return stream, answer


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end."""
    return asyncio.run(work)
