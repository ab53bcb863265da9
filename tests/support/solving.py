"""Stories of an investigation and a proposal, built stage on stage like those of `story`."""

from typing import Any

from shared.complaint.actions.p06_assignment import ChargeHead
from shared.complaint.actions.p06_findings import RecordFindings
from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.actions.p07_demand import RecordDemand
from shared.complaint.actions.p07_proposal import MakeProposal, TellProposal
from shared.vocabulary.axes import Responsible, Severity
from shared.vocabulary.inquiry import Remedy, ToldBy
from tests.support.cast import lin, wu
from tests.support.story import Story, agreed

CHARGE = ChargeHead(department="LP-engineering", question="Why does the lift stop between floors?")
TELL = TellProposal(told_by=ToldBy.PHONE)


def findings(**changes: Any) -> RecordFindings:
    """A worn part of the lift: not our fault, a valid complaint, moderate."""
    usual = {
        "facts": "It stopped on Monday and on Tuesday, each time for ten minutes.", "cause": "A worn relay.",
        "at_fault": False, "valid": True, "severity": Severity.MODERATE, "responsible": Responsible.DEPARTMENT,
    }  # fmt: skip
    return RecordFindings.model_validate({**usual, **changes})


def demand(**changes: Any) -> RecordDemand:
    """A lift that runs, because of a child; worried."""
    usual = {
        "demand": "A lift that runs.", "reason": "She carries a pram.", "state_of_mind": "Worried, not angry.",
    }  # fmt: skip
    return RecordDemand.model_validate({**usual, **changes})


def proposal(**changes: Any) -> MakeProposal:
    """The relay is changed."""
    usual = {
        "solution": "The lift firm changes the relay today.", "unmet": "The lift is not replaced.",
        "remedies": (Remedy.REPAIR,), "work": True,
    }  # fmt: skip
    return MakeProposal.model_validate({**usual, **changes})


def charged(at: str = "09:20", **changes: Any) -> Story:
    """On P5, and Wu, head of the engineers, is charged."""
    return [*agreed(**changes), (at, lin, CHARGE)]


def found(at: str = "10:00", what: RecordFindings | None = None, **changes: Any) -> Story:
    """… and Wu has found out."""
    return [*charged(**changes), (at, wu, what or findings())]


def demanded(at: str = "10:05", **changes: Any) -> Story:
    """… and what the customer wants is on record."""
    return [*found(**changes), (at, lin, demand())]


def proposed(at: str = "10:30", what: MakeProposal | None = None, **changes: Any) -> Story:
    """… and a solution was made and told by phone."""
    return [*demanded(**changes), (at, lin, what or proposal()), (at, lin, TELL)]


def accepted(at: str = "11:00", **changes: Any) -> Story:
    """… and the customer agreed to it."""
    return [*proposed(**changes), (at, lin, RecordAcceptance(words="好，就这么办。"))]


def rejected(at: str = "11:00", **changes: Any) -> Story:
    """… and the customer said no."""
    return [*proposed(**changes), (at, lin, RecordRejection(words="不行，我要换新电梯。"))]
