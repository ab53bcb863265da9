"""The real file, imported once into a whole desk's folder, and read by reporting's own consumer."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.compose import compose
from infra.settings import Settings
from services.intake.importing.importer import Importer, Taken
from services.intake.importing.mapping import Mapping
from services.intake.importing.parts import in_parts
from services.intake.importing.table import opened
from services.reporting.desk import Reports
from services.reporting.projection.view import Reporting
from shared.database.transaction import transaction
from shared.decision.moment import Caller
from shared.stream.consumer import BEHIND, Consumer
from shared.vocabulary.roles import Role
from tests.services.importing.source import SOURCE

IMPORTED_AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Imported:
    """The desk after the import."""

    first: Taken
    again: Taken
    reports: Reports
    at: datetime  #: a moment after everything


async def _take(folder: Path) -> tuple[Taken, Taken]:
    desk = compose(Settings(data=folder, empty=True), now=lambda: IMPORTED_AT, quiet=True)
    mapping = Mapping.read("nyc-council")
    counts = (Taken(), Taken())
    try:
        importer = Importer(desk.door, desk.store, mapping, Caller("qian", Role.ENTERPRISE))
        for total in counts:
            with opened(SOURCE, mapping.wanted()) as table:
                for rows in in_parts(table.rows()):
                    total.add(await importer.take(rows))
    finally:
        await desk.stop()
    return counts


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """The whole file, twice: the second time everything is there already."""
    folder = tmp_path_factory.mktemp("imported")
    first, again = asyncio.run(_take(folder))
    desk = compose(Settings(data=folder, empty=True), now=lambda: IMPORTED_AT, quiet=True)
    log = desk.store
    projection = Reporting(log.stream)
    consumer = Consumer(projection, log, folder / "reports.sqlite", lambda: IMPORTED_AT)
    while consumer.step(BEHIND):
        pass
    with transaction(consumer.connection):
        yield Imported(first, again, Reports(consumer.connection, desk.policy), IMPORTED_AT + timedelta(minutes=1))
    consumer.close()
    asyncio.run(desk.stop())
