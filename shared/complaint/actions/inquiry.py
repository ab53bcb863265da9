"""What the orders about investigations have in common: which assignment is meant, whose it is, what follows."""

from datetime import datetime

from shared.complaint.actions.base import At
from shared.complaint.state import Assignment, Complaint
from shared.decision.refusal import Refused
from shared.vocabulary.text import say

BEFORE_THE_CHARGE = say(
    "It cannot have happened at {occurred}, before department {department} was charged at {earliest}.",
    "发生时间 {occurred} 不能早于责成部门 {department} 的时间 {earliest}。",
)
NO_SUCH = say(
    "No open assignment has the id “{assignment}”; open are: {open}.",
    "没有编号为“{assignment}”的进行中调查；进行中的有：{open}。",
)
NOT_YOURS = say(
    "This investigation is for department {department}; others act on their own assignments only.",
    "该项调查由部门 {department} 负责；各部门只办理本部门的调查。",
)


def open_assignment(complaint: Complaint, at: At, wanted: str, again: str) -> Assignment:
    """The unfinished assignment meant, where this caller may act on it. Raises Refused.

    `wanted` empty means the only one; `again` is the slug of what was asked.
    """
    unfinished = [known for known in complaint.investigation.assignments if known.findings is None]
    return the_one(tuple(unfinished), at, wanted, again)


def the_one(among: tuple[Assignment, ...], at: At, wanted: str, again: str) -> Assignment:
    """The one meant of several assignments, where this caller may act on it (section 1). Raises Refused."""
    meant = [known for known in among if wanted in ("", known.id)]
    if len(meant) != 1:
        ids = tuple(known.id for known in among)
        raise Refused("R6.1", NO_SUCH, assignment=wanted, open=ids, instead=(again,))
    found = meant[0]
    theirs = at.by.id == found.head or at.by.department == found.department
    if at.by.level is None and not theirs:
        raise Refused("R6.1", NOT_YOURS, department=found.department, instead=(again,))
    if at.occurred_at < found.given_at:
        facts = {"occurred": at.occurred_at, "earliest": found.given_at, "department": found.department}
        raise Refused("CK9", BEFORE_THE_CHARGE, **facts, instead=(again,))
    return found


def unfinished_since(complaint: Complaint) -> datetime:
    """What tells of an investigation answers the first of the unfinished assignments, else the verification (CK9)."""
    given = (known.given_at for known in complaint.investigation.assignments if known.findings is None)
    return min(given, default=complaint.facts.verified_at or complaint.reception.received_at)
