"""The two pages for customers as a person has them: on a phone, by touch and by keyboard, in three languages."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from shared.vocabulary.follow_up import Rating, Solved
from shared.vocabulary.text import Lang
from tests.browser.served import Served
from tests.services.followup.sending import a_completed_case, send
from tests.services.intake.cases import a_case
from tests.support.cast import lin, zhou
from tests.support.http import HttpDesk
from tests.support.rules import rule

SHOTS = Path(__file__).parents[2] / "build" / "pages"
"""Where each page is kept as a picture, to be looked at."""
TOO_WIDE = """() => [...document.querySelectorAll('*')]
  .filter(e => e.getBoundingClientRect().right > 390.5).map(e => e.outerHTML)"""
TOO_SMALL = """() => [...document.querySelectorAll('button, .choices label, textarea, .field input, nav a')]
  .filter(e => e.getBoundingClientRect().height < 40).map(e => e.outerHTML)"""


def a_link(desk: Served) -> tuple[str, str]:
    """A completed case and the whole address of its questionnaire."""

    async def story(told: HttpDesk) -> tuple[str, str]:
        front = told.caller(lin)
        number = await a_completed_case(front)
        return number, (await send(front, number)).json()["link"]

    return desk.do(story)


def history(desk: Served, number: str) -> list[str]:
    async def story(told: HttpDesk) -> list[str]:
        records = (await told.caller(zhou).get(f"/complaints/{number}/history")).json()["records"]
        return [one["topic"].removeprefix("complaint.").removesuffix(".v1") for one in records]

    return desk.do(story)


def fits(page: Page, name: str) -> None:
    """Nothing reaches beyond the phone, everything to touch is large enough; a picture of it is kept."""
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(TOO_SMALL) == []
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def rate(page: Page, question: str, answer: Rating | Solved, lang: Lang = Lang.ZH_HANS) -> None:
    group = page.get_by_role("group", name=question, exact=False)
    group.get_by_label(answer.words.to(lang), exact=True).check()


@rule("R10.2", "R10.3")
def test_a_customer_answers_on_the_phone_without_any_script(desk: Served, phone: Page) -> None:
    number, link = a_link(desk)
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("请您评价")
    expect(phone.locator(".about")).to_contain_text(number)
    fits(phone, "questionnaire")
    rate(phone, "受理接待如何？", Rating.SATISFIED)
    rate(phone, "处理过程如何？", Rating.VERY_SATISFIED)
    rate(phone, "处理结果如何？", Rating.SATISFIED)
    phone.locator("#result-words").fill("修好了，谢谢！")
    rate(phone, "问题是否解决？", Solved.SOLVED)
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("感谢您的评价")
    fits(phone, "thanks")
    assert history(desk, number)[-2:] == ["followed_up", "judged_closed"]
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的评价已收到")
    fits(phone, "used")


@rule("R10.3a")
def test_a_neutral_customer_is_asked_one_more_question_and_the_case_goes_on(desk: Served, phone: Page) -> None:
    number, link = a_link(desk)
    phone.goto(link)
    phone.get_by_role("link", name="繁體中文").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("請您評價")
    fits(phone, "questionnaire-hant")
    for question in ("受理接待如何？", "處理過程如何？"):
        rate(phone, question, Rating.SATISFIED, Lang.ZH_HANT)
    phone.get_by_role("button", name="提交評價").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    fits(phone, "missing")
    rate(phone, "處理結果如何？", Rating.NEUTRAL, Lang.ZH_HANT)
    rate(phone, "問題是否解決？", Solved.PARTLY, Lang.ZH_HANT)
    phone.get_by_role("button", name="提交評價").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("再問一個問題")
    fits(phone, "one-more-question")
    phone.get_by_role("button", name="不可以").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("我們將繼續處理")
    assert history(desk, number)[-3:] == ["followed_up", "round_begun", "escalated"]


@rule("R10.5")
def test_a_customer_declines_by_keyboard_alone(desk: Served, phone: Page) -> None:
    number, link = a_link(desk)
    phone.goto(f"{link}?lang=en")
    button = phone.get_by_role("button", name="I want no follow-up")
    for _ in range(40):
        phone.keyboard.press("Tab")
        if phone.locator("button:focus", has_text="I want no follow-up").count():
            break
    expect(button).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("We ask no more")
    assert history(desk, number)[-1] == "follow_up_declined"


@rule("R12.16")
def test_a_customer_looks_up_how_it_stands(desk: Served, phone: Page) -> None:
    number = desk.do(lambda told: a_case(told.caller(lin)))
    phone.goto(f"{desk.address}/status")
    fits(phone, "status")
    phone.get_by_label("投诉编号").fill(number)
    phone.get_by_label("电话号码后四位").fill("0000")
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_role("alert")).to_contain_text("没有与该编号及尾号相符的投诉")
    fits(phone, "status-wrong")
    phone.get_by_label("电话号码后四位").fill("5678")
    phone.get_by_role("button", name="查询").click()
    expect(phone.locator(".about")).to_contain_text("待核实")
    expect(phone.locator(".about")).to_contain_text("3月4日 09:00")
    fits(phone, "status-told")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_who_sees_or_hears_differently(
    desk: Served, browser: Browser, scheme: str
) -> None:
    _, link = a_link(desk)
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for name, address in (("questionnaire", f"{link}?lang=en"), ("status", f"{desk.address}/status?lang=zh-Hans")):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        fits(page, f"{name}-{scheme}")
    context.close()
