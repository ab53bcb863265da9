"""Staff send the questionnaire: the link is shown once, to whoever sent it, and stands nowhere (R10.2)."""

from pathlib import Path

from services.followup.links import FILE, hashed
from tests.services.followup.sending import a_completed_case, send
from tests.services.intake.cases import a_case
from tests.support.cast import gao, lin, mei, portal, wu, zhou
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule


@rule("R10.2")
def test_the_link_is_told_to_whoever_sends_it_and_again_only_to_the_same_order_and_key(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_completed_case(front)
        sent = (await send(front, number, key="once")).json()
        assert sent["link"].startswith("http://desk/q/")
        assert len(sent["link"].rpartition("/")[2]) == 43
        assert sent["until"] == "2026-03-10T01:00:00Z"
        assert sent["events"] == ["complaint.questionnaire_sent.v1"]
        again = await send(front, number, key="once")
        assert again.json() == sent
        assert again.headers["idempotency-replayed"] == "true"
        with_another_key = await desk.caller(lin).post(
            f"/complaints/{number}/send-questionnaire", {"note": "by message"}, key="once"
        )
        assert with_another_key.status_code == 422
        other = (await send(front, number)).json()["link"]
        assert other != sent["link"]

    on_a_desk(tmp_path, story)


@rule("R10.2")
def test_a_link_stands_in_no_file_of_the_desk(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> str:
        front = desk.caller(lin)
        link: str = (await send(front, await a_completed_case(front))).json()["link"]
        return link.rpartition("/")[2]

    text = on_a_desk(tmp_path, story)
    stored = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert not [name for name, data in stored.items() if text.encode() in data]
    assert [name for name, data in stored.items() if hashed(text) in data] == [FILE]


@rule("R10.2")
def test_only_staff_of_the_site_send_it_and_only_for_a_completed_case(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_completed_case(front)
        path = f"/complaints/{number}/send-questionnaire"
        answers = [(await desk.caller(who).post(path)).status_code for who in (gao, wu, portal, mei, zhou)]
        assert answers == [404, 404, 403, 200, 200]
        early = await front.post(f"/complaints/{await a_case(front)}/send-questionnaire")
        assert (early.status_code, early.json()["rule"]) == (409, "R10.1")
        shown = (await front.get(f"/complaints/{number}")).json()["actions"]
        offered = {one["action"]: one["href"] for one in shown if one["allowed"]}
        assert offered["send_questionnaire"] == f"/api/v1{path}"
        assert not {"answer_questionnaire", "decline_questionnaire"} & {one["action"] for one in shown}
        assert (await front.post(f"/complaints/{number}/answer-questionnaire", {})).status_code == 404

    on_a_desk(tmp_path, story)


def test_links_begin_with_the_address_under_which_customers_reach_the_desk(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        link = (await send(front, await a_completed_case(front))).json()["link"]
        assert link.startswith("https://desk.example.com/desk/q/")

    on_a_desk(tmp_path, story, address="https://desk.example.com/desk")


def test_behind_a_prefix_the_link_has_it(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_completed_case(desk.caller(lin))
        await desk.client.aclose()
        behind = desk.behind("/desk").caller(lin)
        sent = await behind.raw(
            "POST", f"/desk/api/v1/complaints/{number}/send-questionnaire", json={}, headers={"idempotency-key": "k"}
        )
        assert sent.json()["link"].startswith("http://desk/desk/q/")

    on_a_desk(tmp_path, story)
