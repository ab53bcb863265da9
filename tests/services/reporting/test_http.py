"""Months, days and the register over HTTP: read, signed, submitted, returned, corrected."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tests.services.intake.test_thread import RECEIVE, STEPS
from tests.support.cast import admin, gao, lin, qian, wu, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule

MARCH, REGISTER = "/sites/LP/months/2026-03", "/sites/LP/register"


async def settle(front: Spoken) -> str:
    number: str = (await front.post("/complaints", RECEIVE)).json()["number"]
    for slug, form in STEPS:
        assert (await front.post(f"/complaints/{number}/{slug}", form)).status_code == 200
    return number


async def submit(desk: HttpDesk, who: Spoken, month: str = "2026-03") -> Any:
    seen = (await who.get(f"/sites/LP/months/{month}")).json()
    desk.now.move(seconds=1)
    form = {"month": month, "as_of": seen["head"]["as_of"], "digest": seen["digest"], "words": seen["words"]}
    return await who.post(f"{REGISTER}/submit-month", form)


def told(tmp_path: Path, story: Callable[[HttpDesk], Awaitable[None]]) -> None:
    on_a_desk(tmp_path, story)


@rule("R11.2")
def test_a_month_is_read_in_every_form(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await settle(desk.caller(lin))
        desk.now.move(days=1)
        supervisor = desk.caller(zhou)
        seen = (await supervisor.get(MARCH)).json()
        assert seen["parts"][0]["lines"][0][1] == number
        assert [len(line) for part in seen["parts"] for line in part["lines"]] == [len(seen["columns"])] == [38]
        sheet = await supervisor.get(MARCH, params={"format": "csv"}, headers={"accept-language": "zh-CN"})
        assert sheet.content.startswith("\ufeff顾客投诉分类记录表".encode())
        paper = await supervisor.get(MARCH, params={"format": "text"})
        assert "carried in 0 + received 1 + reopenings 0 = closings 1 + carried out 0" in paper.text
        rates = (await supervisor.get(f"{MARCH}/rates")).json()["rates"]
        assert {rate["key"]: rate["value"] for rate in rates}["K2"] == "100.0"

    told(tmp_path, story)


@rule("R11.2")
def test_nobody_reads_a_site_that_they_do_not_see(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        for caller in (gao, wu):
            assert (await desk.caller(caller).get(MARCH)).status_code == 404
        assert (await desk.caller(zhou).get("/sites/NONE/months/2026-03")).status_code == 404
        assert (await desk.caller(zhou).get("/sites/LP/months/2026-13")).status_code == 422
        assert (await desk.caller(zhou).get(MARCH, params={"as_of": "2031-01-01T00:00:00Z"})).status_code == 422
        assert (await desk.caller(zhou).get(MARCH, params={"version": 1})).status_code == 404

    told(tmp_path, story)


@rule("R11.2")
def test_a_month_is_submitted_returned_and_corrected(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor, centre = desk.caller(lin), desk.caller(zhou), desk.caller(qian)
        number = await settle(front)
        early = await submit(desk, supervisor)
        assert (early.status_code, early.json()["rule"]) == (409, "R11.2"), "the month is not over"
        desk.now.move(days=30)
        assert (await submit(desk, front)).status_code == 403
        assert (await submit(desk, supervisor)).status_code == 200
        same = await submit(desk, supervisor)
        assert (same.status_code, same.json()["rule"]) == (409, "R11.2"), "nothing differs"
        remark = {"month": "2026-03", "version": 1, "remark": "Where is the call of the 31st?"}
        assert (await centre.post(f"{REGISTER}/return-month", remark)).status_code == 200
        late = {**RECEIVE, "occurred_at": "2026-03-31T15:00:00+08:00", "channel": "phone"}
        assert (await supervisor.post("/complaints", late)).status_code == 201
        desk.now.move(days=2)
        assert (await submit(desk, supervisor)).status_code == 200

        newest = (await supervisor.get(MARCH, params={"version": 2})).json()
        assert newest["head"]["version"] == 2
        assert newest["head"]["late"] is True
        assert newest["head"]["unchanged"] is True
        assert newest["identity"]["received"] == 2
        corrected = {line["figure"]: line for line in newest["corrections"]["lines"]}
        assert newest["corrections"]["against"] == 1
        assert (corrected["received"]["old"], corrected["received"]["new"]) == ("1", "2")
        assert "received" in corrected["received"]["why"][0]
        first = (await supervisor.get(MARCH, params={"version": 1})).json()
        assert first["identity"]["received"] == 1, "a submitted version never changes"
        assert first["parts"][0]["lines"][0][1] == number
        assert first["head"]["remark"] == "Where is the call of the 31st?"
        assert first["head"]["unchanged"] is True
        received = {"month": "2026-03", "version": 2}
        assert (await centre.post(f"{REGISTER}/receive-month", received)).status_code == 200
        again = await centre.post(f"{REGISTER}/receive-month", received)
        assert (again.status_code, again.json()["rule"]) == (409, "R11.2")

    told(tmp_path, story)


@rule("R11.2")
def test_nobody_signs_or_submits_what_does_not_stand_there(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor = desk.caller(lin), desk.caller(zhou)
        await settle(front)
        desk.now.move(days=30)
        day = "/sites/LP/days/2026-03-03"
        page, sheet = (await supervisor.get(day)).json()["pages"][0], (await supervisor.get(MARCH)).json()
        desk.now.move(seconds=1)
        for name, path, form in (
            ("digest", "sign-daily-log", {"day": "2026-03-03", "as_of": page["as_of"], "digest": "0" * 64}),
            ("digest", "submit-month", _month_form(sheet, digest="0" * 64)),
            ("words", "submit-month", _month_form(sheet, words="0" * 64)),
        ):
            answer = await supervisor.post(f"{REGISTER}/{path}", form)
            assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, f"body.{name}")
            assert (await front.post(f"{REGISTER}/{path}", form)).status_code == 403
        form = {"day": "2026-03-03", "as_of": page["as_of"], "digest": page["digest"]}
        signed = await supervisor.post(f"{REGISTER}/sign-daily-log", form, key="once")
        assert signed.status_code == 200
        again = await supervisor.post(f"{REGISTER}/sign-daily-log", form, key="once")
        assert (again.status_code, again.json()) == (200, signed.json())

    told(tmp_path, story)


def _month_form(sheet: Any, **changes: str) -> dict[str, Any]:
    form = {"month": "2026-03", "as_of": sheet["head"]["as_of"], "digest": sheet["digest"], "words": sheet["words"]}
    return form | changes


@rule("R11.2")
def test_a_day_is_signed_and_what_comes_later_stands_on_a_supplement(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor = desk.caller(lin), desk.caller(zhou)
        await settle(front)
        desk.now.move(days=1)
        day = "/sites/LP/days/2026-03-03"
        page = (await supervisor.get(day)).json()["pages"][0]
        form = {"day": "2026-03-03", "as_of": page["as_of"], "digest": page["digest"]}
        desk.now.move(seconds=1)
        assert (await supervisor.post(f"{REGISTER}/sign-daily-log", form)).status_code == 200
        again = await supervisor.post(f"{REGISTER}/sign-daily-log", form)
        assert (again.status_code, again.json()["rule"]) == (409, "R11.2")
        late = {**RECEIVE, "occurred_at": "2026-03-03T15:00:00+08:00"}
        assert (await front.post("/complaints", late)).status_code == 201
        desk.now.move(seconds=1)
        pages = (await supervisor.get(day)).json()["pages"]
        assert pages[0]["lines"] == page["lines"]
        assert pages[0]["unchanged"] is True
        assert pages[0]["signed_by"] == "Zhou"
        assert [(one["number"], one["signed"], len(one["lines"])) for one in pages] == [(0, True, 8), (1, False, 2)]
        assert pages[1]["lines"][0][12] == "entered late"
        assert pages[1]["lines"][1][6:12:5] == ["clock missed", "missed"]
        desk.now.move(seconds=1)
        form = {"day": "2026-03-03", "as_of": pages[1]["as_of"], "digest": pages[1]["digest"]}
        assert (await supervisor.post(f"{REGISTER}/sign-daily-log", form)).status_code == 200
        desk.now.move(seconds=1)
        signed = (await supervisor.get(day)).json()["pages"]
        assert [(one["number"], one["signed"]) for one in signed] == [(0, True), (1, True)]
        assert signed[1]["lines"] == pages[1]["lines"]

    told(tmp_path, story)


@rule("R11.2")
def test_who_does_not_handle_cases_sees_no_names(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await settle(desk.caller(lin))
        desk.now.move(days=1)
        seen = {who.id: (await desk.caller(who).get(MARCH)).json()["parts"][0]["lines"][0][6] for who in (zhou, admin)}
        assert seen[admin.id] == f"{seen[zhou.id][:1]}**" != seen[zhou.id]

    told(tmp_path, story)
