"""R12.16: the status page for customers, and that tries are counted together, by address, over a restart."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from services.intake.tries import FILE, Tries
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.web.visitors import address_of
from tests.services.intake.cases import VERIFY, a_case
from tests.services.intake.test_status import asked
from tests.support.cast import admin, lin
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule


async def ask(desk: HttpDesk, number: str, digits: str = "5678", **headers: str) -> httpx.Response:
    form = {"number": number, "digits": digits}
    return await desk.nobody().raw("POST", "/status", data=form, headers=headers)


@rule("R12.16")
def test_the_page_tells_stage_and_next_promised_time_and_nothing_more(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        empty = await desk.nobody().raw("GET", f"/status?number={number}&digits=5678")
        assert (empty.status_code, number in empty.text, "<form" in empty.text) == (200, False, True)
        told = await ask(desk, number)
        assert told.status_code == 200
        for said in (number, "to be verified", "4 Mar 09:00"):
            assert f"<dd>{said}</dd>" in told.text
        assert told.text.count("<dd>") == 3
        await front.post(f"/complaints/{number}/verify", VERIFY)
        await front.post(f"/complaints/{number}/choose-route", {"route": "agreed", "reason": "needs a part"})
        assert (await front.post(f"/complaints/{number}/cancel", {"reason": "test"})).status_code == 403
        chinese = await ask(desk, f" {number.lower()}　", "５６７８", **{"accept-language": "zh-TW"})
        assert "3月4日 09:00" in chinese.text

    on_a_desk(tmp_path, story)


@rule("R12.16")
def test_a_wrong_number_and_wrong_digits_get_the_same_answer_on_the_page_too(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        wrong = await ask(desk, number, "0000")
        nowhere = await ask(desk, "LP-20260303-999", "0000")
        assert (wrong.status_code, nowhere.status_code) == (404, 404)
        assert wrong.text.replace(number, "N") == nowhere.text.replace("LP-20260303-999", "N")
        assert wrong.headers == nowhere.headers
        right_of_another = await ask(desk, "LP-20260303-999", "5678")
        assert right_of_another.text == nowhere.text
        noted = await ask(desk, '"><script>', "0000")
        assert (noted.status_code, "<script" in noted.text.lower()) == (404, False)
        for digits in ("", "567", "56789", "5 6 7 x", "٥٦٧٨"):
            assert (await ask(desk, number, digits)).status_code == 404

    on_a_desk(tmp_path, story)


@rule("R12.16")
def test_tries_are_counted_together_and_a_restart_forgets_none(tmp_path: Path) -> None:
    async def first(desk: HttpDesk) -> str:
        front = desk.caller(lin)
        number = await a_case(front)
        for _ in range(3):
            assert (await ask(desk, number, "0000")).status_code == 404
        assert (await front.get(asked(number, "0000"))).status_code == 409
        return number

    number = on_a_desk(tmp_path, first)

    async def after(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        assert (await ask(desk, number, "0000")).status_code == 404
        locked = await ask(desk, number)
        assert (locked.status_code, locked.headers["retry-after"]) == (429, "3600")
        assert (await front.get(asked(number))).status_code == 409
        desk.now.move(minutes=59, seconds=59)
        assert (await ask(desk, number)).status_code == 429
        desk.now.move(seconds=1)
        assert (await ask(desk, number)).status_code == 200

    on_a_desk(tmp_path, after)
    stored = (tmp_path / FILE).read_bytes()
    assert number.encode() not in stored


@rule("R12.16")
def test_a_number_that_nobody_has_is_locked_like_one_that_somebody_has_also_where_a_site_has_its_own_limit(
    tmp_path: Path,
) -> None:
    async def story(desk: HttpDesk) -> None:
        limit = {"setting": "status_tries", "value": 2, "site": "LP"}
        changed = await desk.caller(admin).post("/directory/change-limit", limit)
        assert changed.is_success, changed.text
        for number in (await a_case(desk.caller(lin)), "LP-20260303-999"):
            answers = [(await ask(desk, number, "0000")).status_code for _ in range(3)]
            assert answers == [404, 404, 429]

    on_a_desk(tmp_path, story)


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_the_address_of_ipv6_is_the_network_because_a_phone_chooses_the_rest(host: str, counted: str) -> None:
    assert address_of(Request({"type": "http", "client": (host, 1), "headers": []})) == counted
    assert address_of(Request({"type": "http", "client": None, "headers": []})) == ""


@rule("R12.16")
def test_a_wrong_number_costs_the_same_look_ups_as_wrong_digits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        assert (await ask(desk, number)).status_code == 200
        looked: list[str] = []
        for kind, name in ((Door, "state"), (SQLiteLog, "find_number"), (Tries, "check"), (Tries, "wrong")):
            monkeypatch.setattr(kind, name, noting(looked, name, getattr(kind, name)))
        await ask(desk, number, "0000")
        existing = looked.copy()
        looked.clear()
        await ask(desk, "LP-20260303-999", "0000")
        assert looked == existing == ["check", "find_number", "state", "state", "wrong"]

    on_a_desk(tmp_path, story)


def noting(looked: list[str], name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def called(*given: Any, **named: Any) -> Any:
        looked.append(name)
        return real(*given, **named)

    return called


@rule("R12.16")
@pytest.mark.parametrize(("proxy", "last"), [("127.0.0.1", 404), ("203.0.113.5", 429)])
def test_behind_a_proxy_that_is_believed_the_forwarded_address_is_counted(
    tmp_path: Path, proxy: str, last: int
) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        ours: Any = desk.desk.app
        app: Any = ProxyHeadersMiddleware(ours, trusted_hosts="127.0.0.1")  # as `suying serve` has it
        transport = httpx.ASGITransport(app=app, client=(proxy, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            form = {"number": number, "digits": "0000"}
            answers = [
                (await client.post("/status", data=form, headers={"x-forwarded-for": f"198.51.100.{n}"})).status_code
                for n in range(6)
            ]
        assert answers == [404, 404, 404, 404, 404, last]

    on_a_desk(tmp_path, story)
