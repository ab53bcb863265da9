"""The board: what is due next, per site, level and person; what was missed stays until the thing is done (R8.3)."""

from pathlib import Path
from typing import Any

from shared.complaint.actions.p12_impartiality import NamePerson
from tests.services.intake.cases import VERIFY, a_case
from tests.support.cast import gao, he, lin, wu, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.passing import pass_time
from tests.support.rules import rule


async def the_board(desk: HttpDesk, by: Spoken, **asked: Any) -> dict[str, Any]:
    await desk.desk.consumers.wait(desk.desk.store.head())
    answer = await by.get("/board", params=asked)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


@rule("R8.3")
def test_what_is_due_first_stands_first_and_what_was_missed_stays(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        manager = desk.caller(he)
        shown = await the_board(desk, manager)
        assert [one["clock"]["value"] for one in shown["items"]] == ["verification", "progress", "reply"]
        assert shown["counts"] == [{"site": "LP", "level": 0, "owner": lin.id, "over": 0, "soon": 3, "running": 3}]
        await pass_time(desk, minutes=31)
        first, *_ = (await the_board(desk, manager))["items"]
        assert (first["clock"]["value"], first["over"], first["acted"]) == ("verification", True, True)
        await desk.caller(lin).post(f"/complaints/{number}/verify", VERIFY)
        shown = await the_board(desk, manager)
        assert "verification" not in [one["clock"]["value"] for one in shown["items"]]

    on_a_desk(tmp_path, story)


def test_it_is_read_page_by_page(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        for _ in range(3):
            await a_case(desk.caller(lin))
            desk.now.move(minutes=1)
        manager = desk.caller(he)
        whole = (await the_board(desk, manager))["items"]
        page, seen = await the_board(desk, manager, limit=2), []
        while True:
            seen += page["items"]
            if page["next"] is None:
                break
            page = await the_board(desk, manager, limit=2, cursor=page["next"])
        assert seen == whole
        assert len(whole) == 9
        assert (await manager.get("/board", params={"site": "LP", "cursor": "x"})).status_code == 422

    on_a_desk(tmp_path, story)


@rule("R12.17")
def test_nobody_sees_other_sites_departments_see_nothing_and_who_is_named_not_that_case(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        assert (await the_board(desk, desk.caller(gao)))["items"] == []
        assert (await the_board(desk, desk.caller(wu)))["counts"] == []
        assert (await the_board(desk, desk.caller(zhou)))["items"]
        named = await desk.caller(he).post(f"/complaints/{number}/name-person", {"person": zhou.id, "words": "him"})
        assert named.status_code == 200, named.text
        assert (await the_board(desk, desk.caller(zhou)))["items"] == []

    assert NamePerson.SPEC.slug == "name_person"
    on_a_desk(tmp_path, story)
