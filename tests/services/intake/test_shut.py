"""No route is open by omission, and nobody sees what is not theirs."""

import re
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

from shared.vocabulary.roles import Role
from shared.web.pages import OPEN
from tests.services.intake.cases import VERIFY, a_case, receive
from tests.support.cast import HG, admin, gao, lin, portal, qian, sun, wu
from tests.support.http import HttpDesk, on_a_desk

FILLED = {"number": "LP-20260303-001", "id": "0", "site": "LP"}


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Every method and address of the app, the parameters filled in."""
    found = []
    for context in iter_route_contexts(app.routes):
        route = context.route if hasattr(context, "route") else context
        path = str(getattr(route, "path", "")) + ("/page.css" if isinstance(route, Mount) else "")
        filled = re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: FILLED.get(match[1], "x"), path)
        found += [(method, filled) for method in sorted(getattr(route, "methods", None) or {"GET"}) if method != "HEAD"]
    return found


def test_every_route_but_the_open_pages_asks_for_a_key(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        assert isinstance(desk.desk.app, FastAPI)
        all_routes = routes(desk.desk.app)
        assert len(all_routes) > 60
        opened = set()
        for method, path in all_routes:
            answer = await desk.nobody().raw(method, path)
            if answer.status_code != 401:
                opened.add(path)
                continue
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["www-authenticate"].startswith("Bearer")
        assert {path for path in opened if path not in OPEN} == set()
        assert OPEN.paths <= opened
        assert (await desk.nobody().raw("GET", "/api/v1/nothing-of-ours")).status_code == 401

    on_a_desk(tmp_path, story)


def test_a_key_that_is_wrong_revoked_expired_or_of_somebody_who_left_opens_nothing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        keys = desk.desk.keys
        key, token = keys.create("lin", Role.RECEPTIONIST, sites=["LP"])
        assert (await desk.with_key(token).get("/me")).status_code == 200
        for header in (f"Basic {token}", f"Bearer {token}x", "Bearer", "Bearer  ", token, "Bearer é"):
            answer = await desk.nobody().raw("GET", "/api/v1/me", headers={"authorization": header.encode()})
            assert answer.status_code == 401, header
        keys.revoke(key.id)
        assert (await desk.with_key(token).get("/me")).status_code == 401
        _, short = keys.create("lin", Role.RECEPTIONIST, expires_at=desk.now() + timedelta(minutes=1))
        desk.now.move(minutes=1)
        assert (await desk.with_key(short).get("/me")).status_code == 401
        front, office = desk.caller(lin), desk.caller(admin)
        retired = await office.post("/directory/retire-person", {"person": "lin"})
        assert retired.status_code == 200, retired.text
        assert (await front.get("/me")).status_code == 401

    on_a_desk(tmp_path, story)


def test_a_case_of_another_site_is_not_there(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        other, everywhere = desk.caller(gao), desk.caller(qian)
        for answer in (
            await other.get(f"/complaints/{number}"),
            await other.post(f"/complaints/{number}/verify", VERIFY),
            await other.get("/complaints/LP-20260303-999"),
            await other.post("/complaints/LP-20260303-999/verify", VERIFY),
        ):
            assert answer.status_code == 404
            assert answer.json()["type"].endswith("#not-found")
        assert (await everywhere.get(f"/complaints/{number}")).status_code == 200
        there = await other.post("/complaints", receive())
        assert there.status_code == 403

    on_a_desk(tmp_path, story)


def test_roles_beside_the_ladder_see_and_do_only_their_own(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        department, auditor, system = desk.caller(wu), desk.caller(sun), desk.caller(portal)
        assert (await department.get(f"/complaints/{number}")).status_code == 404
        assert (await auditor.get(f"/complaints/{number}")).status_code == 200
        denied = await auditor.post(f"/complaints/{number}/verify", VERIFY)
        assert (denied.status_code, denied.json()["role"]) == (403, "auditor")
        assert (await system.post("/complaints", receive(channel="app"))).status_code == 201
        assert (await system.post("/complaints", receive(channel="app", site=HG))).status_code == 403
        assert (await system.get(f"/complaints/{number}")).status_code == 200
        shown = (await system.get("/directory")).json()
        assert [site["code"] for site in shown["sites"]] == ["LP"]
        assert shown["people"] == []
        assert (await system.post("/directory/open-site", {"site": "LP"})).status_code == 403

    on_a_desk(tmp_path, story)


def test_the_rate_of_a_key_is_limited_and_says_how_long_to_wait(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        answers = [(await front.get("/me")).status_code for _ in range(4)]
        assert answers == [200, 200, 200, 200]
        limited = await front.get("/me")
        assert limited.status_code == 429
        assert limited.json()["type"].endswith("#too-many-requests")
        desk.now.move(seconds=int(limited.headers["retry-after"]))
        assert (await front.get("/me")).status_code == 200

    on_a_desk(tmp_path, story, rate=2)
