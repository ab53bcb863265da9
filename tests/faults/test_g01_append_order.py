"""G1: an append is atomic and checked, and readers see one gapless order, under any number of writers."""

import functools
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.eventstore.group_commit import ThreadedGroupCommit
from shared.eventstore.log import Append, Appended, Conflict, Duplicate, Entry, Outcome
from shared.eventstore.sqlite import SQLiteLog
from shared.eventstore.verify import verify
from tests.contract.eventstore_cases import an_append, sha

pytestmark = pytest.mark.guarantee("G1")

STREAMS = [UUID(int=n) for n in range(1, 5)]


# ── against a plain model ────────────────────────────────────────────────────────────────────────


@dataclass
class Model:
    """What the log should be, in lists and dictionaries."""

    entries: list[Entry] = field(default_factory=list)
    commands: dict[bytes, tuple[bytes | None, Duplicate]] = field(default_factory=dict)

    def version(self, stream: UUID) -> int:
        return sum(entry.stream == stream for entry in self.entries)

    def append(self, command: Append) -> Outcome:
        if command.key is not None and command.key in self.commands:
            digest, earlier = self.commands[command.key]
            return Duplicate(earlier.stream, earlier.first, earlier.last, earlier.version,
                             digest == command.digest, earlier.number)  # fmt: skip
        version, first = self.version(command.stream), len(self.entries) + 1
        if version != command.expected:
            return Conflict(version)
        number = None
        if command.series is not None:
            number = sum(entry.series == command.series for entry in self.entries) + 1
        for event in command.events:
            version += 1
            is_first = len(self.entries) + 1 == first
            self.entries.append(Entry(
                len(self.entries) + 1, command.stream, version, event.topic, event.state,
                command.series if is_first else None, number if is_first else None,
            ))  # fmt: skip
        appended = Appended(first, len(self.entries), version, number)
        if command.key is not None:
            answer = Duplicate(command.stream, first, appended.last, version, same_body=True, number=number)
            self.commands[command.key] = (command.digest, answer)
        return appended


