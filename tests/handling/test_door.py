"""The one door: one effect and one answer per command, whatever happens around it."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from shared.complaint.actions.p01_walk_in import Explain
from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.kind import COMPLAINT
from shared.decision.event import Cause
from shared.decision.refusal import Forbidden, Refused
from shared.eventstore.log import Append, Conflict, Outcome
from shared.handling.receipt import Contended, KeyReused, NotFound, Receipt, Stale
from shared.vocabulary.axes import Accepted, Route
from tests.support.cast import HG, gao, he, lin, sun
from tests.support.door import START, HandClock, a_door, run, sent
from tests.support.story import receive

UNKNOWN = UUID(int=7)
VERIFY = Verify(statement="Lift of block 3 stopped twice this week.")


def explain(words: str = "It is an old lift.") -> Explain:
    return Explain(explanation=words, accepted=Accepted.NOT_SAID)


def test_a_new_case_gets_the_number_of_its_site_and_local_day(tmp_path: Path) -> None:
    async def story() -> None:
        now = HandClock()
        door, _ = a_door(tmp_path / "log.sqlite", now)
        _, first = await sent(door, receive(), lin, "a")
        _, second = await sent(door, receive(), lin, "b")
        assert (first.case_number, second.case_number) == ("LP-20260303-001", "LP-20260303-002")
        assert first.events == ("complaint.received.v1",)
        assert (first.version, first.first, first.last, first.recorded_at) == (1, 1, 1, START)
        _, abroad = await sent(door, receive(site=HG), gao, "c")
        assert abroad.case_number == "HG-20260302-001"  # 20:00 of the day before in New York
        now.move(hours=15)
        _, tomorrow = await sent(door, receive(), lin, "d")
        assert tomorrow.case_number == "LP-20260304-001"

    run(story())


@pytest.mark.guarantee("G2")
def test_a_command_sent_again_has_one_effect_and_the_same_answer(tmp_path: Path) -> None:
    async def story() -> None:
        now = HandClock()
        door, log = a_door(tmp_path / "log.sqlite", now)
        stream, first = await sent(door, receive(), lin, "a")
        _, verified = await sent(door, VERIFY, lin, "b", stream)
        now.move(minutes=5)
        for key, order, earlier in (("a", receive(), first), ("b", VERIFY, verified)):
            _, again = await sent(door, order, lin, key, None if earlier is first else stream)
            assert again.repeated
            assert not earlier.repeated
            assert dict_of(again) == dict_of(earlier)
        assert log.head() == 2

    run(story())


@pytest.mark.guarantee("G2")
def test_a_command_sent_again_after_a_restart_gets_its_earlier_answer(tmp_path: Path) -> None:
    async def before() -> Receipt:
        door, log = a_door(tmp_path / "log.sqlite")
        _, answer = await sent(door, receive(), lin, "a")
        log.close()
        return answer

    async def after() -> Receipt:
        door, log = a_door(tmp_path / "log.sqlite")
        _, answer = await sent(door, receive(), lin, "a")
        assert log.head() == 1
        return answer

    assert dict_of(run(before())) == dict_of(run(after()))


@pytest.mark.guarantee("G2")
def test_a_repeated_command_is_not_refused_because_its_effect_is_there(tmp_path: Path) -> None:
    async def story() -> None:
        door, _ = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")
        _, verified = await sent(door, VERIFY, lin, "b", stream, if_match=1)
        with pytest.raises(Refused):  # the same order as a new command: it is verified already
            await sent(door, VERIFY, lin, "c", stream)
        _, again = await sent(door, VERIFY, lin, "b", stream, if_match=1)  # stale by now, and still the same command
        assert dict_of(again) == dict_of(verified)

    run(story())


def test_a_key_used_again_for_another_body_or_case_is_refused(tmp_path: Path) -> None:
    async def story() -> None:
        door, _ = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")
        other, _ = await sent(door, receive(), lin, "z")
        await sent(door, explain(), lin, "b", stream)
        with pytest.raises(KeyReused):
            await sent(door, explain("Something else."), lin, "b", stream)
        with pytest.raises(KeyReused):
            await sent(door, explain(), lin, "b", other)
        with pytest.raises(KeyReused):  # refused by a rule too, but the key is the nearer mistake
            await sent(door, ChooseRoute(route=Route.ON_THE_SPOT, reason="x"), lin, "b", stream)
        await sent(door, explain(), he, "b", stream)  # somebody else's key of the same name

    run(story())


def test_a_stale_version_is_told_what_has_happened_since(tmp_path: Path) -> None:
    async def story() -> None:
        door, log = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")
        await sent(door, explain(), lin, "b", stream)
        await sent(door, VERIFY, lin, "c", stream)
        with pytest.raises(Stale) as caught:
            await sent(door, explain(), he, "d", stream, if_match=1)
        assert (caught.value.expected, caught.value.version) == (1, 3)
        assert [r.event.TOPIC for r in caught.value.since] == ["complaint.explained.v1", "complaint.verified.v1"]
        assert log.head() == 3
        await sent(door, explain(), he, "d", stream, if_match=3)
        await sent(door, explain(), he, "e", stream)  # without a version it is decided on the newest state

    run(story())


def test_a_refusal_names_only_what_this_caller_may_do_now(tmp_path: Path) -> None:
    async def story() -> None:
        door, _ = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")
        with pytest.raises(Refused) as caught:
            await sent(door, ChooseRoute(route=Route.ON_THE_SPOT, reason="can be explained"), lin, "b", stream)
        assert caught.value.reason.rule == "R3.2"
        assert caught.value.reason.instead == ("verify",)
        await sent(door, VERIFY, lin, "c", stream)  # the way out is one

    run(story())


def test_a_role_that_may_not_and_a_case_that_is_not_there(tmp_path: Path) -> None:
    async def story() -> None:
        door, log = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")
        with pytest.raises(Forbidden):
            await sent(door, VERIFY, sun, "b", stream)
        with pytest.raises(NotFound):
            await sent(door, VERIFY, lin, "c", UNKNOWN)
        assert log.head() == 1

    run(story())


@pytest.mark.guarantee("G1")
def test_what_another_process_recorded_is_noticed(tmp_path: Path) -> None:
    async def story() -> None:
        ours, _ = a_door(tmp_path / "log.sqlite")
        theirs, _ = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(ours, receive(), lin, "a")
        await sent(theirs, VERIFY, he, "b", stream)
        _, routed = await sent(ours, ChooseRoute(route=Route.AGREED, reason="needs a look"), lin, "c", stream)
        assert routed.version == 3  # a refusal on what was held would have been wrong
        _, explained = await sent(theirs, explain(), he, "d", stream)
        assert explained.version == 4  # a conflict was decided again

    run(story())


def test_thirty_two_callers_on_one_case_all_get_in_and_keep_the_order(tmp_path: Path) -> None:
    async def story() -> None:
        door, log = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")
        answers = await asyncio.gather(*(sent(door, explain(str(n)), lin, f"k{n}", stream) for n in range(32)))
        assert [answer.version for _, answer in answers] == list(range(2, 34))
        said = [record.event.explanation for record in door.records(stream, 1)]
        assert said == [str(n) for n in range(32)]
        assert log.head() == 33

    run(story())


def test_the_same_command_sent_thirty_two_times_at_once_is_recorded_once(tmp_path: Path) -> None:
    async def story() -> None:
        door, log = a_door(tmp_path / "log.sqlite")
        answers = await asyncio.gather(*(sent(door, receive(), lin, "a") for _ in range(32)))
        assert len({str(dict_of(answer)) for _, answer in answers}) == 1
        assert sum(not answer.repeated for _, answer in answers) == 1
        assert log.head() == 1

    run(story())


def test_a_caller_that_gives_up_while_waiting_blocks_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        door, _ = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")
        tasks = [asyncio.ensure_future(sent(door, explain(str(n)), lin, f"k{n}", stream)) for n in range(6)]
        await asyncio.sleep(0)
        for task in tasks[1:4]:
            task.cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(one, asyncio.CancelledError) for one in done] == [False, True, True, True, False, False]
        _, last = await sent(door, explain("last"), lin, "z", stream)
        assert last.version == 5
        assert not door._turns._queues

    run(story())


@pytest.mark.guarantee("G1")
def test_the_time_of_entry_never_decreases_not_even_over_a_restart(tmp_path: Path) -> None:
    """Trap 23."""

    async def story() -> None:
        now = HandClock()
        door, _ = a_door(tmp_path / "log.sqlite", now)
        stream, _ = await sent(door, receive(), lin, "a")
        now.move(hours=-1)
        _, back = await sent(door, explain(), lin, "b", stream)
        assert back.recorded_at == START
        door, _ = a_door(tmp_path / "log.sqlite", HandClock(START - timedelta(days=1)))
        _, restarted = await sent(door, explain(), lin, "c", stream)
        assert restarted.recorded_at == START

    run(story())


def test_the_business_time_and_the_cause_are_on_record(tmp_path: Path) -> None:
    async def story() -> None:
        door, _ = a_door(tmp_path / "log.sqlite")
        earlier = START - timedelta(hours=2)
        cause = Cause(clock="verification", cycle="1")
        stream, _ = await sent(door, receive(), lin, "a", occurred_at=earlier, cause=cause)
        (record,) = door.records(stream)
        assert (record.occurred_at, record.recorded_at, record.cause) == (earlier, START, cause)
        assert (record.by, record.action) == (lin.author, "receive")

    run(story())


def test_states_are_held_within_bounds_and_folded_again_from_the_log(tmp_path: Path) -> None:
    async def story() -> None:
        door, _ = a_door(tmp_path / "log.sqlite", held=2)
        streams = [(await sent(door, receive(), lin, str(n)))[0] for n in range(5)]
        assert len(door._states._held) == 2
        for stream in streams:
            assert door.state(COMPLAINT, stream).state == COMPLAINT.fold(door.records(stream))
        assert len(door._states._held) == 2

    run(story())


def test_a_command_that_never_gets_its_turn_ends_as_contended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        door, log = a_door(tmp_path / "log.sqlite")
        stream, _ = await sent(door, receive(), lin, "a")

        async def always_quicker(append: Append) -> Outcome:
            return Conflict(append.expected + 1)

        monkeypatch.setattr(door._commits, "submit", always_quicker)
        with pytest.raises(Contended):
            await sent(door, explain(), lin, "b", stream)
        assert log.head() == 1

    run(story())


def dict_of(answer: Receipt) -> dict[str, Any]:
    """What the caller is told: everything but whether it is a repetition."""
    return {name: getattr(answer, name) for name in answer.__slots__ if name != "repeated"}
