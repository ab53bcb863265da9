"""Who was away is told what happened, case by case, and nothing of a case in which they are complained about."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.services.intake.cases import a_case
from tests.support.cast import gao, lin, portal, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.passing import pass_time
from tests.support.rules import rule


async def away(who: Spoken, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await who.get("/away", params=asked)).json()
    return found


def test_ones_own_notices_stand_case_by_case_in_ones_language(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        first = await a_case(desk.caller(lin))
        await pass_time(desk, minutes=10)
        second = await a_case(desk.caller(lin))
        await pass_time(desk, hours=1)
        found = await away(desk.caller(zhou))
        assert [case["number"] for case in found["items"]] == [second, first]
        (case,) = [case for case in found["items"] if case["number"] == first]
        assert [one["kind"]["value"] for one in case["notices"]][:1] == ["escalated"]
        assert case["is_open"]
        late = await away(desk.caller(zhou), since=(desk.now() - timedelta(minutes=1)).isoformat())
        assert late["items"] == []
        said = await desk.caller(lin).get("/away", headers={"accept-language": "zh-CN"})
        words = {one["kind"]["words"] for one in said.json()["items"][0]["notices"]}
        assert words == {"即将到期", "已超时"}
        for nobody in (gao, portal):
            assert (await away(desk.caller(nobody)))["items"] == []

    on_a_desk(tmp_path, story)


@rule("R12.17")
def test_who_is_complained_about_is_told_nothing_of_the_case_any_more(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        await pass_time(desk, hours=1)
        assert [case["number"] for case in (await away(desk.caller(zhou)))["items"]] == [number]
        named = await desk.caller(lin).post(f"/complaints/{number}/name-person", {"person": zhou.id})
        assert named.is_success, named.text
        assert (await away(desk.caller(zhou)))["items"] == []

    on_a_desk(tmp_path, story)