commands = st.builds(
    lambda stream, ahead, states, key, body, series: (stream, ahead, states, key, body, series),
    st.sampled_from(STREAMS),
    st.sampled_from([0, 0, 0, 0, -1, 1]),  # how far the writer's version is off
    st.lists(st.sampled_from("abc"), min_size=1, max_size=3),
    st.sampled_from([None, None, "k1", "k2", "k3"]),
    st.sampled_from("xy"),
    st.sampled_from([None, "LP-20260303", "MY-20260303"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(commands, min_size=1, max_size=5), max_size=8))
def test_any_batches_of_commands_leave_what_a_plain_model_says(
    batches: list[list[tuple[UUID, int, list[str], str | None, str, str | None]]],
) -> None:
    model = Model()
    with a_log_that_need_not_last() as log:
        for batch in batches:
            appends: list[Append] = []
            for stream, ahead, states, key, body, series in batch:
                append = an_append(stream, max(0, model.version(stream) + ahead), *states,
                                   key=key, body=body, series=series)  # fmt: skip
                if all(one.stream != stream and (key is None or one.key != append.key) for one in appends):
                    appends.append(append)
            assert log.append(appends) == [model.append(one) for one in appends]
        assert log.read(0, 1_000) == model.entries
        assert log.head() == len(model.entries)
        for stream in STREAMS:
            assert log.stream(stream) == [entry for entry in model.entries if entry.stream == stream]
        for entry in model.entries:
            if entry.series is not None and entry.number is not None:
                assert log.find_number(entry.series, entry.number) == entry.stream
        for key in ("k1", "k2", "k3"):
            assert log.find_command(sha(key)) == model.commands.get(sha(key), (None, None))[1]
        assert verify(log.path) == []


@functools.cache
def an_empty_log() -> bytes:
    """The file of a new log, made once: making it waits for the disk."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.sqlite"
        SQLiteLog(file).close()
        return file.read_bytes()


@contextmanager
def a_log_that_need_not_last() -> Iterator[SQLiteLog]:
    """A log that does not wait for the disk: what is compared is in memory before."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.sqlite"
        file.write_bytes(an_empty_log())
        log = SQLiteLog(file)
        assert log._writer is not None
        log._writer.execute("PRAGMA synchronous=OFF")
        yield log
        log.close()


# ── beside other writers ─────────────────────────────────────────────────────────────────────────


def follow(log: SQLiteLog, until: int, seen: list[Entry]) -> None:
    """Read behind the writers; the caller looks at what was seen."""
    while len(seen) < until:
        at = seen[-1].position if seen else 0
        if log.wait(at, timeout=30) <= at:
            return
        seen.extend(log.read(at, 500))


def assert_one_order(seen: list[Entry], log: SQLiteLog) -> None:
    """The reader missed nothing: no gap in positions, versions and numbers, the same as read afterwards."""
    assert [entry.position for entry in seen] == list(range(1, len(seen) + 1))
    assert seen == log.read(0, len(seen) + 1)
    versions: dict[UUID, int] = {}
    for entry in seen:
        assert entry.version == versions.get(entry.stream, 0) + 1
        versions[entry.stream] = entry.version
    numbers = [entry.number for entry in seen if entry.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_reader_beside_eight_threads_misses_nothing(tmp_path: Path) -> None:
    log = SQLiteLog(tmp_path / "log.sqlite")
    commits, seen = ThreadedGroupCommit(log), list[Entry]()
    reader = threading.Thread(target=follow, args=(log, 8 * 60, seen))
    reader.start()

    def write(_: int) -> None:
        for _ in range(30):
            commits.submit(an_append(None, 0, "a", "b", series="LP-20260303"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    reader.join()
    assert len(seen) == 8 * 60
    assert_one_order(seen, log)
    log.close()


PROCESS = """
import sys, uuid
from uuid import UUID
from shared.eventstore.log import Appended, Conflict
from shared.eventstore.sqlite import SQLiteLog
from tests.contract.eventstore_cases import an_append
log, commands, recorded = SQLiteLog(sys.argv[1]), int(sys.argv[2]), 0
versions = {}
for n in range(commands):
    shared = UUID(int=n % 3 + 1)  # streams that all processes write: most attempts come too late
    batch = [an_append(None, 0, "a", "b", series="LP-20260303"), an_append(shared, versions.get(shared, 0), "c")]
    for outcome in log.append(batch):
        if isinstance(outcome, Appended):
            recorded += outcome.last - outcome.first + 1
        else:
            assert isinstance(outcome, Conflict)
            versions[shared] = outcome.version
            continue
    if isinstance(outcome, Appended):
        versions[shared] = outcome.version
log.close()
print(recorded)
"""


def processes_and_a_reader(folder: Path, processes: int, commands: int) -> int:
    """Let processes write one log while this one reads behind them; the number of events seen."""
    file = folder / "log.sqlite"
    log, seen = SQLiteLog(file), list[Entry]()
    started = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(file), str(commands)], stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    finished = threading.Event()

    def read() -> None:
        while True:
            last_look = finished.is_set()
            seen.extend(found := log.read(len(seen), 500))
            if not found and last_look:
                return
            log.wait(len(seen), timeout=0.1)

    reader = threading.Thread(target=read)
    reader.start()
    said = [process.communicate(timeout=300)[0] for process in started]
    finished.set()
    reader.join()
    assert [process.returncode for process in started] == [0] * processes
    assert len(seen) == sum(int(line) for line in said)
    assert_one_order(seen, log)
    assert verify(file) == []
    log.close()
    return len(seen)


def test_a_reader_beside_four_processes_misses_nothing(tmp_path: Path) -> None:
    assert processes_and_a_reader(tmp_path, processes=4, commands=25) >= 4 * 25 * 2


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_a_reader_beside_four_processes_misses_nothing_of_ten_thousands(tmp_path: Path) -> None:
    seen = processes_and_a_reader(tmp_path, processes=4, commands=1_000)
    print(f"G1: {seen} events of 4 processes, 0 missed, gapless")


def test_one_command_of_many_events_is_seen_whole_or_not_at_all(tmp_path: Path) -> None:
    log, stream = SQLiteLog(tmp_path / "log.sqlite"), uuid.uuid4()
    done = threading.Event()
    sizes: set[int] = set()

    def read() -> None:
        while not done.is_set():
            sizes.add(len(log.stream(stream)))

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(20):
        log.append([an_append(stream, n * 50, *["a"] * 50)])
    done.set()
    reader.join()
    assert {size % 50 for size in sizes} <= {0}
    log.close()
