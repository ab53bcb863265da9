"""The composition root, the only one: reads the settings, opens what is real, and puts the desk together."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp

from infra.founding import found
from infra.kinds import KINDS
from infra.settings import Settings
from services.intake import wiring as intake
from services.intake.carrying import Carrier
from services.reporting import wiring as reporting
from shared.database.errors import StorageError
from shared.decision.moment import Caller
from shared.directory.state import Directory
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.log_reader import LogReader
from shared.handling.policy import LivePolicy
from shared.runtime.logging import log_to, logger
from shared.security.first_keys import write_first_keys
from shared.security.keys import Keys
from shared.security.rate import RateLimit
from shared.stream.consumers import Consumers
from shared.vocabulary.roles import Role
from shared.vocabulary.time import Now
from shared.web.app import make_app

log = logger("desk")

_FOUNDED = "A sample company was made, marked as one: two sites, their people, the default tree and limits."
_EMPTY = "The directory has the default tree and limits, and nothing else: `suying directory apply FILE.yaml`."


def wall_time() -> datetime:
    """The machine's time. The only place that reads it; everything else is handed its `now`."""
    return datetime.now(UTC)


@dataclass
class Desk:
    """A whole desk: its app, and what runs beside it."""

    settings: Settings
    app: ASGIApp
    door: Door
    store: SQLiteLog
    keys: Keys
    policy: LivePolicy
    consumers: Consumers
    carrier: Carrier
    news: list[str] = field(default_factory=list)  #: lines for the operator about what this start has made

    async def start(self) -> None:
        """Found the company and make the first keys at the first start; let the consumers catch up and follow."""
        if await found(self.door, self.store, sample=not self.settings.empty):
            self.news.append(_FOUNDED if not self.settings.empty else _EMPTY)
        written = write_first_keys(self.settings.data, self.keys, holders(self.policy.current()))
        if written is not None:
            self.news.append(f"The first keys, one per role, are in {written} (readable by its owner only).")
        await self.consumers.start()
        await self.carrier.start()
        log.info("desk_started", position=self.store.head())

    async def stop(self) -> None:
        """Let the consumers finish their turn, close the files."""
        await self.carrier.close()
        await self.consumers.close()
        self.keys.close()
        self.store.close()
        log.info("desk_stopped")


def compose(settings: Settings, *, now: Now = wall_time, quiet: bool = False) -> Desk:
    """The desk of a data folder. Raises StorageError when a file cannot serve."""
    log_to(now=now, quiet=quiet)
    store = SQLiteLog(settings.data / "log.sqlite")
    keys = Keys(settings.data / "security.sqlite", now)
    policy = LivePolicy(store)
    door = Door(store, KINDS, policy, now=now, site_of=intake.SITE_OF)
    taking_in = intake.wire(
        store, door, policy, keys, now, LogReader(store), folder=settings.data, consumers=lambda: consumers
    )
    services = (taking_in, reporting.wire(store, door, policy, now, folder=settings.data))
    consumers = Consumers(service.follower for service in services)
    app = make_app(
        (service.router for service in services),
        keys=keys,
        rate=RateLimit(settings.rate, settings.rate * 2, now),
        obstacles=lambda: _obstacles(store, consumers, taking_in.carrier),
        barred=lambda holder: has_left(policy.known(), holder),
    )
    return Desk(settings, app, door, store, keys, policy, consumers, taking_in.carrier)


def has_left(directory: Directory, holder: str) -> bool:
    """Whether this is a person who works here no more."""
    person = directory.people.get(holder)
    return person is not None and not person.active


def holders(directory: Directory) -> dict[Role, Caller]:
    """For each role the first of the directory who has it: whom its first key is made for."""
    people = reversed(list(directory.people.values()))
    return {person.role: Caller(person.code, person.role, person.sites) for person in people if person.active}


def _obstacles(store: SQLiteLog, consumers: Consumers, carrier: Carrier) -> dict[str, Any]:
    try:
        store.head()
    except StorageError as error:
        return {"log": type(error).__name__}
    return {one.name: "stopped" for one in (*consumers, carrier) if not one.running or one.alarm is not None}
