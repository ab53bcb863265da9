"""The walk through P6 and P7: charged, given back, found out; demanded, proposed, approved, answered."""

from collections.abc import Iterator

from tests.services.intake.cases import VERIFY
from tests.services.intake.steps import Step, acts, begin
from tests.support.cast import he, lin

ON_P5 = ((lin, "verify", VERIFY), (lin, "choose-route", {"route": "agreed", "reason": "the firm must look first"}))
CHARGE = {"department": "LP-engineering", "person": "wu", "question": "Why does it stop?"}
FINDINGS = {
    "facts": "It stopped on Monday and on Tuesday.", "cause": "A worn relay.", "at_fault": False, "valid": True,
    "severity": "moderate", "responsible": "department",
}  # fmt: skip
PROPOSAL = {"solution": "The relay is changed.", "remedies": ["repair"], "work": True}


def inquiry() -> Iterator[Step]:
    """A case from the charge to the accepted solution; another in which nothing has to be found out."""
    yield begin("inquiry")
    yield from acts(
        "inquiry",
        *ON_P5,
        (lin, "charge-head", CHARGE),
        (lin, "return-assignment", {"why": "not_enough_information"}),
        (lin, "charge-head", CHARGE),
        (lin, "withdraw-assignment", {"reason": "the firm found it"}),
        (lin, "charge-head", CHARGE),
        (lin, "record-first-finding", {"what": "The relay is worn."}),
        (lin, "record-findings", FINDINGS),
        (lin, "record-demand", {"demand": "A lift that runs.", "unknown": ["reason", "state_of_mind"]}),
        (lin, "make-proposal", PROPOSAL | {"remedies": ["compensation"], "amount": "80.00"}),
        (he, "decide-approval", {"approved": True}),
        (lin, "tell-proposal", {"told_by": "phone"}),
        (lin, "record-rejection", {"words": "不行。"}),
        (lin, "make-proposal", PROPOSAL),
        (lin, "tell-proposal", {"told_by": "in_person"}),
        (lin, "record-acceptance", {"words": "好。"}),
    )
    yield begin("known")
    yield from acts("known", *ON_P5, (lin, "record-none-needed", {"reason": "a power cut"}))
