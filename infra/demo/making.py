"""A fresh data folder with the sample company and its month, from a seed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx

from infra.compose import Desk, compose
from infra.demo.month import Demo
from infra.passing import MovedClock
from infra.settings import Settings

A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Made:
    """What a demo is."""

    cases: int
    commands: int
    events: int
    until: datetime  #: UTC


async def make(
    folder: Path, until: datetime, *, seed: int, tell: Callable[[float], None], length: timedelta = A_MONTH
) -> Made:
    """Play the time until then. Raises NotTaken where the desk refuses what a life wants."""
    clock = MovedClock((until - length).astimezone(UTC))
    desk = compose(Settings(data=folder, rate=1_000_000), now=clock, quiet=True, driven=True)
    await desk.start()
    try:
        keys = _keys(desk, until)
        clock.at += timedelta(hours=1)
        transport = httpx.ASGITransport(app=desk.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:

            async def settled() -> None:
                await desk.carry()
                await desk.consumers.wait(desk.store.head())

            demo = Demo(client, keys, clock, until, Random(seed), settled)  # noqa: S311 - a story, no secret
            await demo.run(tell)
            await settled()
        return Made(demo.cases, demo.told, desk.store.head(), until)
    finally:
        await desk.stop()


def _keys(desk: Desk, until: datetime) -> dict[str, str]:
    """A key for everybody of the company; they end with the demo."""
    people = desk.policy.current().people.values()
    return {p.code: desk.keys.create(p.code, p.role, sites=p.sites, expires_at=until)[1] for p in people if p.active}
