"""Follows the log with a place of its own, gives the orders that a service's reactions ask for, keeps their notices.

It is no projection. What it did cannot be undone by making a file anew, so it is never rebuilt and its place is
durable. An order is named by (position of the fact, target, action): a crash between two orders, or a log that was
restored, lets it give some orders again, and the door recognises each. Nothing stays half done, nothing is doubled.
A notice is a row written with the place, in one transaction: it is told once, and never because of a rebuild (G3, G7).
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.database.connection import Duty, connect
from shared.database.errors import StorageError, explained
from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.decision.event import Cause, Record, topic_name
from shared.decision.moment import ITSELF
from shared.decision.refusal import Forbidden, Refused
from shared.eventstore.log import Entry
from shared.handling.command import body_digest, canonical, command_key
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.handling.receipt import Contended, NotFound
from shared.handling.states import Held
from shared.notices import outbox
from shared.notices.notice import Notice, Tell
from shared.reacting.fact import Act, Fact, Reactions
from shared.stream import parking
from shared.stream.port import Stream
from shared.vocabulary.ids import DESK
from shared.vocabulary.time import Now, sortable

SQL = Queries.read(Path(__file__).parent / "sql" / "carrying.sql")
BATCH = 500
"""Entries read at once; few of them concern a second case."""
PAUSE = 0.15
"""Seconds between two looks unless someone waits: commands and consumers share two cores."""
LOOK_EVERY = 1.0
"""Seconds after which it looks for itself: another process may have written."""
STATES_HELD = 2_000
"""Cases whose state is kept between two of their facts; one takes some kilobytes."""

log = structlog.get_logger(__name__)


class Carrier:
    """One for each service that acts. `start`, `wait` and `close` as a follower has them."""

    def __init__(
        self, reactions: Reactions, door: Door, stream: Stream, numbers: Numbers, folder: Path, *, now: Now
    ) -> None:
        """Open or make the file that keeps the place. Raises StorageError."""
        self.name = reactions.name
        self.alarm: str | None = None
        self._reactions, self._door, self._stream, self._numbers, self._now = reactions, door, stream, numbers, now
        self._topics = frozenset(topic_name(event.TOPIC)[0] for event in reactions.concerns)
        self._held: OrderedDict[int, Held[Complaint]] = OrderedDict()
        self._connection = connect(folder / f"{self.name}.sqlite", Duty.CONSUMER)
        self.position = self._place()
        self._task: asyncio.Task[None] | None = None
        self._news, self._hurry, self._moved = asyncio.Event(), asyncio.Event(), asyncio.Condition()
        self._stopping = False

    def _place(self) -> int:
        if not self._connection.execute("PRAGMA user_version").fetchone()[0]:
            with transaction(self._connection):
                for name in ("make_place", "make_set_aside", "first_place"):
                    self._connection.execute(SQL[name])
                self._connection.execute("PRAGMA user_version=1")
        with transaction(self._connection):
            self._connection.execute(SQL["make_born"])
            self._connection.execute(SQL["put_born"], {"at": sortable(self._now())})
            outbox.make(self._connection)
        self._born = datetime.fromisoformat(self._connection.execute(SQL["born"]).fetchone()[0])
        place = int(self._connection.execute(SQL["place"]).fetchone()[0])
        return place if place <= self._stream.head() else 0  # an older log: each order is recognised or was lost

    @property
    def running(self) -> bool:
        """Whether it follows the log now."""
        return self._task is not None and not self._task.done()

    # ── start, wait, stop ────────────────────────────────────────────────────────────────────

    async def start(self) -> None:
        """Try again what was set aside, then follow."""
        if not self.running:
            self._stopping = False
            self._task = asyncio.create_task(self._follow(), name=f"reactions {self.name}")

    async def close(self) -> None:
        """Finish the order in hand, stop, close the file."""
        if self._task is not None:
            self._stopping = True
            self.hurry()
            await self._task
            self._task = None
        self._connection.close()

    async def wait(self, position: int, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - as a follower has it
        """Wait until everything up to a position is carried over; False when it takes too long or nothing runs."""
        if not self.running:
            return self.position >= position
        self.hurry()
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout), self._moved:
                await self._moved.wait_for(lambda: self.position >= position)
        return self.position >= position

    def hurry(self) -> None:
        """There is something to carry, and somebody waits for it."""
        self._hurry.set()
        self._news.set()

    def set_aside(self) -> int:
        """How many facts are kept for another try, because of a fault of the program."""
        return int(self._connection.execute(SQL["count_set_aside"]).fetchone()[0])

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        stop = self._stream.listen(lambda: _tell(loop, self._news))
        try:
            await self._guarded(self._try_again)
            while not self._stopping:
                passed = await self._guarded(self.step)
                async with self._moved:
                    self._moved.notify_all()
                if passed < BATCH:
                    await self._rest()
        finally:
            stop()

    async def _rest(self) -> None:
        """Rest, then sleep until there is news; the rest is cut short when someone waits for a position."""
        await _happens(self._hurry, PAUSE)
        if self._stream.head() <= self.position or self.alarm is not None:
            await _happens(self._news, LOOK_EVERY)
        self._news.clear()
        self._hurry.clear()

    async def _guarded(self, work: Callable[[], Awaitable[int]]) -> int:
        """Do a piece of work; what the disk or a rival writer hinders is tried again later."""
        try:
            done = await work()
        except (StorageError, Contended) as error:
            self.alarm = str(error) or type(error).__name__
            log.error("reactions_hindered", service=self.name, position=self.position, why=type(error).__name__)  # noqa: TRY400 - tried again
            return 0
        self.alarm = None
        return done

    # ── carrying over ────────────────────────────────────────────────────────────────────────

    async def step(self) -> int:
        """Carry over what comes next in the log; how many facts were passed. Raises StorageError, Contended."""
        entries = await asyncio.to_thread(self._stream.read, self.position, BATCH)
        for entry in entries:
            if topic_name(entry.topic)[0] in self._topics and await self._carry_or_set_aside(entry) != 0:
                self._move(entry.position)  # where nothing followed, the place is written once for all of them
        if entries:
            self._move(entries[-1].position)
        return len(entries)

    async def _carry_or_set_aside(self, entry: Entry) -> int | None:
        """Carry one fact over; how many orders followed, None when it was set aside.

        A fault of the program holds up this fact only: it is kept and tried at each start.
        """
        try:
            return await self.carry(entry)
        except (StorageError, Contended):
            raise
        except Exception as error:  # noqa: BLE001 - the others go on
            kind = parking.kind_of(error)
            log.error("reaction_set_aside", position=entry.position, error=kind, where=parking.frames(error))  # noqa: TRY400 - a trace would quote values
            with transaction(self._connection):
                values = {"position": entry.position, "error": kind, "since": self._now().isoformat()}
                self._connection.execute(SQL["set_aside"], values)
            return None

    async def _try_again(self) -> int:
        waiting = [row[0] for row in self._connection.execute(SQL["list_set_aside"]).fetchall()]
        for position in waiting:
            found = self._stream.read(position - 1, 1)
            if not found or await self._carry_or_set_aside(found[0]) is not None:
                with transaction(self._connection):
                    self._connection.execute(SQL["no_longer_set_aside"], {"position": position})
        return len(waiting)

    async def carry(self, entry: Entry) -> int:
        """Give the orders that follow from one fact and note who is told; how many followed.

        A rule's no means that there is nothing to do any more.
        """
        fact = self._fact(entry)
        outputs = tuple(await self._reactions.follows(entry, fact))
        for act in outputs:
            if isinstance(act, Act):
                await self._order(entry, act)
        self._tell(entry, fact, [tell for tell in outputs if isinstance(tell, Tell)])
        return len(outputs)

    def _fact(self, entry: Entry) -> Fact:
        """The fact with the case before and after it; what is known of the case already is not folded again."""
        held = self._held.pop(entry.stream.int, None)
        if held is None or held.version >= entry.version:
            held = Held(COMPLAINT.blank, 0)
        last = self._door.codec.decode(entry.topic, entry.state)
        between = self._between(entry, held.version)
        if held.version and any(isinstance(one.event, COMPLAINT.refold) for one in (*between, last)):
            held = Held(COMPLAINT.blank, 0)
            between = self._between(entry, 0)
        before = COMPLAINT.fold(between, held.state if held.version else None)
        if isinstance(last.event, COMPLAINT.refold):
            after = COMPLAINT.fold([*between, last])
        else:
            after = COMPLAINT.fold([last], before)
        self._held[entry.stream.int] = Held(after, entry.version)
        if len(self._held) > STATES_HELD:
            self._held.popitem(last=False)
        upto, other = partial(self._upto, entry), partial(self._other, last)
        return Fact(entry.stream, last, before, after, upto, other, self._door.policy)

    def _other(self, record: Record[Any], case: UUID) -> list[Record[Any]]:
        """Another case by what was recorded until then, so that it reads the same after a crash."""
        return [one for one in self._door.records(case) if one.recorded_at <= record.recorded_at]

    def _upto(self, entry: Entry) -> list[Record[Any]]:
        """The whole case up to a fact."""
        return self._door.records(entry.stream, 0, entry.version)

    def _between(self, entry: Entry, after: int) -> list[Record[Any]]:
        """The records of the case after a version and before this entry; most often there are none."""
        return self._door.records(entry.stream, after, entry.version - 1) if after < entry.version - 1 else []

    def _tell(self, entry: Entry, fact: Fact, tells: Sequence[Tell]) -> None:
        """Note the notices and move on, in one transaction; what is older than this file is no news."""
        if not tells or fact.record.recorded_at < self._born:
            return
        notices = self._notices(entry.stream, fact.after, f"{entry.position}", fact.record.recorded_at, tells)
        with transaction(self._connection):
            outbox.put(self._connection, notices)
            if entry.position > self.position:
                self._connection.execute(SQL["move"], {"position": entry.position})
        self.position = max(self.position, entry.position)

    def note(self, case: UUID, complaint: Complaint, identity: str, tells: Sequence[Tell], came_up: datetime) -> None:
        """Note what no fact led to: a warning, a reminder. Told once for each identity. Raises StorageError.

        What came up before this file was made, or put back from a backup, is no news.
        """
        if came_up < self._born:
            return
        with transaction(self._connection):
            outbox.put(self._connection, self._notices(case, complaint, identity, self._now(), tells))

    def _notices(
        self, case: UUID, complaint: Complaint, identity: str, at: datetime, tells: Sequence[Tell]
    ) -> list[Notice]:
        number, site = self._numbers.number(case), complaint.reception.site
        return [
            Notice(f"{identity} {tell.kind}", person, tell.kind, case, number, site, at, tell.clock, tell.due)
            for tell in tells
            for person in dict.fromkeys(tell.to)
        ]

    async def _order(self, entry: Entry, act: Act) -> None:
        slug = act.order.SPEC.slug
        key = command_key(DESK, f"{entry.position}", str(act.target), slug)
        digest = body_digest(slug, act.target, canonical(act.order.model_dump(mode="json")), None)
        cause = Cause(stream=str(entry.stream), version=entry.version)
        try:
            await self._door.act(COMPLAINT, act.target, act.order, ITSELF, key=key, digest=digest, cause=cause)
        except (Refused, Forbidden, NotFound) as no:
            rule = no.reason.rule if isinstance(no, Refused) else type(no).__name__
            log.info("reaction_not_needed", position=entry.position, action=slug, rule=rule)

    def _move(self, position: int) -> None:
        if position > self.position:
            with transaction(self._connection):
                self._connection.execute(SQL["move"], {"position": position})
            self.position = position


def begin_anew(file: Path, now: datetime) -> None:
    """A copy of a folder tells nothing of what came up before it was put back. Raises StorageError."""
    with explained(file), closing(connect(file, Duty.CONSUMER)) as connection, transaction(connection):
        connection.execute(SQL["make_born"])
        connection.execute(SQL["born_again"], {"at": sortable(now)})


async def _happens(event: asyncio.Event, within: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()


def _tell(loop: asyncio.AbstractEventLoop, news: asyncio.Event) -> None:
    if not news.is_set():
        with suppress(RuntimeError):  # the loop closed a moment ago
            loop.call_soon_threadsafe(news.set)
