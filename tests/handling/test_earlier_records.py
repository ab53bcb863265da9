"""Actions that speak of earlier records, through the door: the whole stream is handed to them."""

from datetime import timedelta
from pathlib import Path

from shared.complaint.actions.p03_verification import Verify
from shared.complaint.actions.p12_amending import AmendWords, CorrectTime
from shared.complaint.kind import COMPLAINT
from shared.vocabulary.axes import Failing
from tests.support.cast import lin
from tests.support.door import START, HandClock, a_door, run, sent
from tests.support.rules import rule
from tests.support.story import receive

VERIFY = Verify(statement="Lift of block 3 stopped twice this week.", failings=(Failing.NEGLECT,))


@rule("CK9", "R12.29")
def test_a_corrected_time_holds_for_the_next_decision_and_after_a_restart(tmp_path: Path) -> None:
    async def story() -> None:
        now = HandClock()
        door, _ = a_door(tmp_path / "log.sqlite", now)
        stream, _ = await sent(door, receive(), lin, "a")
        now.move(minutes=10)
        _, verified = await sent(door, VERIFY, lin, "b", stream)
        now.move(minutes=10)
        earlier = START + timedelta(minutes=5)
        correct = CorrectTime(version=verified.version, happened_at=earlier, reason="The form says so.")
        await sent(door, correct, lin, "c", stream)
        amend = AmendWords(version=1, field="summary", text="It stops.", reason="Misheard.")
        await sent(door, amend, lin, "d", stream)
        held = door.state(COMPLAINT, stream)
        assert held.state.facts.verified_at == earlier
        assert held.state == COMPLAINT.fold(door.records(stream))

    run(story())

    async def later() -> None:
        door, log = a_door(tmp_path / "log.sqlite")
        (first, *_) = log.read(0, 1)
        assert door.state(COMPLAINT, first.stream).state.facts.verified_at == START + timedelta(minutes=5)

    run(later())
