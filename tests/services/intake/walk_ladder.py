"""The walk through P8: a case is escalated, accepted by a deputy, and the customer contacted."""

from collections.abc import Iterator

from tests.services.intake.cases import VERIFY
from tests.services.intake.steps import Step, acts, begin
from tests.support.cast import lin, mei, zhou


def escalating() -> Iterator[Step]:
    """From afar, to the supervisor, who names a deputy."""
    yield begin("escalated")
    yield from acts(
        "escalated",
        (lin, "verify", VERIFY),
        (lin, "choose-route", {"route": "agreed", "reason": "the lift firm must look first"}),
        (lin, "escalate", {"why": "cannot_explain"}),
        (zhou, "depute-acceptance", {"deputy": "mei", "reason": "in a meeting"}),
        (mei, "accept-escalation", {}),
        (mei, "try-to-contact", {"channel": "phone"}),
        (mei, "contact-customer", {"channel": "phone", "content": "The firm comes at four."}),
    )
    yield from acts("escalated", (lin, "name-person", {"person": "he", "words": "He shouted at her."}))
