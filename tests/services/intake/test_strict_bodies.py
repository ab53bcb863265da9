"""A body says each thing once, and what is kept of it can be seen."""

import json
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.web.strictly import read_json
from tests.services.intake.cases import EXPLAIN, a_case, receive
from tests.support.cast import lin
from tests.support.http import HttpDesk, on_a_desk

AS_JSON = {"content-type": "application/json"}


def test_a_name_given_twice_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        for body, name in (
            ('{"explanation": "yes", "explanation": "no"}', "explanation"),
            ('{"explanation": "yes", "\\u0065xplanation": "no"}', "explanation"),
            ('{"explanation": {"en": "a", "zh": "b", "en": "a"}}', "en"),
        ):
            answer = await front.post(f"/complaints/{number}/explain", content=body, headers=AS_JSON)
            assert answer.status_code == 422
            (error,) = answer.json()["errors"]
            assert error["field"] == f"body.{name}"
            assert error["message"] == "must not be given twice in one object"
        chinese = {**AS_JSON, "accept-language": "zh-CN"}
        answer = await front.post(f"/complaints/{number}/explain", content='{"a": 1, "a": 2}', headers=chinese)
        assert answer.json()["errors"][0]["message"] == "同一对象中不得重复给出"

    on_a_desk(tmp_path, story)


def test_control_characters_are_taken_out_of_what_is_sent(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        body = receive(words="It\x07 stopped\r\ntwice\x00\tand\x1b[31m again\x9b", unit="3-1\n-502\x7f")
        number = (await front.post("/complaints", body)).json()["number"]
        (fact,) = (await front.get(f"/complaints/{number}/history")).json()["records"]
        assert fact["facts"]["words"] == "It stopped\ntwice\tand[31m again"
        assert fact["facts"]["unit"] == "3-1 -502"
        again = await front.post(f"/complaints/{number}/explain", {"explanation": "\x00\x01"})
        assert again.status_code == 422, "what nobody can see is no explanation"
        assert (await front.post(f"/complaints/{number}/explain", EXPLAIN)).status_code == 200

    on_a_desk(tmp_path, story)


@settings(deadline=None, max_examples=300)
@given(text=st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('\\"/u0\r\n\t\x00\x1f\x7f\x80\x9f\xa0'))))
def test_a_text_is_read_the_same_in_whatever_spelling_it_is_sent(text: str) -> None:
    broken = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(sign for sign in broken if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    for ascii_only in (True, False):
        body = json.dumps({"text": [text]}, ensure_ascii=ascii_only).encode()
        assert read_json(body, float, float) == {"text": [seen]}
