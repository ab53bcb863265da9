"""Many callers, one commit: what arrives together is made durable by one sync (docs/architecture.md section 5)."""

import asyncio
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from shared.eventstore.log import LARGEST_BATCH, Append, Log, Outcome

W = TypeVar("W")


class GroupCommit:
    """For the event loop: `await submit(append)` returns when the append is durable, or says why not.

    The commit runs inside the loop, two turns after the first command, so that every request the loop
    has already read joins it: a committer thread loses the interpreter lock at every call and is slower.
    Nobody waits for company, and who was alone last time and is the first of this turn is not kept
    waiting for the two turns either. A caller cancelled while waiting has recorded nothing; once its
    batch has begun the command stands, and its key recognises it when it is sent again (G2).
    """

    def __init__(self, log: Log, *, largest: int = LARGEST_BATCH) -> None:
        self._log = log
        self._largest = largest
        self._waiting: deque[tuple[Append, asyncio.Future[Outcome]]] = deque()
        self._scheduled = False
        self._alone = False  #: the last batch was of one, and this turn of the loop has recorded nothing yet

    async def submit(self, append: Append) -> Outcome:
        """Record one command. Raises what the store raises; then only this batch's callers have failed."""
        loop = asyncio.get_running_loop()
        if self._alone:
            self._alone = False
            loop.call_soon(self._next_turn)
            outcome = self._log.append((append,))[0]
            await asyncio.sleep(0)
            return outcome
        future: asyncio.Future[Outcome] = loop.create_future()
        self._waiting.append((append, future))
        if not self._scheduled:
            self._scheduled = True
            loop.call_soon(loop.call_soon, self._commit)
        return await future

    def _next_turn(self) -> None:
        self._alone = not self._waiting

    def _commit(self) -> None:
        self._scheduled = False
        present = [one for one in self._waiting if not one[1].done()]  # a cancelled caller's future is done
        batch, later = choose(present, self._largest)
        self._waiting = deque(later)
        if later:
            self._scheduled = True
            loop = asyncio.get_running_loop()
            loop.call_soon(loop.call_soon, self._commit)
        if batch:
            self._record(batch)

    def _record(self, batch: list[tuple[Append, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = self._log.append([append for append, _ in batch])
        except Exception as error:  # noqa: BLE001 - every caller of this batch hears of it, the loop goes on
            for _, future in batch:
                future.set_exception(error)
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            future.set_result(outcome)
        self._alone = len(batch) == 1 and not self._waiting


class _Caller:
    """A thread that waits: for its answer, or for its turn to commit for everybody."""

    __slots__ = ("error", "outcome", "woken")

    def __init__(self) -> None:
        self.woken = threading.Event()
        self.outcome: Outcome | None = None
        self.error: BaseException | None = None

    def answered(self) -> bool:
        """Whether a batch has carried its command."""
        return self.outcome is not None or self.error is not None


class ThreadedGroupCommit:
    """The same for threads: the first who comes commits, for itself and for everybody who came meanwhile.

    Once its own command is answered it hands the turn to the first who is still waiting.
    """

    def __init__(self, log: Log, *, largest: int = LARGEST_BATCH) -> None:
        self._log = log
        self._largest = largest
        self._queue = threading.Lock()
        self._waiting: list[tuple[Append, _Caller]] = []
        self._somebody_commits = False

    def submit(self, append: Append) -> Outcome:
        """Record one command; blocks until it is durable. Raises what the store raises."""
        caller = _Caller()
        with self._queue:
            self._waiting.append((append, caller))
            mine, self._somebody_commits = not self._somebody_commits, True
        if not mine:
            caller.woken.wait()
        if not caller.answered():
            self._commit_until_answered(caller)
        if caller.error is not None:
            raise caller.error
        assert caller.outcome is not None  # noqa: S101 - answered: one of the two is there
        return caller.outcome

    def _commit_until_answered(self, caller: _Caller) -> None:
        while not caller.answered():
            with self._queue:
                batch, self._waiting = choose(self._waiting, self._largest)
            self._record(batch, caller)
        with self._queue:
            self._somebody_commits = bool(self._waiting)
            if self._waiting:
                self._waiting[0][1].woken.set()

    def _record(self, batch: list[tuple[Append, _Caller]], committing: _Caller) -> None:
        error: BaseException | None = None
        outcomes: Sequence[Outcome | None] = [None] * len(batch)
        try:
            outcomes = self._log.append([append for append, _ in batch])
        except BaseException as failed:  # noqa: BLE001 - raised again in every caller of this batch
            error = failed
        for (_, caller), outcome in zip(batch, outcomes, strict=True):
            caller.outcome, caller.error = outcome, error
            if caller is not committing:
                caller.woken.set()


def choose(waiting: Iterable[tuple[Append, W]], largest: int) -> tuple[list[tuple[Append, W]], list[tuple[Append, W]]]:
    """Who goes now and who waits for the next batch: one per stream and per key, in order of arrival."""
    now: list[tuple[Append, W]] = []
    later: list[tuple[Append, W]] = []
    taken: set[UUID | bytes] = set()
    for one in waiting:
        append = one[0]
        if len(now) == largest or append.stream in taken or append.key in taken:
            later.append(one)
        else:
            now.append(one)
        taken.add(append.stream)  # also of one that waits: a third must not overtake it
        if append.key is not None:
            taken.add(append.key)
    return now, later
