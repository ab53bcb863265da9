"""History, clocks and the file of a case over HTTP: what each reader sees, and that nothing is lost or leaks."""

import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.services.intake_reading.test_listing_routes import RECEIVE, received
from tests.support.cast import gao, lin, portal, sun, wu
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule

CASE = "/complaints/LP-20260303-001"
NASTY = '<script>alert("电梯")</script>'


@rule("R12.10", "R12.29")
def test_a_history_tells_who_did_what_when(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        desk.now.move(minutes=20)
        done = {"statement": "Twice this week.", "occurred_at": "2026-03-03T09:05:00+08:00"}
        assert (await front.post(f"{CASE}/verify", done)).status_code == 200
        answer = await front.get(f"{CASE}/history", headers={"accept-language": "zh-CN"})
        first, second = answer.json()["records"]
        assert (first["topic"], first["by"]["id"], first["action"]) == ("complaint.received.v1", "lin", "receive")
        assert first["facts"]["words"] == RECEIVE["words"]
        assert (second["occurred_at"], second["recorded_at"]) == ("2026-03-03T01:05:00Z", "2026-03-03T01:20:00Z")
        assert second["label"] == "核实要点"
        assert (second["late"], second["version"]) == (False, 2)
        assert answer.headers["etag"] == '"2"'

    on_a_desk(tmp_path, story)


@rule("R12.29")
def test_an_internal_note_stays_inside(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        assert (await front.post(f"{CASE}/write-note", {"text": "difficult, call before noon"})).status_code == 200
        for path in ("history", "file"):
            inside = (await front.get(f"{CASE}/{path}")).json()["records"][-1]
            outside = (await desk.caller(portal).get(f"{CASE}/{path}")).json()["records"][-1]
            assert inside["facts"] == {"text": "difficult, call before noon"}
            assert (outside["facts"], outside["hidden"]) == ({}, ["text"])

    on_a_desk(tmp_path, story)


@rule("CK9", "R12.29")
def test_only_auditors_read_the_time_that_was_wrong(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        desk.now.move(minutes=10)
        await front.post(f"{CASE}/verify", {"statement": "Twice this week."})
        wrong = {"version": 2, "happened_at": "2026-03-03T09:05:00+08:00", "reason": "told at five past"}
        corrected = await front.post(f"{CASE}/correct-time", wrong)
        assert corrected.status_code == 200, corrected.text
        seen = (await front.get(f"{CASE}/history")).json()["records"][1]
        audited = (await desk.caller(sun).get(f"{CASE}/history")).json()["records"][1]
        assert seen["occurred_at"] == audited["occurred_at"] == "2026-03-03T01:05:00Z"
        assert (seen["occurred_at_before"], audited["occurred_at_before"]) == (None, "2026-03-03T01:10:00Z")

    on_a_desk(tmp_path, story)


@rule("R12.29")
def test_what_was_amended_reads_as_it_holds_now_and_auditors_read_both(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front, unit="8-1-101")
        for slug, form in (
            ("amend", {"unit": "3-1-503", "reason": "misheard"}),
            ("amend-words", {"version": 1, "field": "words", "text": "楼道漏水", "reason": "another caller's words"}),
        ):
            done = await front.post(f"{CASE}/{slug}", form)
            assert done.status_code == 200, done.text
        for reader, unit, words in ((lin, "3-1-503", "楼道漏水"), (sun, "8-1-101", RECEIVE["words"])):
            first = (await desk.caller(reader).get(f"{CASE}/history")).json()["records"][0]
            assert (first["facts"]["unit"], first["facts"]["words"]) == (unit, words)
            assert first["amended"] == ["unit", "words"]
        page = await desk.caller(sun).get(f"{CASE}/file", params={"format": "html"})
        assert page.text.count("(amended later)") == 2
        for question, found in (("楼道漏水", 1), ("停在半路", 0), ("3-1-503", 1), ("8-1-101", 0)):
            asked = {"q": question, "wait_for": desk.desk.store.head()}
            items = (await front.get("/complaints", params=asked)).json()["items"]
            assert len(items) == found, question
            assert all(item["unit"] == "3-1-503" for item in items)

    on_a_desk(tmp_path, story)


@rule("R3.1")
def test_the_clocks_of_a_case_say_what_they_were_counted_by(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        desk.now.move(minutes=45)
        told = (await front.get(f"{CASE}/clocks")).json()
        verification = next(one for one in told["clocks"] if one["clock"] == "verification")
        assert verification["limit"] == "verify_within=30 min"
        assert (verification["outcome"], verification["open"]) == ("missed", True)
        assert verification["due"] == "2026-03-03T01:30:00Z"
        assert verification["policy_version"] > 0

    on_a_desk(tmp_path, story)


def test_the_file_of_a_case_is_whole_in_itself(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await received(desk.caller(lin))
        answer = await desk.caller(sun).get(f"{CASE}/file")
        file = answer.json()
        assert (file["format"], file["number"], file["zone"]) == (
            "suying-case-file/1", "LP-20260303-001", "Asia/Shanghai",
        )  # fmt: skip
        assert file["names"]["people"] == {"lin": "Lin"}
        assert file["names"]["sites"] == {"LP": "Lakeside Park"}
        assert list(file["names"]["categories"]) == ["facilities.lift", "facilities"]
        assert {clock["clock"] for clock in file["clocks"]} == {"verification", "reply", "progress"}
        [place] = file["log"]
        [entry] = desk.desk.store.read(place["position"] - 1, 1)
        assert hashlib.sha256(entry.state).hexdigest() == place["sha256"]
        assert json.loads(entry.state)["event"]["words"] == file["records"][0]["facts"]["words"]
        assert "attachment" in answer.headers["content-disposition"]

    on_a_desk(tmp_path, story)


class Tags(HTMLParser):
    """Which elements and addresses a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.names.add(tag)
        self.addresses += [str(value) for name, value in attrs if name in {"src", "href", "action"}]


def test_the_page_of_a_case_fetches_nothing_and_escapes_everything(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await received(desk.caller(lin), words=NASTY)
        for language in ("en", "zh-CN", "zh-TW"):
            asked = {"params": {"format": "html"}, "headers": {"accept-language": language}}
            answer = await desk.caller(sun).get(f"{CASE}/file", **asked)
            assert answer.status_code == 200, answer.text
            tags = Tags()
            tags.feed(answer.text)
            assert "script" not in tags.names
            assert tags.addresses == []
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "2026-03-03 09:00" in answer.text, "times of the site"

    on_a_desk(tmp_path, story)


def test_who_does_not_see_the_site_finds_nothing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await received(desk.caller(lin))
        for stranger in (gao, wu):
            for path in ("history", "clocks", "file"):
                assert (await desk.caller(stranger).get(f"{CASE}/{path}")).status_code == 404
        assert (await desk.caller(lin).get("/complaints/LP-20260303-002/history")).status_code == 404

    on_a_desk(tmp_path, story)
