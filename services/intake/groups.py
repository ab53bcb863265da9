"""What a parent does to its children (R12.5b): its findings, its proposals and its work reach each of them once.

Pure. Who is there when it happens gets it then; who is attached, or gets its route, later gets what holds by then.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from services.intake.amendments import put_right
from shared.complaint.actions.base import ComplaintAction
from shared.complaint.actions.p12_groups import CompleteWithParent, FindWithParent, ProposeWithParent
from shared.complaint.events.p06_investigation import FindingsRecorded, NoInvestigationNeeded
from shared.complaint.events.p07_proposal import ApprovalDecided, ProposalMade, ProposalRejected
from shared.complaint.events.p11_closing import JudgementTakenBack, Reopened
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.event import Record
from shared.reacting.fact import Act, Fact

WITH_PARENT = "With the parent. 随父件。"
"""The reason on record where findings of a child are revised by those of its parent."""


def to_each_child(fact: Fact, order: ComplaintAction | None) -> Iterator[Act]:
    """One order for each child that is attached by then."""
    if order is not None:
        for child in sorted(fact.after.links.children):
            yield Act(child, order)


def findings(fact: Fact) -> Iterator[Act]:
    """What was found out, or that nothing has to be, holds for every child."""
    if fact.after.links.children:
        records = fact.history()
        yield from to_each_child(fact, _findings_of(records, fact.after))


def proposal(fact: Fact) -> Iterator[Act]:
    """What is proposed, or was approved, is proposed to every child's customer."""
    if fact.after.links.children:
        yield from to_each_child(fact, _proposal_of(fact.history()))


def work(fact: Fact) -> Iterator[Act]:
    """Complete, or going on again: so it is for every child."""
    done = fact.after.work.work_complete_at is not None
    if fact.after.links.children:
        yield from to_each_child(fact, CompleteWithParent(version=len(fact.history()), complete=done))


def caught_up(child: UUID, records: Sequence[Record[Any]]) -> Iterator[Act]:
    """All that holds of a parent's acts, for a child that was not there, or not ready, when they were done."""
    parent: Complaint = COMPLAINT.fold(records)
    for order in (_findings_of(records, parent), _proposal_of(records), _work_of(records, parent)):
        if order is not None:
            yield Act(child, order)


def _findings_of(records: Sequence[Record[Any]], parent: Complaint) -> FindWithParent | None:
    """The newest findings, taken together as the parent has them, in the words that hold now."""
    wanted = FindingsRecorded | NoInvestigationNeeded
    version = next((n for n in range(len(records), 0, -1) if isinstance(records[n - 1].event, wanted)), 0)
    if not version:
        return None
    event, found = records[version - 1].event, parent.investigation.findings
    if isinstance(event, NoInvestigationNeeded) or found is None:
        return FindWithParent(
            version=version, none_needed=True, valid=event.valid, responsible=event.responsible,
            reason=event.reason or WITH_PARENT,
        )  # fmt: skip
    right = put_right(records)
    return FindWithParent(
        version=version, facts=right.get((version, "facts"), event.facts),
        cause=right.get((version, "cause"), event.cause), at_fault=found.at_fault, valid=found.valid,
        severity=found.severity, responsible=found.responsible, department=event.department, reason=WITH_PARENT,
    )  # fmt: skip


def _proposal_of(records: Sequence[Record[Any]]) -> ProposeWithParent | None:
    """The newest proposal of the round that may be told, unless it was rejected."""
    made: tuple[int, ProposalMade] | None = None
    settled: dict[str, bool] = {}
    for version, record in enumerate(records, 1):
        match record.event:
            case ProposalMade() as event:
                made = version, event
            case ApprovalDecided() as event:
                settled[event.proposal] = event.approved
            case ProposalRejected() as event:
                settled[event.proposal] = False
            case Reopened() | JudgementTakenBack():
                made = None
    if made is None or not settled.get(made[1].proposal, made[1].approval is None):
        return None
    version, event = made
    solution = put_right(records).get((version, "solution"), event.solution)
    return ProposeWithParent(
        version=version, solution=solution, unmet=event.unmet, remedies=event.remedies, amount=event.amount,
        work=event.work,
    )  # fmt: skip


def _work_of(records: Sequence[Record[Any]], parent: Complaint) -> CompleteWithParent | None:
    done = parent.work.work_complete_at is not None
    return CompleteWithParent(version=len(records)) if done else None
