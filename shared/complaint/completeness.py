"""What a closing needs (R11.1): the list of what is missing, by route and closing reason."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.complaint.state import Complaint
from shared.vocabulary.axes import ClosingReason, Route
from shared.vocabulary.text import Say, say


@dataclass(frozen=True, slots=True)
class Need:
    """One row of the table *What a closing needs*."""

    slug: str
    words: Say
    there: Callable[[Complaint], bool]


EVERY_ROUTE = (
    Need("customer", say("customer or anonymous", "投诉人或匿名"),
         lambda c: c.reception.customer is not None or c.reception.anonymous),
    Need("unit", say("unit or none", "房号或无"), lambda c: c.reception.has_unit),
    Need("category", say("category", "投诉类别"), lambda c: c.reception.category != ""),
    Need("statement", say("statement of facts", "投诉要点"), lambda c: c.facts.verified_at is not None),
    Need("route", say("route", "处理途径"), lambda c: c.facts.route is not None),
    Need("first_receiver", say("first receiver", "首次受理人"), lambda c: c.ladder.first_receiver is not None),
    Need("last_receiver", say("last receiver", "最终受理人"), lambda c: c.ladder.last_receiver is not None),
    Need("valid", say("valid or not", "是否有效"), lambda c: c.settlement.valid is not None),
    Need("responsible", say("responsible party", "责任归属"), lambda c: c.settlement.responsible is not None),
)  # fmt: skip

ON_THE_SPOT = (
    Need("answer", say("explanation or answer", "解释或答复"), lambda c: c.settlement.answered_at is not None),
    Need("at_fault", say("at fault yes or no", "是否有过失"), lambda c: c.settlement.at_fault is not None),
    Need(
        "apology",
        say("apology", "道歉"),
        lambda c: not c.settlement.at_fault or c.settlement.apologised or c.reception.apologised,
    ),
    Need("satisfaction", say("satisfaction asked", "询问满意度"), lambda c: c.settlement.asked_at is not None),
    Need("signature", say("signature", "签字"), lambda c: c.settlement.signed_at is not None),
)

_OWN_ROW_ONLY = frozenset(
    {ClosingReason.WITHDRAWN, ClosingReason.CANCELLED, ClosingReason.DUPLICATE, ClosingReason.NOT_KNOWN}
)


def needs(complaint: Complaint, reason: ClosingReason) -> tuple[Need, ...]:
    """The rows of this case's route and closing reason."""
    if reason in _OWN_ROW_ONLY:
        return ()
    return EVERY_ROUTE + (ON_THE_SPOT if complaint.facts.route is Route.ON_THE_SPOT else ())


def missing(complaint: Complaint, reason: ClosingReason) -> tuple[str, ...]:
    """Slugs of what the file still lacks; empty when it is complete."""
    return tuple(need.slug for need in needs(complaint, reason) if not need.there(complaint))
