"""Import of the real file, against reading, validating and inserting its rows with `executemany`."""

import asyncio
import time
from pathlib import Path

from infra.compose import compose
from infra.settings import Settings
from services.intake.importing.importer import Importer, Taken
from services.intake.importing.mapping import Mapping
from services.intake.importing.parts import in_parts
from services.intake.importing.table import opened
from shared.decision.moment import Caller
from shared.vocabulary.roles import Role
from tests.bench.anchors import plain_import
from tests.bench.row import Context, Row

SOURCE = Path(__file__).parents[2] / "data" / "nyc-council-housing-2016-2018.csv.gz"
CASES = 34_939


async def _import(folder: Path) -> Taken:
    desk = compose(Settings(data=folder), quiet=True)
    mapping = Mapping.read("nyc-council")
    total = Taken()
    try:
        importer = Importer(desk.door, desk.store, mapping, Caller("qian", Role.ENTERPRISE))
        with opened(SOURCE, mapping.wanted()) as table:
            for rows in in_parts(table.rows()):
                total.add(await importer.take(rows))
    finally:
        await desk.stop()
    return total


def pair(context: Context) -> tuple[float, float]:
    """Rows per second of both."""
    began = time.perf_counter()
    taken = asyncio.run(_import(context.folder))
    ours = time.perf_counter() - began
    assert taken.taken == CASES, taken
    began = time.perf_counter()
    assert plain_import.run(SOURCE, context.folder / "plain.sqlite") == CASES
    return CASES / ours, CASES / (time.perf_counter() - began)


ROWS = [Row("import", "rows/s", floor=0.2, aim=0.4, pair=pair)]
