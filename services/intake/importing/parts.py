"""Rows in handfuls: what is taken at once, so that progress is seen and an interruption loses little."""

from collections.abc import Iterable, Iterator

from services.intake.importing.table import Row

ROWS_AT_ONCE = 2_048


def in_parts(rows: Iterable[Row], size: int = ROWS_AT_ONCE) -> Iterator[list[Row]]:
    """Lists of at most `size` rows, in order."""
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
