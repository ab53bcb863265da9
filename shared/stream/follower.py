"""Gives a consumer its turns in the event loop: short while people wait, in a thread when behind, rests between."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection
from uuid import UUID

import structlog

from shared.database.errors import Damaged, StorageError
from shared.stream import parking
from shared.stream.consumer import BEHIND, LIVE, Consumer
from shared.stream.errors import ConsumerStopped, Rebuilding
from shared.stream.generations import Generations
from shared.stream.port import Stream
from shared.stream.projection import MakeProjection
from shared.stream.rebuild import Progress, carry_on, fill, quietly
from shared.stream.standing import Standing, seconds_behind
from shared.vocabulary.time import Now

PAUSE = 0.15
"""Seconds between two wake-ups unless someone waits for a position: commands and consumers share two cores."""

LOOK_EVERY = 1.0
"""Seconds after which an idle consumer looks for itself: another process may have written."""

TRY_AGAIN = 1.0
"""Seconds before the next try after the disk was at fault."""

log = structlog.get_logger(__name__)


class Follower:
    """One consumer that follows the stream, alone: no other consumer is needed, none is disturbed."""

    def __init__(self, make: MakeProjection, stream: Stream, folder: Path, *, now: Now, pause: float = PAUSE) -> None:
        """Open the generation that serves; make it anew when another version of the projection made it."""
        self.name = make().name
        self.alarm: str | None = None
        self._make, self._stream, self._now, self._pause = make, stream, now, pause
        self._generations = Generations(folder, self.name)
        self._consumer = self._serving()
        if self._consumer.outdated:
            self._begin_anew()
        self._task: asyncio.Task[None] | None = None
        self._beside: asyncio.Task[None] | None = None
        self._stopping = False
        self._turn = asyncio.Lock()
        self._news, self._hurry = asyncio.Event(), asyncio.Event()
        self._waiters: list[tuple[int, asyncio.Future[bool]]] = []
        self._rebuilding: tuple[int, int] | None = None

    def _serving(self) -> Consumer:
        """The generation that serves; a damaged one is put aside, as its views can be made anew from the log."""
        try:
            return self._open(self._generations.current)
        except Damaged:
            log.exception("views_damaged", consumer=self.name, put_aside=self._generations.put_aside().name)
            return self._open(self._generations.current)

    def _open(self, generation: int) -> Consumer:
        return Consumer(self._make(), self._stream, self._generations.path(generation), self._now)

    def _begin_anew(self) -> None:
        self._consumer.close()
        generation = self._generations.begin()
        self._consumer = self._open(generation)
        self._generations.switch(generation)
        self._generations.sweep()

    @property
    def position(self) -> int:
        """Everything up to here is folded or parked."""
        return self._consumer.position

    @property
    def running(self) -> bool:
        """Whether it follows the stream now."""
        return self._task is not None and not self._task.done()

    @property
    def file(self) -> Path:
        """The file of the views that serve."""
        return self._generations.path()

    def reading(self) -> AbstractContextManager[Connection]:
        """A read-only connection to the views that serve, for one short question."""
        return self._generations.reading()

    # ── start and stop ───────────────────────────────────────────────────────────────────────

    async def start(self, progress: Progress = quietly) -> None:
        """Catch up, then follow. What stops a consumer becomes its alarm, the others are not disturbed."""
        if self.running:
            return
        self.alarm, self._stopping = None, False
        with self._alarmed():
            self._consumer.check()
            await asyncio.to_thread(fill, self._consumer, self._stream, progress)
            self._task = asyncio.create_task(self._follow(), name=f"consumer {self.name}")

    async def stop(self) -> None:
        """Stop following; the position is where it was committed last."""
        if self._task is not None:
            self._stopping = True
            self._wake()
            await self._task
            self._task = None

    async def close(self) -> None:
        """Stop, and close the files; a rebuild beside is given up."""
        if self._beside is not None:
            self._beside.cancel()
            with suppress(asyncio.CancelledError):
                await self._beside
        await self.stop()
        self._consumer.close()
        self._generations.close()

    async def drop(self) -> None:
        """Stop, and remove the views; the next start makes them anew from the log."""
        await self.close()
        self._generations.drop()
        self._consumer = self._open(self._generations.current)

    @contextmanager
    def _alarmed(self) -> Iterator[None]:
        try:
            yield
        except (ConsumerStopped, StorageError) as error:
            self.alarm = str(error)
            log.error("consumer_stopped", consumer=self.name, position=self.position, why=type(error).__name__)  # noqa: TRY400 - the sentence is the message; a trace adds paths
        except Exception as error:  # noqa: BLE001 - the other consumers and the desk go on
            self.alarm = f"{self.name}: {parking.kind_of(error)}; this is a fault of the program, please report it."
            log.error("consumer_stopped", consumer=self.name, position=self.position, where=parking.frames(error))  # noqa: TRY400 - a trace would quote values

    # ── following ────────────────────────────────────────────────────────────────────────────

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        stop_listening = self._stream.listen(_once(self._news, loop))
        try:
            with self._alarmed():
                while not self._stopping:
                    await self._turn_or_wait_for_disk()
        finally:
            stop_listening()
            self._tell_waiters(gone=True)

    async def _turn_or_wait_for_disk(self) -> None:
        try:
            folded = await self._fold()
        except StorageError as error:
            if self.alarm is None:
                log.error("consumer_cannot_write", consumer=self.name, why=type(error).__name__)  # noqa: TRY400 - tried again
            self.alarm = str(error)
            self._hurry.clear()  # who waits does not make the disk any better: without a rest the loop would spin
            await _happens(self._hurry, TRY_AGAIN)
            return
        self.alarm = None
        self._tell_waiters()
        await (asyncio.sleep(0) if folded >= LIVE else self._rest())

    async def _fold(self) -> int:
        async with self._turn:
            if self._stream.head() - self._consumer.position > BEHIND:
                return await asyncio.to_thread(self._consumer.step, BEHIND)
            return self._consumer.step(LIVE)

    async def _rest(self) -> None:
        """Rest, then sleep until there is news; both are cut short when someone waits for a position."""
        await _happens(self._hurry, self._pause)
        await _happens(self._news, LOOK_EVERY)
        self._news.clear()
        self._hurry.clear()

    async def wait(self, position: int, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - a route says how long it waits
        """Wait until everything up to `position` is folded or parked; False when it takes too long or nothing runs."""
        if self.position >= position:
            return True
        if not self.running:
            return False
        told: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiters.append((position, told))
        self._wake()
        try:
            async with asyncio.timeout(timeout):
                return await told
        except TimeoutError:
            return False
        finally:
            self._waiters = [one for one in self._waiters if one[1] is not told]

    def _wake(self) -> None:
        self._hurry.set()
        self._news.set()

    def _tell_waiters(self, *, gone: bool = False) -> None:
        for position, told in self._waiters:
            if not told.done() and (gone or position <= self.position):
                told.set_result(position <= self.position)

    # ── for the operator ─────────────────────────────────────────────────────────────────────

    def parked(self) -> list[parking.Parked]:
        """What stands still here, oldest event first."""
        with self.reading() as connection:
            return parking.listing(connection)

    async def retry(self, stream: UUID) -> int:
        """Fold a parked stream again; how many of its events still wait. Raises NotParked."""
        async with self._turn:
            return await asyncio.to_thread(self._consumer.retry, stream)

    async def skip(self, stream: UUID, by: str) -> int:
        """Leave the event that failed out for good; how many still wait. Raises NotParked, Rebuilding."""
        self._refuse_while_rebuilding()  # the new views would not know of it
        async with self._turn:
            return await asyncio.to_thread(self._consumer.skip, stream, by)

    async def rebuild(self, progress: Progress = quietly) -> None:
        """Make the views anew beside the serving ones, then switch: readers never see fewer facts than before (G7).

        Also the way out of a log that is older or another one. Raises Rebuilding, ConsumerStopped, StorageError;
        the serving views stay as they are then.
        """
        self._refuse_while_rebuilding()
        self._rebuilding = (0, self._stream.head())
        try:
            await self._rebuild(self._noting(progress))
        finally:
            self._rebuilding = None

    @property
    def rebuilding(self) -> bool:
        """Whether a rebuild runs beside the serving views."""
        return self._rebuilding is not None

    def rebuild_beside(self) -> None:
        """Begin a rebuild and come back at once; `standing` tells how far it is, `alarm` why it failed.

        A consumer that had stopped follows again afterwards.
        """
        self._beside = asyncio.create_task(self._rebuild_and_follow(), name=f"rebuild {self.name}")

    async def _rebuild_and_follow(self) -> None:
        with self._alarmed():
            await self.rebuild()
            self.alarm = None
            await self.start()

    def _refuse_while_rebuilding(self) -> None:
        if self._rebuilding is not None:
            raise Rebuilding(self.name)

    async def _rebuild(self, progress: Progress) -> None:
        generation = self._generations.begin()
        try:
            fresh = self._open(generation)
            try:
                await self._fill_and_switch(generation, fresh, progress)
            except BaseException:
                fresh.close()
                raise
        except BaseException:
            self._generations.give_up(generation)
            raise
        self._generations.sweep()

    async def _fill_and_switch(self, generation: int, fresh: Consumer, progress: Progress) -> None:
        with self.reading() as serving:
            carry_on(serving, fresh)
        await asyncio.to_thread(fill, fresh, self._stream, progress)
        async with self._turn:
            await self._switch(generation, fresh)

    async def _switch(self, generation: int, fresh: Consumer) -> None:
        """While the serving views stand still: fold what came meanwhile, then point to the new ones."""
        while fresh.position < min(self._consumer.position, self._stream.head()):
            fresh.step(LIVE)
            await asyncio.sleep(0)
        self._generations.switch(generation)
        old, self._consumer = self._consumer, fresh
        old.close()

    def _noting(self, progress: Progress) -> Progress:
        def noted(done: int, whole: int) -> None:
            self._rebuilding = (done, whole)
            progress(done, whole)

        return noted

    def standing(self) -> Standing:
        """Where it stands."""
        head, position = self._stream.head(), self.position
        with self.reading() as connection:
            parked = parking.count(connection)
        return Standing(
            name=self.name,
            generation=self._generations.current,
            position=position,
            head=head,
            lag_events=max(0, head - position),
            lag_seconds=seconds_behind(self._stream, position, self._now),
            parked=parked,
            running=self.running,
            alarm=self.alarm,
            rebuilding=self._rebuilding,
        )


async def _happens(event: asyncio.Event, within: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()


def _once(news: asyncio.Event, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
    """Set the event from the writer's thread, but wake the loop only if nobody has done so yet."""

    def tell() -> None:
        if not news.is_set():
            with suppress(RuntimeError):  # the loop closed a moment ago: nobody follows any more
                loop.call_soon_threadsafe(news.set)

    return tell
