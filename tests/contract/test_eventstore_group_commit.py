"""Many callers share one commit, and each gets its own answer (G1, G2)."""

import asyncio
import threading
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typing_extensions import override

from shared.database.errors import DiskFull
from shared.eventstore.group_commit import GroupCommit, ThreadedGroupCommit
from shared.eventstore.log import Append, Appended, Conflict, Duplicate, Outcome
from shared.eventstore.sqlite import SQLiteLog
from tests.contract.eventstore_cases import an_append


class Watched(SQLiteLog):
    """A log that notes the size of every batch and can be told to fail at the next."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.batches: list[int] = []
        self.failure: Exception | None = None

    @override
    def append(self, batch: Sequence[Append]) -> list[Outcome]:
        self.batches.append(len(batch))
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure
        return super().append(batch)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path / "log.sqlite")
    yield watched
    watched.close()


def submit_together(commits: GroupCommit, appends: Sequence[Append]) -> list[Outcome | BaseException]:
    async def together() -> list[Outcome | BaseException]:
        return await asyncio.gather(*(commits.submit(one) for one in appends), return_exceptions=True)

    return asyncio.run(together())


def test_commands_that_arrive_together_share_one_commit(log: Watched) -> None:
    outcomes = submit_together(GroupCommit(log), [an_append() for _ in range(40)])
    assert log.batches == [40]
    assert [one.last for one in outcomes if isinstance(one, Appended)] == list(range(1, 41))


def test_a_command_that_is_read_by_a_turn_of_the_loop_later_still_joins(log: Watched) -> None:
    async def two_turns() -> None:
        commits = GroupCommit(log)
        first = asyncio.create_task(commits.submit(an_append()))
        await asyncio.sleep(0)
        second = asyncio.create_task(commits.submit(an_append()))
        await asyncio.gather(first, second)

    asyncio.run(two_turns())
    assert log.batches == [2]


def test_at_most_256_commands_go_together(log: Watched) -> None:
    submit_together(GroupCommit(log), [an_append() for _ in range(600)])
    assert log.batches == [256, 256, 88]


def test_a_stream_stands_once_in_a_batch_and_its_commands_keep_their_order(log: Watched) -> None:
    stream = uuid.uuid4()
    asked = [an_append(stream, 0, "a"), an_append(stream, 1, "b"), an_append(), an_append(stream, 2, "c")]
    outcomes = submit_together(GroupCommit(log), asked)
    assert log.batches == [2, 1, 1]
    assert all(isinstance(one, Appended) for one in outcomes)
    assert [entry.state for entry in log.stream(stream)] == [b"a", b"b", b"c"]


def test_two_who_saw_the_same_version_get_one_append_and_one_conflict(log: Watched) -> None:
    stream = uuid.uuid4()
    outcomes = submit_together(GroupCommit(log), [an_append(stream), an_append(stream)])
    assert [type(one) for one in outcomes] == [Appended, Conflict]


def test_a_command_sent_twice_at_once_is_recorded_once(log: Watched) -> None:
    asked = [an_append(key="k", body="x"), an_append(key="k", body="x"), an_append(key="k", body="y")]
    first, second, third = submit_together(GroupCommit(log), asked)
    assert isinstance(first, Appended)
    assert isinstance(second, Duplicate)
    assert second.same_body
    assert isinstance(third, Duplicate)
    assert not third.same_body
    assert log.head() == 1


def test_a_command_without_a_key_waits_for_no_other_without(log: Watched) -> None:
    submit_together(GroupCommit(log), [an_append(), an_append()])
    assert log.batches == [2]


@pytest.mark.guarantee("G1")
def test_a_commit_that_fails_fails_those_who_waited_for_it_and_nobody_else(log: Watched) -> None:
    commits, stream = GroupCommit(log), uuid.uuid4()
    log.failure = DiskFull("disk full")
    outcomes = submit_together(commits, [an_append(stream), an_append(), an_append(stream)])
    assert [type(one) for one in outcomes] == [DiskFull, DiskFull, Appended]
    assert log.head() == 1


def test_a_caller_alone_that_fails_goes_on_afterwards(log: Watched) -> None:
    async def one_by_one() -> None:
        commits = GroupCommit(log)
        await commits.submit(an_append())
        log.failure = DiskFull("disk full")
        with pytest.raises(DiskFull):
            await commits.submit(an_append())
        for _ in range(3):
            await commits.submit(an_append())

    asyncio.run(one_by_one())
    assert log.head() == 4


def test_a_caller_who_gives_up_while_waiting_has_recorded_nothing(log: Watched) -> None:
    async def give_up() -> None:
        commits = GroupCommit(log)
        tasks = [asyncio.create_task(commits.submit(an_append(None, 0, str(n)))) for n in range(3)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert tasks[1].cancelled()

    asyncio.run(give_up())
    assert [entry.state for entry in log.read(0, 10)] == [b"0", b"2"]


def test_when_everybody_gives_up_there_is_no_commit_and_the_next_is_served(log: Watched) -> None:
    async def give_up() -> None:
        commits = GroupCommit(log)
        task = asyncio.create_task(commits.submit(an_append()))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.sleep(0.01)
        assert log.batches == []
        await commits.submit(an_append())

    asyncio.run(give_up())
    assert log.head() == 1


@pytest.mark.guarantee("G2")
def test_a_caller_who_gives_up_after_the_commit_is_recognised_when_it_asks_again(log: Watched) -> None:
    async def give_up_late() -> Outcome:
        commits = GroupCommit(log)
        recorded = asyncio.Event()
        log.listen(recorded.set)
        task = asyncio.create_task(commits.submit(an_append(key="k", body="x")))
        await recorded.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        return await commits.submit(an_append(key="k", body="x"))

    outcome = asyncio.run(give_up_late())
    assert isinstance(outcome, Duplicate)
    assert outcome.same_body


def test_a_caller_alone_does_not_wait_for_company_and_company_ends_that(log: Watched) -> None:
    async def alone_then_many() -> None:
        commits = GroupCommit(log)
        for _ in range(3):
            await commits.submit(an_append())
        await asyncio.gather(*(commits.submit(an_append()) for _ in range(9)))
        await asyncio.gather(*(commits.submit(an_append()) for _ in range(9)))

    asyncio.run(alone_then_many())
    assert log.batches == [1, 1, 1, 1, 8, 9]


# ── threads ──────────────────────────────────────────────────────────────────────────────────────


def test_threads_share_commits_and_each_gets_its_own_answer(log: Watched) -> None:
    commits, streams = ThreadedGroupCommit(log), [uuid.uuid4() for _ in range(16)]

    def write(stream: uuid.UUID) -> list[int]:
        outcomes = [commits.submit(an_append(stream, n, str(n))) for n in range(20)]
        return [one.version for one in outcomes if isinstance(one, Appended)]

    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(write, streams)) == [list(range(1, 21))] * 16
    assert log.head() == 320
    assert len(log.batches) < 320


def test_threads_that_send_the_same_command_record_it_once(log: Watched) -> None:
    commits, start = ThreadedGroupCommit(log), threading.Barrier(8)

    def write(_: int) -> Outcome:
        start.wait()
        return commits.submit(an_append(key="k", body="x"))

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(write, range(8)))
    assert sorted(type(one).__name__ for one in outcomes) == ["Appended"] + ["Duplicate"] * 7


def test_a_failed_commit_reaches_the_thread_that_asked(log: Watched) -> None:
    commits = ThreadedGroupCommit(log)
    log.failure = DiskFull("disk full")
    with pytest.raises(DiskFull):
        commits.submit(an_append())
    assert isinstance(commits.submit(an_append()), Appended)
