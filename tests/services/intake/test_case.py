"""A case as it stands, as it stood, and what may be done next, to each caller in their own language."""

from pathlib import Path

from tests.services.intake.cases import EXPLAIN, VERIFY, a_case
from tests.support.cast import lin, sun
from tests.support.http import HttpDesk, on_a_desk


def test_a_case_is_shown_as_it_was_at_any_version_and_moment(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        desk.now.move(minutes=10)
        await front.post(f"/complaints/{number}/explain", EXPLAIN)
        desk.now.move(minutes=40)
        done = await front.post(f"/complaints/{number}/verify", VERIFY)
        path = f"/complaints/{number}"
        newest = await front.get(path, params={"wait_for": done.json()["last"]})
        assert (newest.headers["etag"], newest.json()["version"]) == ('"3"', 3)
        assert {clock["clock"]: clock["outcome"] for clock in newest.json()["clocks"]}["verification"] == "missed"
        second = (await front.get(path, params={"version": 2})).json()
        assert (second["version"], second["newest_version"], second["phase"]["value"]) == (2, 3, "verifying")
        assert {clock["clock"]: clock["outcome"] for clock in second["clocks"]}["verification"] == "running"
        assert second["actions"] == []
        then = (await front.get(path, params={"at": "2026-03-03T09:49:00+08:00"})).json()
        assert (then["version"], then["phase"]["value"]) == (2, "verifying")
        assert {clock["clock"]: clock["outcome"] for clock in then["clocks"]}["verification"] == "missed"
        for beyond in ({"version": 4}, {"at": "2026-03-03T08:00:00+08:00"}):
            assert (await front.get(path, params=beyond)).status_code == 404
        for wrong in ({"version": 0}, {"version": "x"}, {"at": "2026-03-03"}, {"at": "1"}, {"wait_for": -1}):
            assert (await front.get(path, params=wrong)).status_code == 422, wrong

    on_a_desk(tmp_path, story)


def test_each_caller_is_told_what_they_may_do_and_why_not(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        shown = (await front.get(f"/complaints/{number}")).json()
        by_slug = {one["action"]: one for one in shown["actions"]}
        assert "receive" not in by_slug
        assert by_slug["verify"]["allowed"]
        assert by_slug["verify"]["href"] == f"/api/v1/complaints/{number}/verify"
        route = by_slug["choose_route"]
        assert (route["allowed"], route["rule"], route["instead"]) == (False, "R3.2", ["verify"])
        assert route["why"]
        read_only = (await desk.caller(sun).get(f"/complaints/{number}")).json()
        auditors = {one["action"]: one["allowed"] for one in read_only["actions"]}
        assert not auditors["verify"]
        chinese = await front.get(f"/complaints/{number}", headers={"accept-language": "zh-CN"})
        assert chinese.json()["phase"]["words"] == "待核实"
        assert chinese.headers["content-language"] == "zh-Hans"
        assert {one["action"]: one for one in chinese.json()["actions"]}["verify"]["label"] == "核实要点"

    on_a_desk(tmp_path, story)


def test_clients_get_what_they_build_forms_from(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        me = (await front.get("/me")).json()
        assert (me["id"], me["role"]["value"], me["level"], me["sites"]) == ("lin", "receptionist", 0, ["LP"])
        for language, word, phrase in (("en", "walk-in", "metre"), ("zh", "来访", "米"), ("zh-TW", "來訪", "米")):
            headers = {"accept-language": language}
            sets = (await front.get("/enumerations", headers=headers)).json()
            assert {"value": "walk_in", "words": word} in sets["channel"]
            assert {"phase", "role", "closing_reason", "severity"} <= set(sets)
            conduct = (await front.get("/conduct", headers=headers)).json()
            assert any(phrase in step["words"] for step in conduct["steps"])
            assert not any(step["own"] for step in conduct["steps"])

    on_a_desk(tmp_path, story)
