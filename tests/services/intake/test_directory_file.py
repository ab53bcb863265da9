"""The directory as a file over HTTP: given back, edited, compared, carried out, and then nothing is left to do."""

from pathlib import Path
from typing import Any

from tests.support.cast import admin, he
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule


async def compared(office: Spoken, text: str) -> Any:
    """The steps that would bring the desk to the file."""
    answer = await office.post("/directory/compare", {"document": text})
    assert answer.status_code == 200, answer.text
    return answer.json()["steps"]


async def document(office: Spoken) -> str:
    """The directory as a file."""
    answer = await office.get("/directory/document")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["document"])


@rule("R12.13")
def test_an_edited_file_is_carried_out_step_by_step_and_applying_it_again_does_nothing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        office = desk.caller(admin)
        before = await document(office)
        assert await compared(office, before) == []
        edited = before.replace("Lakeside Park", "Lakeside Gardens").partition("limits:")[0]
        edited += "limits:\n  company: {reply_within: 20}\n"
        steps = await compared(office, edited)
        assert [step["action"] for step in steps] == ["change-site", "change-limit"]
        assert steps[1]["warnings"] == ["reply_within is the handbook's own number: 24 h. It will be 20."]
        for step in steps:
            done = await office.post(f"/directory/{step['action']}", step["form"])
            assert done.status_code == 200, done.text
        assert await compared(office, edited) == []
        assert "Lakeside Gardens" in await document(office)

    on_a_desk(tmp_path, story)


@rule("R8.5")
def test_a_file_that_a_rule_refuses_is_told_its_line_and_changes_nothing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        office = desk.caller(admin)
        text = "sites:\n  NEW:\n    names: {en: New}\n    zone: Asia/Shanghai\n"
        answer = await office.post("/directory/compare", {"document": text})
        assert answer.status_code == 422
        assert "sites.NEW.state: Site NEW has nobody for the level" in answer.text
        assert "NEW" not in await document(office)

    on_a_desk(tmp_path, story)


@rule("R8.5")
def test_the_file_is_the_administrators(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        manager = desk.caller(he)
        assert (await manager.get("/directory/document")).status_code == 403
        assert (await manager.post("/directory/compare", {"document": ""})).status_code == 403

    on_a_desk(tmp_path, story)
