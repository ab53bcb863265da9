"""Lives that nobody wrote, entered in any order: the same dues and outcomes, but for the mark 补录 (CK9)."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from shared.complaint.clocks.running import ClockRun, clocks
from shared.complaint.timeline import timeline
from shared.decision.event import Record
from tests.model.machine import Desks
from tests.process.test_order_of_entry import but_for_the_mark, shuffled
from tests.support.rules import rule

A_FEW = settings(
    max_examples=3, stateful_step_count=25, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], print_blob=False,
)  # fmt: skip


class EnteredInAnyOrder(Desks):
    """A life, and the same facts entered anew, in another order and late."""

    def teardown(self) -> None:
        records = list(timeline(self.life.records))
        entries = sorted({record.occurred_at for record in records})
        if not records or len(entries) < len({(record.occurred_at, record.recorded_at) for record in records}):
            return  # nothing accepted; or two entries of one moment, of which the order of entry is the order of events
        chance = random.Random(len(records))
        order = chance.sample(range(len(entries)), len(entries))
        late = [chance.randint(0, 3000) for _ in entries]
        again = shuffled(records, order, late)
        first, other = self._dues(records), self._dues(again)
        assert [run for run in first if run not in other] == [run for run in other if run not in first]

    def _dues(self, records: list[Record[Any]]) -> list[ClockRun]:
        """Without the warnings: of a due that moved none is given for a moment before the entry (CK2)."""
        return [replace(run, warn_at=None) for run in but_for_the_mark(clocks(records, self.policy, self.now))]


@rule("CK9", "CK8", "CK10")
@pytest.mark.parametrize("lot", range(6))
def test_the_order_of_entry_changes_no_due_and_no_outcome_of_any_life(lot: int) -> None:
    run_state_machine_as_test(seed(lot)(EnteredInAnyOrder), settings=A_FEW)
