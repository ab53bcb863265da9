"""The contract of the Log port: the same for every store (G1, G2, G8)."""

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from shared.database.errors import Unreadable
from shared.eventstore.log import Append, Appended, Conflict, Duplicate, Entry, Log, NewEvent
from shared.eventstore.sqlite import SQLiteLog
from shared.eventstore.tail import HELD
from tests.contract.eventstore_cases import STORES, an_append, sha


@pytest.fixture(params=sorted(STORES))
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    with STORES[request.param](tmp_path) as opened:
        yield opened


def test_an_empty_log_has_nothing_to_read(log: Log) -> None:
    assert log.head() == 0
    assert log.read(0, 10) == []
    assert log.stream(uuid.uuid4()) == []
    assert log.find_command(sha("k")) is None
    assert log.find_number("LP-20260303", 1) is None


def test_events_of_one_command_stand_together_and_positions_follow_the_batch(log: Log) -> None:
    one, two = uuid.uuid4(), uuid.uuid4()
    assert log.append([an_append(one, 0, "a", "b"), an_append(two, 0, "c")]) == [
        Appended(1, 2, 2, None),
        Appended(3, 3, 1, None),
    ]
    assert [(e.position, e.stream, e.version, e.state) for e in log.read(0, 10)] == [
        (1, one, 1, b"a"),
        (2, one, 2, b"b"),
        (3, two, 1, b"c"),
    ]
    assert log.head() == 3


def test_a_page_begins_after_the_position_asked_for(log: Log) -> None:
    log.append([an_append(None, 0, *"abcde")])
    assert [entry.state for entry in log.read(2, 2)] == [b"c", b"d"]
    assert log.read(5, 2) == []


def test_a_stream_is_read_between_two_versions(log: Log) -> None:
    stream = uuid.uuid4()
    log.append([an_append(stream, 0, *"abcde"), an_append()])
    assert [entry.state for entry in log.stream(stream)] == [b"a", b"b", b"c", b"d", b"e"]
    assert [entry.version for entry in log.stream(stream, after=1, upto=3)] == [2, 3]
    assert log.stream(stream, after=5) == []


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_another_version_than_the_newest_is_a_conflict_and_leaves_nothing(log: Log, expected: int) -> None:
    stream = uuid.uuid4()
    log.append([an_append(stream, 0, "a", "b")])
    assert log.append([an_append(stream, expected, "c", key="k")]) == [Conflict(2)]
    assert log.head() == 2
    assert log.find_command(sha("k")) is None


def test_a_version_on_a_stream_that_does_not_exist_is_a_conflict(log: Log) -> None:
    assert log.append([an_append(None, 1)]) == [Conflict(0)]


def test_a_conflict_neither_fails_the_others_of_its_batch_nor_leaves_a_gap(log: Log) -> None:
    stream = uuid.uuid4()
    log.append([an_append(stream)])
    outcomes = log.append([an_append(), an_append(stream, 7), an_append()])
    assert outcomes == [Appended(2, 2, 1, None), Conflict(1), Appended(3, 3, 1, None)]


def test_a_key_sent_again_gives_the_earlier_append_and_records_nothing(log: Log) -> None:
    stream = uuid.uuid4()
    (first,) = log.append([an_append(stream, 0, "a", "b", key="k", body="x", series="LP-20260303")])
    assert isinstance(first, Appended)
    log.append([an_append(stream, 2, "c")])
    again = log.append([an_append(stream, 0, "a", "b", key="k", body="x", series="LP-20260303")])
    assert again == [Duplicate(stream, 1, 2, 2, same_body=True, number=1)]
    assert log.head() == 3
    assert log.find_command(sha("k"), sha("x")) == again[0]


def test_a_key_used_for_another_body_says_so(log: Log) -> None:
    log.append([an_append(key="k", body="x")])
    (outcome,) = log.append([an_append(key="k", body="y")])
    assert isinstance(outcome, Duplicate)
    assert not outcome.same_body
    found = log.find_command(sha("k"), sha("y"))
    assert found is not None
    assert not found.same_body


def test_case_numbers_run_per_series_whatever_fails_between(log: Log) -> None:
    stream = uuid.uuid4()
    asked = [an_append(stream, 0, "a", "b", series="LP-20260303"), an_append(series="LP-20260303"),
             an_append(stream, 9, series="LP-20260303"), an_append(series="MY-20260303")]  # fmt: skip
    numbers = [one.number for one in log.append(asked) if isinstance(one, Appended)]
    assert numbers == [1, 2, 1]
    (outcome,) = log.append([an_append(series="LP-20260303")])
    assert isinstance(outcome, Appended)
    assert outcome.number == 3
    assert log.find_number("LP-20260303", 1) == stream
    assert [(e.series, e.number) for e in log.stream(stream)] == [("LP-20260303", 1), (None, None)]


