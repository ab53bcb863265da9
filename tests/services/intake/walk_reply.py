"""The walk through P5: the reply time, who cannot be reached, what is beyond ability; and the contact around it."""

from collections.abc import Iterator

from tests.services.intake.cases import VERIFY, receive
from tests.services.intake.steps import POST, Step, acts, begin
from tests.support.cast import he, lin, portal, zhou


def replying() -> Iterator[Step]:
    """A time agreed, postponed, wished, promised, not agreed; early on the first day of the walk."""
    hour = "2026-03-03T{}:00:00+08:00"
    yield begin("reply")
    yield from acts(
        "reply",
        (lin, "verify", VERIFY),
        (lin, "choose-route", {"route": "agreed", "reason": "needs a part"}),
        (lin, "record-not-agreed", {"words": "现在就要答复！"}),
        (lin, "agree-reply-time", {"reply_at": hour.format(17), "words": "好。"}),
        (lin, "postpone-reply", {"reply_at": hour.format(19), "reason": "The firm has not answered."}),
        (lin, "agree-on-customers-wish", {"reply_at": "2026-03-05T17:00:00+08:00", "words": "后天再说。"}),
        (lin, "acknowledge", {"means": "printed"}),
        (lin, "record-urge", {"channel": "phone", "words": "怎么还没消息？"}),
        (lin, "give-notice", {"means": "phone", "content": "The part is ordered."}),
    )
    yield begin("paper", occurred_at="2026-03-01T10:00:00+08:00")
    yield from acts(
        "paper",
        (lin, "verify", VERIFY),
        (lin, "choose-route", {"route": "agreed", "reason": "needs a part"}),
        (lin, "promise-reply-time", {"reply_at": hour.format(10)}),
    )


def unreachable() -> Iterator[Step]:
    """An anonymous letter: confirmed, posted for, appeared, unreachable again."""
    box = receive(channel="box", customer=None, anonymous=True)
    yield Step(portal, POST, "/complaints", box, {"letter": "number"})
    yield from acts(
        "letter",
        (zhou, "pass-decision-on", {"decision": "d1"}),
        (he, "confirm-unreachable", {"unreachable": True, "reason": "The letter has no name."}),
        (lin, "post-notice", {"where": "Lobby of block 3", "content": "The lift is being repaired."}),
        (lin, "record-appearance", {"reach_by": "138 0000 0000"}),
        (zhou, "record-unreachable", {"reason": "The number belongs to somebody else."}),
    )
    yield Step(portal, POST, "/complaints", box, {"leak": "number"})
    task = {"what": "Shut the valve.", "person": "lin"}
    decision = {"solution": "The pipe is replaced.", "reason": "Nobody can be asked."}
    yield from acts(
        "leak",
        (lin, "verify", {**VERIFY, "confirmation": "as_written"}),
        (lin, "give-urgent-task", task),
        (he, "decide-for-unreachable", decision),
    )


def beyond() -> Iterator[Step]:
    """Beyond the unit's ability: reviewed, understood or not, taken on, told."""
    record = {"why": "The noise comes from the metro.", "promise": "We write to them.", "understanding": "not_given"}
    told = {"how": "refused", "content": "No wall.", "understanding": "given", "remedies": ["court"]}
    yield begin("beyond")
    yield from acts(
        "beyond",
        (lin, "verify", VERIFY),
        (lin, "choose-route", {"route": "agreed", "reason": "the metro"}),
        (lin, "record-beyond-ability", record),
        (he, "decide-not-understood", {"stays_beyond": True, "reason": "We cannot close the metro."}),
        (he, "record-understanding", {"understanding": "given"}),
        (he, "review-beyond", {"findings": "Still no wall."}),
        (he, "record-obstacle-gone", {"reason": "A wall is built."}),
        (he, "record-beyond-ability", record),
        (he, "tell-outside-outcome", told),
    )


def calling_back() -> Iterator[Step]:
    """A call that nobody takes, and one that drops."""
    yield begin("call_back", channel="phone")
    yield from acts(
        "call_back",
        (lin, "record-call-dropped", {}),
        (lin, "call-back", {"reached": True}),
        (lin, "ask-to-move-up", {"reason": "customer_wishes"}),
        (lin, "record-consent", {"given": True}),
        (lin, "offer-call-back", {"call_at": "2026-03-03T09:20:00+08:00"}),
    )
