"""The open pages: in three languages, without a script where none is needed, and with nothing from elsewhere."""

import re
from pathlib import Path

from tests.support.http import HttpDesk, on_a_desk

ELSEWHERE = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""")


def test_the_start_page_says_what_this_is_and_where_to_go(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        visitor = desk.nobody()
        for language, words in (("en", "to every complaint an answer"), ("zh-CN", "有诉必应"), ("zh-TW", "有訴必應")):
            page = await visitor.raw("GET", "/", headers={"accept-language": language})
            assert page.status_code == 200
            assert words in page.text
            assert 'href="/docs"' in page.text
            assert "keys.txt" in page.text
            assert "<script" not in page.text
            assert "default-src 'self'" in page.headers["content-security-policy"]
        problems = await visitor.raw("GET", "/problems")
        assert 'id="not-found"' in problems.text
        for language, words in (("en", "Check the address"), ("zh-CN", "请检查地址"), ("zh-TW", "請檢查地址")):
            problems = await visitor.raw("GET", "/problems", headers={"accept-language": language})
            assert words in problems.text
            assert "`" not in problems.text

    on_a_desk(tmp_path, story)


def test_the_pages_need_no_internet_and_follow_a_path_prefix(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        visitor = desk.nobody()
        for path in ("/", "/docs", "/problems"):
            page = await visitor.raw("GET", path)
            assert not ELSEWHERE.search(page.text), path
            for link in re.findall(r'(?:src|href)="([^"#]+)"', page.text):
                assert (await visitor.raw("GET", link)).status_code == 200, link
        document = (await visitor.raw("GET", "/openapi.json")).json()
        assert document["servers"] == [{"url": "/"}]
        assert (
            "unsafe-inline"
            not in (await visitor.raw("GET", "/docs")).headers["content-security-policy"].split("style")[0]
        )

    on_a_desk(tmp_path, story)


def test_a_desk_behind_a_prefix_links_to_itself(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await desk.client.aclose()
        behind = desk.behind("/desk")
        visitor = behind.nobody()
        page = await visitor.raw("GET", "/desk/")
        assert page.status_code == 200
        assert 'href="/desk/docs"' in page.text
        assert (await visitor.raw("GET", "/desk/docs")).status_code == 200
        assert (await visitor.raw("GET", "/desk/openapi.json")).json()["servers"] == [{"url": "/desk"}]
        answer = await visitor.raw("GET", "/desk/api/v1/me")
        assert (answer.status_code, answer.json()["type"]) == (401, "/desk/problems#unauthenticated")
        asset = await visitor.raw("GET", "/desk/assets/none.css")
        assert (asset.status_code, asset.json()["type"]) == (404, "/desk/problems#not-found")

    on_a_desk(tmp_path, story)


def test_health_and_readiness_are_told_to_anybody(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        visitor = desk.nobody()
        assert (await visitor.raw("GET", "/healthz")).json() == {"status": "ok"}
        assert (await visitor.raw("GET", "/readyz")).json()["status"] == "ready"
        await desk.desk.consumers.close()
        unready = await visitor.raw("GET", "/readyz")
        assert unready.status_code == 503
        assert unready.json()["obstacles"]["intake"] == "stopped"

    on_a_desk(tmp_path, story)
