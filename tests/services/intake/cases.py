"""Bodies that the HTTP stories of intake share."""

from typing import Any

from tests.support.cast import LP, ms_wang
from tests.support.http import Spoken

VERIFY = {"statement": "The lift of block 3 stopped twice this week."}
EXPLAIN = {"explanation": "The lift is being looked at.", "accepted": "not_said"}


def receive(**changes: Any) -> dict[str, Any]:
    """A walk-in of Ms Wang about a lift at LP."""
    return {
        "site": LP, "channel": "walk_in", "customer": str(ms_wang), "unit": "3-1-502", "category": "facilities.lift",
        "summary": "The lift of block 3 stops between floors.", "words": "电梯又停在半路了！",
        "failings": ["neglect"], **changes,
    }  # fmt: skip


async def a_case(front: Spoken, **changes: Any) -> str:
    """A case just received; its number."""
    received = await front.post("/complaints", receive(**changes))
    assert received.status_code == 201, received.text
    number: str = received.json()["number"]
    return number
