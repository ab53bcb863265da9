"""Commands over HTTP: one effect and one answer each, in turn, on the version that was meant."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.services.intake.cases import EXPLAIN, VERIFY, a_case, receive
from tests.support.cast import admin, he, lin, portal, qian, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk


@pytest.mark.guarantee("G2")
def test_a_command_whose_answer_was_lost_is_sent_again_and_answered_word_for_word(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        lost = await front.post("/complaints", receive(), key="first")  # say the line broke after the commit
        number = lost.json()["number"]
        desk.now.move(minutes=3)
        again = await front.post("/complaints", receive(), key="first")
        assert (again.status_code, again.content) == (lost.status_code, lost.content)
        assert again.headers["location"] == lost.headers["location"]
        assert again.headers["idempotency-replayed"] == "true"
        done = await front.post(f"/complaints/{number}/verify", VERIFY, key="second")
        assert "idempotency-replayed" not in done.headers
        repeated = await front.post(f"/complaints/{number}/verify", VERIFY, key="second", headers={"if-match": '"1"'})
        assert (repeated.status_code, repeated.content) == (200, done.content)
        assert done.headers["etag"] == '"2"'

    on_a_desk(tmp_path, story)


@pytest.mark.guarantee("G2")
def test_after_a_crash_between_commit_and_answer_the_earlier_answer_is_given(tmp_path: Path) -> None:
    async def before(desk: HttpDesk) -> tuple[str, bytes]:
        front = desk.caller(lin)
        token = front.headers["authorization"].removeprefix("Bearer ")
        return token, (await front.post("/complaints", receive(), key="first")).content

    async def after(desk: HttpDesk) -> bytes:
        answer = await desk.with_key(token).post("/complaints", receive(), key="first")
        assert desk.desk.store.find_number("LP-20260303", 2) is None
        return answer.content

    token, lost = on_a_desk(tmp_path, before)
    assert on_a_desk(tmp_path, after) == lost


def test_the_spelling_of_a_body_makes_no_other_command(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        headers = {"idempotency-key": "x", "content-type": "application/json; charset=utf-8"}
        path = f"/api/v1/complaints/{number}/explain"
        one = b'{"explanation": "old lift", "accepted":"not_said"}'
        two = b'{\n "accepted": "not_said", "explanation": "\\u006fld lift"}'
        answers = [await front.raw("POST", path, content=body, headers=headers) for body in (one, two)]
        assert answers[0].content == answers[1].content
        other = await front.raw("POST", path, content=one.replace(b"old", b"new"), headers=headers)
        assert (other.status_code, other.json()["type"]) == (422, "/problems#idempotency-key-reused")
        moved = {**EXPLAIN, "explanation": "old lift", "occurred_at": "2026-03-03T08:59:00+08:00"}
        assert (await front.post(f"/complaints/{number}/explain", moved, key="x")).status_code == 422

    on_a_desk(tmp_path, story)


def test_the_business_time_may_be_said_with_every_command(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front, occurred_at="2026-03-03T08:00:00+08:00")
        shown = (await front.get(f"/complaints/{number}")).json()
        assert shown["state"]["reception"]["received_at"] == "2026-03-03T00:00:00Z"
        late = await front.post("/complaints", receive(occurred_at="2026-03-03T12:00:00+08:00"))
        assert (late.status_code, late.json()["rule"]) == (409, "CK9")
        wrongs = (
            "2026-03-03T08:00:00",
            "yesterday",
            0,
            "2026-03-03",
            "0001-01-01T00:00:00+08:00",
            "9999-12-31T23:59:59Z",
        )
        for wrong in wrongs:
            answer = await front.post("/complaints", receive(occurred_at=wrong))
            assert answer.status_code == 422, wrong
            assert answer.json()["errors"][0]["field"] == "body.occurred_at"

    on_a_desk(tmp_path, story)


def test_a_stale_if_match_is_told_what_has_happened_since(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, chief = desk.caller(lin), desk.caller(he)
        number = await a_case(front)
        tag = (await chief.get(f"/complaints/{number}")).headers["etag"]
        await front.post(f"/complaints/{number}/verify", VERIFY)
        stale = await chief.post(f"/complaints/{number}/explain", EXPLAIN, headers={"if-match": tag})
        assert stale.status_code == 412
        told = stale.json()
        assert (told["expected"], told["version"]) == (1, 2)
        assert [(one["version"], one["topic"], one["by"]) for one in told["since"]] == [
            (2, "complaint.verified.v1", "lin")
        ]
        assert "statement" not in stale.text
        again = await chief.post(f"/complaints/{number}/explain", EXPLAIN, headers={"if-match": stale.headers["etag"]})
        assert again.status_code == 200
        for wrong in ("1", "*", 'W/"1"', '"1", "2"', '"x"'):
            answer = await chief.post(f"/complaints/{number}/explain", EXPLAIN, headers={"if-match": wrong})
            assert answer.status_code == 422, wrong

    on_a_desk(tmp_path, story)


def test_thirty_two_clients_on_one_case_and_on_many(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        on_one = await asyncio.gather(
            *(front.post(f"/complaints/{number}/explain", {**EXPLAIN, "explanation": str(n)}) for n in range(32))
        )
        assert sorted(answer.json()["version"] for answer in on_one) == list(range(2, 34))
        on_many = await asyncio.gather(*(front.post("/complaints", receive()) for _ in range(32)))
        numbers = sorted(answer.json()["number"] for answer in on_many)
        assert numbers == [f"LP-20260303-{n:03d}" for n in range(2, 34)]
        positions = sorted(answer.json()["first"] for answer in (*on_one, *on_many))
        assert positions == list(range(positions[0], positions[0] + 64))

    on_a_desk(tmp_path, story)


def test_a_systems_own_reference_stands_for_one_case(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        system, front = desk.caller(portal), desk.caller(lin)
        first = await system.post("/complaints", receive(channel="app", reference="T-1"), key="a")
        again = await system.post("/complaints", receive(channel="app", reference="T-1"), key="a")
        assert again.content == first.content
        taken = await system.post("/complaints", receive(channel="app", reference="T-1"), key="b")
        assert (taken.status_code, taken.json()["number"]) == (409, first.json()["number"])
        assert taken.json()["type"] == "/problems#reference-taken"
        at_once = await asyncio.gather(
            *(system.post("/complaints", receive(channel="app", reference="T-2")) for _ in range(8))
        )
        assert sorted(answer.status_code for answer in at_once) == [201] + [409] * 7
        assert (await front.post("/complaints", receive(reference="T-1"))).status_code == 201  # another's reference

    on_a_desk(tmp_path, story)


FORMS: dict[str, dict[str, Any]] = {
    "verify": VERIFY,
    "choose_route": {"route": "on_the_spot", "reason": "can be put right at once"},
    "answer": {"answer": "Reset.", "at_fault": False},
    "ask_satisfaction": {"satisfied": True},
}
"""Enough of each form for the refusals below to lead somewhere."""


async def followed(front: Spoken, number: str, slug: str) -> None:
    """A refusal names what the case itself says is allowed, and says what greys the button."""
    no = await front.post(f"/complaints/{number}/{slug.replace('_', '-')}", FORMS[slug])
    if no.status_code != 409:
        return
    shown = (await front.get(f"/complaints/{number}")).json()
    allowed = {one["action"] for one in shown["actions"] if one["allowed"]}
    assert set(no.json()["instead"]) <= allowed, (slug, no.json())
    here = next(one for one in shown["actions"] if one["action"] == slug)
    if not here["allowed"]:  # what greys the button is what refuses the call
        assert (here["rule"], here["why"]) == (no.json()["rule"], no.json()["detail"])
        assert here["instead"] == no.json()["instead"]


def test_every_way_out_that_a_refusal_names_can_be_taken(tmp_path: Path) -> None:
    """Each refusal of an action on a fresh case leads, by its `instead`, to an action that is then allowed."""

    async def story(desk: HttpDesk) -> None:
        callers = [desk.caller(one) for one in (lin, zhou, he, qian)]
        number = await a_case(callers[0])
        for slug in ("verify", "choose_route", "answer", "ask_satisfaction"):
            for front in callers:
                for action in FORMS:
                    if action != slug:
                        await followed(front, number, action)
            done = await callers[0].post(f"/complaints/{number}/{slug.replace('_', '-')}", FORMS[slug])
            assert done.status_code == 200, done.text

    on_a_desk(tmp_path, story)


def test_the_directory_is_changed_by_its_own_actions_and_known_at_once(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        office, front = desk.caller(admin), desk.caller(lin)
        unknown = await front.post("/complaints", receive(category="pets"))
        assert unknown.status_code == 409
        names = {"en": "Pets", "zh_Hans": "宠物", "zh_Hant": "寵物"}
        added = await office.post("/directory/add-category", {"category": "pets", "names": names})
        assert added.status_code == 200, added.text
        assert (await front.post("/complaints", receive(category="pets"))).status_code == 201
        now = (await front.get("/directory")).json()
        assert "pets" in {one["code"] for one in now["categories"]}
        desk.now.move(seconds=1)
        then = await front.get("/directory", params={"at": "2026-03-03T00:59:59Z"})
        assert then.json()["version"] == 0

    on_a_desk(tmp_path, story)
