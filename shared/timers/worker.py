"""Acts on clocks whose moment has come: claims by lease, looks the case up, acts through the door, once (G4).

Twenty workers are as good as one. What is claimed is looked up in the log before anything is done; the command is
named by case, clock, scope and cycle, and decided on the version that was looked at.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog

from shared.complaint.actions.ck3_acting import ActOnClock
from shared.complaint.clocks.columns import Acts
from shared.complaint.clocks.run import ClockRun, Outcome
from shared.complaint.clocks.running import clocks
from shared.complaint.escalating import ROWS
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.database.errors import StorageError
from shared.decision.event import Cause
from shared.decision.moment import ITSELF
from shared.handling.command import body_digest, canonical, command_key
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.handling.receipt import Contended, Stale
from shared.stream import parking
from shared.timers.claims import Claim, Claims
from shared.timers.pending import Identity, What, acted_on, overdue
from shared.vocabulary.ids import DESK
from shared.vocabulary.time import Now

AT_ONCE = 64
"""Timers claimed in one go; those of different cases are acted on side by side and committed together."""
LEASE = timedelta(seconds=30)
"""After which another worker takes over what a dead one had claimed."""
LOOK_EVERY = 1.0
"""Seconds at most between two looks: clocks may have come up in another process."""
ATTEMPTS = 8
"""How often a case is looked up again because somebody else was quicker."""

log = structlog.get_logger(__name__)

Warn = Callable[[UUID, Complaint, ClockRun], None]
"""Told of a clock that falls due soon (CK2): once for each run."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A case as the log has it, with its clocks."""

    version: int
    complaint: Complaint
    runs: Sequence[ClockRun]
    acted: set[Identity]


Stand = Callable[[UUID, Complaint, Sequence[ClockRun], Sequence[ClockRun], datetime], timedelta]
"""Told of a case that may stand still, with its clocks, its parent's, and since when; after how long to look again."""


def nobody_warned(_case: UUID, _complaint: Complaint, _run: ClockRun) -> None:
    """Warnings reach nobody."""


def nobody_waits() -> None:
    """What follows comes in its own time."""


