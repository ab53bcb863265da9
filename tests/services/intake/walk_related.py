"""The walk through what one case does to another: duplicates, repeats, groups, transfers (R12.4 to R12.6a, R12.11b)."""

from collections.abc import Iterator

from tests.services.intake.steps import Step, acts, begin
from tests.support.cast import he, lin, zhou

SAME = {"reason": "the same lift"}


def related() -> Iterator[Step]:
    """A survivor that is cancelled, and the duplicate that takes its place."""
    for name in ("survivor", "duplicate", "further"):
        yield begin(name)
    yield from acts("duplicate", (zhou, "close-as-duplicate", {"survivor": "{survivor}", **SAME}))
    yield from acts("further", (zhou, "close-as-duplicate", {"survivor": "{survivor}", **SAME}))
    yield from acts("survivor", (he, "cancel", {"reason": "test"}))
    yield from acts("duplicate", (zhou, "decide-survivor", {"survives": True, **SAME}))
    yield from acts("further", (lin, "write-note", {"text": "One lift, one case."}))
