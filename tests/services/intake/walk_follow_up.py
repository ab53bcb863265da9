"""The walk through P10 and the ends of P11: every outcome of a follow-up, the quiet week, cancelled, withdrawn."""

from collections.abc import Iterator
from typing import Any

from shared.decision.moment import Caller
from tests.services.intake.cases import VERIFY
from tests.services.intake.steps import SPOT, Step, acts, begin
from tests.support.cast import he, lin, zhou

UNSIGNED = (
    (lin, "verify", VERIFY),
    *SPOT,
    (lin, "carry-out-promise", {"what": "The relay was changed."}),
    (lin, "ask-satisfaction", {"satisfied": True}),
    (lin, "record-unsigned", {"settled_by": "lin", "valid": True, "responsible": "management"}),
)
ANSWER = {
    "form": "phone", "reception": "satisfied", "handling": "satisfied", "result": "satisfied", "solved": "solved",
}  # fmt: skip


def _completed(name: str, *then: tuple[Caller, str, dict[str, Any]], **changes: Any) -> Iterator[Step]:
    yield begin(name, **changes)
    yield from acts(name, *UNSIGNED, *then)


def follow_up() -> Iterator[Step]:
    """Reached, tried, postponed, declined, decided, exempt; the quiet week held and over."""
    yield from _completed("reached", (lin, "follow-up", ANSWER))
    noise = {"category": "noise"}  # the later cases are of another matter: a suggested repeat would hold the week
    yield from _completed("tried", (lin, "try-follow-up", {"form": "phone"}), **noise)
    for _ in range(2):
        yield from acts("tried", (lin, "try-follow-up", {"form": "phone"}), wait=1)
    yield from acts("tried", (zhou, "decide-after-attempts", {"choice": "quiet_week", "reason": "nobody at home"}))
    yield from _completed(
        "postponed", (lin, "postpone-follow-up", {"form": "phone", "to": "{in_2_days}", "words": "晚点"})
    )
    yield from _completed("asked", (lin, "send-questionnaire", {"note": "by message"}))
    yield from _completed("declined", (lin, "decline-follow-up", {"words": "不用了。"}))
    yield from acts("declined", (zhou, "hold-quiet-week", {"until": "{day_in_9_days}", "reason": "another complaint"}))
    yield from acts("tried", (zhou, "close-after-quiet-week", {}), wait=9)
    yield from _completed("exempt", (zhou, "exempt-from-follow-up", {"exemption": "sensitive", "reason": "bereaved"}))


def ending() -> Iterator[Step]:
    """Cancelled and returned, withdrawn, nominated."""
    yield begin("mistake", category="noise")
    yield from acts(
        "mistake",
        (zhou, "cancel", {"reason": "test"}),
        (he, "return-case", {"reason": "it was none"}),
        (lin, "ask-to-withdraw", {"words": "算了。", "form": "folder 9"}),
        (zhou, "pass-decision-on", {"decision": "d1"}),
        (he, "confirm-withdrawal", {"confirmed": True, "reason": "called back"}),
        (lin, "nominate-training-case", {"lesson": "look at the log first"}),
    )
