"""People set for themselves how they are told, an administrator for anybody; a target is shown to nobody again."""

from pathlib import Path
from typing import Any

import pytest

from shared.notices.wishes import FILE
from tests.services.intake.cases import a_case
from tests.support.cast import admin, lin, portal, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.passing import pass_time
from tests.support.post import KeptPost

KEY = "topsecret1234"
ROBOT = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
SERVER = "mailtos://desk:topsecret@example.com?from=desk@example.com"


def holding(secret: bytes, folder: Path) -> list[Path]:
    """The files in which this stands."""
    return [file for file in folder.rglob("*") if file.is_file() and secret in file.read_bytes()]


async def shown(who: Spoken, person: str = "me") -> dict[str, Any]:
    answer = await who.get(f"/notices/{person}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_off_at_first_then_as_one_wishes(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        who = desk.caller(lin)
        assert (await shown(who))["on_since"] is None
        wish = {"on": True, "lang": "zh_Hant", "quiet": {"start": "22:00", "end": "07:00"}, "every_minutes": 30}
        assert (await who.post("/notices/me", {**wish, "zone": "Asia/Shanghai"})).status_code == 200
        found = await shown(who)
        assert found["on_since"] == "2026-03-03T01:00:00Z"
        assert {name: found[name] for name in wish if name != "on"} == {n: v for n, v in wish.items() if n != "on"}
        desk.now.move(hours=1)
        await who.post("/notices/me", {"on": True, "quiet": None})
        found = await shown(who)
        assert (found["on_since"], found["quiet"], found["zone"]) == ("2026-03-03T01:00:00Z", None, "Asia/Shanghai")
        await who.post("/notices/me", {"on": False})
        assert (await shown(who))["on_since"] is None

    on_a_desk(tmp_path, story)


def test_a_target_is_kept_in_one_private_file_and_shown_to_nobody(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        who, boss = desk.caller(lin), desk.caller(admin)
        added = await who.post("/notices/me/channels", {"target": ROBOT})
        assert added.status_code == 201, added.text
        assert added.json()["kind"] == "wecom"
        assert (await boss.post("/mail-server", {"url": SERVER})).json() == {"mail_server": True}
        for answer in (added, await who.get("/notices/me"), await boss.get("/notices/lin")):
            assert "topsecret" not in answer.text
        holds = holding(b"topsecret", tmp_path)
        assert holds
        assert all(file.name.startswith(FILE) for file in holds)
        assert all(file.stat().st_mode & 0o077 == 0 for file in holds)

    on_a_desk(tmp_path, story)


def test_the_same_command_twice_is_one_and_the_same_target_twice_too(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        who = desk.caller(lin)
        first = await who.post("/notices/me/channels", {"target": ROBOT}, key="once")
        again = await who.post("/notices/me/channels", {"target": ROBOT}, key="once")
        assert again.json() == first.json()
        assert (await who.post("/notices/me/channels", {"target": "lin@example.com"}, key="once")).status_code == 422
        assert (await who.post("/notices/me/channels", {"target": ROBOT})).json()["id"] == first.json()["id"]
        assert len((await shown(who))["channels"]) == 1

    on_a_desk(tmp_path, story)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/notices/me", {"zone": "Asia/Atlantis"}),
        ("/notices/me", {"zone": "../../etc/passwd"}),
        ("/notices/me", {"quiet": {"start": "25:00", "end": "07:00"}}),
        ("/notices/me", {"every_minutes": -1}),
        ("/notices/me/channels", {"target": "carrier pigeon"}),
        ("/notices/me/channels", {"target": "json://127.0.0.1:9200/"}),  # a host: for administrators only
        ("/notices/me/channels", {"target": "mailto://10.0.0.1?from=a@example.com"}),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, path: str, form: dict[str, Any]) -> None:
    async def story(desk: HttpDesk) -> None:
        assert (await desk.caller(lin).post(path, form)).status_code == 422

    on_a_desk(tmp_path, story)


def test_nobody_but_an_administrator_sets_it_for_others_or_names_a_host(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        who, boss = desk.caller(lin), desk.caller(admin)
        for answer in (
            await who.get("/notices/zhou"),
            await who.post("/notices/zhou", {"on": True}),
            await who.post("/notices/zhou/channels", {"target": ROBOT}),
            await who.post("/notices/zhou/test", {}),
            await who.post("/mail-server", {"url": SERVER}),
        ):
            assert answer.status_code == 403
        assert (await boss.post("/notices/zhou/channels", {"target": "jsons://hooks.example.com/x"})).status_code == 201
        assert (await boss.get("/notices/nobody")).status_code == 404
        assert (await desk.caller(portal).get("/notices/me")).status_code == 404  # a system is no person of ours
        assert (await boss.post("/mail-server", {"url": "wecombot://key"})).status_code == 422
        assert (await boss.post("/mail-server", {"url": None})).json() == {"mail_server": False}

    on_a_desk(tmp_path, story)


def test_a_test_goes_to_each_channel_also_in_quiet_hours_and_while_off(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        who = desk.caller(lin)
        await who.post("/notices/me/channels", {"target": ROBOT})
        await who.post("/notices/me", {"lang": "en", "quiet": {"start": "00:00", "end": "23:59"}})
        assert (await who.post("/notices/me/test", {}, key="t")).status_code == 202
        await who.post("/notices/me/test", {}, key="t")
        await desk.desk.settle()
        ((_, message),) = post.went
        assert message.body == "Notices of complaints reach you here."
        (channel,) = (await shown(who))["channels"]
        assert (channel["sent"], channel["waiting"]) == (1, 0)

    on_a_desk(tmp_path, story, post=post)


def test_what_waits_is_withdrawn_with_its_channel_and_when_switched_off(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        who, boss = desk.caller(zhou), desk.caller(admin)
        quiet = {"on": True, "quiet": {"start": "08:00", "end": "12:00"}}
        for person, target in (("zhou", "wecombot://zhou"), ("lin", "wecombot://lin")):
            await boss.post(f"/notices/{person}/channels", {"target": target})
            await boss.post(f"/notices/{person}", quiet)
        await a_case(desk.caller(lin))
        await pass_time(desk, hours=1)
        assert desk.desk.sender.undelivered().count > 2
        await who.post("/notices/me", {"on": False})
        (channel,) = (await shown(boss, "lin"))["channels"]
        assert channel["waiting"] > 0
        await boss.post(f"/notices/lin/channels/{channel['id']}/remove", {})
        assert (await boss.post(f"/notices/lin/channels/{channel['id']}/remove", {})).status_code == 404
        assert desk.desk.sender.undelivered().count == 0
        await pass_time(desk, hours=4)
        assert post.went == []

    on_a_desk(tmp_path, story, post=post)
