"""The walk through what one case does to another: duplicates, repeats, groups, transfers (R12.4 to R12.6a, R12.11b)."""

from collections.abc import Iterator

from tests.services.intake.cases import VERIFY
from tests.services.intake.steps import GET, POST, SIGN, SPOT, Step, acts, begin
from tests.support.cast import HG, LP, he, lin, qian, reyes, zhou

SAME = {"reason": "the same lift"}


def related() -> Iterator[Step]:
    """A survivor that is cancelled, and the duplicate that takes its place."""
    for name in ("survivor", "duplicate", "further"):
        yield begin(name)
    yield from acts("duplicate", (zhou, "close-as-duplicate", {"survivor": "{survivor}", **SAME}))
    yield from acts("further", (zhou, "close-as-duplicate", {"survivor": "{survivor}", **SAME}))
    yield Step(he, POST, "/complaints/{survivor}/cancel", {"reason": "test"}, follows_others=True)
    decided = {"survives": True, **SAME}
    yield Step(zhou, POST, "/complaints/{duplicate}/decide-survivor", decided, follows_others=True)
    yield from acts("further", (lin, "write-note", {"text": "One lift, one case."}))
    yield begin("earlier")
    settled = (
        (lin, "verify", VERIFY), *SPOT, (lin, "carry-out-promise", {"what": "The relay was changed."}),
        (lin, "ask-satisfaction", {"satisfied": True}), (lin, "sign", SIGN),
    )  # fmt: skip
    yield from acts("earlier", *settled)
    for name in ("other", "again"):
        yield begin(name)
    yield from acts(
        "earlier",
        (lin, "suggest-repeat", {"case": "{other}"}),
        (lin, "suggest-repeat", {"case": "{again}"}),
        (zhou, "dismiss-repeat", {"case": "{other}", "reason": "the other lift"}),
        (zhou, "confirm-repeat", {"case": "{again}", **SAME}),
    )
    group = {"unit": "3-1-801", "category": "noise"}  # no repeat of any other
    for name in ("parent", "child"):
        yield begin(name, **group)
    yield from acts("child", (zhou, "attach-to-parent", {"parent": "{parent}", "reason": "one noise"}))
    yield Step(lin, POST, "/complaints/{parent}/verify", VERIFY, follows_others=True)
    yield from acts("parent", *settled[1:], (zhou, "reopen", {"reason": "It is loud again."}))
    decided = {"reopen": [], "reason": "The child is open."}
    yield Step(zhou, POST, "/complaints/{parent}/decide-children", decided, follows_others=True)
    yield from acts("child", (zhou, "detach-from-parent", {"reason": "another noise"}))
    seen = {"site": LP, "channel": "staff", "no_unit": True, "summary": "Both lifts of block 3 stand still."}
    yield Step(lin, POST, "/complaints", seen, {"incident": "number"})
    yield from acts("incident", (zhou, "end-incident-record", {"reason": "They run again."}))
    yield from _transferred()


def _transferred() -> Iterator[Step]:
    """A case of another site: there, back again, and there for good."""
    elsewhere = {"unit": "3-1-901", "category": "noise"}
    yield begin("wrong", **elsewhere)
    yield from acts("wrong", (zhou, "transfer", {"site": HG, "reason": "the lift of Harbour Gate"}))
    yield Step(reyes, GET, "/complaints?q=901", keep={"right": "items.0.number"}, follows_others=True)
    yield Step(reyes, POST, "/complaints/{right}/accept-escalation", {})
    yield Step(reyes, GET, "/complaints/{right}", keep={"who": "state.reception.customer"})
    yield Step(reyes, GET, "/customers/{who}")
    yield Step(reyes, POST, "/complaints/{right}/send-back", {"reason": "not ours either"})
    decided = {"site": HG, "reason": "by the plan of the shafts"}
    yield Step(qian, POST, "/complaints/{wrong}/decide-site", decided, follows_others=True)
    yield Step(reyes, POST, "/complaints/{right}/acknowledge", {"means": "phone"}, follows_others=True)
