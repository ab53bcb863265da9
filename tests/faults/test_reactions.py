"""What one case does to another survives a kill at any step: nothing is half done for long, nothing is doubled (G2)."""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.intake.reacting import IntakeReactions
from shared.complaint.actions.p11_ending import Cancel
from shared.complaint.actions.p12_related_cases import CloseAsDuplicate
from shared.complaint.actions.p12_transfer import Transfer
from shared.complaint.kind import COMPLAINT
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.handling.receipt import Receipt
from shared.reacting.carrier import Carrier
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import CancelReason
from tests.support import story
from tests.support.cast import HG, he, lin, zhou
from tests.support.door import HandClock, a_door, sent
from tests.support.rules import rule

pytestmark = pytest.mark.guarantee("G2")
ORDERS = 2
"""What follows from the cancelling: two duplicates return."""


def a_carrier(door: Door, log: SQLiteLog, folder: Path) -> Carrier:
    return Carrier(IntakeReactions(), door, log, Numbers(log), folder, now=HandClock())


def _killed(folder: Path, orders: int, *, recorded: bool, steps: int = 1) -> None:
    """In a process of its own: carry the cancelling over and die by SIGKILL before or after one of the orders."""
    door, log = a_door(folder / "log.sqlite")
    carrier = a_carrier(door, log, folder)
    act, given = door.act, 0

    async def counted(*args: Any, **words: Any) -> Receipt:
        nonlocal given
        given += 1
        if given > orders and not recorded:
            _die()
        receipt = await act(*args, **words)
        if given > orders:
            _die()
        return receipt

    door.act = counted  # type: ignore[method-assign]

    async def carried() -> None:
        for _ in range(steps):
            await carrier.step()

    asyncio.run(carried())
    _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def _carried(carrier: Carrier) -> None:
    while await carrier.step():
        pass


async def _a_survivor_with_two_duplicates(door: Door, carrier: Carrier) -> list[UUID]:
    cases = []
    for name in ("first", "second", "third"):
        case, _ = await sent(door, story.receive(), lin, name)
        cases.append(case)
    for name, case in zip(("two", "three"), cases[1:], strict=True):
        await sent(door, CloseAsDuplicate(survivor=cases[0], reason="the same"), zhou, name, case)
    await _carried(carrier)
    await sent(door, Cancel(reason=CancelReason.TEST), he, "cancel", cases[0])
    return cases


def _topics(door: Door, case: UUID) -> Counter[str]:
    return Counter(record.event.TOPIC for record in door.records(case))


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("orders", range(ORDERS + 1))
def test_a_kill_between_two_orders_leaves_nothing_half_done_and_nothing_doubled(
    tmp_path: Path, orders: int, *, recorded: bool
) -> None:
    door, log = a_door(tmp_path / "log.sqlite")
    carrier = a_carrier(door, log, tmp_path)
    cases = asyncio.run(_a_survivor_with_two_duplicates(door, carrier))
    asyncio.run(carrier.close())
    log.close()
    if (child := os.fork()) == 0:
        _killed(tmp_path, orders, recorded=recorded)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    door, log = a_door(tmp_path / "log.sqlite")
    carrier = a_carrier(door, log, tmp_path)
    asyncio.run(_carried(carrier))
    first, second, third = (door.state(COMPLAINT, case).state for case in cases)
    assert second.is_open
    assert third.is_open
    assert _topics(door, cases[1])["complaint.returned.v1"] == _topics(door, cases[2])["complaint.returned.v1"] == 1
    assert _topics(door, cases[0])["complaint.duplicate_removed.v1"] == ORDERS
    assert first.links.duplicates == ()
    proposed = [one for one in (second, third) if one.decisions.about(About.RETURNED_DUPLICATE)]
    assert len(proposed) == 1
    asyncio.run(carrier.close())
    log.close()


def test_a_place_that_was_lost_begins_anew_and_doubles_nothing(tmp_path: Path) -> None:
    door, log = a_door(tmp_path / "log.sqlite")
    carrier = a_carrier(door, log, tmp_path)
    asyncio.run(_a_survivor_with_two_duplicates(door, carrier))
    asyncio.run(_carried(carrier))
    head = log.head()
    asyncio.run(carrier.close())
    (tmp_path / "other").mkdir()
    again = a_carrier(door, log, tmp_path / "other")
    assert again.position == 0
    asyncio.run(_carried(again))
    assert (again.position, log.head()) == (head, head)
    asyncio.run(again.close())
    log.close()


def test_a_fault_of_the_program_holds_up_its_own_fact_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    door, log = a_door(tmp_path / "log.sqlite")
    carrier = a_carrier(door, log, tmp_path)
    cases = asyncio.run(_a_survivor_with_two_duplicates(door, carrier))

    def faulty(_fact: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("services.intake.reacting.reactions", faulty)
        asyncio.run(_carried(carrier))
    assert carrier.position == log.head()
    assert not door.state(COMPLAINT, cases[1]).state.is_open
    asyncio.run(carrier.close())
    mended = a_carrier(door, log, tmp_path)

    async def started() -> None:
        await mended.start()
        await mended.wait(log.head())
        await mended.wait(log.head())
        await mended.close()

    asyncio.run(started())
    assert door.state(COMPLAINT, cases[1]).state.is_open
    log.close()


async def _a_case_of_the_wrong_site(door: Door, carrier: Carrier) -> UUID:
    case, _ = await sent(door, story.receive(), lin, "wrong")
    await _carried(carrier)
    await sent(door, Transfer(site=HG, reason="their lift"), he, "transfer", case)
    return case


@rule("R12.11b")
@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("orders", range(2))
def test_a_kill_while_a_case_is_transferred_leaves_one_case_in_hand(
    tmp_path: Path, orders: int, *, recorded: bool
) -> None:
    """First received there, then cancelled here: one order each, and each of them once."""
    door, log = a_door(tmp_path / "log.sqlite")
    carrier = a_carrier(door, log, tmp_path)
    wrong = asyncio.run(_a_case_of_the_wrong_site(door, carrier))
    asyncio.run(carrier.close())
    log.close()
    if (child := os.fork()) == 0:
        _killed(tmp_path, orders, recorded=recorded, steps=orders + 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    door, log = a_door(tmp_path / "log.sqlite")
    carrier = a_carrier(door, log, tmp_path)
    asyncio.run(_carried(carrier))
    links = door.state(COMPLAINT, wrong).state.links
    assert links.transferred_to is not None
    right = door.state(COMPLAINT, links.transferred_to).state
    assert (right.reception.site, right.is_open) == (HG, True)
    assert not door.state(COMPLAINT, wrong).state.is_open
    assert _topics(door, wrong)["complaint.transferred_away.v1"] == 1
    assert _topics(door, links.transferred_to)["complaint.received_by_transfer.v1"] == 1
    streams = {entry.stream for entry in log.read(0, 1000) if entry.topic.startswith("complaint.")}
    assert len(streams) == 2, "no third case was begun"
    asyncio.run(carrier.close())
    log.close()
