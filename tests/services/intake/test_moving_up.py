"""A move up over HTTP: an agitated walk-in, her consent, the five moments, and what is shown on the way."""

from pathlib import Path
from typing import Any

from tests.services.intake.test_thread import RECEIVE
from tests.support.cast import lin, mei, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule

CASE = "/complaints/LP-20260303-001"
MOMENTS = ("call-colleague", "confirm-coming", "tell-who-comes", "introduce-colleague", "hand-over")


async def _actions(caller: Spoken, lang: str = "zh-CN") -> dict[str, Any]:
    shown = await caller.get(CASE, headers={"accept-language": lang})
    return {one["action"]: one for one in shown.json()["actions"]}


async def _do(caller: Spoken, slug: str, form: dict[str, Any] | None = None) -> None:
    done = await caller.post(f"{CASE}/{slug}", form or {})
    assert done.status_code == 200, (slug, done.text)


@rule("R1.3", "R1.4", "R1.5")
def test_from_agitation_to_the_supervisor(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await front.post("/complaints", {**RECEIVE, "demeanour": "agitated"})
        early = await front.post(f"{CASE}/call-colleague", {}, headers={"accept-language": "zh-CN"})
        assert early.status_code == 409
        assert (early.json()["rule"], early.json()["instead"]) == ("R1.4", ["ask_to_move_up"])
        await _do(front, "ask-to-move-up", {"reason": "offer_does_not_satisfy"})
        await _do(front, "record-consent", {"given": True, "words": "好。"})
        actions = await _actions(front)
        assert actions["call_colleague"]["conduct"].startswith("××客服主任，请速到")
        for slug in MOMENTS:
            await _do(front, slug)
        shown = (await front.get(CASE)).json()
        ladder = shown["state"]["ladder"]
        assert (ladder["owner"], ladder["level"], ladder["escalations"]) == ("zhou", 1, 1)
        assert {run["clock"]: run["outcome"] for run in shown["clocks"]}["agitated_reception"] == "met"

    on_a_desk(tmp_path, story)


@rule("R12.9")
def test_what_is_shown_depends_on_who_asks(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor = desk.caller(lin), desk.caller(zhou)
        await front.post("/complaints", RECEIVE)
        await _do(front, "ask-to-move-up", {"reason": "customer_wishes"})
        await _do(front, "record-consent", {"given": True})
        for slug in MOMENTS:
            await _do(front, slug)
        order = {"deputy": "mei", "reason": "On leave."}
        grey = (await _actions(desk.caller(mei), "en"))["delegate"]
        refused = await desk.caller(mei).post(f"{CASE}/delegate", order, headers={"accept-language": "en"})
        assert (grey["allowed"], grey["rule"]) == (False, "R12.9")
        assert (refused.status_code, refused.json()["detail"]) == (409, grey["why"])
        assert "“supervisor”" in grey["why"]
        assert (await _actions(supervisor))["delegate"]["allowed"]
        await _do(supervisor, "delegate", order)

    on_a_desk(tmp_path, story)
