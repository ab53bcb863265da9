"""The demo: every life is taken by the desk, the same seed tells the same month, and it is worth looking at."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.compose import compose
from infra.demo.making import make
from infra.demo.matters import matters
from infra.settings import Settings
from shared.directory.sample import sample_directory
from shared.eventstore.log import Entry

END = datetime(2026, 11, 25, 3, tzinfo=UTC)


def made(folder: Path, *, seed: int, days: int = 2) -> list[Entry]:
    """The log of a few days."""
    folder.mkdir(mode=0o700)
    asyncio.run(make(folder, END, seed=seed, tell=lambda _: None, length=timedelta(days=days)))
    desk = compose(Settings(data=folder), quiet=True)
    try:
        return desk.store.read(0, 10_000)
    finally:
        desk.keys.close()
        desk.store.close()


def test_the_same_seed_tells_the_same_days(tmp_path: Path) -> None:
    first, again = (made(tmp_path / name, seed=1) for name in ("first", "again"))
    assert [(entry.topic, entry.number) for entry in first] == [(entry.topic, entry.number) for entry in again]
    assert sum(entry.number is not None for entry in first) > 5


@pytest.mark.parametrize("matter", matters(), ids=lambda matter: matter.category)
def test_every_matter_stands_in_the_tree_and_has_its_department(matter: object) -> None:
    directory = sample_directory()
    assert matter.category in directory.categories  # type: ignore[attr-defined]
    assert f"LP-{matter.department}" in directory.departments  # type: ignore[attr-defined]
