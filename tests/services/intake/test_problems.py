"""Every type of error in the table occurs, is problem+json in the caller's language, and tells no secrets."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import httpx
import pytest

from infra.reference.errors import text as errors_page
from shared.database.errors import DiskFull
from shared.eventstore.log import Append, Conflict, Outcome
from shared.vocabulary.text import Lang
from shared.web import waiting
from shared.web.problems import MEDIA_TYPE, PROBLEMS
from tests.services.intake.cases import EXPLAIN, VERIFY, a_case, receive
from tests.support.cast import admin, lin, portal, sun
from tests.support.http import API, HttpDesk, on_a_desk


def slug(answer: httpx.Response) -> str:
    """The type of a problem, once it is seen to be one."""
    assert answer.headers["content-type"] == MEDIA_TYPE, answer.text
    said = answer.json()
    problem = next(one for one in PROBLEMS if said["type"] == f"/problems#{one.slug}")
    assert (said["status"], said["title"]) == (answer.status_code, problem.title.en)
    assert answer.status_code == problem.status
    assert said["detail"]
    assert set(said) - {"type", "title", "status", "detail"} == set(problem.members)
    return problem.slug


async def provoked(desk: HttpDesk, patch: pytest.MonkeyPatch) -> list[str]:
    """Every type that a caller can bring about."""
    front, office, system = desk.caller(lin), desk.caller(admin), desk.caller(portal)
    number = await a_case(front)
    path = f"{API}/complaints/{number}/explain"
    as_json = {"content-type": "application/json", "idempotency-key": "p"}
    found = [
        slug(await front.raw("POST", path, json=EXPLAIN)),
        slug(await front.post(f"/complaints/{number}/explain", EXPLAIN, key="with space")),
        slug(await desk.nobody().get("/me")),
        slug(await desk.caller(sun).post(f"/complaints/{number}/explain", EXPLAIN)),
        slug(await front.get("/complaints/LP-20260303-009")),
        slug(await front.raw("GET", "/nothing/here")),
        slug(await front.raw("DELETE", path)),
        slug(await front.post("/complaints", receive(category="pets"))),
        slug(await front.post(f"/complaints/{number}/explain", EXPLAIN, headers={"if-match": '"9"'})),
        slug(await front.raw("POST", path, content=b"{" + b" " * 2**20 + b"}", headers=as_json)),
        slug(await front.raw("POST", path, content=b"a=1", headers={**as_json, "content-type": "text/plain"})),
        slug(await front.post(f"/complaints/{number}/explain", {**EXPLAIN, "mood": 1})),
    ]
    named = receive(channel="app", reference="T-1")
    await system.post("/complaints", named)
    found.append(slug(await system.post("/complaints", named)))
    await front.post(f"/complaints/{number}/explain", EXPLAIN, key="once")
    found.append(slug(await front.post(f"/complaints/{number}/verify", VERIFY, key="once")))
    patch.setattr(waiting, "LONGEST_S", 0.05)
    found.append(slug(await front.get(f"/complaints/{number}", params={"wait_for": 10**6})))
    follower, stream = desk.desk.consumers["intake"], UUID(int=7)
    patch.setattr(follower, "_rebuilding", (0, 1))
    patch.setattr(follower, "parked", lambda: [SimpleNamespace(stream=stream, position=1)])
    found.append(slug(await office.post(f"/consumers/intake/parked/{stream}/skip", {"position": 1})))
    patch.setattr(follower, "_rebuilding", None)
    return found


async def suffered(desk: HttpDesk, patch: pytest.MonkeyPatch) -> list[str]:
    """What the desk itself can come to."""
    front = desk.caller(lin)
    number = await a_case(front)
    found = []

    def full(_batch: Sequence[Append]) -> list[Outcome]:
        raise DiskFull("log.sqlite: the disk is full")

    def quicker(batch: Sequence[Append]) -> list[Outcome]:
        return [Conflict(append.expected + 1) for append in batch]

    def broken(_batch: Sequence[Append]) -> list[Outcome]:
        raise sqlite3.ProgrammingError("王女士 13812345678")

    for failure in (full, quicker, broken):
        with patch.context() as patched:
            patched.setattr(desk.desk.store, "append", failure)
            answer = await front.post(f"/complaints/{number}/explain", EXPLAIN)
        found.append(slug(answer))
        assert "王女士" not in answer.text
    assert (await front.post(f"/complaints/{number}/explain", EXPLAIN)).status_code == 200
    return found


def test_every_type_of_the_table_occurs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story(desk: HttpDesk) -> list[str]:
        return await suffered(desk, monkeypatch) + await provoked(desk, monkeypatch)

    async def hurried(desk: HttpDesk) -> list[str]:
        front = desk.caller(lin)
        return [slug(answer) for answer in [await front.get("/me") for _ in range(5)] if answer.is_error]

    found = on_a_desk(tmp_path / "a", story) + on_a_desk(tmp_path / "b", hurried, rate=2)
    assert set(found) == {problem.slug for problem in PROBLEMS}
    logged = capsys.readouterr().err
    assert '"event":"fault"' in logged.replace('": "', '":"')
    assert "王女士" not in logged
    assert "13812345678" not in logged


def test_the_table_is_in_the_reference_and_in_three_languages() -> None:
    page = errors_page()
    assert len({problem.slug for problem in PROBLEMS}) == len(PROBLEMS)
    for problem in PROBLEMS:
        assert f"`{problem.slug}`" in page
        assert len({problem.title.to(lang) for lang in Lang}) >= 2


def test_a_refusal_is_said_in_the_callers_language_and_the_sites_time(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        late = {**EXPLAIN, "occurred_at": "2026-03-03T12:05:00+08:00"}
        said, facts = {}, {}
        for header in ("zh-CN,zh;q=0.9,en;q=0.8", "zh-HK", "fr, en;q=0.5", "zh-TW;q=0.3, en;q=0.9"):
            answer = await front.post(f"/complaints/{number}/explain", late, headers={"accept-language": header})
            said[header] = (answer.headers["content-language"], answer.json()["detail"])
            facts = answer.json()["facts"]
        assert [language for language, _ in said.values()] == ["zh-Hans", "zh-Hant", "en", "en"]
        assert "3月3日 12:05" in said["zh-CN,zh;q=0.9,en;q=0.8"][1]
        assert "3 Mar 12:05" in said["fr, en;q=0.5"][1]
        assert facts["occurred"] == "2026-03-03T04:05:00Z"

    on_a_desk(tmp_path, story)


MALFORMED = (
    b"", b"[]", b'"x"', b"null", b"{", b"\xff\xfe", b'{"explanation": NaN}', b"[" * 100_000,
    b'{"explanation": 1e999999}', b'{"explanation": ' + b"9" * 5000 + b"}", b'{"accepted": "not_said"}',
    b'{"explanation": "\\ud800", "accepted": "not_said"}', b'{"explanation": "", "accepted": "not_said"}',
    b'{"explanation": "x", "accepted": "perhaps"}', b'{"explanation": ["x"], "accepted": "not_said"}',
)  # fmt: skip


def test_a_malformed_body_is_a_callers_mistake_never_a_fault(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        number = await a_case(front)
        for count, body in enumerate(MALFORMED):
            headers = {"content-type": "application/json", "idempotency-key": f"m{count}"}
            answer = await front.raw("POST", f"{API}/complaints/{number}/explain", content=body, headers=headers)
            assert slug(answer) == "malformed", body[:40]
            assert answer.json()["errors"][0]["field"].startswith("body")

    on_a_desk(tmp_path, story)
