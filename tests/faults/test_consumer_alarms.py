"""What stops a consumer is told in one sentence, stops nobody else, and ends when its cause ends (G1, G3)."""

import asyncio
from pathlib import Path

import pytest

from shared.database.errors import DiskFull
from shared.eventstore.log import Entry
from shared.stream.follower import Follower
from tests.faults.tallies import Tallies, Writer, a_log, noon
from tests.faults.test_g07_rebuild import following, seen


@pytest.mark.guarantee("G3")
def test_a_full_disk_is_an_alarm_until_there_is_space_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.stream.follower.TRY_AGAIN", 0.01)

    async def story(writer: Writer, follower: Follower) -> None:
        step = follower._consumer.step
        full = True

        def maybe(limit: int) -> int:
            if full:
                raise DiskFull("tallies-1.sqlite: the disk is full")
            return step(limit)

        monkeypatch.setattr(follower._consumer, "step", maybe)
        position = writer.write((1, {"add": 1}))
        assert not await follower.wait(position, 0.2)
        assert follower.standing().alarm == "tallies-1.sqlite: the disk is full"
        assert follower.running, "it tries again by itself"
        full = False
        assert await follower.wait(position)
        assert follower.standing().alarm is None

    following(tmp_path, story)


@pytest.mark.guarantee("G1")
def test_a_gap_stops_it_and_whoever_waits_is_told_at_once(tmp_path: Path) -> None:
    async def scene() -> None:
        with a_log(tmp_path) as writer:
            follower = Follower(Tallies, _Holed(writer), tmp_path, now=noon)
            await follower.start()
            await follower.wait(writer.write((1, {"add": 1})))
            waiting = asyncio.create_task(follower.wait(writer.write((1, {"add": 2}), (1, {"add": 3})), 30))
            assert await waiting is False
            assert not follower.running
            assert "position 2 is missing, the log goes on with 3" in (follower.alarm or "")
            assert seen(follower) == 1, "what was folded is still served"
            await follower.close()

    asyncio.run(scene())


class _Holed:
    """A stream that lost its second position."""

    def __init__(self, writer: Writer) -> None:
        self._log = writer.log
        self.head, self.listen = writer.log.head, writer.log.listen

    def read(self, after: int, limit: int) -> list[Entry]:
        return [entry for entry in self._log.read(after, limit) if entry.position != 2]


def test_a_fault_of_the_program_is_told_without_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(writer: Writer, follower: Follower) -> None:
        def broken(_limit: int) -> int:
            raise RuntimeError("Ms Wang, 13800138000")

        monkeypatch.setattr(follower._consumer, "step", broken)
        assert not await follower.wait(writer.write((1, {"add": 1})), 5)
        assert follower.alarm == "tallies: RuntimeError; this is a fault of the program, please report it."
        await follower.stop()

    following(tmp_path, story)


@pytest.mark.guarantee("G7")
def test_a_rebuild_that_fails_beside_is_an_alarm_and_the_old_views_serve(tmp_path: Path) -> None:
    healthy = True

    def make() -> Tallies:
        made = Tallies()
        if not healthy:
            made.schema = "CREATE TABLE nonsense"
        return made

    async def story(writer: Writer, follower: Follower) -> None:
        nonlocal healthy
        await follower.wait(writer.write((1, {"add": 1})))
        healthy = False
        follower.rebuild_beside()
        assert follower._beside is not None
        await follower._beside
        assert "ValueError" in (follower.alarm or "")
        assert not follower.rebuilding
        assert seen(follower) == 1
        healthy = True
        follower.rebuild_beside()
        await follower._beside
        standing = follower.standing()
        assert (standing.generation, standing.alarm, standing.running) == (2, None, True)
        assert await follower.wait(writer.write((1, {"add": 2})))

    following(tmp_path, story, make)
