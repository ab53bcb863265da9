"""The story of the golden views: the log after the walk through every operation of the API."""

import tempfile
from pathlib import Path

from shared.eventstore.log import Entry
from tests.services.intake.test_walk import walked
from tests.services.intake.walk import walk
from tests.support.http import HttpDesk, on_a_desk

MOST = 100_000


def record() -> list[Entry]:
    """Walk, and give the whole log."""

    async def told(desk: HttpDesk) -> list[Entry]:
        await walked(desk, walk())
        return list(desk.desk.store.read(0, MOST))

    with tempfile.TemporaryDirectory() as place:
        return on_a_desk(Path(place), told)
