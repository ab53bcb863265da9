"""Departments and contractors see and act on their own tasks and nothing else (section 1), over HTTP."""

from pathlib import Path

from tests.services.intake.cases import VERIFY, a_case
from tests.support.cast import gao, jiang, lin, sun, wu, zhou
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule

FENCE = {"what": "Fence the shaft.", "department": "LP-lifts", "makes_safe": True}
VALVE = {"what": "Close the valve.", "department": "LP-engineering"}
CLOSED = {"task": "t1", "what": "Closed."}
READING = ("", "/history", "/clocks", "/file", "/attachments")


@rule("R9.3", "R9.4")
def test_a_department_sees_its_tasks_and_nothing_else_of_the_case(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, engineers, lifts = desk.caller(lin), desk.caller(wu), desk.caller(jiang)
        number = await a_case(front)
        assert (await engineers.post(f"/complaints/{number}/complete-task", CLOSED)).status_code == 404
        assert (await front.post(f"/complaints/{number}/give-urgent-task", VALVE)).status_code == 200
        last = (await front.post(f"/complaints/{number}/give-urgent-task", FENCE)).json()["last"]
        (task,) = (await engineers.get(f"/tasks?wait_for={last}")).json()["items"]
        assert (task["number"], task["id"], task["kind"], task["what"]) == (number, "t1", "task", "Close the valve.")
        assert (task["due"], task["urgent"]) == ("2026-03-03T16:00:00Z", True)
        assert [one["action"] for one in task["actions"]] == ["report_progress", "complete_task", "return_task"]
        assert [one["id"] for one in (await lifts.get(f"/tasks?wait_for={last}")).json()["items"]] == ["t2"]
        for path in READING:
            assert (await engineers.get(f"/complaints/{number}{path}")).status_code == 404
        assert (await engineers.get("/complaints")).json()["items"] == []
        refused = await engineers.post(f"/complaints/{number}/verify", VERIFY)
        assert (refused.status_code, refused.json()["role"]) == (403, "department")
        other = await engineers.post(f"/complaints/{number}/complete-task", {**CLOSED, "task": "t2"})
        assert (other.status_code, other.json()["rule"]) == (409, "R9.3")
        assert other.json()["instead"] == ["report_progress", "complete_task", "return_task"]

    on_a_desk(tmp_path, story)


@rule("R9.3", "R9.4")
def test_a_department_reports_with_the_address_it_was_shown_and_then_the_case_is_gone_for_it(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, engineers = desk.caller(lin), desk.caller(wu)
        number = await a_case(front)
        last = (await front.post(f"/complaints/{number}/give-urgent-task", VALVE)).json()["last"]
        (task,) = (await engineers.get(f"/tasks?wait_for={last}")).json()["items"]
        report, complete, _ = (one["href"].removeprefix("/api/v1") for one in task["actions"])
        said = {"task": "t1", "words": "On the way.", "changes_told": False}
        assert (await engineers.post(report, said)).status_code == 200
        stale = await engineers.post(complete, CLOSED, headers={"if-match": '"1"'})
        assert (stale.status_code, stale.json()["since"]) == (412, [])
        done = await engineers.post(complete, CLOSED, key="once")
        assert done.status_code == 200
        again = await engineers.post(complete, CLOSED, key="once")
        assert (again.status_code, again.json()) == (200, done.json())
        assert (await engineers.get(f"/tasks?wait_for={done.json()['last']}")).json()["items"] == []
        assert (await engineers.post(complete, CLOSED)).status_code == 404

    on_a_desk(tmp_path, story)


@rule("CK6")
def test_a_task_of_the_site_is_still_shown_when_the_case_is_void(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, lifts = desk.caller(lin), desk.caller(jiang)
        number = await a_case(front)
        for form in (VALVE, FENCE):
            assert (await front.post(f"/complaints/{number}/give-urgent-task", form)).status_code == 200
        cancelled = await desk.caller(zhou).post(f"/complaints/{number}/cancel", {"reason": "test"})
        last = cancelled.json()["last"]
        assert (await desk.caller(wu).get(f"/tasks?wait_for={last}")).json()["items"] == []
        (task,) = (await lifts.get(f"/tasks?wait_for={last}")).json()["items"]
        fenced = await lifts.post(task["actions"][1]["href"].removeprefix("/api/v1"), {**CLOSED, "task": "t2"})
        assert fenced.status_code == 200

    on_a_desk(tmp_path, story)


@rule("R6.1")
def test_an_investigation_is_shown_to_the_head_who_finds_out(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, engineers = desk.caller(lin), desk.caller(wu)
        number = await a_case(front)
        route = {"route": "agreed", "reason": "needs a part"}
        charge = {"department": "LP-engineering", "question": "Why does it stop?", "person": "wu"}
        for slug, form in (("verify", VERIFY), ("choose-route", route)):
            assert (await front.post(f"/complaints/{number}/{slug}", form)).status_code == 200
        answer = await front.post(f"/complaints/{number}/charge-head", charge)
        assert answer.status_code == 200, answer.text
        (given,) = (await engineers.get(f"/tasks?wait_for={answer.json()['last']}")).json()["items"]
        assert (given["id"], given["kind"], given["what"]) == ("a1", "assignment", "Why does it stop?")
        first, *_ = (one["href"].removeprefix("/api/v1") for one in given["actions"])
        assert first.endswith(("record-first-finding", "return-assignment"))
        found = await engineers.post(f"/complaints/{number}/record-first-finding", {"what": "A worn relay."})
        assert found.status_code == 200
        assert (await desk.caller(jiang).post(f"/complaints/{number}/record-first-finding", {"what": "?"})
                ).status_code == 404  # fmt: skip

    on_a_desk(tmp_path, story)


@rule("R9.4")
def test_what_the_customer_is_to_be_told_stands_first_on_the_receivers_list(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, engineers = desk.caller(lin), desk.caller(wu)
        await a_case(front)
        desk.now.move(minutes=10)
        number = await a_case(front)
        await front.post(f"/complaints/{number}/give-urgent-task", VALVE)
        news = {"task": "t1", "words": "It takes a day.", "changes_told": True}
        last = (await engineers.post(f"/complaints/{number}/report-progress", news)).json()["last"]
        first, second = (await front.get(f"/work?wait_for={last}")).json()["items"]
        assert (first["number"], first["tell_since"]) == (number, "2026-03-03T01:10:00Z")
        assert second["tell_since"] is None
        told = {"means": "phone", "content": "It takes a day."}
        last = (await front.post(f"/complaints/{number}/give-notice", told)).json()["last"]
        items = (await front.get(f"/work?wait_for={last}")).json()["items"]
        assert [one["tell_since"] for one in items] == [None, None]
        assert items[1]["number"] == number

    on_a_desk(tmp_path, story)


def test_a_task_of_a_person_is_on_their_list_and_on_nobody_elses(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        mine = {"what": "Call the firm.", "person": "lin"}
        last = (await front.post(f"/complaints/{number}/give-urgent-task", mine)).json()["last"]
        assert [one["id"] for one in (await front.get(f"/tasks?wait_for={last}")).json()["items"]] == ["t1"]
        for other in (gao, sun, wu):
            assert (await desk.caller(other).get("/tasks")).json()["items"] == []

    on_a_desk(tmp_path, story)
