"""The page behind a customer's link: what it shows, takes and refuses, tried as an attacker would (R10.2)."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.followup.links import Links
from shared.web.visitors import AT_ONCE, HEADERS, LARGEST_FORM
from tests.services.followup.sending import a_link, send
from tests.support.cast import lin, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule

URLENCODED = {"content-type": "application/x-www-form-urlencoded"}
GOOD = {
    "reception": "satisfied", "reception_words": "", "handling": "very_satisfied", "handling_words": "来得快",
    "result": "satisfied", "result_words": "", "solved": "solved", "overall": "", "answer": "yes",
}  # fmt: skip
CALM = {"Thank you": 200, "Your answer is with us already": 410, "This link is over": 410,
        "No answer is needed any more": 410, "This link does not work": 404}  # fmt: skip


async def answer(desk: HttpDesk, path: str, **changes: str) -> httpx.Response:
    return await desk.nobody().raw("POST", path, data={**GOOD, **changes})


async def look(desk: HttpDesk, path: str, **headers: str) -> httpx.Response:
    return await desk.nobody().raw("GET", path, headers=headers)


async def topics(front: Spoken, number: str) -> list[str]:
    records = (await front.get(f"/complaints/{number}/history")).json()["records"]
    return [one["topic"].removeprefix("complaint.").removesuffix(".v1") for one in records]


def is_calm(page: httpx.Response, title: str) -> None:
    assert (page.status_code, f"<h1>{title}</h1>" in page.text) == (CALM[title], True), page.text
    assert "<form" not in page.text


@rule("R10.2", "R10.3")
def test_the_answer_is_recorded_once_as_the_customers_own(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, path = await a_link(desk, front)
        page = await look(desk, path)
        assert (page.status_code, number in page.text, "Lift" in page.text) == (200, True, True)
        for known_to_us_only in ("王女士", "3-1-502", "13812345678", "5678", "stops between floors", "电梯又停"):
            assert known_to_us_only not in page.text
        is_calm(await answer(desk, path), "Thank you")
        assert (await topics(front, number))[-2:] == ["followed_up", "judged_closed"]
        fact = (await front.get(f"/complaints/{number}/history")).json()["records"][-2]
        assert (fact["by"]["id"], fact["by"]["role"]) == ("customer", "customer")
        assert (fact["facts"]["form"], fact["facts"]["handling_words"]) == ("questionnaire", "来得快")
        before = await topics(front, number)
        is_calm(await answer(desk, path), "Your answer is with us already")
        is_calm(await answer(desk, path, solved="not"), "Your answer is with us already")
        is_calm(await desk.nobody().raw("POST", path, data={"decline": "yes"}), "Your answer is with us already")
        is_calm(await look(desk, path), "Your answer is with us already")
        assert await topics(front, number) == before

    on_a_desk(tmp_path, story)


@rule("R10.2")
def test_to_look_changes_nothing_however_often_and_by_whatever_method(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, path = await a_link(desk, front)
        before = desk.desk.store.head()
        for method in ("GET", "HEAD", "GET", "OPTIONS", "PUT", "DELETE", "GET"):
            page = await desk.nobody().raw(method, path, params=GOOD)
            assert page.status_code in {200, 405}
        assert desk.desk.store.head() == before
        is_calm(await answer(desk, path), "Thank you")
        assert (await topics(front, number))[-1] == "judged_closed"

    on_a_desk(tmp_path, story)


@rule("R10.2", "R10.4")
def test_of_two_answers_at_once_exactly_one_counts(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, path = await a_link(desk, front)
        pages = await asyncio.gather(*(answer(desk, path, result_words=f"no {n}", solved="not") for n in range(6)))
        assert sorted(page.status_code for page in pages) == [200, 410, 410, 410, 410, 410]
        assert (await topics(front, number)).count("followed_up") == 1
        assert (await topics(front, number))[-3:] == ["followed_up", "round_begun", "escalated"]

    on_a_desk(tmp_path, story)


@rule("R10.3a")
def test_a_neutral_customer_is_asked_one_more_question(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, path = await a_link(desk, front)
        before = await topics(front, number)
        words = '"><script>alert(1)</script>'
        asked = await answer(desk, path, result="neutral", result_words=words)
        assert (asked.status_code, "May we close your case?" in asked.text) == (200, True)
        assert "<script" not in asked.text
        assert await topics(front, number) == before
        goes_on = await answer(desk, path, result="neutral", result_words=words, may_close="no")
        assert "<h1>Thank you: we go on</h1>" in goes_on.text
        assert (await topics(front, number))[-3:] == ["followed_up", "round_begun", "escalated"]

    on_a_desk(tmp_path, story)


@rule("R10.2", "R10.5")
def test_to_decline_begins_the_quiet_week_in_the_words_that_were_pressed(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, path = await a_link(desk, front)
        declined = await desk.nobody().raw("POST", f"{path}?lang=zh-Hans", data={"decline": "yes"})
        assert "我们不再询问" in declined.text
        fact = (await front.get(f"/complaints/{number}/history")).json()["records"][-1]
        assert (fact["topic"], fact["facts"]["words"]) == ("complaint.follow_up_declined.v1", "我不需要回访")

    on_a_desk(tmp_path, story)


@rule("R10.2")
def test_a_link_that_is_over_overtaken_or_not_needed_any_more_says_so_calmly(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, path = await a_link(desk, front)
        newer = (await send(front, number)).json()["link"].removeprefix("http://desk")
        for page in (await look(desk, path), await answer(desk, path)):
            is_calm(page, "No answer is needed any more")
        other, cancelled = await a_link(desk, front, category="noise")
        assert (await desk.caller(zhou).post(f"/complaints/{other}/cancel", {"reason": "test"})).is_success
        for page in (await look(desk, cancelled), await answer(desk, cancelled)):
            is_calm(page, "No answer is needed any more")
        desk.now.move(days=7)
        before = desk.desk.store.head()
        for page in (await look(desk, newer), await answer(desk, newer), await answer(desk, newer, solved="not")):
            is_calm(page, "This link is over")
        assert desk.desk.store.head() == before

    on_a_desk(tmp_path, story)


@rule("R10.2", "R10.4")
def test_a_link_of_an_earlier_round_answers_no_later_one(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, path = await a_link(desk, front)
        phone = {"form": "phone", "reception": "satisfied", "handling": "satisfied", "result": "satisfied"}
        assert (await front.post(f"/complaints/{number}/follow-up", {**phone, "solved": "not"})).is_success
        for page in (await look(desk, path), await answer(desk, path)):
            is_calm(page, "No answer is needed any more")

    on_a_desk(tmp_path, story)


@rule("R10.2")
def test_a_guessed_link_opens_nothing_and_any_two_wrong_ones_get_the_same_answer(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        _, path = await a_link(desk, desk.caller(lin))
        text = path.removeprefix("/q/")
        guesses = (text[:-1], text + "A", text.swapcase(), "A" * 43, "x", "%00", "..%2f..", "é", "'%20or%201=1", "q1")
        pages = [await look(desk, f"/q/{guess}") for guess in guesses]
        for page in pages:
            is_calm(page, "This link does not work")
        assert len({page.text for page in pages}) == 1
        assert len({frozenset(page.headers.items()) for page in pages}) == 1
        is_calm(await answer(desk, "/q/" + "A" * 43), "This link does not work")

    on_a_desk(tmp_path, story)


def test_what_is_missing_or_too_long_is_said_beside_it_and_nothing_that_was_written_is_lost(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        _, path = await a_link(desk, desk.caller(lin))
        before = desk.desk.store.head()
        words = "<b>好</b> & 'so' \x07"
        page = await answer(desk, path, result="splendid", solved="", handling_words=words, reception_words="长" * 2001)
        assert page.status_code == 422
        assert page.text.count("Please choose one answer here.") == 2
        assert page.text.count("Please write at most 2,000 characters here.") == 1
        assert "&lt;b&gt;好&lt;/b&gt; &amp; &#39;so&#39;</textarea>" in page.text
        assert 'value="very_satisfied" checked' in page.text
        assert desk.desk.store.head() == before

    on_a_desk(tmp_path, story)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": b"x=" + b"a" * LARGEST_FORM, "headers": URLENCODED}, 413),
        ({"json": GOOD}, 400),
        ({"content": b"solved=%ff", "headers": URLENCODED}, 400),
        ({"content": b"a=1&" * 60, "headers": URLENCODED}, 400),
        ({"content": b"solved=not&solved=solved", "headers": URLENCODED}, 400),
        ({"data": GOOD, "headers": {"sec-fetch-site": "cross-site"}}, 400),
        ({"data": GOOD, "headers": {"sec-fetch-site": "same-site"}}, 400),
    ],
)  # fmt: skip
def test_what_is_no_form_of_ours_is_turned_away_on_a_calm_page(
    tmp_path: Path, sent: dict[str, Any], status: int
) -> None:
    async def story(desk: HttpDesk) -> None:
        _, path = await a_link(desk, desk.caller(lin))
        before = desk.desk.store.head()
        page = await desk.nobody().raw("POST", path, **sent)
        assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert desk.desk.store.head() == before
        own = await desk.nobody().raw("POST", path, data=GOOD, headers={"sec-fetch-site": "same-origin"})
        assert own.status_code == 200

    on_a_desk(tmp_path, story)


def test_every_page_is_private_and_may_not_be_framed_indexed_or_followed_back(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        _, path = await a_link(desk, desk.caller(lin))
        for page in (await look(desk, path), await look(desk, "/q/none"), await look(desk, "/status")):
            assert HEADERS.items() <= dict(page.headers).items()
            assert "<script" not in page.text
            assert "set-cookie" not in page.headers

    on_a_desk(tmp_path, story)


def test_it_speaks_the_phones_language_or_the_one_that_is_chosen(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        _, path = await a_link(desk, desk.caller(lin))
        for wanted, said in (("zh-CN,zh;q=0.9", "请您评价"), ("zh-HK", "請您評價"), ("fr", "How did we do?")):
            page = await look(desk, path, **{"accept-language": wanted})
            assert f"<h1>{said}</h1>" in page.text
        chosen = await look(desk, f"{path}?lang=zh-Hant", **{"accept-language": "en"})
        assert 'lang="zh-Hant"' in chosen.text
        assert 'action="?lang=zh-Hant"' in chosen.text
        assert chosen.headers["content-language"] == "zh-Hant"
        assert (await look(desk, f"{path}?lang=xx%22%3E", **{"accept-language": "en"})).text.count("xx") == 0

    on_a_desk(tmp_path, story)


def test_one_address_asks_only_so_often(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        pages = [await look(desk, "/q/none") for _ in range(AT_ONCE + 1)]
        assert {page.status_code for page in pages[:-1]} == {404}
        assert (pages[-1].status_code, pages[-1].headers["retry-after"]) == (429, "1")
        assert "One moment, please" in pages[-1].text
        desk.now.move(seconds=1)
        assert (await look(desk, "/q/none")).status_code == 404

    on_a_desk(tmp_path, story)


def test_when_nothing_can_be_stored_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(desk: HttpDesk) -> None:
        from shared.database.errors import DiskFull  # noqa: PLC0415 - beside its only use

        def full(*_: object) -> None:
            raise DiskFull("no space")

        monkeypatch.setattr(Links, "find", full)
        page = await look(desk, "/q/none")
        assert (page.status_code, "Please try again later" in page.text) == (503, True)

    on_a_desk(tmp_path, story)
