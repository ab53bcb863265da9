"""The state after a fact is worked out once, and is the right one for whoever asks."""

from typing import Any

from typing_extensions import override

from shared.decision.event import Author, Event, Record, Stamp, record_type
from shared.vocabulary.roles import Role
from tests.support.desk import when

worked_out: list[Any] = []


class Counted(Event):
    """Counts up."""

    TOPIC = "test.counted.v1"

    @override
    def apply(self, state: int, stamp: Stamp) -> int:
        worked_out.append(state)
        return state + 1


def a_record() -> Record[Counted]:
    worked_out.clear()
    by = Author(id="lin", role=Role.RECEPTIONIST)
    return Record.of(Counted(), Stamp(occurred_at=when("09:00"), recorded_at=when("09:00"), by=by))


def test_the_same_state_gives_the_same_answer_without_asking_the_fact_again() -> None:
    for record in (a_record(), record_type(Counted).model_validate_json(a_record().to_bytes())):
        worked_out.clear()
        state, other = 1_000, 2_000
        first = record.after(state)
        assert record.after(state) is first
        assert (record.after(other), record.after(state)) == (2_001, 1_001)
        assert worked_out == [state, other, state]


def test_what_is_kept_beside_a_record_is_no_part_of_it() -> None:
    record, untouched = a_record(), a_record()
    record.after(1_000)
    assert record == untouched
    assert record.to_bytes() == untouched.to_bytes()
    moved = record.model_copy(update={"occurred_at": when("10:00")})
    moved.after(1_000)
    assert worked_out == [1_000, 1_000], "a copy is another fact"
