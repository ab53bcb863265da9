"""One round: a desk lives under eight writers until it is killed; what was promised is then looked up."""

import asyncio
import shutil
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.kills.checks import differing, findings
from tests.faults.kills.lives import BOUND_S, Begin, Life, address_of
from tests.faults.kills.marks import Cell, Marks, Step
from tests.faults.kills.writers import Command, Writer

WRITERS = 8


@dataclass(frozen=True, slots=True)
class Aim:
    """A process that ends itself at a step, the `passes`-th time after the first that it comes by."""

    step: Step
    passes: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """What one kill met, and what was found after it."""

    aimed: bool
    moment_s: float  #: age of the process when it was killed
    steps: tuple[Step, ...]
    before: int  #: commands received and not recorded
    after: int  #: commands recorded and not answered
    acknowledged: int  #: on this folder so far, all of them looked up
    lost: list[str]
    wrong: list[str]

    def line(self) -> str:
        """The round as its log has it."""
        fell = ", ".join(step.words for step in self.steps) + (" (aimed)" if self.aimed else "")
        found = f"{self.acknowledged} acknowledged, {len(self.lost)} lost, {len(self.wrong)} otherwise wrong"
        return f"{self.moment_s:6.2f} s: {fell}; {self.before} not recorded, {self.after} not answered; {found}"

    def as_json(self) -> dict[str, Any]:
        """For build/faults.json."""
        return {
            "aimed": self.aimed, "moment_s": round(self.moment_s, 3), "steps": [step.name for step in self.steps],
            "before": self.before, "after": self.after, "acknowledged": self.acknowledged,
            "lost": self.lost, "wrong": self.wrong,
        }  # fmt: skip


@dataclass
class Desk:
    """A data folder, those who work at it, and the processes that serve it one after the other."""

    folder: Path
    scratch: Path  #: for marks and copies
    begin: Begin
    writers: list[Writer] = field(default_factory=lambda: [Writer(f"w{number}") for number in range(WRITERS)])
    started_in_s: float = 0.0  #: how long the last start took

    @property
    def acknowledged(self) -> list[Command]:
        """All commands answered so far."""
        return [command for writer in self.writers for command in writer.acknowledged]

    def killed(self, *, after_s: float = BOUND_S, aim: Aim | None = None) -> Round:
        """Serve, work, and be killed: at an age of `after_s`, or by the process itself at its aim."""
        marks = Marks(self.scratch / "marks", fresh=True)
        if aim is not None:
            marks[Cell.AIM], marks[Cell.PASSES] = aim.step, aim.passes
        moment_s = asyncio.run(self._live(after_s))
        met = marks.steps(), marks[Cell.BEFORE], marks[Cell.AFTER]
        marks.close()
        return self._looked_up(aim is not None, moment_s, *met)

    async def _live(self, after_s: float) -> float:
        """Serve and work until the kill; the age that the process came to."""
        began = time.monotonic()
        life = self.begin(self.folder, self.scratch / "marks")
        work = asyncio.create_task(self._work(life, began))
        try:
            await asyncio.wait({work}, timeout=after_s)  # the work ends by itself when the desk does
        finally:
            life.kill()
        died = time.monotonic()
        await asyncio.wait_for(work, BOUND_S)
        return died - began

    async def _work(self, life: Life, began: float, *, until_settled: bool = False) -> None:
        found = await address_of(self.folder, life)
        if found is None:
            return
        self.started_in_s = time.monotonic() - began
        async with asyncio.TaskGroup() as group:
            for writer in self.writers:
                group.create_task(writer.go_on(*found, until_settled=until_settled))

    def _looked_up(self, aimed: bool, moment_s: float, steps: tuple[Step, ...], before: int, after: int) -> Round:  # noqa: FBT001
        acknowledged = self.acknowledged
        lost: list[str] = []
        wrong: list[str] = []
        if (self.folder / "log.sqlite").exists():
            with _Copy(self) as copy:
                lost, wrong = findings(copy, acknowledged, [one for writer in self.writers for one in writer.commands])
        wrong += self._receipts()
        return Round(aimed, moment_s, steps, before, after, len(acknowledged), lost, wrong)

    def _receipts(self) -> list[str]:
        told = [fault for writer in self.writers for fault in writer.faults]
        for writer in self.writers:
            writer.faults.clear()
        return told

    def differing(self) -> list[str]:
        """Tables of projections that are not what a rebuild gives."""
        with _Copy(self) as copy:
            return asyncio.run(differing(copy))

    def settled(self) -> list[str]:
        """Serve once more, send again what was not answered, stop cleanly; everything that is wrong then."""
        Marks(self.scratch / "marks", fresh=True).close()
        asyncio.run(self._settle())
        unanswered = [one.key for writer in self.writers for one in writer.commands if one.receipt is None]
        found = self._looked_up(aimed=False, moment_s=0.0, steps=(), before=0, after=0)
        return [*(f"{key} got no answer" for key in unanswered), *found.lost, *found.wrong, *self.differing()]

    async def _settle(self) -> None:
        life = self.begin(self.folder, self.scratch / "marks")
        try:
            await asyncio.wait_for(self._work(life, time.monotonic(), until_settled=True), BOUND_S)
        finally:
            life.kill(signal.SIGTERM)

    @property
    def recognised(self) -> int:
        """Commands sent again that turned out to be recorded already."""
        return sum(writer.resent.recognised for writer in self.writers)


class _Copy:
    """A copy of the dead desk's folder: looking must not mend what the next process has to mend."""

    def __init__(self, desk: Desk) -> None:
        self._source, self._copy = desk.folder, desk.scratch / "copy"

    def __enter__(self) -> Path:
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self._source, self._copy)
        return self._copy

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self._copy, ignore_errors=True)
