"""One seeded log that the rows share: real facts of a directory and of whole lives, written in bulk.

A *block* is a site's month of 125 cases with eight facts each: 1,000 events. Ten blocks are 10,000 events,
a thousand are a million; the month that is reported is the same block in both.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from infra.kinds import KINDS
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.decision.moment import Moment
from shared.directory.actions.categories import AddCategory
from shared.directory.actions.sites import AddSite
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.directory.state import Directory
from shared.eventstore.log import LARGEST_BATCH, Append, NewEvent
from shared.eventstore.sqlite import SQLiteLog
from tests.support import story
from tests.support.cast import LP, admin
from tests.support.desk import DAY, Desk

NAMESPACE = UUID("5b1c6f3e-6b7b-4d0e-9a53-0a6a5f6f2c11")
CASES, FACTS = 125, 8
EVENTS = CASES * FACTS
SITES = 20
FIRST_MONTH = date(2021, 1, 1)
BEGAN = datetime(2020, 12, 1, tzinfo=UTC)


def seeded(folder: Path, blocks: int) -> Path:
    """The file of a log with that many blocks; made at its first use, then shared."""
    path = folder / f"seeded-{blocks}" / "log.sqlite"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        log = SQLiteLog(fresh)
        for batch in _batches(_appends(blocks)):
            log.append(batch)
        log.close()
        fresh.rename(path)
    return path


def site_code(number: int) -> str:
    """Code of a seeded site."""
    return f"S{number:02d}"


def block_month(block: int) -> tuple[str, date]:
    """Site and month (its first day) of a block; block 0 is the month that is reported."""
    months = block // SITES
    return site_code(block % SITES), date(FIRST_MONTH.year + months // 12, months % 12 + 1, 1)


def _batches(appends: Iterator[Append]) -> Iterator[list[Append]]:
    """Batches in which no stream occurs twice: a case is one append, the directory comes first, alone."""
    batch: list[Append] = []
    for append in appends:
        batch.append(append)
        if append.stream == DIRECTORY_ID or len(batch) == LARGEST_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _appends(blocks: int) -> Iterator[Append]:
    codec = Codec(event for kind in KINDS for event in kind.events)
    yield Append(DIRECTORY_ID, 0, _new(codec, _directory_facts()))
    template = _template(codec)
    for block in range(blocks):
        site, month = block_month(block)
        for number in range(CASES):
            day = (month + timedelta(days=number % 28)).isoformat()
            yield _case(template, site, day, block * CASES + number)


def _directory_facts() -> list[Record[Any]]:
    directory, facts = Directory(), []
    orders = [AddSite(site=site_code(n), names={"en": f"Site {n}"}, zone="Asia/Shanghai") for n in range(SITES)]
    orders_of_tree = [AddCategory(category="facilities.lift", names={"en": "Lift"})]
    for order in (*orders, *orders_of_tree):
        records, directory = DIRECTORY.decide(order, directory, Moment(BEGAN, BEGAN, admin, directory))
        facts += records
    return facts


def _template(codec: Codec) -> list[tuple[str, str]]:
    """Topic and JSON of one whole life at LP on the day of our stories."""
    desk = Desk().given(story.signed())
    facts = [codec.encode(record) for record in desk.records]
    assert len(facts) == FACTS, f"the life has {len(facts)} facts, a block counts on {FACTS}"
    return [(topic, state.decode()) for topic, state in facts]


def _case(template: list[tuple[str, str]], site: str, day: str, number: int) -> Append:
    events = tuple(
        NewEvent(topic, text.replace(f'"{LP}"', f'"{site}"').replace(DAY.isoformat(), day).encode())
        for topic, text in template
    )
    return Append(uuid5(NAMESPACE, str(number)), 0, events, series=f"{site}-{day.replace('-', '')}")


def _new(codec: Codec, records: list[Record[Any]]) -> tuple[NewEvent, ...]:
    return tuple(NewEvent(*codec.encode(record)) for record in records)
