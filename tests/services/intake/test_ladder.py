"""The ladder over HTTP: what is to be accepted, who is complained about, and the stuck list (R8.2, R12.17, CK13)."""

from pathlib import Path

from tests.services.intake.cases import VERIFY, a_case
from tests.support.cast import admin, he, lin, portal, qian, wu, zhou
from tests.support.door import HandClock
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule

P5 = {"route": "agreed", "reason": "The lift firm must look first."}
UP = {"why": "cannot_explain"}
READING = ("", "/history", "/clocks", "/file", "/attachments")


async def _on_p5(front: Spoken) -> str:
    number = await a_case(front)
    for slug, form in (("verify", VERIFY), ("choose-route", P5)):
        assert (await front.post(f"/complaints/{number}/{slug}", form)).status_code == 200, slug
    return number


@rule("R8.2", "R8.6")
def test_what_is_to_be_accepted_stands_on_the_list_of_who_was_asked(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor = desk.caller(lin), desk.caller(zhou)
        number = await _on_p5(front)
        last = (await front.post(f"/complaints/{number}/escalate", UP)).json()["last"]
        (owed,) = (await supervisor.get(f"/work?wait_for={last}")).json()["items"]
        assert (owed["number"], owed["owner"], owed["accepting"]) == (number, "lin", "zhou")
        last = (await supervisor.post(f"/complaints/{number}/accept-escalation", {})).json()["last"]
        (owed,) = (await supervisor.get(f"/work?wait_for={last}")).json()["items"]
        assert (owed["owner"], owed["accepting"]) == ("zhou", None)
        assert (await front.get("/work")).json()["items"] == []

    on_a_desk(tmp_path, story)


@rule("R8.1")
def test_the_head_of_the_department_concerned_accepts_what_was_escalated_to_them(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, head = desk.caller(lin), desk.caller(wu)
        heads = {"department": "LP-engineering", "head": "wu"}
        assert (await desk.caller(admin).post("/directory/set-head", heads)).status_code == 200
        number = await _on_p5(front)
        path = f"/complaints/{number}/accept-escalation"
        assert (await head.post(path, {})).status_code == 404
        asked = await front.post(f"/complaints/{number}/escalate", {**UP, "person": "wu"})
        assert asked.status_code == 200, asked.text
        assert (await head.post(path, {})).status_code == 200
        content = {"channel": "phone", "content": "We look at it today."}
        assert (await head.post(f"/complaints/{number}/contact-customer", content)).status_code == 200

    on_a_desk(tmp_path, story)


@rule("R12.17")
def test_who_is_complained_about_gets_no_notice_of_the_case_and_acts_on_nothing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, manager = desk.caller(lin), desk.caller(he)
        number = await _on_p5(front)
        assert (await manager.get(f"/complaints/{number}")).status_code == 200
        named = await front.post(f"/complaints/{number}/name-person", {"person": "he", "words": "He shouted."})
        for path in READING:
            assert (await manager.get(f"/complaints/{number}{path}")).status_code == 404, path
            assert (await front.get(f"/complaints/{number}{path}")).status_code == 200, path
        for listed in ("/complaints", "/complaints?open=true", "/complaints?changed_after=0", "/work", "/stuck"):
            mark = "&" if "?" in listed else "?"
            found = await manager.get(f"{listed}{mark}wait_for={named.json()['last']}")
            assert (found.status_code, found.json()["items"]) == (200, []), listed
        assert len((await front.get("/complaints")).json()["items"]) == 1
        refused = await manager.post(f"/complaints/{number}/write-note", {"text": "Not true."})
        assert (refused.status_code, refused.json()["rule"], refused.json()["instead"]) == (409, "R12.17", [])

    on_a_desk(tmp_path, story)


@rule("CK13", "R12.7")
def test_the_stuck_list_says_why_since_when_and_who_can_act(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, top = desk.caller(lin), desk.caller(qian)
        number = await _on_p5(front)
        await _on_p5(front)
        assert (await top.get("/stuck")).json()["items"] == []
        for person in ("zhou", "he", "qian"):
            done = await desk.caller(admin).post("/directory/mark-absent", {"person": person})
            assert done.status_code == 200, done.text
        last = (await front.post(f"/complaints/{number}/escalate", UP)).json()["last"]
        page = (await front.get(f"/stuck?wait_for={last}", headers={"accept-language": "zh-CN"})).json()
        (stuck,) = page["items"]
        assert (stuck["number"], stuck["accepting"]) == (number, "")
        assert stuck["reasons"] == [{"value": "cannot_be_escalated", "words": "无法上移"}]
        assert stuck["for_role"] == {"value": "administrator", "words": "管理员"}
        assert page["next"] is None

    on_a_desk(tmp_path, story)


@rule("CK13")
def test_the_stuck_list_goes_on_page_by_page_and_is_narrowed_by_site(tmp_path: Path) -> None:
    now = HandClock()

    async def story(desk: HttpDesk) -> None:
        front, top = desk.caller(lin), desk.caller(qian)
        numbers = [await _on_p5(front) for _ in range(3)]
        last = (await desk.caller(admin).post("/directory/retire-person", {"person": "lin"})).json()["last"]
        now.move(hours=1)
        first = (await top.get(f"/stuck?limit=2&site=LP&wait_for={last}")).json()
        rest = (await top.get(f"/stuck?limit=2&site=LP&cursor={first['next']}")).json()
        assert [one["number"] for one in (*first["items"], *rest["items"])] == numbers
        assert rest["next"] is None
        assert all(one["reasons"][0]["value"] == "no_assignee" for one in rest["items"])
        assert (await top.get("/stuck?site=HG")).json()["items"] == []
        assert (await top.get(f"/stuck?cursor={first['next']}")).status_code == 422
        assert (await desk.caller(portal).get("/stuck?site=HG")).json()["items"] == []

    on_a_desk(tmp_path, story, now=now)
