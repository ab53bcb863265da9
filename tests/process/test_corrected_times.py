"""CK9: whatever is corrected, the history stays one that could have happened, or the correction is refused."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p12_amending import CorrectTime
from shared.complaint.timeline import timeline
from tests.support import story
from tests.support.cast import zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

WHOLE = [*story.signed(), ("09:40", zhou, Reopen(reason="It stopped again."))]
ENTERED = tuple(Desk().given(WHOLE).records)
SKEW = timedelta(minutes=2)


@rule("CK9")
@settings(max_examples=30, deadline=None)
@given(corrections=st.lists(st.tuples(st.integers(1, len(ENTERED) + 2), st.integers(-20, 60)), max_size=4))
def test_corrections_leave_every_step_after_the_one_it_answers(corrections: list[tuple[int, int]]) -> None:
    desk = Desk()
    desk.records += ENTERED
    for later, (version, minute) in enumerate(corrections):
        hour, rest = divmod(9 * 60 + minute, 60)
        order = CorrectTime(version=version, happened_at=when(f"{hour:02d}:{rest:02d}"), reason="Misread.")
        desk.when(zhou, order, at=f"10:{later:02d}")
        assert desk.refusal is None or desk.refusal.rule == "CK9"
    state = desk.complaint
    steps = [
        state.reception.received_at, state.facts.verified_at, state.settlement.answered_at, state.settlement.asked_at,
        state.settlement.signed_at, state.closing.first_judged_at, state.round.started_at,
    ]  # fmt: skip
    known = [step for step in steps if step is not None]
    assert len(known) == len(steps)
    assert known == sorted(known)
    assert all(record.occurred_at <= record.recorded_at + SKEW for record in timeline(desk.records))
    assert tuple(desk.records[: len(ENTERED)]) == ENTERED, "what was entered first stays as it was"
