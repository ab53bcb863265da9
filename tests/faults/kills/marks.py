"""What a process was doing when it was killed: a few numbers in a file mapped into its memory, which outlive it."""

import mmap
import os
import signal
import struct
from enum import IntEnum
from pathlib import Path

_CELL = struct.Struct("<q")


class Cell(IntEnum):
    """The numbers, by their place."""

    STARTED = 0  #: 1 once the desk has told its address
    BEFORE = 1  #: commands received and not recorded yet
    AFTER = 2  #: commands recorded and not answered yet
    FOLDING = 3  #: consumers within their transaction
    AIM = 4  #: the step at which the process is to kill itself, its number in `Step`; 0: never
    PASSES = 5  #: how often it may still pass that step


class Step(IntEnum):
    """Where a kill can fall."""

    BETWEEN = 0  #: nothing under way
    START_UP = 1
    BEFORE_APPEND = 2
    AFTER_COMMIT = 3  #: and before the answer
    CONSUMER = 4  #: within a consumer's transaction

    @property
    def words(self) -> str:
        """As the log of a round has it."""
        return _WORDS[self]


_WORDS = {
    Step.BETWEEN: "nothing under way",
    Step.START_UP: "start-up",
    Step.BEFORE_APPEND: "before the append",
    Step.AFTER_COMMIT: "after the commit, before the answer",
    Step.CONSUMER: "a consumer's transaction",
}


class Marks:
    """The numbers of one life of a process; written by it, read when it is dead."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        if fresh:
            path.write_bytes(bytes(_CELL.size * len(Cell)))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 0)

    def __getitem__(self, cell: Cell) -> int:
        return int(_CELL.unpack_from(self._memory, cell * _CELL.size)[0])

    def __setitem__(self, cell: Cell, number: int) -> None:
        _CELL.pack_into(self._memory, cell * _CELL.size, number)

    def add(self, cell: Cell, number: int) -> None:
        """Count up or down; only the event loop's thread does."""
        self[cell] += number

    def passing(self, step: Step, *, last: bool = False) -> None:
        """The process comes by this step: it ends here, as `kill -9` ends it, if that is its aim.

        `last`: it will not come by again.
        """
        if self[Cell.AIM] == step:
            if last or self[Cell.PASSES] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self[Cell.PASSES] -= 1

    def steps(self) -> tuple[Step, ...]:
        """Where the kill fell. Commands run side by side, so it can fall in several steps at once."""
        if not self[Cell.STARTED]:
            return (Step.START_UP,)
        cells = {Step.BEFORE_APPEND: Cell.BEFORE, Step.AFTER_COMMIT: Cell.AFTER, Step.CONSUMER: Cell.FOLDING}
        return tuple(step for step, cell in cells.items() if self[cell] > 0) or (Step.BETWEEN,)

    def close(self) -> None:
        """Unmap the file."""
        self._memory.close()
