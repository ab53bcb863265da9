"""Who is told what: warned before a miss, told of the miss, asked to accept; each once (CK2, CK3, R8.3a, CK13)."""

from pathlib import Path

from tests.services.intake.cases import a_case
from tests.support.cast import he, lin, qian, zhou
from tests.support.http import HttpDesk, on_a_desk
from tests.support.passing import pass_time
from tests.support.rules import rule
from tests.support.told import told


@rule("CK2")
@rule("CK3")
def test_the_owner_is_warned_then_told_and_who_is_to_accept_is_asked(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=25)
        assert [(one.person, one.kind, one.clock) for one in told(desk)] == [(lin.id, "warned", "verification")]
        await pass_time(desk, minutes=10)
        further = [(one.person, one.kind, one.clock) for one in told(desk)[1:]]
        assert further == [(lin.id, "missed", "verification"), (zhou.id, "escalated", "")]
        await pass_time(desk, minutes=1)
        assert len(told(desk)) == 3

    on_a_desk(tmp_path, story)


@rule("R1.3")
def test_an_agitated_reception_alarms_at_three_and_at_five_minutes(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await a_case(desk.caller(lin), demeanour="agitated")
        await pass_time(desk, minutes=4)
        assert {(one.person, one.kind) for one in told(desk)} == {(lin.id, "warned"), (zhou.id, "warned")}
        await pass_time(desk, minutes=2)
        assert [(one.person, one.kind) for one in told(desk)[2:]] == [(zhou.id, "attend"), (zhou.id, "move_up_asked")]
        await pass_time(desk, minutes=2)
        assert (zhou.id, "attend", "consent") in {(one.person, one.kind, one.clock) for one in told(desk)}

    on_a_desk(tmp_path, story)


@rule("R8.3a")
@rule("CK13")
def test_what_stands_at_the_top_is_told_every_day(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await a_case(desk.caller(lin))
        await pass_time(desk, days=2)
        before = [one for one in told(desk) if one.kind == "board"]
        await pass_time(desk, days=3)
        after = [one for one in told(desk) if one.kind == "board" and one.clock != "progress"]
        assert {one.person for one in after} == {qian.id}
        assert len(after) - len([one for one in before if one.clock != "progress"]) <= 3
        shown = (await desk.caller(he).get("/board")).json()
        assert all(one["over"] and one["acted"] for one in shown["items"] if one["clock"]["value"] == "verification")

    on_a_desk(tmp_path, story)
