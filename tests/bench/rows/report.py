"""The month's report with 1,000,000 events in the log, against the same month with 10,000: the time it takes.

Its first run makes the log of a million events and reporting's tables over it, which are kept in build/bench/.
"""

import sqlite3
import statistics
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from services.reporting.desk import Reports
from services.reporting.report import month_report
from services.reporting.shown import Shown
from shared.database.connection import Duty, connect
from shared.database.transaction import snapshot
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY_ID
from shared.eventstore.sqlite import SQLiteLog
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from tests.bench.row import Context, Row
from tests.bench.rows.catch_up import caught_up, reporting
from tests.bench.seeded import CASES, CODEC, block_month, seeded

MANY, FEW = 1_000, 10  # blocks of a thousand events
REPORTS = 20  # of each, in a pair
SITE, MONTH = block_month(0)
T = datetime(2026, 1, 1, tzinfo=UTC)  # after every event of either log


class Desk:
    """Reporting's tables over one log, and the directory of that log."""

    def __init__(self, folder: Path, blocks: int) -> None:
        log = seeded(folder, blocks)
        tables = log.with_name("reporting.sqlite")
        with closing(SQLiteLog(log, readonly=True)) as opened:
            if not tables.exists():
                fresh = tables.with_suffix(".new")
                fresh.unlink(missing_ok=True)
                caught_up(opened, reporting, fresh)
                fresh.rename(tables)
            rows = opened.stream(DIRECTORY_ID)
        self._policy = Policy(CODEC.decode(row.topic, row.state) for row in rows)
        self._tables: sqlite3.Connection = connect(tables, Duty.READER)

    def report(self) -> float:
        """Seconds that the month's report takes."""
        directory = self._policy.latest
        shown = Shown(Lang.EN, directory.sites[SITE].zone, directory, Role.MANAGER)
        began = time.perf_counter()
        with snapshot(self._tables):
            sheet = Reports(self._tables, self._policy).sheet(SITE, MONTH.year * 100 + MONTH.month, T)
            report = month_report(sheet, shown)
        took = time.perf_counter() - began
        assert len(sheet.month.lives) == CASES, len(sheet.month.lives)
        assert report.rates
        return took

    def close(self) -> None:
        """Close the tables."""
        self._tables.close()


def pair(context: Context) -> tuple[float, float]:
    """Milliseconds of both: the middle of reports made in turns."""
    desks = [Desk(context.folder.parent, blocks) for blocks in (MANY, FEW)]
    for desk in desks:
        desk.report()
    taken: list[list[float]] = [[], []]
    for turn in range(2 * REPORTS):
        side = (turn + context.round) % 2
        taken[side].append(desks[side].report())
    for desk in desks:
        desk.close()
    many, few = (statistics.median(times) * 1_000 for times in taken)
    return many, few


ROWS = [Row("report-1m", "ms", floor=1.5, aim=1.1, pair=pair, better="lower")]
