"""G6: an event that cannot be folded stops only its own stream; an operator lists, retries or skips it."""

import sqlite3
from pathlib import Path

import pytest

from shared.database.errors import DiskFull
from shared.stream.errors import NotParked
from tests.faults.tallies import Tallies, a_consumer, a_log, case, views

pytestmark = pytest.mark.guarantee("G6")


def totals(path: Path) -> dict[int, tuple[object, object]]:
    """Case number → (events, total) for the cases 1 to 9."""
    by_stream = {row[0]: (row[1], row[2]) for row in views(path)}
    return {n: by_stream[case(n).bytes] for n in range(1, 10) if case(n).bytes in by_stream}


def test_only_the_poisoned_stream_stands_still(tmp_path: Path) -> None:
    with a_log(tmp_path) as writer, a_consumer(writer, tmp_path / "t.sqlite") as consumer:
        writer.write((1, {"add": 1}), (2, {"add": 10}), (1, {"poison": "x"}), (2, {"add": 20}), (1, {"add": 2}))
        assert consumer.step() == 5
        assert totals(consumer.path) == {1: (1, 1), 2: (2, 30)}
        writer.write((1, {"add": 3}), (3, {"add": 7}))
        consumer.step()
        assert totals(consumer.path) == {1: (1, 1), 2: (2, 30), 3: (1, 7)}
        [parked] = consumer.parked()
        assert (parked.stream, parked.position, parked.version, parked.behind, parked.tries) == (case(1), 3, 2, 2, 1)


def test_nothing_personal_is_kept_about_the_error(tmp_path: Path) -> None:
    with a_log(tmp_path) as writer, a_consumer(writer, tmp_path / "t.sqlite") as consumer:
        writer.write((1, {"poison": "they cut our water"}), (2, {"poison": "and then the lift"}))
        consumer.step()
        first, second = consumer.parked()
        assert first.error == "tests.faults.tallies.Poison"
        assert "tests.faults.tallies:fold:" in first.trace
        assert first.digest == second.digest, "one fault, one digest, whatever it says"
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("t.sqlite*"))
    for word in (b"Wang", b"13800138000", b"water"):
        assert word not in stored


def test_a_retry_folds_the_stream_in_order_and_lets_it_go_on(tmp_path: Path) -> None:
    projection = Tallies()
    with a_log(tmp_path) as writer, a_consumer(writer, tmp_path / "t.sqlite", projection) as consumer:
        writer.write((1, {"poison": "x", "add": 1}), (1, {"add": 2}), (1, {"poison": "y", "add": 4}), (1, {"add": 8}))
        consumer.step()
        assert consumer.retry(case(1)) == 4, "still poisoned: everything waits"
        assert consumer.parked()[0].tries == 2
        projection.cured.add("x")
        assert consumer.retry(case(1)) == 2, "goes as far as the next one"
        assert totals(consumer.path) == {1: (2, 3)}
        projection.cured.add("y")
        assert consumer.retry(case(1)) == 0
        writer.write((1, {"add": 16}))
        consumer.step()
        assert totals(consumer.path) == {1: (5, 31)}
        assert consumer.parked() == []


def test_a_skip_leaves_out_one_event_for_good_also_when_rebuilt(tmp_path: Path) -> None:
    with a_log(tmp_path) as writer, a_consumer(writer, tmp_path / "t.sqlite") as consumer:
        writer.write((1, {"add": 1}), (1, {"poison": "x"}), (1, {"add": 2, "after_skipped": 1}), (1, {"add": 4}))
        consumer.step()
        assert consumer.skip(case(1), by="chen") == 0
        assert totals(consumer.path) == {1: (3, 7)}
        with pytest.raises(NotParked):
            consumer.skip(case(1), by="chen")


def test_a_full_disk_parks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    projection = Tallies()
    with a_log(tmp_path) as writer, a_consumer(writer, tmp_path / "t.sqlite", projection) as consumer:
        writer.write((1, {"add": 1}))
        with monkeypatch.context() as patched:
            patched.setattr(projection, "fold", _disk_full)
            with pytest.raises(DiskFull):
                consumer.step()
        assert consumer.parked() == []
        assert consumer.step() == 1


def _disk_full(*_: object) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error
