"""Tells people what waits in the outboxes: each thing once on each of their channels, at most once whatever breaks.

Before a message is handed over it is marked so, durably. A crash between mark and answer leaves it uncertain: it is
shown as that and not sent again, for being told twice wakes people for nothing while `suying away` forgets nothing.
"""

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import structlog

from shared.database.errors import StorageError
from shared.directory.state import Directory
from shared.notices.deliveries import Deliveries, State, Undelivered, Waiting
from shared.notices.outbox import Outbox
from shared.notices.post import Outcome, Post
from shared.notices.texts import Message, message
from shared.notices.timing import PRESSING, STALE, may_go, wait_after, zone_of
from shared.notices.wishes import Channel, Wishes
from shared.vocabulary.time import Now

LOOK_EVERY = 1.0
"""Seconds between two looks."""
AT_ONCE = 8
"""Messages handed over side by side: one dead server does not hold up the others."""
LEASE = timedelta(minutes=10)
"""After which nobody waits for the answer of who was handing something over."""
PATIENCE = timedelta(minutes=10)
"""How long at most a desk that catches up is waited for, so that its news go out as one digest (trap 22)."""
NEVER = datetime.max.replace(tzinfo=UTC)
STATES = {
    Outcome.DELIVERED: State.SENT,
    Outcome.NOT_DELIVERED: State.WAITING,
    Outcome.UNCERTAIN: State.UNCERTAIN,
}

log = structlog.get_logger(__name__)

Named = Callable[[UUID], Collection[str]]
"""Who is complained about in a case (R12.17)."""


@dataclass(frozen=True, slots=True)
class Handing:
    """One message on its way."""

    id: str
    channel: Channel
    text: Message
    count: int


