"""G3: a consumer's effect and its position are committed together; redelivery, restart and kills change nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shared.eventstore.log import Entry
from shared.stream.consumer import Consumer
from shared.stream.errors import AheadOfLog, Gap, OtherLog
from tests.faults.tallies import Tallies, Writer, a_consumer, a_log, noon, views

pytestmark = pytest.mark.guarantee("G3")

ROOT = Path(__file__).parents[2]
KILLED_AT = ("before the effect", "between effect and position", "before the commit", "after the commit")

# The child folds in batches of seven and dies by its own SIGKILL at the named step of the third batch.
CHILD = """
import os, signal, sys
from pathlib import Path
from shared.database import transaction as transactions
from shared.eventstore.sqlite import SQLiteLog
from shared.stream.consumer import Consumer
from tests.faults.tallies import Tallies, noon

folder, step = Path(sys.argv[1]), sys.argv[2]
consumer = Consumer(Tallies(), SQLiteLog(folder / "log.sqlite", readonly=True), folder / "tallies-1.sqlite", noon)
def die():
    os.kill(os.getpid(), signal.SIGKILL)

fold, move = consumer._take, consumer._move

def take(entries, connection):
    step == "before the effect" and die()
    fold(entries, connection)
    step == "between effect and position" and die()

def moved(last, connection):
    move(last, connection)
    step == "before the commit" and die()

consumer.step(7); consumer.step(7)
consumer._take, consumer._move = take, moved
consumer.step(7)
die()
"""


@pytest.mark.parametrize("step", KILLED_AT)
def test_a_kill_at_any_step_leaves_effect_and_position_together(tmp_path: Path, step: str) -> None:
    with a_log(tmp_path) as writer:
        writer.write(*((n % 5, {"add": n}) for n in range(40)))
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(tmp_path), step],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True,
        )  # fmt: skip
        assert done.returncode == -signal.SIGKILL, done.stderr
        path = tmp_path / "tallies-1.sqlite"
        with a_consumer(writer, path) as consumer:
            assert consumer.position == (21 if step == "after the commit" else 14)
            assert sum(int(str(row[1])) for row in views(path)) == consumer.position, (
                "as many effects as the position says"
            )
            while consumer.step(7):
                pass
        assert views(path) == _from_nothing(writer, tmp_path)


def test_a_restart_after_every_batch_changes_nothing(tmp_path: Path) -> None:
    with a_log(tmp_path) as writer:
        writer.write(*((n % 3, {"add": n}) for n in range(20)))
        path = tmp_path / "tallies-1.sqlite"
        folded = -1
        while folded:
            with a_consumer(writer, path) as consumer:
                folded = consumer.step(3)
        assert views(path) == _from_nothing(writer, tmp_path)


def test_a_batch_that_could_not_be_committed_is_taken_again_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_log(tmp_path) as writer, a_consumer(writer, tmp_path / "tallies-1.sqlite") as consumer:
        writer.write(*((n % 3, {"add": n}) for n in range(9)))
        consumer.step(4)
        with monkeypatch.context() as patched:
            patched.setattr(consumer, "_move", _fail)
            with pytest.raises(InterruptedError):
                consumer.step(4)
        assert consumer.position == 4
        assert consumer.step(100) == 5
        assert views(consumer.path) == _from_nothing(writer, tmp_path)


def _fail(*_: object) -> None:
    raise InterruptedError


@pytest.mark.guarantee("G1")
def test_a_missing_position_stops_the_consumer(tmp_path: Path) -> None:
    with a_log(tmp_path) as writer:
        writer.write(*((n, {"add": 1}) for n in range(6)))
        consumer = Consumer(Tallies(), _Holed(writer), tmp_path / "tallies-1.sqlite", noon)
        with pytest.raises(Gap, match="position 4 is missing, the log goes on with 5"):
            consumer.step()
        assert consumer.position == 0, "nothing of the batch counts"
        consumer.close()


class _Holed:
    """A stream that lost its fourth position."""

    def __init__(self, writer: Writer) -> None:
        self._log = writer.log
        self.head, self.listen = writer.log.head, writer.log.listen

    def read(self, after: int, limit: int) -> list[Entry]:
        return [entry for entry in self._log.read(after, limit) if entry.position != 4]


def test_a_consumer_refuses_a_log_that_is_older_than_its_views(tmp_path: Path) -> None:
    path = tmp_path / "tallies-1.sqlite"
    with a_log(tmp_path / "newer") as newer, a_consumer(newer, path) as consumer:
        newer.write((1, {"add": 1}), (1, {"add": 2}))
        consumer.step()
    with a_log(tmp_path / "older") as older:
        older.write((1, {"add": 1}))
        with a_consumer(older, path) as consumer, pytest.raises(AheadOfLog, match="suying rebuild tallies"):
            consumer.check()


@pytest.mark.guarantee("trap 11")
def test_a_consumer_refuses_a_log_with_another_fact_at_its_position(tmp_path: Path) -> None:
    path = tmp_path / "tallies-1.sqlite"
    with a_log(tmp_path / "one") as one, a_consumer(one, path) as consumer:
        one.write((1, {"add": 1}), (1, {"add": 2}))
        consumer.step()
    with a_log(tmp_path / "other") as other:
        other.write((1, {"add": 1}), (1, {"add": 3}), (1, {"add": 4}))
        with a_consumer(other, path) as consumer, pytest.raises(OtherLog):
            consumer.check()


def _from_nothing(writer: Writer, folder: Path) -> list[tuple[object, ...]]:
    with a_consumer(writer, folder / "afresh.sqlite") as consumer:
        while consumer.step(1000):
            pass
    return views(folder / "afresh.sqlite")
