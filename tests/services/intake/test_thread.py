"""The thin thread over HTTP: received, verified, settled on the spot, signed, closed."""

from pathlib import Path

from tests.support.cast import LP, lin, ms_wang
from tests.support.http import HttpDesk, on_a_desk

RECEIVE = {
    "site": LP, "channel": "walk_in", "customer": str(ms_wang), "unit": "3-1-502", "category": "facilities.lift",
    "summary": "The lift of block 3 stops between floors.", "words": "电梯又停在半路了！", "failings": ["neglect"],
}  # fmt: skip
STEPS = (
    ("verify", {"statement": "The lift of block 3 stopped twice this week."}),
    ("choose-route", {"route": "on_the_spot", "reason": "it can be put right at once"}),
    (
        "answer",
        {
            "answer": "It has been reset.",
            "at_fault": True,
            "apologised": True,
            "promise": "The firm resets it at once.",
            "carried_out": True,
        },
    ),
    ("ask-satisfaction", {"satisfied": True}),
    (
        "sign",
        {
            "name": "王女士",
            "method": "paper",
            "reference": "form 17",
            "settled_by": "lin",
            "valid": True,
            "responsible": "management",
        },
    ),
)


def test_from_the_first_word_to_the_closing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        received = await front.post("/complaints", RECEIVE)
        assert received.status_code == 201, received.text
        assert received.json()["number"] == "LP-20260303-001"
        assert received.headers["location"] == "/api/v1/complaints/LP-20260303-001"
        for slug, form in STEPS:
            done = await front.post(f"/complaints/LP-20260303-001/{slug}", form)
            assert done.status_code == 200, (slug, done.text)
        shown = (await front.get("/complaints/LP-20260303-001")).json()
        assert shown["phase"]["value"] == "closed"
        assert shown["state"]["closing"]["reason"] == "settled_on_the_spot"
        assert {clock["clock"]: clock["outcome"] for clock in shown["clocks"]}["verification"] == "met"

    on_a_desk(tmp_path, story)
