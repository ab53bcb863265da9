"""A customer is a record of its own: named at registration, begun with the case, never doubled (R12.1a)."""

from pathlib import Path
from uuid import uuid4

from tests.services.intake.cases import receive
from tests.support.cast import HG, gao, lin, ms_wang, portal, sun, zhou
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule

NEW = {"name": "陈先生", "phones": ["13900001111"], "unit": "5-2-301"}


@rule("R12.1a")
def test_a_new_customer_is_registered_with_the_case_and_a_retry_doubles_nothing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        head = desk.desk.store.head()
        first = await front.post("/complaints", receive(customer=NEW), key="a")
        assert first.status_code == 201, first.text
        again = await front.post("/complaints", receive(customer=NEW), key="a")
        assert again.content == first.content
        assert desk.desk.store.head() == head + 2
        shown = (await front.get(f"/complaints/{first.json()['number']}")).json()
        record = (await front.get(f"/customers/{shown['state']['reception']['customer']}")).json()
        assert (record["name"], record["phones"], record["site"]) == ("陈先生", ["13900001111"], "LP")
        other = await front.post("/complaints", receive(customer={**NEW, "name": "陈太太"}), key="a")
        assert (other.status_code, other.json()["type"]) == (422, "/problems#idempotency-key-reused")

    on_a_desk(tmp_path, story)


@rule("R12.1a")
def test_a_refused_case_leaves_no_customer_behind(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        head = desk.desk.store.head()
        refused = await front.post("/complaints", receive(customer=NEW, category="pets"))
        malformed = await front.post("/complaints", receive(customer={**NEW, "shoe_size": 42}))
        nameless = await front.post("/complaints", receive(customer={}))
        unknown = await front.post("/complaints", receive(customer=str(uuid4())))
        assert [one.status_code for one in (refused, malformed, nameless, unknown)] == [409, 422, 409, 409]
        assert desk.desk.store.head() == head

    on_a_desk(tmp_path, story)


@rule("R12.1a")
def test_an_anonymous_customer_is_one_record_per_case(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        records = set()
        for _ in range(2):
            answer = await front.post("/complaints", receive(customer=None, anonymous=True))
            assert answer.status_code == 201, answer.text
            shown = (await front.get(f"/complaints/{answer.json()['number']}")).json()
            records.add(shown["state"]["reception"]["customer"])
            assert shown["state"]["reception"]["anonymous"] is True
        assert len(records) == 2
        assert None not in records

    on_a_desk(tmp_path, story)


def test_phones_are_masked_and_records_of_other_sites_are_not_there(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        path = f"/customers/{ms_wang}"
        phones = {one.id: (await desk.caller(one).get(path)).json()["phones"] for one in (lin, sun, portal)}
        assert phones == {"lin": ["13812345678"], "sun": ["13812345678"], "portal": ["138****5678"]}
        elsewhere = desk.caller(gao)
        assert (await elsewhere.get(path)).status_code == 404
        assert (
            await elsewhere.post(f"{path}/merge-customer", {"into": str(ms_wang), "reason": "x"})
        ).status_code == 404
        assert (await elsewhere.get("/customers/nobody")).status_code == 404
        assert (await elsewhere.post("/customers", {"site": HG, "name": "Mr Hall"})).status_code == 201
        assert (await elsewhere.post("/customers", {"site": "LP", "name": "Mr Hall"})).status_code == 403

    on_a_desk(tmp_path, story)


@rule("R12.1a")
def test_records_are_merged_and_parted_and_no_circle_closes(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        chief = desk.caller(zhou)
        made = await chief.post("/customers", {"site": "LP", "name": "王女士", "phones": ["13812345678"]})
        second, first = made.json()["id"], str(ms_wang)
        assert made.headers["location"] == f"/api/v1/customers/{second}"
        reason = {"reason": "the same phone"}
        merged = await chief.post(f"/customers/{second}/merge-customer", {"into": first, **reason})
        assert merged.status_code == 200, merged.text
        for stream, into in ((first, second), (first, first), (first, str(uuid4()))):
            no = await chief.post(f"/customers/{stream}/merge-customer", {"into": into, **reason})
            assert (no.status_code, no.json()["rule"]) == (409, "R12.1a"), (stream, into)
        assert (await chief.get(f"/customers/{second}")).json()["merged_into"] == first
        assert (await chief.post(f"/customers/{second}/part-customer", reason)).status_code == 200

    on_a_desk(tmp_path, story)
