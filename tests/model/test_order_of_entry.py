"""Lives that nobody wrote, entered in any order: the same dues and outcomes, but for the mark 补录 (CK9)."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest

from shared.complaint.clocks.running import ClockRun, by_business_time, clocks
from shared.complaint.timeline import timeline
from shared.decision.event import Record
from tests.model.machine import Desks, run_lot
from tests.process.test_order_of_entry import but_for_the_mark
from tests.support.rules import rule


class EnteredInAnyOrder(Desks):
    """A life, and the same facts entered anew, in another order and late."""

    def teardown(self) -> None:
        records = list(timeline(self.life.records))
        first, other = self._dues(records), self._dues(list(entered_anew(records, random.Random(len(records)))))
        assert [run for run in first if run not in other] == [run for run in other if run not in first]

    def _dues(self, records: list[Record[Any]]) -> list[ClockRun]:
        """Without the warnings: of a due that moved none is given for a moment before the entry (CK2)."""
        return [replace(run, warn_at=None) for run in but_for_the_mark(clocks(records, self.policy, self.now))]


def entered_anew(records: list[Record[Any]], chance: random.Random) -> Iterator[Record[Any]]:
    """Whole entries in another order, each some minutes or days after the one before.

    What happened at one moment keeps its order: it is the only one in which it can have happened.
    """
    as_they_happened = [record for _, record in by_business_time(records)]
    entries = [list(together) for _, together in groupby(as_they_happened, key=lambda record: record.occurred_at)]
    entered = max((record.recorded_at for record in records), default=None)
    for together in chance.sample(entries, len(entries)):
        assert entered is not None
        entered += timedelta(minutes=chance.randint(0, 3000))
        yield from (record.model_copy(update={"recorded_at": entered}) for record in together)


@rule("CK9", "CK8", "CK10")
@pytest.mark.parametrize("lot", range(6))
def test_the_order_of_entry_changes_no_due_and_no_outcome_of_any_life(lot: int) -> None:
    run_lot(100 + lot, steps=25, machine=EnteredInAnyOrder)
