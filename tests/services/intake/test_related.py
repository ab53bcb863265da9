"""Cases beside each other over HTTP: what is looked up before the door, and what the desk carries over (R12.6a)."""

from pathlib import Path
from typing import Any

from tests.services.intake.cases import VERIFY, a_case
from tests.services.intake.steps import SIGN, SPOT
from tests.support.cast import he, lin, zhou
from tests.support.http import HttpDesk, on_a_desk
from tests.support.rules import rule

ON_THE_SPOT = (
    (lin, "verify", VERIFY), *SPOT, (lin, "carry-out-promise", {"what": "The relay was changed."}),
    (lin, "ask-satisfaction", {"satisfied": True}),
)  # fmt: skip
NEW = {"name": "李先生", "phones": ["13900000000"]}


async def seen(desk: HttpDesk, number: str) -> dict[str, Any]:
    """A case once everything is carried over, the views with it."""
    await desk.carried_over()
    await desk.desk.consumers.wait(desk.desk.store.head())
    shown: dict[str, Any] = (await desk.caller(he).get(f"/complaints/{number}")).json()
    return shown


@rule("R12.6a")
def test_the_survivor_is_named_by_its_number_and_a_chain_ends_at_its_root(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor = desk.caller(lin), desk.caller(zhou)
        numbers = []
        for _ in range(3):
            numbers.append(await a_case(front))
            desk.now.move(minutes=5)
        root, second, third = numbers
        path = f"/complaints/{second}/close-as-duplicate"
        form = {"survivor": root, "reason": "the same lift"}
        done = await supervisor.post(path, form, key="once")
        assert done.status_code == 200, done.text
        again = await supervisor.post(path, form, key="once")
        assert again.json() == done.json()
        assert again.headers["idempotency-replayed"] == "true"
        done = await supervisor.post(f"/complaints/{third}/close-as-duplicate", {**form, "survivor": second})
        assert done.status_code == 200, done.text
        assert (await seen(desk, third))["phase"]["value"] == "closed"
        history = (await front.get(f"/complaints/{root}/history")).json()["records"]
        assert [one["topic"] for one in history].count("complaint.duplicate_added.v1") == 2
        assert {one["by"]["id"] for one in history if "duplicate" in one["topic"]} == {"desk"}
        assert all(one["cause"]["version"] for one in history if "duplicate" in one["topic"])

    on_a_desk(tmp_path, story)


@rule("R12.6a")
def test_a_survivor_that_does_not_fit_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor = desk.caller(lin), desk.caller(zhou)
        early = await a_case(front)
        desk.now.move(minutes=5)
        late = await a_case(front)
        neighbour = await a_case(front, customer=NEW, unit="3-1-503")
        same_unit = await a_case(front, customer={"name": "王先生"}, unit="3-1-502")

        async def refused(number: str, survivor: str) -> str:
            answer = await supervisor.post(
                f"/complaints/{number}/close-as-duplicate", {"survivor": survivor, "reason": "the same lift"}
            )
            assert answer.status_code == 409, answer.text
            said: str = answer.json()["detail"]
            return said

        assert "received later" in await refused(early, late)
        assert "duplicate of itself" in await refused(early, early)
        assert "another customer" in await refused(neighbour, early)
        fits = await supervisor.post(
            f"/complaints/{same_unit}/close-as-duplicate", {"survivor": early, "reason": "husband and wife"}
        )
        assert fits.status_code == 200, fits.text
        assert "nor of its own duplicate" in await refused(early, same_unit)
        unknown = {"survivor": "LP-20200101-001", "reason": "?"}
        assert (await supervisor.post(f"/complaints/{late}/close-as-duplicate", unknown)).status_code == 404
        malformed = {"survivor": "no id", "reason": "?"}
        assert (await supervisor.post(f"/complaints/{late}/close-as-duplicate", malformed)).status_code == 422

    on_a_desk(tmp_path, story)


@rule("R12.6a", "CK14")
def test_what_the_desk_alone_does_has_no_address_and_is_not_offered(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        number = await a_case(desk.caller(lin))
        offered = {one["action"] for one in (await seen(desk, number))["actions"]}
        assert "close_as_duplicate" in offered
        assert not offered & {"add_duplicate", "return_duplicate", "propose_survivor"}
        form = {"case": "00000000-0000-4000-8000-000000000001", "received_at": "2026-03-03T01:00:00Z"}
        assert (await desk.caller(zhou).post(f"/complaints/{number}/add-duplicate", form)).status_code == 404

    on_a_desk(tmp_path, story)


@rule("R12.4")
def test_the_desk_suggests_a_repeat_of_the_same_customer_or_unit_and_category(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front, supervisor = desk.caller(lin), desk.caller(zhou)
        earlier = await a_case(front)
        for who, slug, form in (*ON_THE_SPOT, (lin, "sign", SIGN)):
            done = await desk.caller(who).post(f"/complaints/{earlier}/{slug}", form)
            assert done.status_code == 200, done.text
        other_matter = await a_case(front, category="noise")
        desk.now.move(days=2)
        neighbour = await a_case(front, customer=NEW, unit="3-1-503")
        wife = await a_case(front, customer={"name": "王太太"}, category="facilities")
        await seen(desk, wife)
        found = (await front.get(f"/complaints/{earlier}/history")).json()["records"]
        suggested = [one for one in found if one["topic"] == "complaint.repeat_suggested.v1"]
        assert len(suggested) == 1, "one unit, a category above; neither the other matter nor the neighbour"
        assert suggested[0]["facts"]["by_system"]
        refused = await front.post(f"/complaints/{earlier}/suggest-repeat", {"case": neighbour})
        assert (refused.status_code, refused.json()["rule"]) == (409, "R12.4")
        by_hand = await front.post(f"/complaints/{earlier}/suggest-repeat", {"case": other_matter})
        assert by_hand.status_code == 200, by_hand.text
        confirmed = await supervisor.post(
            f"/complaints/{earlier}/confirm-repeat", {"case": wife, "reason": "the same lift"}
        )
        assert confirmed.status_code == 200, confirmed.text
        assert (await seen(desk, wife))["phase"]["value"] == "closed"
        assert (await seen(desk, earlier))["phase"]["value"] == "agreed"

    on_a_desk(tmp_path, story)
