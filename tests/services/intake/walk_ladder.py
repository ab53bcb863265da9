"""The walk through P8: a case is escalated, accepted by a deputy, and the customer contacted."""

from collections.abc import Iterator

from tests.services.intake.cases import VERIFY
from tests.services.intake.steps import Step, acts, begin
from tests.support.cast import he, lin, mei, zhou


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
    yield from acts(
        "escalated",
        (lin, "record-need", {"body": "developer", "who": "Lakeside Homes", "what": "The plans of the shaft."}),
        (he, "request-support", {"need": "n1", "what": "Send the plans.", "by": "2030-01-01T00:00:00Z"}),
        (mei, "follow-outside", {"need": "n1", "what": "They look for them."}),
        (mei, "record-outside-answer", {"need": "n1", "answer": "The plans are here."}),
        (he, "end-outside-part", {"need": "n1", "reason": "All is here."}),
    )
    yield from acts("escalated", (lin, "name-person", {"person": "he", "words": "He shouted at her."}))
