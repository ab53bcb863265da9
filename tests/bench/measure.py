"""Five interleaved pairs of one row, their median and their spread."""

import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.row import Context, Row

PAIRS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """What five pairs of a row gave. Figures are medians; the ratio is the median of the pairs' ratios."""

    row: Row
    ours: float
    anchor: float
    ratio: float
    lowest: float  #: smallest ratio of the five
    highest: float

    @property
    def holds(self) -> bool:
        """The floor is kept."""
        return self.row.holds(self.ratio)

    @property
    def reached(self) -> bool:
        """The aim is reached."""
        return self.row.reached(self.ratio)

    def as_json(self) -> dict[str, object]:
        """One entry of build/bench.json."""
        row = self.row
        return {
            "name": row.name, "ours": self.ours, "anchor": self.anchor, "unit": row.unit, "ratio": self.ratio,
            "floor": row.floor, "aim": row.aim, "holds": self.holds, "reached": self.reached,
            "spread": [self.lowest, self.highest],
        }  # fmt: skip


def measure(row: Row, folder: Path, tick: Callable[[], None]) -> Measured:
    """Run the pairs of a row, each in an empty folder below `folder`; `tick` is called after each."""
    pairs = []
    for number in range(PAIRS):
        place = Path(tempfile.mkdtemp(dir=folder))
        try:
            pairs.append(row.pair(Context(place, number)))
        finally:
            shutil.rmtree(place, ignore_errors=True)
        tick()
    return judged(row, pairs)


def judged(row: Row, pairs: list[tuple[float, float]]) -> Measured:
    """Medians of the pairs; an anchor of 1 stands for a row that is measured against a plain figure."""
    ratios = sorted(ours / anchor for ours, anchor in pairs)
    return Measured(
        row,
        ours=statistics.median(ours for ours, _ in pairs),
        anchor=statistics.median(anchor for _, anchor in pairs),
        ratio=statistics.median(ratios),
        lowest=ratios[0],
        highest=ratios[-1],
    )
