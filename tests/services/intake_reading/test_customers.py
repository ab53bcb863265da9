"""Customers over HTTP: suggested, shown with their cases, merged and parted (R12.1a, R12.29)."""

from pathlib import Path
from typing import Any

from services.intake.projection.views import intake_views
from shared.stream.consumer import Consumer
from tests.services.intake_reading.test_listing_routes import RECEIVE
from tests.support.cast import LP, gao, lin, portal, zhou
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule

WANG = {"site": LP, "name": "赵女士", "phones": ["138 0013 8000"], "unit": "5-1-502"}


async def registered(front: Spoken, **changes: Any) -> str:
    answer = await front.post("/customers", {**WANG, **changes})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def suggested(front: Spoken, **asked: str) -> list[tuple[str, str]]:
    """Ids with reasons, after everything recorded so far."""
    answer = await front.get("/customers", params=asked)
    assert answer.status_code == 200, answer.text
    return [(item["id"], item["why"]) for item in answer.json()["items"]]


async def caught_up(desk: HttpDesk) -> None:
    assert await desk.desk.consumers["intake"].wait(desk.desk.store.head())


@rule("R12.1a")
def test_earlier_customers_are_suggested_by_phone_and_by_unit_with_name(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        wang = await registered(front)
        await registered(front, name="李先生", phones=["021-5555 0000"], unit="3-1-503")
        await registered(front, name="", phones=[], unit="", anonymous=True)
        await caught_up(desk)
        for phone in ("+86 13800138000", "008613800138000", "138-0013-8000"):
            assert await suggested(front, phone=phone) == [(wang, "same_phone")]
        assert await suggested(front, name="赵", unit="５号楼1单元502室") == [(wang, "same_unit_and_name")]
        assert await suggested(front, name="赵女士") == [(wang, "words")]
        assert await suggested(front, phone="8000") == [(wang, "words")], "the last digits"
        assert await suggested(front, name="钱") == []
        assert await suggested(desk.caller(gao), phone="13800138000") == [], "another site's customer"
        assert await suggested(front) == []
        for typing in ("9", "99", "  9  "):
            assert await suggested(front, phone=typing) == [], "not a number yet"
        assert await suggested(front, phone="9", name="赵", unit="５号楼1单元502室") == [(wang, "same_unit_and_name")]

    on_a_desk(tmp_path, story)


@rule("R12.1a", "R12.29")
def test_a_record_is_shown_amended_with_its_cases(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        wang = await registered(front)
        assert (await front.post("/complaints", {**RECEIVE, "customer": wang})).status_code == 201
        amended = {**WANG, "phones": ["139 0000 0000"], "reason": "new number"}
        del amended["site"]
        assert (await front.post(f"/customers/{wang}/amend-customer", amended)).status_code == 200
        await caught_up(desk)
        told = (await front.get(f"/customers/{wang}/complaints")).json()
        assert [item["number"] for item in told["items"]] == ["LP-20260303-001"]
        seen = (await front.get("/customers", params={"name": "赵女士"})).json()["items"][0]
        assert (seen["name"], seen["phones"], seen["version"]) == ("赵女士", ["139 0000 0000"], 2)
        masked = (await desk.caller(portal).get("/customers", params={"name": "赵女士"})).json()["items"][0]
        assert masked["phones"] == ["139 **** 0000"]
        assert await suggested(front, phone="13900000000") == [(wang, "same_phone")]
        assert await suggested(front, phone="13800138000") == [], "the old number leads nowhere"
        found = await front.get("/complaints", params={"q": "赵女士"})
        assert [item["number"] for item in found.json()["items"]] == ["LP-20260303-001"]
        assert (await desk.caller(gao).get(f"/customers/{wang}/complaints")).status_code == 404

    on_a_desk(tmp_path, story)


@rule("R12.1a")
def test_merged_records_stand_for_one_customer_until_parted(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, chief = desk.caller(lin), desk.caller(zhou)
        old = await registered(front)
        new = await registered(front, phones=["139 0000 0000"], name="Ms Wang", unit="")
        for customer in (old, new):
            assert (await front.post("/complaints", {**RECEIVE, "customer": customer})).status_code == 201
        why = {"into": new, "reason": "same person"}
        assert (await front.post(f"/customers/{old}/merge-customer", why)).status_code == 403
        assert (await chief.post(f"/customers/{old}/merge-customer", {**why, "into": old})).status_code == 409
        assert (await chief.post(f"/customers/{old}/merge-customer", {**why, "into": "x"})).status_code == 422
        assert (await chief.post(f"/customers/{old}/merge-customer", why)).status_code == 200
        back = await chief.post(f"/customers/{new}/merge-customer", {**why, "into": old})
        assert (back.status_code, back.json()["rule"]) == (409, "R12.1a"), "no circle"
        await caught_up(desk)
        assert await suggested(front, phone="13800138000") == [(new, "same_phone")]
        cases = (await front.get(f"/customers/{new}/complaints")).json()["items"]
        assert [item["number"][-3:] for item in cases] == ["002", "001"]
        parted = await chief.post(f"/customers/{old}/part-customer", {"reason": "mother and daughter"})
        assert parted.status_code == 200, parted.text
        await caught_up(desk)
        assert await suggested(front, phone="13800138000") == [(old, "same_phone")]
        _rebuilds_to_the_same(desk, tmp_path)

    on_a_desk(tmp_path, story)


def _rebuilds_to_the_same(desk: HttpDesk, folder: Path) -> None:
    """G7 for the tables of customers."""
    store = desk.desk.store
    make = intake_views(lambda stream, upto: store.stream(stream, 0, upto), desk.desk.door.codec)
    afresh = Consumer(make(), store, folder / "afresh.sqlite", desk.now)
    while afresh.step(10_000):
        pass
    with desk.desk.consumers["intake"].reading() as serving:
        for table in ("customer", "customer_key", "customer_words"):
            asked = f"SELECT * FROM {table} ORDER BY 1, 2" if table != "customer_words" else f"SELECT * FROM {table}"
            assert serving.execute(asked).fetchall() == afresh.connection.execute(asked).fetchall()
    afresh.close()
