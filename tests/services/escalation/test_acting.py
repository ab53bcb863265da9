"""A case that nobody handles goes up the ladder by itself, once for each clock, and each act says why (CK3, CK4)."""

from pathlib import Path
from typing import Any
from uuid import UUID

from shared.complaint.kind import COMPLAINT
from shared.handling.numbers import Numbers
from tests.services.intake.cases import a_case
from tests.support.cast import he, lin, zhou
from tests.support.http import HttpDesk, on_a_desk
from tests.support.passing import pass_time
from tests.support.rules import rule

ESCALATED = "complaint.escalated.v1"


async def history(desk: HttpDesk, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await desk.caller(he).get(f"/complaints/{number}/history")).json()["records"]
    return found


def stream_of(desk: HttpDesk, number: str) -> UUID:
    found = Numbers(desk.desk.store).stream(number)
    assert found is not None
    return found


async def topics(desk: HttpDesk, number: str) -> list[str]:
    return [one["topic"].removeprefix("complaint.").removesuffix(".v1") for one in await history(desk, number)]


@rule("CK3")
@rule("R8.0")
def test_a_missed_clock_moves_the_case_up_once_and_says_why(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        await desk.desk.settle()
        desk.now.move(minutes=30)
        await desk.desk.settle()
        assert "clock_acted_on" not in await topics(desk, number)  # exactly at the limit is in time (CK1)
        desk.now.move(seconds=1)
        await desk.desk.settle()
        assert (await topics(desk, number))[-2:] == ["clock_acted_on", "escalated"]
        acted, escalated = (await history(desk, number))[-2:]
        assert acted["by"]["id"] == escalated["by"]["id"] == "desk"
        assert acted["facts"]["clock"] == "verification"
        assert acted["cause"]["clock"] == "verification"
        assert escalated["cause"]["version"] == acted["version"]
        assert escalated["facts"]["person"] == zhou.id
        before = await topics(desk, number)
        await desk.desk.settle()
        desk.now.move(minutes=5)
        await desk.desk.settle()
        assert await topics(desk, number) == before

    on_a_desk(tmp_path, story)


@rule("CK4")
@rule("R8.2")
@rule("R8.3")
def test_nobody_accepts_so_it_goes_on_to_the_top_and_no_further(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        await pass_time(desk, days=1)
        said = await topics(desk, number)
        assert said.count("escalated") == 3
        assert said.count("escalation_reason_added") == 1  # the first contact, while nobody has accepted (CK4)
        levels = [one["facts"]["to_level"] for one in await history(desk, number) if one["topic"] == ESCALATED]
        assert levels == [1, 2, 3]
        complaint = desk.desk.door.state(COMPLAINT, stream_of(desk, number)).state
        assert complaint.ladder.pending is not None
        assert complaint.ladder.owner == lin.id  # who has it keeps it until somebody accepts (R8.6)

    on_a_desk(tmp_path, story)
