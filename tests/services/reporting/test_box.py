"""The suggestion box: its emptying is logged each day the site is open (R2.5)."""

from pathlib import Path
from typing import Any

from tests.services.intake.test_thread import RECEIVE
from tests.support.cast import lin, portal, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule

EMPTY, DAY = "/sites/LP/register/empty-box", "/sites/LP/days/2026-03-03"


async def _box(caller: Spoken) -> Any:
    return (await caller.get(DAY)).json()["box"]


@rule("R2.5")
def test_a_day_says_when_the_box_was_emptied_by_whom_and_what_was_found(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        assert await _box(front) == {"emptied": [], "wanting": True}
        assert "not yet" in (await front.get(DAY, params={"format": "text"}, headers={"accept-language": "en"})).text
        done = await front.post(EMPTY, {"letters": 1})
        assert done.status_code == 200, done.text
        box = await _box(front)
        assert (box["wanting"], [one["letters"] for one in box["emptied"]]) == (False, [1])
        assert box["emptied"][0]["at"] == done.json()["recorded_at"]
        letter = await front.post("/complaints", {**RECEIVE, "channel": "box"})
        assert letter.status_code == 201, "the letters are received when the box is emptied"
        sheet = await front.get(DAY, params={"format": "csv"}, headers={"accept-language": "zh-CN"})
        assert "意见箱开箱" in sheet.text
        assert (await desk.caller(portal).post(EMPTY, {"letters": 1})).status_code == 403

    on_a_desk(tmp_path, story)


@rule("R2.5", "CK9")
def test_an_empty_box_is_logged_too_and_never_ahead_of_time(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        supervisor = desk.caller(zhou)
        ahead = await supervisor.post(EMPTY, {"letters": 0, "occurred_at": "2026-03-04T09:00:00+08:00"})
        assert (ahead.status_code, ahead.json()["rule"]) == (409, "CK9")
        assert (await supervisor.post(EMPTY, {"letters": 0})).status_code == 200
        assert not (await _box(supervisor))["wanting"]

    on_a_desk(tmp_path, story)
