"""CK9: the same facts give the same clocks in whatever order they were entered."""

from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.complaint.actions.p10_quiet_week import DeclineFollowUp
from shared.complaint.actions.p11_closing import Reopen, TakeBack
from shared.complaint.actions.p12_amending import Amend
from shared.complaint.clocks.running import ClockRun, clocks
from shared.decision.event import Record
from shared.vocabulary.axes import Demeanour
from tests.support import escalated, moving, solving, story
from tests.support.cast import lin, zhou
from tests.support.desk import Desk, OneDirectory, when
from tests.support.rules import rule

STORIES = {
    "settled": story.signed(),
    "settled, file incomplete": story.signed(unit=""),
    "agreed": story.agreed(),
    "never verified": story.received(),
    "agitated and moved up": moving.handed_over(demeanour=Demeanour.AGITATED),
    "call taken by the manager": moving.call_taken(),
    "closed by an amendment": [*story.signed(unit=""), ("10:00", lin, Amend(unit="3-1-502", reason="Missing."))],
    "reopened": [*story.signed(), ("12:00", zhou, Reopen(reason="It stopped again."))],
    "taken back": [*story.signed(unit=""), ("12:00", zhou, TakeBack(reason="It does not run."))],
    "on by P5": [*story.satisfied(), ("09:18", lin, story.unsigned())],
    "investigated, proposed and rejected": solving.rejected(),
    "proposed and accepted": solving.accepted(),
    "escalated, accepted, contacted": escalated.contacted(),
    "work complete and told": story.completed(),
    "quiet week": [*story.completed(), ("+1 10:00", lin, DeclineFollowUp(words="不用了。"))],
}


def shuffled(records: list[Record[Any]], order: list[int], late: list[int]) -> list[Record[Any]]:
    """Whole entries in another order, each entered so many minutes after the one before."""
    entries = [list(together) for _, together in groupby(records, key=lambda record: record.occurred_at)]
    entered = max(record.recorded_at for record in records)
    result: list[Record[Any]] = []
    for place, minutes in zip(order, late, strict=True):
        entered += timedelta(minutes=minutes)
        result += [record.model_copy(update={"recorded_at": entered}) for record in entries[place]]
    return result


def but_for_the_mark(runs: tuple[ClockRun, ...]) -> list[ClockRun]:
    """Without 补录, without what only says when and as which record it was entered."""
    return [replace(run, cycle="", ended_by=None, late_born=False, met_late=False, acts_at=run.due) for run in runs]


@rule("CK9", "CK8", "CK10")
@settings(max_examples=40, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(STORIES)))
def test_the_order_of_entry_changes_no_due_and_no_outcome(data: st.DataObject, name: str) -> None:
    desk = Desk().given(STORIES[name])
    entries = len({record.occurred_at for record in desk.records})
    order = data.draw(st.permutations(range(entries)))
    late = data.draw(st.lists(st.integers(0, 3000), min_size=entries, max_size=entries))
    now = when(data.draw(st.sampled_from(("09:11", "09:31", "12:00", "+40 00:00"))))
    policy = OneDirectory(desk.directory)
    first = clocks(desk.records, policy, now)
    again = clocks(shuffled(desk.records, order, late), policy, now)
    assert but_for_the_mark(first) == but_for_the_mark(again)
