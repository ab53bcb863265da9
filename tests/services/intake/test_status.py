"""R12.16: the status of a case by its number and the last four digits, with tries and a lock."""

from pathlib import Path

from tests.services.intake.cases import VERIFY, a_case
from tests.support.cast import lin, portal, zhou
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule


def asked(number: str, digits: str = "5678") -> str:
    return f"/status?number={number}&digits={digits}"


@rule("R12.16")
def test_staff_tell_stage_and_next_promised_time_and_nothing_more(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        first = (await front.get(asked(number))).json()
        assert first == {
            "number": number, "stage": {"value": "verifying", "words": "to be verified"},
            "next_promised": "2026-03-04T01:00:00Z",
        }  # fmt: skip
        await front.post(f"/complaints/{number}/verify", VERIFY)
        await front.post(f"/complaints/{number}/choose-route", {"route": "agreed", "reason": "needs a part"})
        agreed = {"reply_at": "2026-03-03T17:00:00+08:00"}
        assert (await front.post(f"/complaints/{number}/agree-reply-time", agreed)).is_success
        assert (await desk.caller(zhou).get(asked(number))).json()["next_promised"] == "2026-03-03T09:00:00Z"
        assert (await desk.caller(portal).get(asked(number))).status_code == 403

    on_a_desk(tmp_path, story)


@rule("R12.16")
def test_five_wrong_tries_lock_the_number_and_wrong_digits_answer_like_a_wrong_number(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number, other = await a_case(front), await a_case(front)
        wrong = await front.get(asked(number, "0000"))
        nowhere = await front.get(asked("LP-20260303-999", "0000"))
        assert (wrong.status_code, nowhere.status_code) == (409, 409)
        assert wrong.json() | {"instance": ""} == nowhere.json() | {"instance": ""}
        for _ in range(4):
            await front.get(asked(number, "0000"))
        locked = await front.get(asked(number))
        assert (locked.status_code, locked.json()["rule"]) == (409, "R12.16")
        assert (await front.get(asked(other))).is_success
        desk.now.move(minutes=59, seconds=59)
        assert (await front.get(asked(number))).status_code == 409
        desk.now.move(seconds=1)
        assert (await front.get(asked(number))).is_success

    on_a_desk(tmp_path, story)
