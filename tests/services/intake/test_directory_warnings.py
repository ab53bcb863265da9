"""Changing one of the handbook's own numbers is allowed, and the answer says what was done."""

from pathlib import Path

from tests.support.cast import admin
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule


@rule("R12.13")
def test_the_answer_warns_about_a_changed_number_of_the_handbook_also_when_it_is_sent_again(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        office = desk.caller(admin)
        ours = await office.post("/directory/change-limit", {"setting": "decide_within", "value": 12})
        assert ours.status_code == 200, ours.text
        assert "warnings" not in ours.json()
        chinese = {"accept-language": "zh-TW"}
        order = {"setting": "reply_within", "value": 12}
        for _ in range(2):
            theirs = await office.post("/directory/change-limit", order, key="once", headers=chinese)
            assert theirs.status_code == 200, theirs.text
            assert theirs.json()["warnings"] == ["reply_within 是手冊規定的數值：24 小時，將改為 12。"]

    on_a_desk(tmp_path, story)