def test_a_batch_above_the_limit_is_refused_whole(log: Log) -> None:
    with pytest.raises(ValueError, match="at most 256"):
        log.append([an_append() for _ in range(257)])
    assert log.head() == 0


@pytest.mark.parametrize("place", [0, 1])
def test_an_event_that_is_none_fails_its_batch_whole(log: Log, place: int) -> None:
    events = [NewEvent("complaint.received.v1", b"{}")] * 2
    events[place] = NewEvent("complaint.received.v1", cast("bytes", None))
    with pytest.raises(Exception, match="state"):
        log.append([an_append(key="k"), Append(uuid.uuid4(), 0, tuple(events))])
    assert log.head() == 0
    assert log.find_command(sha("k")) is None


def test_an_empty_batch_is_no_work(log: Log) -> None:
    assert log.append([]) == []


def test_waiting_ends_when_somebody_records(log: Log) -> None:
    writer = threading.Timer(0.02, lambda: log.append([an_append()]))
    writer.start()
    assert log.wait(0, timeout=4) == 1
    writer.join()


def test_waiting_for_what_is_there_returns_at_once_and_for_nothing_at_the_limit(log: Log) -> None:
    log.append([an_append()])
    assert log.wait(0, timeout=4) == 1
    assert log.wait(1, timeout=0) == 1


def test_listeners_hear_of_every_commit_until_they_stop(log: Log) -> None:
    heard: list[int] = []
    stop = log.listen(lambda: heard.append(log.head()))
    log.append([an_append()])
    log.append([an_append(), an_append()])
    stop()
    stop()
    log.append([an_append()])
    assert heard == [1, 3]


def test_a_listener_that_fails_does_not_take_the_answer_away_and_is_forgotten(log: Log) -> None:
    heard: list[str] = []

    def fail() -> None:
        heard.append("failing")
        raise RuntimeError("the loop is closed")

    log.listen(fail)
    log.listen(lambda: heard.append("well"))
    assert log.append([an_append()]) == [Appended(1, 1, 1, None)]
    log.append([an_append()])
    assert heard == ["failing", "well", "well"]


@pytest.mark.parametrize("store", sorted(STORES))
def test_what_was_recorded_is_there_when_the_store_is_opened_again(store: str, tmp_path: Path) -> None:
    with STORES[store](tmp_path) as log:
        log.append([an_append(key="k", body="x", series="LP-20260303")])
        before = log.read(0, 10)
    with STORES[store](tmp_path) as log:
        assert log.read(0, 10) == before
        assert isinstance(log.append([an_append(key="k", body="x")])[0], Duplicate)


def test_what_two_writers_of_one_file_record_in_turns_is_read_whole_by_both(tmp_path: Path) -> None:
    one, two = SQLiteLog(tmp_path / "log.sqlite"), SQLiteLog(tmp_path / "log.sqlite")
    for writer in (one, one, two, one, two, two):
        writer.append([an_append(None, 0, "a", "b", series="LP-20260303"), an_append()])
    reader = SQLiteLog(tmp_path / "log.sqlite", readonly=True)
    stored = reader.read(0, 100)
    assert [entry.position for entry in stored] == list(range(1, 19))
    for log in (one, two):
        assert _all_by_threes(log) == stored
        log.close()
    reader.close()


def _all_by_threes(log: Log) -> list[Entry]:
    """As a consumer reads: what comes next, at most three at a time."""
    found: list[Entry] = []
    while page := log.read(found[-1].position if found else 0, 3):
        found += page
    return found


def test_what_is_read_from_memory_is_what_is_stored(tmp_path: Path) -> None:
    writer = SQLiteLog(tmp_path / "log.sqlite")
    stream = uuid.uuid4()
    writer.append([an_append(stream, 0, "a", "b", key="k", series="LP-20260303"), an_append(stream, 7)])
    for turn in range(2 * HELD // 100 + 3):
        writer.append([an_append(None, 0, *("x" for _ in range(100)), series=f"LP-2026030{turn % 3}")])
    reader = SQLiteLog(tmp_path / "log.sqlite", readonly=True)
    assert _pages(writer) == _pages(reader)
    writer.close()
    reader.close()


def _pages(log: Log) -> list[Entry]:
    return [entry for after in range(0, log.head(), 50) for entry in log.read(after, 50)]


def test_a_log_opened_for_reading_follows_a_writer_and_cannot_append(tmp_path: Path) -> None:
    writer = SQLiteLog(tmp_path / "log.sqlite")
    reader = SQLiteLog(tmp_path / "log.sqlite", readonly=True)
    writer.append([an_append()])
    assert reader.wait(0, timeout=4) == 1
    with pytest.raises(Unreadable, match="reading only"):
        reader.append([an_append()])
    reader.close()
    writer.close()
