"""Lives that nobody wrote, through all chapters, in the month's report: as of T, and what came in, in every month."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.model.machine import Desks, run_lot
from tests.services.reporting.books import Books
from tests.services.reporting.test_as_of import whole
from tests.support.cast import SHANGHAI
from tests.support.rules import rule


class Reported(Desks):
    """A life, and the form of each of its months as of one moment."""

    def teardown(self) -> None:
        records = self.life.records
        if not records:
            return
        books = Books(SHANGHAI)
        books.entered("life", records)
        began, ended = records[0].recorded_at, records[-1].recorded_at + timedelta(days=9)
        t = began + random.Random(len(records)).random() * (ended - began)
        for month in _months(min(record.occurred_at for record in records), t):
            assert whole(books, None, month, t) == whole(books, t, month, t)
            found = books.month(month, t)
            came = len(found.carried_in) + len(found.received) + len(found.reopenings)
            assert came == len(found.closings) + len(found.carried_out)


def _months(first: datetime, last: datetime) -> Iterator[int]:
    """The months of a span, at most the first and the last four."""
    one, until = first.astimezone(SHANGHAI), last.astimezone(SHANGHAI)
    several = [one.year * 12 + one.month - 1]
    several += range(several[0] + 1, until.year * 12 + until.month)
    yield from (month // 12 * 100 + month % 12 + 1 for month in dict.fromkeys((several[0], *several[-4:])))


@rule("R11.2")
@pytest.mark.parametrize("lot", range(6))
def test_the_form_as_of_t_and_its_identity_hold_for_any_life(lot: int) -> None:
    run_lot(200 + lot, steps=20, machine=Reported)
