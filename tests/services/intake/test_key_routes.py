"""The administrator gives and takes keys over HTTP; a key sent for twice is one key."""

from pathlib import Path

from shared.security.keys import PREFIX
from tests.support.cast import admin, lin
from tests.support.http import HttpDesk, on_a_desk


def test_a_key_is_made_shown_listed_ended(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        office = desk.caller(admin)
        made = await office.post("/keys", {"holder": "lin"}, key="a")
        assert made.status_code == 201, made.text
        key = made.json()
        assert key["token"].startswith(PREFIX)
        assert (key["role"], key["sites"]) == ("receptionist", ["LP"])  # as the directory says
        assert (await desk.with_key(key["token"]).get("/me")).json()["id"] == "lin"
        again = await office.post("/keys", {"holder": "lin"}, key="a")
        assert (again.status_code, again.content) == (201, made.content)
        assert (await office.post("/keys", {"holder": "zhou"}, key="a")).status_code == 422
        listed = (await office.get("/keys")).json()["keys"]
        assert sum(one["id"] == key["id"] for one in listed) == 1
        assert "token" not in listed[-1]
        ended = await office.post(f"/keys/{key['id']}/revoke", {})
        assert ended.json()["revoked_at"] == "2026-03-03T01:00:00Z"
        assert (await desk.with_key(key["token"]).get("/me")).status_code == 401

    on_a_desk(tmp_path, story)


def test_a_key_of_a_system_has_role_sites_and_an_end(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        office = desk.caller(admin)
        form = {"holder": "portal", "is_system": True, "role": "integrator", "sites": ["HG"]}
        made = (await office.post("/keys", {**form, "expires_at": "2026-03-03T10:00:00+08:00"})).json()
        system = desk.with_key(made["token"])
        assert (await system.get("/me")).json()["sites"] == ["HG"]
        sooner = await office.post(f"/keys/{made['id']}/expire", {"at": "2026-03-03T09:30:00+08:00"}, key="x")
        assert sooner.json()["expires_at"] == "2026-03-03T01:30:00Z"
        desk.now.move(minutes=30)
        assert (await system.get("/me")).status_code == 401

    on_a_desk(tmp_path, story)


def test_only_administrators_give_keys_and_only_to_whom_the_desk_knows(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, office = desk.caller(lin), desk.caller(admin)
        assert (await front.get("/keys")).status_code == 403
        assert (await front.post("/keys", {"holder": "lin"})).status_code == 403
        assert (await front.post("/keys/x/revoke", {})).status_code == 403
        for form in (
            {"holder": "nobody"},
            {"holder": "lin", "role": "manager"},
            {"holder": "p", "is_system": True},
            {},
        ):
            assert (await office.post("/keys", form)).status_code == 422, form
        assert (await office.post("/keys/x/revoke", {})).status_code == 404

    on_a_desk(tmp_path, story)
