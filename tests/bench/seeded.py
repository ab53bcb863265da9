"""One seeded log that the rows share: real facts of a directory and of whole lives, written in bulk.

A *block* is a site's month of 125 cases with eight facts each: 1,000 events. Ten blocks are 10,000 events,
a thousand are a million; the month that is reported is the same block in both.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.kinds import KINDS
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.decision.moment import Moment
from shared.directory.actions.categories import AddCategory
from shared.directory.actions.sites import AddSite
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.directory.state import Directory
from shared.eventstore.sqlite import SQLiteLog
from tests.support import story
from tests.support.cast import LP, admin
from tests.support.desk import DAY, Desk

CODEC = Codec(event for kind in KINDS for event in kind.events)
FIRST_STREAM = 0x5B1C6F3E_6B7B_4D0E_9A53_000000000000
"""Streams are numbered on from here: in order they are inserted several times faster."""
CASES, FACTS = 125, 8
EVENTS = CASES * FACTS
SITES = 20
FIRST_MONTH = date(2021, 1, 1)
BEGAN = datetime(2020, 12, 1, tzinfo=UTC)

Row = tuple[int, bytes, int, str, bytes, str | None, int | None]
Fact = tuple[str, bytes]
"""Topic and bytes."""


def seeded(folder: Path, blocks: int) -> Path:
    """The file of a log with that many blocks; made at its first use, then shared."""
    path = folder / f"seeded-{blocks}" / "log.sqlite"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        SQLiteLog(fresh).close()
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            _fill(connection, _rows(blocks))
        fresh.rename(path)
    return path


def site_code(number: int) -> str:
    """Code of a seeded site."""
    return f"S{number:02d}"


def block_month(block: int) -> tuple[str, date]:
    """Site and month (its first day) of a block; block 0 is the month that is reported."""
    months = block // SITES
    return site_code(block % SITES), date(FIRST_MONTH.year + months // 12, months % 12 + 1, 1)


def _fill(connection: sqlite3.Connection, rows: Iterator[Row]) -> None:
    """Insert in bulk: without syncs, and without the triggers that check each row, which are put back."""
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144;")
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    connection.execute("BEGIN")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.executemany(
        "INSERT INTO log (position, stream, version, topic, state, series, number) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
    )
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")


def _rows(blocks: int) -> Iterator[Row]:
    position = 0
    for version, record in enumerate(_directory_facts(), 1):
        position += 1
        yield position, DIRECTORY_ID.bytes, version, *CODEC.encode(record), None, None
    template = _template()
    numbers: Counter[str] = Counter()
    for block in range(blocks):
        lives = _lives(template, *block_month(block))
        for number in range(CASES):
            series, facts = lives[number % len(lives)]
            stream = UUID(int=FIRST_STREAM + block * CASES + number).bytes
            numbers[series] += 1
            for version, (topic, state) in enumerate(facts, 1):
                position += 1
                numbered = (series, numbers[series]) if version == 1 else (None, None)
                yield position, stream, version, topic, state, *numbered


def _directory_facts() -> list[Record[Any]]:
    directory, facts = Directory(), []
    orders = [AddSite(site=site_code(n), names={"en": f"Site {n}"}, zone="Asia/Shanghai") for n in range(SITES)]
    orders_of_tree = [AddCategory(category="facilities.lift", names={"en": "Lift"})]
    for order in (*orders, *orders_of_tree):
        records, directory = DIRECTORY.decide(order, directory, Moment(BEGAN, BEGAN, admin, directory))
        facts += records
    return facts


def _template() -> list[tuple[str, str]]:
    """Topic and JSON of one whole life at LP on the day of our stories."""
    desk = Desk().given(story.signed())
    facts = [CODEC.encode(record) for record in desk.records]
    assert len(facts) == FACTS, f"the life has {len(facts)} facts, a block counts on {FACTS}"
    return [(topic, state.decode()) for topic, state in facts]


def _lives(template: list[tuple[str, str]], site: str, month: date) -> list[tuple[str, list[Fact]]]:
    """The series and the facts of a case of each of the month's days."""
    days = ((month + timedelta(days=number)).isoformat() for number in range(28))
    return [(f"{site}-{day.replace('-', '')}", _life(template, site, day)) for day in days]


def _life(template: list[tuple[str, str]], site: str, day: str) -> list[Fact]:
    return [
        (topic, text.replace(f'"{LP}"', f'"{site}"').replace(DAY.isoformat(), day).encode()) for topic, text in template
    ]
