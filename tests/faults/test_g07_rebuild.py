"""G7: views are rebuilt beside the serving ones; the result is equal, and a reader never sees fewer facts."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.stream import consumer as sizes
from shared.stream.consumers import Consumers
from shared.stream.errors import Rebuilding
from shared.stream.follower import Follower
from tests.faults.tallies import Tallies, Writer, a_consumer, a_log, case, noon, views

pytestmark = pytest.mark.guarantee("G7")

FACTS = st.tuples(
    st.integers(1, 4),
    st.one_of(
        st.fixed_dictionaries({"add": st.integers(-9, 9)}),
        st.fixed_dictionaries({"add": st.integers(-9, 9), "poison": st.sampled_from("xyz")}),
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(FACTS, max_size=30), batches=st.lists(st.integers(1, 7), min_size=1, max_size=5))
def test_the_rebuilt_views_equal_the_incremental_ones(
    tmp_path: Path, facts: list[tuple[int, dict[str, object]]], batches: list[int]
) -> None:
    folder = tmp_path / "history"
    shutil.rmtree(folder, ignore_errors=True)
    with a_log(folder) as writer:
        with a_consumer(writer, folder / "grown.sqlite") as grown:
            for index, fact in enumerate(facts):
                writer.write(fact)
                grown.step(batches[index % len(batches)])
            while grown.step(batches[0]):
                pass
            grown_parked = grown.parked()
        with a_consumer(writer, folder / "whole.sqlite") as whole:
            whole.step(10_000)
            assert whole.parked() == grown_parked
        assert views(folder / "whole.sqlite") == views(folder / "grown.sqlite")


def following(
    folder: Path, story: Callable[[Writer, Follower], Coroutine[Any, Any, None]], make: Callable[[], Tallies] = Tallies
) -> None:
    """Run a story beside a follower that runs."""

    async def scene() -> None:
        with a_log(folder) as writer:
            follower = Follower(make, writer.log, folder, now=noon)
            await follower.start()
            try:
                await story(writer, follower)
            finally:
                await follower.close()

    asyncio.run(scene())


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("tallies-*.sqlite"))


def seen(follower: Follower) -> int:
    with follower.reading() as connection:
        return int(connection.execute("SELECT coalesce(sum(events), 0) FROM tally").fetchone()[0])


def test_who_waits_for_a_position_reads_their_own_write_at_once(tmp_path: Path) -> None:
    async def story(writer: Writer, follower: Follower) -> None:
        loop = asyncio.get_running_loop()
        for n in range(20):
            position = writer.write((n % 3, {"add": n}))
            asked = loop.time()
            assert await follower.wait(position, 5)
            assert seen(follower) == position
            assert loop.time() - asked < 1, "nobody who waits has to sit through the rest between two wake-ups"
        assert not await follower.wait(1_000, 0.01), "what is not there yet is not waited for for ever"

    following(tmp_path, story)


def test_a_reader_who_polls_during_a_rebuild_never_sees_fewer_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.stream.rebuild.BEHIND", 50)  # many steps, so that much happens in between
    counts: list[int] = []
    progress: list[tuple[int, int]] = []

    async def poll(follower: Follower) -> None:
        while True:
            counts.append(seen(follower))
            await asyncio.sleep(0)

    async def write(writer: Writer) -> None:
        for n in range(150):
            writer.write((n % 7, {"add": n}))
            await asyncio.sleep(0.001)

    async def story(writer: Writer, follower: Follower) -> None:
        await follower.wait(writer.write(*((n % 7, {"add": n}) for n in range(600))))
        polling = asyncio.create_task(poll(follower))
        writing = asyncio.create_task(write(writer))
        for _ in range(2):
            await follower.rebuild(lambda done, whole: progress.append((done, whole)))
        await writing
        await follower.wait(writer.log.head())
        polling.cancel()
        assert counts == sorted(counts)
        assert seen(follower) == writer.log.head() == 750
        assert progress
        assert follower.standing().generation == 3
        assert files(tmp_path) == ["tallies-3.sqlite"], "old files are gone"

    following(tmp_path, story)


def test_a_reader_keeps_the_old_file_until_done(tmp_path: Path) -> None:
    async def story(writer: Writer, follower: Follower) -> None:
        await follower.wait(writer.write((1, {"add": 1})))
        with follower.reading() as connection:
            await follower.rebuild()
            await follower.wait(writer.write((1, {"add": 2})))
            assert connection.execute("SELECT total FROM tally").fetchone() == (1,)
            assert (tmp_path / "tallies-1.sqlite").exists()
        assert not (tmp_path / "tallies-1.sqlite").exists()
        assert seen(follower) == 2

    following(tmp_path, story)


def test_a_skip_outlives_the_rebuild_and_waits_for_its_end(tmp_path: Path) -> None:
    async def story(writer: Writer, follower: Follower) -> None:
        position = writer.write((1, {"add": 1}), (1, {"poison": "x"}), (1, {"add": 2, "after_skipped": 1}))
        await follower.wait(position)
        rebuilding = asyncio.create_task(follower.rebuild())
        await asyncio.sleep(0)
        with pytest.raises(Rebuilding):
            await follower.skip(case(1), by="chen")
        await rebuilding
        assert [parked.position for parked in follower.parked()] == [2]
        assert await follower.skip(case(1), by="chen") == 0
        await follower.rebuild()
        assert follower.parked() == []
        assert seen(follower) == 2

    following(tmp_path, story)


def test_a_rebuild_that_fails_leaves_the_serving_views(tmp_path: Path) -> None:
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
        with pytest.raises(Exception, match="unfinished statement"):
            await follower.rebuild()
        assert seen(follower) == 1
        assert files(tmp_path) == ["tallies-1.sqlite"]

    following(tmp_path, story, make)


def test_views_made_by_another_version_are_made_anew_at_the_next_start(tmp_path: Path) -> None:
    async def first(writer: Writer, follower: Follower) -> None:
        await follower.wait(writer.write(*((n, {"add": 1}) for n in range(5))))

    async def second(writer: Writer, follower: Follower) -> None:
        assert seen(follower) == writer.log.head() == 5
        assert files(tmp_path) == ["tallies-2.sqlite"]

    def newer() -> Tallies:
        made = Tallies()
        made.version = 2
        return made

    following(tmp_path, first)
    following(tmp_path, second, newer)


def test_a_dropped_consumer_begins_from_nothing(tmp_path: Path) -> None:
    async def story(writer: Writer, follower: Follower) -> None:
        await follower.wait(writer.write(*((n, {"add": 1}) for n in range(5))))
        await follower.drop()
        assert follower.position == 0
        await follower.start()
        assert seen(follower) == 5

    following(tmp_path, story)


def test_consumers_do_not_disturb_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "LIVE", 3)

    async def scene() -> None:
        with a_log(tmp_path) as writer:
            writer.write(*((n % 3, {"add": n}) for n in range(10)))
            both = Consumers(Follower(lambda name=name: Tallies(name), writer.log, tmp_path, now=noon) for name in "ab")  # type: ignore[misc]
            await both.start()
            await both["a"].stop()
            position = writer.write((1, {"add": 1}))
            assert await both["b"].wait(position)
            assert not await both.wait(position), "one of them stands still"
            a, b = both.standings()
            assert (a.running, a.lag_events, b.running, b.lag_events) == (False, 1, True, 0)
            await both["a"].start()
            assert await both.wait(position)
            await both.close()

    asyncio.run(scene())


def test_a_consumer_runs_alone_against_a_copied_folder(tmp_path: Path) -> None:
    async def scene(folder: Path, name: str) -> int:
        with a_log(folder) as writer:
            if not writer.log.head():
                writer.write(*((n % 3, {"add": n}) for n in range(10)))
            follower = Follower(lambda: Tallies(name), writer.log, folder, now=noon)
            await follower.start()
            try:
                return seen(follower)
            finally:
                await follower.close()

    asyncio.run(scene(tmp_path / "desk", "one"))
    asyncio.run(scene(tmp_path / "desk", "two"))
    (tmp_path / "copy").mkdir()
    for file in ("log.sqlite", "two-1.sqlite"):
        shutil.copy(tmp_path / "desk" / file, tmp_path / "copy" / file)
    assert asyncio.run(scene(tmp_path / "copy", "two")) == 10
    assert asyncio.run(scene(tmp_path / "copy", "one")) == 10, "and one that was never there starts from the log"


def test_an_older_log_stops_it_with_an_alarm_and_a_rebuild_is_the_way_out(tmp_path: Path) -> None:
    async def grow(writer: Writer, follower: Follower) -> None:
        await follower.wait(writer.write((1, {"add": 1}), (1, {"add": 2})))

    async def restored(writer: Writer, follower: Follower) -> None:
        assert not follower.running
        assert "suying rebuild tallies" in (follower.alarm or "")
        assert not await follower.wait(5, 1)
        await follower.rebuild()
        await follower.start()
        assert follower.alarm is None
        assert seen(follower) == writer.log.head() == 1

    following(tmp_path, grow)
    for file in tmp_path.glob("log.sqlite*"):
        file.unlink()
    with a_log(tmp_path) as older:
        older.write((1, {"add": 1}))
    following(tmp_path, restored)


def test_lag_is_told_in_events_and_seconds(tmp_path: Path) -> None:
    with a_log(tmp_path) as writer:
        writer.write((1, {"add": 1}))
        later = noon().replace(hour=5)
        follower = Follower(Tallies, writer.log, tmp_path, now=lambda: later)
        standing = follower.standing()
        assert (standing.position, standing.head, standing.lag_events, standing.lag_seconds) == (0, 1, 1, 3600.0)
        asyncio.run(follower.close())
