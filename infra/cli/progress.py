"""A progress bar for whatever takes longer than two seconds; on a terminal only, and never in the output itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from infra.cli.show import errors

T = TypeVar("T")
Tell = Callable[[str, int, int], None]
"""What is done, so far, of how much."""


def bar(items: Sequence[T], what: str) -> Iterable[T]:
    """Go through items under a bar."""
    with telling() as tell:
        for done, item in enumerate(items, start=1):
            yield item
            tell(what, done, len(items))


@contextmanager
def telling() -> Iterator[Tell]:
    """A bar that is told how far things are; one line per kind of thing."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(
        *columns, TimeRemainingColumn(), console=errors, transient=True, disable=not errors.is_terminal
    ) as progress:
        tasks: dict[str, int] = {}

        def tell(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=whole)
            progress.update(tasks[what], completed=done, total=whole)  # type: ignore[arg-type]

        yield tell
