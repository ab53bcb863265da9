"""What a measurement is: our figure and the anchor's, taken side by side; the harness repeats and judges it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Context:
    """What the harness hands to one pair."""

    folder: Path  #: empty, on the disk that is measured; thrown away after the pair
    round: int = 0  #: 0 to 4; odd rounds may measure the anchor first, so that neither always has the warm disk
    seconds: float = 1.0  #: how long each side of the pair runs, where a row measures a rate


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. A module of `tests/bench/rows/` lists its rows as `ROWS`.

    The ratio is ours ÷ anchor. `better="higher"`: the floor is a least ratio, and the aim a higher one;
    `better="lower"`: the floor is the greatest ratio allowed, and the aim a smaller one.
    """

    name: str  #: what `make bench ROW=…` takes, like `append-8`
    unit: str  #: of both figures, like `commands/s`
    floor: float
    aim: float
    pair: Callable[[Context], tuple[float, float]]  #: (ours, anchor) of one interleaved pair
    better: Literal["higher", "lower"] = "higher"

    def holds(self, ratio: float) -> bool:
        """Whether the median ratio meets the floor."""
        return self._meets(ratio, self.floor)

    def reached(self, ratio: float) -> bool:
        """Whether it meets the aim."""
        return self._meets(ratio, self.aim)

    def _meets(self, ratio: float, wanted: float) -> bool:
        """Judged as it is printed, to two decimals: where only the disk counts, two that are equal differ by less."""
        printed = round(ratio, 2)
        return printed >= wanted if self.better == "higher" else printed <= wanted
