"""What is wrong with a request is said in the caller's language, with what to do."""

from pathlib import Path

import pytest

from shared.vocabulary.text import Lang
from shared.web.faulty import WORDS, faulty
from tests.services.intake.cases import a_case
from tests.support.cast import lin
from tests.support.http import HttpDesk, on_a_desk

CHINESE = {"accept-language": "zh-CN"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("mood", 1, "没有这一项"),
        ("words", 7, "须为文本"),
        ("words", "", "至少 1 个字符"),
        ("words", None, "须为文本"),
        ("occurred_at", "2026-03-03T09:00:00", "须为带时区偏移的时间"),
    ],
)
def test_a_malformed_field_is_named_in_chinese(tmp_path: Path, field: str, value: object, said: str) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        answer = await front.post(f"/complaints/{number}/add-words", {"words": "x", field: value}, headers=CHINESE)
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["field"] == f"body.{field}"
        assert error["message"].startswith(said)
        assert answer.json()["detail"] == f"{field}: {error['message']}"

    on_a_desk(tmp_path, story)


def test_moments_of_different_years_say_which(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        ahead = {"words": "x", "occurred_at": "2199-03-03T09:00:00+08:00"}
        answer = await front.post(f"/complaints/{number}/add-words", ahead)
        assert answer.json()["rule"] == "CK9"
        assert "3 Mar 2199 09:00" in answer.json()["detail"]
        answer = await front.post(f"/complaints/{number}/add-words", ahead, headers=CHINESE)
        assert "2199年3月3日 09:00" in answer.json()["detail"]

    on_a_desk(tmp_path, story)


def test_a_role_that_may_not_is_told_who_may_and_a_site_that_is_not_seen_where_to_look(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        answer = await front.post(f"/complaints/{number}/reopen", {"reason": "came back"})
        assert "customer-service supervisor, service-centre manager" in answer.json()["detail"]
        answer = await front.post(f"/complaints/{number}/reopen", {"reason": "came back"}, headers=CHINESE)
        assert "服务中心主任" in answer.json()["detail"]
        answer = await front.post("/complaints", {"site": "NOWHERE", "channel": "phone"})
        assert (answer.status_code, "/api/v1/me" in answer.json()["detail"]) == (403, True)

    on_a_desk(tmp_path, story)


def test_every_kind_of_error_has_its_facts_and_all_three_languages() -> None:
    facts = dict.fromkeys(("max_length", "min_length", "ge", "gt", "le", "lt", "pattern", "expected"), "'a' or 'b'")
    for kind in WORDS:
        for lang in Lang:
            assert "{" not in faulty({"type": kind, "msg": "", "ctx": facts}, lang), kind
    choice = {"type": "enum", "msg": "", "ctx": {"expected": "'a' or 'b'"}}
    assert faulty(choice, Lang.ZH_HANS) == "须为以下之一：'a'或'b'"
    assert faulty({"type": "value_error", "msg": "Value error, must be so"}, Lang.EN) == "must be so"
    assert faulty({"type": "new_kind", "msg": "English"}, Lang.ZH_HANS) == "内容不符合要求（new_kind）"
