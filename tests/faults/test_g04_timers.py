"""G4: a timer fires once in effect, not before its time, and survives every restart; twenty workers are as good."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from infra.compose import Desk
from shared.complaint.clocks.columns import Acts
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.events.p08_escalation import Escalated
from shared.handling.receipt import Receipt
from shared.timers.claims import Claims
from shared.timers.worker import LEASE, TimerWorker
from tests.support import story
from tests.support.cast import lin
from tests.support.door import HandClock, sent
from tests.support.http import HttpDesk, on_a_desk
from tests.support.told import told

pytestmark = pytest.mark.guarantee("G4")
CASES = 40


async def received(desk: Desk, count: int) -> list[UUID]:
    """Cases that nobody will verify, and the clocks of all of them known."""
    cases = [(await sent(desk.door, story.receive(unit=f"1-1-{n}"), lin, f"r{n}"))[0] for n in range(count)]
    await desk.consumers.wait(desk.store.head())
    return cases


def acts(desk: Desk, cases: Sequence[UUID]) -> Counter[tuple[str, str, str, str]]:
    """How often each clock was acted on, by its identity."""
    events = ((case, record.event) for case in cases for record in desk.door.records(case))
    return Counter(
        (str(case), event.clock, event.scope, event.cycle) for case, event in events if isinstance(event, ClockActedOn)
    )


def a_worker(desk: Desk, now: HandClock) -> TimerWorker:
    """One more worker on the table of the escalation service."""
    file = desk.consumers["escalation"].file
    return TimerWorker(Acts.ESCALATION, Claims(lambda: file), desk.door, desk.policy, now=now)


def test_twenty_workers_act_on_each_clock_once(tmp_path: Path) -> None:
    async def scene(desk: HttpDesk) -> None:
        cases = await received(desk.desk, CASES)
        desk.now.move(minutes=31)
        workers = [a_worker(desk.desk, desk.now) for _ in range(20)]
        taken = await asyncio.gather(*(worker.step() for worker in workers))
        assert sum(taken) >= CASES
        await desk.desk.settle()
        done = acts(desk.desk, cases)
        assert set(done.values()) == {1}
        assert len(done) == CASES
        for worker in workers:
            await worker.close()

    on_a_desk(tmp_path, scene)


def test_a_table_made_anew_and_a_log_read_again_do_nothing_twice(tmp_path: Path) -> None:
    async def scene(desk: HttpDesk) -> None:
        cases = await received(desk.desk, 5)
        desk.now.move(minutes=31)
        await desk.desk.settle()
        before, notices = desk.desk.store.head(), told(desk)
        for name in ("escalation", "followup"):
            await desk.desk.consumers[name].rebuild()
        for carrier in desk.desk.carriers:
            carrier.position = 0
        await desk.desk.settle()
        assert desk.desk.store.head() == before
        assert told(desk) == notices
        assert set(acts(desk.desk, cases).values()) == {1}

    on_a_desk(tmp_path, scene)


def test_a_desk_that_was_off_acts_oldest_first_and_escalates_each_case_once(tmp_path: Path) -> None:
    async def scene(desk: HttpDesk) -> None:
        cases = await received(desk.desk, 3)
        desk.now.move(days=7)
        await desk.desk.settle()
        for case in cases:
            events = [record.event for record in desk.desk.door.records(case)]
            acted = [event for event in events if isinstance(event, ClockActedOn)]
            assert [event.clock for event in acted] == ["verification", "progress", "reply"]
            assert sum(event.repeated for event in acted) == 5, "the notices missed meanwhile are one act"
            assert len([event for event in events if isinstance(event, Escalated)]) == 1  # CK4

    on_a_desk(tmp_path, scene)


def _killed(folder: Path, now: HandClock, *, recorded: bool) -> None:
    """In a process of its own: act on the second case and die before, or after, it is on record."""

    async def scene(desk: HttpDesk) -> None:
        act, acted = desk.desk.door.act, 0

        async def dying(*args: Any, **words: Any) -> Receipt:
            nonlocal acted
            acted += 1
            second = acted == 2
            if second and not recorded:
                os.kill(os.getpid(), signal.SIGKILL)
            receipt = await act(*args, **words)
            if second:
                os.kill(os.getpid(), signal.SIGKILL)
            return receipt

        desk.desk.door.act = dying  # type: ignore[method-assign]
        await desk.desk.settle()

    on_a_desk(folder, scene, now=now)


@pytest.mark.parametrize("recorded", [False, True])
def test_a_worker_killed_in_the_middle_leaves_nothing_undone_and_nothing_doubled(
    tmp_path: Path, *, recorded: bool
) -> None:
    now, cases = HandClock(), []

    async def begun(desk: HttpDesk) -> None:
        cases.extend(await received(desk.desk, 3))

    on_a_desk(tmp_path, begun, now=now)
    now.move(minutes=31)
    if (child := os.fork()) == 0:
        try:
            _killed(tmp_path, now, recorded=recorded)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    async def gone_on(desk: HttpDesk) -> None:
        await desk.desk.settle()
        desk.now.at += LEASE + timedelta(seconds=1)  # what the dead one had claimed is anybody's now
        await desk.desk.settle()
        done = acts(desk.desk, cases)
        assert len(done) == 3
        assert set(done.values()) == {1}
        for case in cases:
            escalated = [r for r in desk.desk.door.records(case) if isinstance(r.event, Escalated)]
            assert len(escalated) == 1

    on_a_desk(tmp_path, gone_on, now=now)


def test_a_poisoned_case_waits_and_the_others_are_acted_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(desk: HttpDesk) -> None:
        sick, *well = await received(desk.desk, 3)
        look = TimerWorker._look

        def faulty(worker: TimerWorker, case: UUID) -> Any:
            if case == sick:
                raise ZeroDivisionError
            return look(worker, case)

        desk.now.move(minutes=31)
        with monkeypatch.context() as patched:
            patched.setattr(TimerWorker, "_look", faulty)
            await desk.desk.settle()
            assert [worker.failing for worker in desk.desk.workers] == [{sick}, set()]
        assert len(acts(desk.desk, well)) == 2
        assert not acts(desk.desk, [sick])
        desk.now.at += LEASE + timedelta(seconds=1)
        await desk.desk.settle()
        assert len(acts(desk.desk, [sick])) == 1
        assert not any(worker.failing for worker in desk.desk.workers)

    on_a_desk(tmp_path, scene)


def test_what_is_filled_at_once_is_what_grew_fact_by_fact(tmp_path: Path) -> None:
    async def scene(desk: HttpDesk) -> None:
        await received(desk.desk, 4)
        desk.now.move(hours=30)
        await desk.desk.settle()
        for name in ("escalation", "followup"):
            follower = desk.desk.consumers[name]
            with follower.reading() as connection:
                grown = connection.execute(ROWS).fetchall()
            await follower.rebuild()
            with follower.reading() as connection:
                assert connection.execute(ROWS).fetchall() == grown

    on_a_desk(tmp_path, scene)


ROWS = "SELECT stream, clock, scope, cycle, what, at, due, mine FROM timer ORDER BY stream, clock, scope, cycle, what"
