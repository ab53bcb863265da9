"""The tour as the README tells it: commands, what they print, and what may differ from one run to the next."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
TOLD_ON = date(2026, 3, 3)
"""The day on which the README tells its story."""

MASKS = {
    "key": re.compile(r"suy_[A-Za-z0-9_-]{43}"),
    "minute": re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}|\d{2}-\d{2} \d{2}:\d{2}|\b\d{2}:\d{2}\b"),
    "duration": re.compile(r"in \d+ min|\d+ min over|in \d+ h \d+ min"),
}
"""All that may differ; a masked text keeps its width, so that tables stay straight."""


@dataclass(slots=True)
class Step:
    """One command of the tour and the lines that the README shows for it."""

    command: str
    shown: list[str] = field(default_factory=list)

    def words(self, today: date) -> list[str]:
        """The command as it is executed on some day."""
        return shlex.split(on_day(self.command, today))


def steps(text: str) -> Iterator[Step]:
    """Every command of every console block, in order."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        step: Step | None = None
        for line in block.splitlines():
            if line.startswith("$ "):
                if step is not None:
                    yield step
                step = Step(line.removeprefix("$ "))
            elif step is not None:
                step.shown.append(line)
        if step is not None:
            yield step


def on_day(text: str, today: date) -> str:
    """The README's day, and its month, become another day."""
    return _moved(text, TOLD_ON, today)


def as_told(text: str, today: date) -> str:
    """A day's output as the README tells it."""
    return _moved(text, today, TOLD_ON)


def _moved(text: str, one: date, other: date) -> str:
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y-%m"):
        text = text.replace(one.strftime(form), other.strftime(form))
    return text


def masked(line: str) -> str:
    """A line without what may differ."""
    for pattern in MASKS.values():
        line = pattern.sub(lambda found: "·" * len(found[0]), line)
    return line.rstrip()