class TimerWorker:
    """One of any number. `start` and `close` as a follower has them; `step` for a clock that is moved."""

    def __init__(
        self, acts: Acts, claims: Claims, door: Door, policy: LivePolicy, *, now: Now, warn: Warn = nobody_warned,
        stand: Stand | None = None, acted: Callable[[], None] = nobody_waits,
    ) -> None:  # fmt: skip
        """`acts` is the service whose clocks it acts on; `acted` is told when something follows from what it did."""
        self.name = f"timers {acts.value}"
        self.alarm: str | None = None
        self._acts, self._claims, self._door, self._policy = acts, claims, door, policy
        self._now, self._warn, self._stand = now, warn, stand
        self._acted = acted
        self.failing: set[UUID] = set()  #: cases that could not be acted on, because of a fault of the program
        self._lease = uuid4().hex
        self._task: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._stopping = False

    @property
    def running(self) -> bool:
        """Whether it works now."""
        return self._task is not None and not self._task.done()

    async def start(self) -> None:
        """Work until closed."""
        if not self.running:
            self._stopping = False
            self._task = asyncio.create_task(self._work(), name=self.name)

    async def close(self) -> None:
        """Finish what is in hand and stop; what is left stays claimed until its lease is over."""
        if self._task is not None:
            self._stopping = True
            self._news.set()
            await self._task
            self._task = None
        self._claims.close()

    def next_moment(self) -> datetime | None:
        """When the next pending clock has its moment; None: none is pending."""
        return self._claims.next_moment()

    async def _work(self) -> None:
        while not self._stopping:
            try:
                done = await self.step()
                self.alarm = None
            except (StorageError, Contended) as error:
                done, self.alarm = 0, str(error) or type(error).__name__
                log.error("timers_hindered", worker=self.name, why=type(error).__name__)  # noqa: TRY400 - tried again
            if not done:
                await self._rest()

    async def _rest(self) -> None:
        """Until the next moment, at most so long that new clocks are seen in time."""
        seconds = LOOK_EVERY
        if self.alarm is None and (at := await asyncio.to_thread(self._claims.next_moment)) is not None:
            seconds = min(max((at - self._now()).total_seconds(), 0.001), LOOK_EVERY)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        self._news.clear()

    # ── acting ───────────────────────────────────────────────────────────────────────────────

    async def step(self) -> int:
        """Act on what is due now, oldest first; how many timers were taken. Raises StorageError, Contended."""
        claimed = await asyncio.to_thread(self._claims.claim, self._now(), LEASE, self._lease, AT_ONCE)
        by_case: dict[UUID, list[Claim]] = {}
        for claim in sorted(claimed, key=lambda claim: claim.at):
            by_case.setdefault(claim.stream, []).append(claim)
        await asyncio.gather(*(self._guarded(case, claims) for case, claims in by_case.items()))
        return len(claimed)

    async def _guarded(self, case: UUID, claims: Sequence[Claim]) -> None:
        """A fault of the program holds up its own case only: it is tried again when the lease is over (G6)."""
        try:
            await self._take(case, claims)
            self.failing.discard(case)
        except (StorageError, Contended):
            raise
        except Exception as error:  # noqa: BLE001 - the other cases go on
            self.failing.add(case)
            kind = parking.kind_of(error)
            log.error("timer_failed", worker=self.name, complaint=str(case), error=kind, where=parking.frames(error))  # noqa: TRY400 - a trace would quote values

    async def _take(self, case: UUID, claims: Sequence[Claim]) -> None:
        looked = self._look(case)
        if any(claim.what is What.WARNING for claim in claims):
            self._warn_of(case, looked, claims)
        if any(claim.what is What.OVER for claim in claims):
            await self._act_on_all(case, looked)
        once = [claim for claim in claims if claim.what is not What.STANDING]
        if once:
            await asyncio.to_thread(self._claims.finish, once, self._now(), self._lease)
        for claim in claims:
            if claim.what is What.STANDING:
                await self._look_again(case, looked, claim)

    async def _look_again(self, case: UUID, looked: Looked, claim: Claim) -> None:
        """What stands still is told of at each multiple of the span since then, and looked at again."""
        if self._stand is None:
            return
        parent = looked.complaint.links.parent
        leans_on = () if parent is None else self._look(parent).runs
        span = self._stand(case, looked.complaint, looked.runs, leans_on, claim.at)
        passed = (self._now() - claim.at) // span
        await asyncio.to_thread(self._claims.again, claim, claim.at + (passed + 1) * span, self._lease)

    def _look(self, case: UUID) -> Looked:
        records = self._door.records(case)
        history = COMPLAINT.timeline(records)
        runs = clocks(history, self._policy, self._now())
        return Looked(len(records), COMPLAINT.fold(records), runs, acted_on(records))

    def _warn_of(self, case: UUID, looked: Looked, claims: Iterable[Claim]) -> None:
        """Warnings come before misses, and not after (CK2)."""
        runs = {(run.clock, run.scope, run.cycle): run for run in looked.runs if run.outcome is Outcome.RUNNING}
        for claim in claims:
            run = runs.get(claim.identity)
            if claim.what is What.WARNING and run is not None and not run.held:
                self._warn(case, looked.complaint, run)

    async def _act_on_all(self, case: UUID, looked: Looked) -> None:
        """Everything of the case that is over and of this service, oldest first (CK4)."""
        for _ in range(ATTEMPTS):
            due = overdue(looked.complaint, looked.runs, looked.acted, self._now())
            mine = [(run, repeated) for run, repeated in due if ROWS[run.clock].acts is self._acts]
            if not mine:
                return
            try:
                await self._act_on(case, looked.version, *mine[0])
            except Stale:
                log.info("timer_looked_again", worker=self.name, complaint=str(case))
            looked = self._look(case)
        raise Contended

    async def _act_on(self, case: UUID, version: int, run: ClockRun, repeated: int) -> None:
        """One fact, named by the clock's identity. Raises Stale where the case changed meanwhile."""
        order = ActOnClock(clock=run.clock, scope=run.scope, cycle=run.cycle, repeated=repeated, due=run.due)
        key = command_key(DESK, "clock", str(case), run.clock, run.scope, run.cycle)
        digest = body_digest(order.SPEC.slug, case, canonical({"cycle": run.cycle}), None)
        cause = Cause(clock=run.clock, cycle=run.cycle)
        await self._door.act(COMPLAINT, case, order, ITSELF, key=key, digest=digest, if_match=version, cause=cause)
        self._acted()
        log.info("clock_acted_on", complaint=str(case), clock=run.clock, rule=run.rule)
