"""Lists, work and consumers over HTTP: who sees what, page by page, and read-your-writes."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from infra.reference.api import document
from services.intake.projection.case import Case
from tests.support.cast import LP, admin, gao, lin, ms_wang, portal, sun, wu, zhou
from tests.support.http import HttpDesk, Spoken, founded, on_a_desk

RECEIVE = {
    "site": LP, "channel": "walk_in", "customer": str(ms_wang), "unit": "3-1-502", "category": "facilities.lift",
    "failings": ["neglect"], "summary": "The lift of block 3 stops between floors.", "words": "电梯又停在半路了！",
}  # fmt: skip


async def received(front: Spoken, count: int = 1, **changes: Any) -> int:
    """Register cases; the position of the last fact."""
    last = 0
    for _ in range(count):
        answer = await front.post("/complaints", {**RECEIVE, **changes})
        assert answer.status_code == 201, answer.text
        last = answer.json()["last"]
    return last


def numbers(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["number"][-3:] for item in answer.json()["items"]]


def test_a_case_is_listed_once_it_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.web.waiting.LONGEST_S", 0.5)

    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        last = await received(front)
        listed = await front.get("/complaints", params={"wait_for": last})
        [item] = listed.json()["items"]
        assert item["number"] == "LP-20260303-001"
        assert item["phase"] == {"value": "verifying", "words": "to be verified"}
        assert item["next"]["clock"] == "verification"
        assert item["next"]["due"] == "2026-03-03T01:30:00Z"
        assert listed.json()["position"] >= last
        not_yet = await front.get("/complaints", params={"wait_for": last + 1000})
        assert not_yet.json()["type"].endswith("#not-yet")

    on_a_desk(tmp_path, story)


def test_pages_follow_each_other_and_belong_to_their_list(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        last = await received(front, 5)
        first = await front.get("/complaints", params={"limit": 2, "wait_for": last})
        last = await received(front)
        cursor = first.json()["next"]
        second = await front.get("/complaints", params={"limit": 2, "cursor": cursor, "wait_for": last})
        third = await front.get("/complaints", params={"limit": 2, "cursor": second.json()["next"]})
        assert (numbers(first), numbers(second), numbers(third)) == (["005", "004"], ["003", "002"], ["001"])
        assert third.json()["next"] is None
        other = await front.get("/complaints", params={"cursor": cursor, "open": "true"})
        assert other.status_code == 422, "a cursor of another list"

    on_a_desk(tmp_path, story)


def test_a_system_that_polls_for_changes_misses_none(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, system = desk.caller(lin), desk.caller(portal)
        last = await received(front, 3)
        first = await system.get("/complaints", params={"changed_after": 0, "limit": 2, "wait_for": last})
        rest = await system.get("/complaints", params={"changed_after": 0, "limit": 2, "cursor": first.json()["next"]})
        assert (numbers(first), numbers(rest)) == (["001", "002"], ["003"])
        done = await front.post("/complaints/LP-20260303-001/verify", {"statement": "Twice this week."})
        after = {"changed_after": rest.json()["position"], "wait_for": done.json()["last"]}
        assert numbers(await system.get("/complaints", params=after)) == ["001"]

    on_a_desk(tmp_path, story)


def test_due_cases_come_soonest_first(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        desk.now.move(minutes=-5)
        desk.now.move(minutes=10)
        last = await received(front, 2)
        asked = {"due_before": "2026-03-03T10:00:00+08:00", "limit": 2, "wait_for": last}
        first = await front.get("/complaints", params=asked)
        second = await front.get("/complaints", params={**asked, "cursor": first.json()["next"]})
        assert (numbers(first), numbers(second)) == (["001", "002"], ["003"])

    on_a_desk(tmp_path, story)


def test_everybody_sees_their_own_sites_and_departments_no_case(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        last = await received(desk.caller(lin))
        seen = {"wait_for": last}
        assert numbers(await desk.caller(sun).get("/complaints", params=seen)) == ["001"]
        for stranger in (gao, wu):
            assert numbers(await desk.caller(stranger).get("/complaints", params=seen)) == []
        assert numbers(await desk.caller(gao).get("/complaints", params={**seen, "site": LP})) == []

    on_a_desk(tmp_path, story)


NARROWED: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({"q": "电梯 3-1-502"}, ["001"]), ({"q": "！？"}, []), ({"q": "水管"}, []), ({"category": "facilities"}, ["001"]),
    ({"category": "noise"}, []), ({"customer": str(ms_wang)}, ["001"]), ({"reference": "A-1"}, ["001"]),
    ({"phase": "verifying", "level": 0, "owner": "lin", "open": "true", "channel": "walk_in"}, ["001"]),
    ({"changed_after": 0, "due_before": "2026-03-03T01:30:00.000001Z"}, ["001"]),
    ({"changed_after": 0, "due_before": "2026-03-03T01:30:00Z"}, []),
    ({"received_from": "2026-03-03T01:00:01Z"}, []), ({"received_to": "2026-03-03T01:00:01Z"}, ["001"]),
)  # fmt: skip
MALFORMED: tuple[dict[str, Any], ...] = (
    {"received_from": "0"}, {"received_from": "2026-03-03"}, {"due_before": "0001-01-01T00:00:00+23:59"},
    {"limit": 201}, {"phase": "sleeping"}, {"colour": "red"}, {"cursor": "xyz"}, {"changed_after": -1},
    {"open": "1"}, {"site": ["LP", "HG"]},
)  # fmt: skip


def test_lists_are_narrowed_and_malformed_questions_refused(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        last = await received(front, reference="A-1")
        for asked, found in NARROWED:
            assert numbers(await front.get("/complaints", params={**asked, "wait_for": last})) == found, asked
        for asked in MALFORMED:
            answer = await front.get("/complaints", params=asked)
            assert answer.status_code == 422, (asked, answer.text)

    on_a_desk(tmp_path, story)


@pytest.mark.parametrize("asked", ["?colour=red", "?="])
def test_no_address_that_is_read_takes_a_parameter_it_does_not_know(tmp_path: Path, asked: str) -> None:
    paths = [
        path for path, operations in document()["paths"].items() if "get" in operations and path.startswith("/api")
    ]

    async def story(desk: HttpDesk) -> None:
        office = desk.caller(admin)
        for path in paths:
            answer = await office.raw("GET", path + asked)
            assert answer.status_code == 422, (path, answer.text)

    assert len(paths) > 15
    on_a_desk(tmp_path, story)


def test_an_address_names_all_the_methods_that_it_takes(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        for path, methods in (("complaints", "GET, POST"), ("work", "GET"), ("complaints/LP-20260303-001", "GET")):
            answer = await front.raw("DELETE", f"/api/v1/{path}")
            assert (answer.status_code, answer.headers["allow"]) == (405, methods)

    on_a_desk(tmp_path, story)


def test_what_one_owes_comes_soonest_first(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        desk.now.move(minutes=5)
        last = await received(front)
        done = await front.post("/complaints/LP-20260303-001/verify", {"statement": "Twice this week."})
        last = done.json()["last"]
        owed = await front.get("/work", params={"wait_for": last})
        assert numbers(owed) == ["001", "002"], "35 and 35 minutes after nine: the older first"
        assert numbers(await desk.caller(zhou).get("/work", params={"wait_for": last})) == []
        one = await front.get("/work", params={"limit": 1})
        assert one.json()["more"] is True

    on_a_desk(tmp_path, story)


def test_the_administrator_sees_every_consumer_and_rebuilds_it(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        last = await received(desk.caller(lin))
        chief = desk.caller(admin)
        assert (await desk.caller(lin).get("/consumers")).status_code == 403
        await desk.caller(sun).get("/complaints", params={"wait_for": last})
        standings = (await chief.get("/consumers")).json()["consumers"]
        intake = next(one for one in standings if one["name"] == "intake")
        assert (intake["position"], intake["lag_events"], intake["running"], intake["alarm"]) == (last, 0, True, None)
        begun = await chief.post("/consumers/intake/rebuild")
        assert begun.status_code == 202
        assert begun.json()["rebuilding"] is not None
        again = await chief.post("/consumers/intake/rebuild")
        assert again.status_code == 202, "asked for twice, done once"
        beside = desk.desk.consumers["intake"]._beside
        assert beside is not None
        await beside
        assert (await chief.get("/consumers")).json()["consumers"][0]["generation"] == intake["generation"] + 1
        assert numbers(await desk.caller(lin).get("/complaints")) == ["001"]
        assert (await chief.get("/consumers/intake/parked")).json() == {"parked": []}
        assert (await chief.post("/consumers/nobody/rebuild")).status_code == 404

    on_a_desk(tmp_path, story)


@pytest.mark.guarantee("G6")
def test_the_administrator_retries_and_skips_what_is_parked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def poisoned(case: Case, *rest: Any) -> None:
        if case.version == 1:
            raise RuntimeError("Ms Wang's second fact")
        take(case, *rest)

    take = Case.take

    async def story(desk: HttpDesk) -> None:
        front, chief = desk.caller(lin), desk.caller(admin)
        await received(front, 2)
        with monkeypatch.context() as patched:
            patched.setattr(Case, "take", poisoned)
            await front.post("/complaints/LP-20260303-001/verify", {"statement": "Twice."})
            done = await front.post("/complaints/LP-20260303-002/verify", {"statement": "Twice."})
            await front.get("/complaints", params={"wait_for": done.json()["last"]})
            first, second = (await chief.get("/consumers/intake/parked")).json()["parked"]
            assert (first["number"], first["version"], first["error"]) == ("LP-20260303-001", 2, "RuntimeError")
            assert "Wang" not in str(first)
            path = "/consumers/intake/parked"
            assert (await chief.post(f"{path}/{first['stream']}/retry")).json() == {"waiting": 1}
        assert (await front.post(f"{path}/{first['stream']}/retry")).status_code == 403
        assert (await chief.post(f"{path}/{first['stream']}/retry")).json() == {"waiting": 0}
        other = await chief.post(f"{path}/{second['stream']}/skip", {"position": second["position"] + 1})
        assert other.status_code == 404
        skipped = await chief.post(f"{path}/{second['stream']}/skip", {"position": second["position"]})
        assert skipped.json() == {"waiting": 0}
        assert (await chief.get(path)).json() == {"parked": []}
        phases = [item["phase"]["value"] for item in (await front.get("/complaints")).json()["items"]]
        assert phases == ["verifying", "routing"], "the skipped fact is not in the view"

    on_a_desk(tmp_path, story)


def test_lists_of_views_that_are_ahead_of_the_log_say_that_they_are_stale(tmp_path: Path) -> None:
    async def before(desk: HttpDesk) -> None:
        await received(desk.caller(lin))
        assert await desk.desk.consumers.wait(desk.desk.store.head())
        assert (await desk.caller(lin).get("/work")).json()["stale"] is False

    async def after(desk: HttpDesk) -> None:
        assert (await desk.caller(lin).get("/work")).json()["stale"] is True
        assert (await desk.caller(lin).get("/complaints")).json()["stale"] is True

    on_a_desk(tmp_path, before)
    for file in tmp_path.glob("log.sqlite*"):
        file.unlink()
    for file in founded().glob("log.sqlite*"):
        shutil.copy(file, tmp_path)  # an older log, as after a restore
    on_a_desk(tmp_path, after)