class Sender:
    """One for the whole desk. `start` and `close` as a follower has them; `step` for a clock that is moved."""

    name = "notices"

    def __init__(
        self, wishes: Wishes, outboxes: Sequence[Outbox], directory: Callable[[], Directory], named: Named,
        post: Post, *, now: Now, behind: Callable[[], bool],
    ) -> None:  # fmt: skip
        """`behind`: whether the desk is still catching up with what happened while it stood still."""
        self.alarm: str | None = None
        self.wishes, self.deliveries = wishes, Deliveries(wishes)
        self._outboxes, self._directory, self._named, self._post = outboxes, directory, named, post
        self._now, self._behind = now, behind
        self._looked = -1
        self._rests_until = NEVER
        self._task: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._stopping = False

    @property
    def running(self) -> bool:
        """Whether it looks for news now."""
        return self._task is not None and not self._task.done()

    async def start(self) -> None:
        """Tell people until closed."""
        if not self.running:
            self._stopping = False
            self._task = asyncio.create_task(self._work(), name=self.name)

    async def close(self) -> None:
        """Hear how the messages in hand went, and stop."""
        if self._task is not None:
            self._stopping = True
            self._news.set()
            await self._task
            self._task = None

    async def _work(self) -> None:
        while not self._stopping:
            try:
                done = await self.step()
                self.alarm = None
            except StorageError as error:
                done, self.alarm = 0, str(error) or type(error).__name__
                log.error("notices_hindered", why=type(error).__name__)  # noqa: TRY400 - tried again
            if not done:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY):
                        await self._news.wait()
                self._news.clear()

    # ── telling ──────────────────────────────────────────────────────────────────────────────

    async def step(self) -> int:
        """Tell what may be told now; how many messages went out or were tried. Raises StorageError."""
        now = self._now()
        self.deliveries.take_in(self._outboxes)
        if self._nothing_to_do(now):
            return 0
        self.deliveries.give_up_on_the_dead(now - LEASE)
        handing: list[Handing] = []
        for channel, waiting in self._ready(now):
            handing.append(self._hand(channel, waiting, now))
            if len(handing) == AT_ONCE:
                break
        await asyncio.gather(*(self._deliver(one) for one in handing))
        return len(handing)

    def _nothing_to_do(self, now: datetime) -> bool:
        """Whether nothing has changed since the last look, and nothing that waits has its moment yet.

        What waits through the quiet hours of hundreds is not gone through every second.
        """
        if self._looked != self.wishes.file.total_changes or self._rests_until <= now:
            moments = [at for _, at, _ in self._waiting(now)]
            handed = self.deliveries.oldest_handed()
            if handed is not None:
                moments.append(handed + LEASE)
            self._rests_until = min(moments, default=NEVER)
            self._looked = self.wishes.file.total_changes
        return self._rests_until > now

    def undelivered(self) -> Undelivered:
        """How much of what people want to be told waits, and since when. Raises StorageError."""
        return self.deliveries.undelivered()

    def next_moment(self) -> datetime | None:
        """When something may be told next, if nothing comes up before; None: nothing waits."""
        now = self._now()
        return min((at for _, at, _ in self._waiting(now)), default=None)

    def _ready(self, now: datetime) -> Iterator[tuple[Channel, list[Waiting]]]:
        """What may go out now, for each channel as one message."""
        ready: dict[str, tuple[Channel, list[Waiting]]] = {}
        waited = [(channel, one) for channel, at, some in self._waiting(now) if at <= now for one in some]
        if waited and self._behind() and min(one.notice.at for _, one in waited) > now - PATIENCE:
            return
        for channel, one in waited:
            ready.setdefault(channel.id, (channel, []))[1].append(one)
        for channel, some in ready.values():
            if wanted := self._still_wanted(channel.person, some, now):
                yield channel, sorted(wanted, key=lambda one: one.id)

    def _waiting(self, now: datetime) -> Iterator[tuple[Channel, datetime, list[Waiting]]]:
        """What waits, channel by channel, what presses apart from the rest, each with the moment at which it may go."""
        directory = self._directory()
        for channel_id in self.deliveries.channels():
            channel = self.wishes.channel(channel_id)
            if channel is None:
                continue
            wish = self.wishes.of(channel.person)
            zone = zone_of(wish, directory)
            waiting = self.deliveries.waiting(channel_id)
            for pressing in (True, False):
                some = [one for one in waiting if (one.notice.kind in PRESSING) is pressing]
                if some:
                    yield channel, may_go(wish, channel, zone, now, pressing=pressing), some

    def _still_wanted(self, code: str, waiting: Sequence[Waiting], now: datetime) -> list[Waiting]:
        """Without what is not theirs any more, looked up at the last moment (R12.17), and without what is no news."""
        person = self._directory().people.get(code)
        here = person is not None and person.active
        theirs = [one for one in waiting if here and code not in self._named(one.notice.complaint)]
        fresh = [one for one in theirs if one.notice.at >= now - STALE]
        for state, ended in ((State.WITHDRAWN, set(waiting) - set(theirs)), (State.GIVEN_UP, set(theirs) - set(fresh))):
            if ended:
                self.deliveries.end((one.id for one in ended), state)
        return fresh

    def _hand(self, channel: Channel, waiting: Sequence[Waiting], now: datetime) -> Handing:
        text = message([one.notice for one in waiting], self.wishes.of(channel.person).lang, self._directory())
        handing = Handing(uuid4().hex, channel, text, len(waiting))
        self.deliveries.hand(waiting, handing.id, now)
        return handing

    async def _deliver(self, one: Handing) -> None:
        outcome = await asyncio.to_thread(self._post.deliver, one.channel.target, self.wishes.mail_server, one.text)
        self.deliveries.handed(one.id, STATES[outcome], self._went(one.channel, outcome))
        log.info("notice_handed_over", channel=one.channel.id, notices=one.count, outcome=outcome.name.lower())

    def _went(self, channel: Channel, outcome: Outcome) -> Channel:
        now = self._now()
        if outcome is Outcome.DELIVERED:
            return replace(channel, failures=0, next_try=None, last_sent=now)
        failures = channel.failures + 1
        last_sent = now if outcome is Outcome.UNCERTAIN else channel.last_sent
        return replace(channel, failures=failures, next_try=now + wait_after(failures), last_sent=last_sent)
