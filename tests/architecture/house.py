"""What a house rule is, and all of them in one list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.architecture.sources import Source

Files = dict[str, str]


@dataclass(frozen=True)
class HouseRule:
    """One thing that holds for all our files.

    `find` gives a line for every place that breaks it; `good` and `bad` are small made-up checkouts (path → text)
    that show it: nothing is found in the one, something in each of the others.
    """

    name: str
    find: Callable[[Sequence[Source]], Iterator[str]]
    good: Files
    bad: Sequence[Files]
