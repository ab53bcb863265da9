"""The composition root, the only one: reads the settings, opens what is real, and puts the desk together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from starlette.types import ASGIApp

from infra.founding import found
from infra.kinds import KINDS
from infra.settings import Settings
from infra.watching import Watch
from services.escalation import wiring as escalation
from services.followup import wiring as followup
from services.intake import wiring as intake
from services.reporting import wiring as reporting
from shared.complaint.clocks.columns import Acts
from shared.complaint.clocks.following import KnownClocks
from shared.complaint.kind import COMPLAINT
from shared.database.errors import StorageError
from shared.decision.moment import Caller
from shared.directory.state import Directory
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.log_reader import LogReader
from shared.handling.policy import LivePolicy
from shared.notices.outbox import Outbox
from shared.notices.post import AppriseLater, Post
from shared.notices.sender import Sender
from shared.notices.wishes import Wishes
from shared.reacting.acting import outbox_file
from shared.reacting.carrier import Carrier
from shared.runtime.logging import log_to, logger
from shared.security.first_keys import write_first_keys
from shared.security.keys import Keys
from shared.security.rate import RateLimit
from shared.stream.consumers import Consumers
from shared.stream.follower import Follower
from shared.timers.worker import TimerWorker
from shared.vocabulary.roles import Role
from shared.vocabulary.time import Now
from shared.web.app import make_app

log = logger("desk")

_FOUNDED = "A sample company was made, marked as one: two sites, their people, the default tree and limits."
_EMPTY = "The directory has the default tree and limits, and nothing else: `suying directory apply FILE.yaml`."


def wall_time() -> datetime:
    """The machine's time. The only place that reads it; everything else is handed its `now`."""
    return datetime.now(UTC)


class File(Protocol):
    """What is to be closed at the end."""

    def close(self) -> None:
        """Close it."""
        ...


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
    carriers: tuple[Carrier, ...]
    workers: tuple[TimerWorker, ...]
    sender: Sender
    files: tuple[File, ...]  #: what was opened here, the log last
    driven: bool = False  #: nothing acts by itself: `settle` lets it, under a clock that is moved
    news: list[str] = field(default_factory=list)  #: lines for the operator about what this start has made

    async def start(self) -> None:
        """Found the company and make the first keys at the first start; let the consumers catch up and follow."""
        if await found(self.door, self.store, sample=not self.settings.empty):
            self.news.append(_FOUNDED if not self.settings.empty else _EMPTY)
        written = write_first_keys(self.settings.data, self.keys, holders(self.policy.current()))
        if written is not None:
            self.news.append(f"The first keys, one per role, are in {written} (readable by its owner only).")
        await self.consumers.start()
        if not self.driven:
            for carrier in self.carriers:
                await carrier.start()
            for worker in self.workers:
                await worker.start()
            await self.sender.start()
        log.info("desk_started", position=self.store.head())

    async def stop(self) -> None:
        """Let what runs finish its turn, close the files."""
        await self.sender.close()
        for worker in self.workers:
            await worker.close()
        for carrier in self.carriers:
            await carrier.close()
        await self.consumers.close()
        for file in self.files:
            file.close()
        log.info("desk_stopped")

    async def carry(self) -> None:
        """Let everything that follows from what was recorded happen (`driven`). Raises StorageError, Contended."""
        while any([await carrier.step() for carrier in self.carriers]):
            pass

    async def settle(self) -> None:
        """… and everything that follows from the time it is now, people told. Raises StorageError, Contended."""
        acted = 1
        while acted:
            await self.carry()
            await self.consumers.wait(self.store.head())
            acted = sum([await worker.step() for worker in self.workers]) or await self.sender.step()

    def next_moment(self) -> datetime | None:
        """When something will happen by itself next, if nobody does anything before."""
        moments = (*(worker.next_moment() for worker in self.workers), self.sender.next_moment())
        return min((at for at in moments if at is not None), default=None)


def compose(
    settings: Settings, *, now: Now = wall_time, quiet: bool = False, driven: bool = False, post: Post | None = None
) -> Desk:
    """The desk of a data folder; a `driven` one acts when told to settle. `post` instead of apprise is for tests.

    Raises StorageError.
    """
    log_to(now=now, quiet=quiet)
    store = SQLiteLog(settings.data / "log.sqlite")
    keys = Keys(settings.data / "security.sqlite", now)
    policy = LivePolicy(store)
    door = Door(store, KINDS, policy, now=now, site_of=intake.SITE_OF)
    known = KnownClocks()
    taking_in = intake.wire(
        store, door, policy, keys, known, now, LogReader(store), folder=settings.data, consumers=lambda: consumers
    )
    outboxes = tuple(Outbox(acts.value, settings.data / outbox_file(acts)) for acts in Acts)
    wishes = Wishes(settings.data, now)
    sender = Sender(
        wishes, outboxes, policy.current, lambda case: door.state(COMPLAINT, case).state.ladder.named,
        post or AppriseLater(), now=now, behind=lambda: watch.catching_up(),  # noqa: PLW0108 - made below
    )  # fmt: skip
    moving_up = escalation.wire(store, door, policy, known, now, folder=settings.data, outboxes=outboxes, sender=sender)
    following_up = followup.wire(store, door, policy, known, now, folder=settings.data, address=settings.address)
    acting = (moving_up.acting, following_up.acting)
    services = (taking_in, reporting.wire(store, door, policy, now, folder=settings.data))
    consumers = Consumers([*(service.follower for service in services), *(one.follower for one in acting)])
    carriers = (taking_in.carrier, *(one.carrier for one in acting))
    workers = tuple(one.worker for one in acting)
    watch = Watch(store, consumers, carriers, acting, sender, now)
    app = make_app(
        (service.router for service in (*services, moving_up, following_up)),
        keys=keys,
        rate=RateLimit(settings.rate, settings.rate * 2, now),
        obstacles=lambda: _obstacles(store, consumers if driven else (*consumers, *carriers, *workers, sender)),
        watch=watch,
        barred=lambda holder: has_left(policy.known(), holder),
    )
    files: tuple[File, ...] = (taking_in.tries, following_up.links, *outboxes, wishes, keys, store)
    return Desk(settings, app, door, store, keys, policy, consumers, carriers, workers, sender, files, driven)


def has_left(directory: Directory, holder: str) -> bool:
    """Whether this is a person who works here no more."""
    person = directory.people.get(holder)
    return person is not None and not person.active


def holders(directory: Directory) -> dict[Role, Caller]:
    """For each role the first of the directory who has it: whom its first key is made for."""
    people = reversed(list(directory.people.values()))
    return {person.role: Caller(person.code, person.role, person.sites) for person in people if person.active}


def _obstacles(store: SQLiteLog, running: Iterable[Follower | Carrier | TimerWorker | Sender]) -> dict[str, Any]:
    try:
        store.head()
    except StorageError as error:
        return {"log": type(error).__name__}
    return {one.name: "stopped" for one in running if not one.running or one.alarm is not None}
