"""G2 at store level: a command sent twice has one effect, also when the process was killed before it could answer."""

import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from shared.eventstore.log import Duplicate
from shared.eventstore.sqlite import SQLiteLog
from shared.eventstore.verify import verify
from tests.contract.eventstore_cases import an_append, sha
from tests.faults.keyed_writer import SERIES

pytestmark = pytest.mark.guarantee("G2")

WRITERS = 8
ROOT = Path(__file__).parents[2]


@dataclass
class Said:
    """What the killed processes acknowledged."""

    answers: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  #: position and case number
    recognised: int = 0  #: first commands after a kill that turned out to be recorded already

    def next_commands(self) -> list[str]:
        newest = Counter(dict.fromkeys(range(WRITERS), -1))
        for writer, command in self.answers:
            newest[writer] = max(newest[writer], command)
        return [str(newest[writer] + 1) for writer in range(WRITERS)]

    def hear(self, line: str) -> None:
        writer, command, kind, first, number = line.split()
        assert (int(writer), int(command)) not in self.answers
        self.answers[int(writer), int(command)] = (int(first), int(number))
        self.recognised += kind == "Duplicate"


def write_until_killed(file: Path, said: Said, lines: int) -> None:
    """Run the writers, kill -9 after so many answers, and hear what was said until then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.keyed_writer", str(file), *said.next_commands()],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    for _ in range(lines):
        said.hear(process.stdout.readline())
    process.kill()
    for line in process.stdout:
        said.hear(line)
    process.wait()
    process.stdout.close()


def check(file: Path, said: Said) -> None:
    """Every acknowledged command stands there exactly once, as it was acknowledged; numbers have no gap."""
    log = SQLiteLog(file)
    entries = log.read(0, 1_000_000)
    recorded = Counter(entry.state.decode() for entry in entries if entry.state != b"more")
    assert set(recorded.values()) <= {1}
    for (writer, command), (first, number) in said.answers.items():
        entry = entries[first - 1]
        assert (entry.state, entry.number) == (f"{writer}/{command}".encode(), number)
    numbers = [entry.number for entry in entries if entry.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    for writer, unanswered in enumerate(said.next_commands()):
        name = f"{writer}/{unanswered}"
        (outcome,) = log.append([an_append(None, 0, name, "more", key=name, body=name, series=SERIES)])
        assert isinstance(outcome, Duplicate) == (name in recorded)
    log.close()
    assert verify(file) == []


def test_after_each_kill_every_acknowledged_command_is_there_once_and_the_others_are_recognised(tmp_path: Path) -> None:
    said, file = Said(), tmp_path / "log.sqlite"
    for lines in (1, 40, 17):
        write_until_killed(file, said, lines)
    check(file, said)


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_sixty_kills(tmp_path: Path) -> None:
    said, file, drawn = Said(), tmp_path / "log.sqlite", random.Random(60)
    for _ in range(60):
        write_until_killed(file, said, drawn.randrange(400))
    check(file, said)
    assert said.recognised > 0
    print(f"G2: 60 kills, {len(said.answers)} acknowledged, 0 lost, 0 doubled, {said.recognised} recognised")


def test_a_command_that_failed_in_a_batch_that_failed_can_be_sent_again(tmp_path: Path) -> None:
    log = SQLiteLog(tmp_path / "log.sqlite")
    with pytest.raises(RuntimeError, match="after the insert"):
        log.append_whole([an_append(key="k")], also=_fail)
    assert log.find_command(sha("k")) is None
    assert log.head() == 0
    log.append([an_append(key="k")])
    assert log.head() == 1
    log.close()


def _fail(_connection: object) -> None:
    raise RuntimeError("after the insert")
