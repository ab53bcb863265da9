"""What a fact on one case does to another: a pure function from the fact and the case's own links to acts.

Every act is an order to the other case, given by the desk with the fact as its cause. A carrier carries them out.
"""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID, uuid5

from services.intake import groups
from services.intake.travelling import received_there
from shared.complaint.actions.p12_groups import (
    PARENT_GONE,
    REJECTED,
    AddChild,
    AskAboutChildren,
    DetachFromParent,
    RemoveChild,
    ReopenWithParent,
)
from shared.complaint.actions.p12_related_cases import (
    AddDuplicate,
    CloseAsDuplicate,
    MoveDuplicate,
    ProposeSurvivor,
    RemoveDuplicate,
    ReturnDuplicate,
)
from shared.complaint.actions.p12_repeats import AskAboutRepeat, SettleRepeat
from shared.complaint.actions.p12_transfer import CancelTransferred
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_investigation import FindingsRecorded, NoInvestigationNeeded
from shared.complaint.events.p07_proposal import ApprovalDecided, ProposalMade, ProposalRejected
from shared.complaint.events.p09_completion import WorkCompleted
from shared.complaint.events.p10_follow_up import RoundBegun
from shared.complaint.events.p11_closing import JudgementTakenBack, Reopened
from shared.complaint.events.p11_ending import Cancelled, Returned, Withdrawn
from shared.complaint.events.p12_groups import (
    AttachedToParent,
    ChildAttached,
    ChildrenDecided,
    DetachedFromParent,
    ParentFollowed,
)
from shared.complaint.events.p12_related_cases import (
    SURVIVES_NO_MORE,
    DuplicateAdded,
    DuplicateEnded,
    DuplicateFound,
    DuplicateMoved,
    DuplicateRemoved,
    SurvivorDecided,
)
from shared.complaint.events.p12_repeats import RepeatConfirmed, RepeatDismissed, RepeatSuggested
from shared.complaint.events.p12_transfer import ReceivedByTransfer, TransferAsked
from shared.complaint.state import Other
from shared.reacting.fact import Act, Fact
from shared.vocabulary.axes import ClosingReason

RETURNED_TOGETHER = "Returned together; this case was received first. 一并恢复，以最早受理件为准。"


_TRANSFERS = UUID("7d1a0c52-6c1b-4d39-9a0e-0f7a4be0c611")

Reaction = Callable[[Fact], Iterator[Act]]


def _found(fact: Fact) -> Iterator[Act]:
    """The survivor learns of it, and survives what this case had survived (R12.6a)."""
    survivor = fact.record.event.survivor
    yield Act(survivor, AddDuplicate(case=fact.case, received_at=fact.after.reception.received_at))
    for other in fact.after.links.duplicates:
        yield Act(other.case, MoveDuplicate(survivor=survivor))
    yield from _children_go(fact)


def _moved(fact: Fact) -> Iterator[Act]:
    """The new survivor learns of it, the former one no longer lists it."""
    former = fact.before.links.duplicate_of
    received = fact.after.reception.received_at
    yield Act(fact.record.event.survivor, AddDuplicate(case=fact.case, received_at=received))
    if former is not None:
        yield Act(former, RemoveDuplicate(case=fact.case, open_again=False))


def _added(fact: Fact) -> Iterator[Act]:
    """A survivor that was cancelled or became a duplicate in the meantime passes it on (R12.6a)."""
    event, root = fact.record.event, fact.after.links.duplicate_of
    if fact.after.closing.reason in SURVIVES_NO_MORE:
        yield Act(event.case, ReturnDuplicate(survivor=fact.case))
    elif root is not None and root != event.case:
        yield Act(event.case, MoveDuplicate(survivor=root))


def _ended(fact: Fact) -> Iterator[Act]:
    """The survivor learns that it returned."""
    yield Act(fact.record.event.survivor, RemoveDuplicate(case=fact.case, open_again=fact.after.is_open))


def _gone(fact: Fact) -> Iterator[Act]:
    """The survivor was cancelled or withdrawn: its duplicates return (R12.6a); a parent lost this child."""
    if fact.after.links.parent is not None:
        yield Act(fact.after.links.parent, RemoveChild(case=fact.case))
    for other in fact.after.links.duplicates:
        yield Act(other.case, ReturnDuplicate(survivor=fact.case))
    yield from _children_go(fact)


def _children_go(fact: Fact) -> Iterator[Act]:
    """A parent withdrawn, cancelled or closed as duplicate detaches its children (R12.5b)."""
    for child in sorted(fact.after.links.children):
        yield Act(child, DetachFromParent(reason=PARENT_GONE))


def _removed(fact: Fact) -> Iterator[Act]:
    """All have returned: of those open again the earliest received is proposed as the new survivor (R12.6a)."""
    links = fact.after.links
    if fact.after.closing.reason not in SURVIVES_NO_MORE or links.duplicates:
        return
    by_receipt = sorted(links.returned, key=_by_receipt)
    if len(by_receipt) > 1:
        first, *others = by_receipt
        yield Act(first.case, ProposeSurvivor(others=tuple(other.case for other in others)))


def _decided(fact: Fact) -> Iterator[Act]:
    """What it survives closes as its duplicate."""
    event = fact.record.event
    for case in event.others if event.survives else ():
        yield Act(case, CloseAsDuplicate(survivor=fact.case, reason=RETURNED_TOGETHER))


def _suggested(fact: Fact) -> Iterator[Act]:
    """A decision about a closed case runs on the case that raised it (CK14)."""
    if fact.after.closing.judged_at is not None:
        yield Act(fact.record.event.case, AskAboutRepeat(earlier=fact.case))


def _confirmed(fact: Fact) -> Iterator[Act]:
    """The later case is linked; in time it closes as the duplicate of this one (R10.5, R11.4)."""
    event = fact.record.event
    yield Act(event.case, SettleRepeat(earlier=fact.case, confirmed=True))
    if event.in_time:
        yield Act(event.case, CloseAsDuplicate(survivor=fact.case, reason=event.reason))


def _dismissed(fact: Fact) -> Iterator[Act]:
    """The later case learns that it is none."""
    yield Act(fact.record.event.case, SettleRepeat(earlier=fact.case, confirmed=False))


def _attached(fact: Fact) -> Iterator[Act]:
    """The parent learns of its child."""
    yield Act(fact.record.event.parent, AddChild(case=fact.case))


def _child_attached(fact: Fact) -> Iterator[Act]:
    """A parent that is gone by now gives the child back; else what it did reaches the child (R12.5b)."""
    if fact.after.closing.reason in (*SURVIVES_NO_MORE, ClosingReason.DUPLICATE):
        yield Act(fact.record.event.case, DetachFromParent(reason=PARENT_GONE))
    else:
        yield from groups.caught_up(fact.record.event.case, fact.history())


def _follows_parent(fact: Fact) -> Iterator[Act]:
    """On the route of an agreed reply time a child can take in what its parent did before (R3.2)."""
    parent = fact.after.links.parent
    if parent is not None:
        yield from groups.caught_up(fact.case, fact.other(parent))


def _detached(fact: Fact) -> Iterator[Act]:
    """The parent learns that it lost a child."""
    yield Act(fact.record.event.parent, RemoveChild(case=fact.case))


def _rejected(fact: Fact) -> Iterator[Act]:
    """A child's rejection is its own, and detaches it (R12.5b)."""
    if fact.after.links.parent is not None:
        yield Act(fact.case, DetachFromParent(reason=REJECTED))


def _open_again(fact: Fact) -> Iterator[Act]:
    """Reopening a parent lists its children for decision and reopens none (R12.5a); its work goes on."""
    if fact.after.links.children:
        yield Act(fact.case, AskAboutChildren())
    yield from groups.work(fact)


def _children_decided(fact: Fact) -> Iterator[Act]:
    """Those that were named are reopened with the parent."""
    event = fact.record.event
    for child in event.reopened:
        yield Act(child, ReopenWithParent(reason=event.reason))


def _goes(fact: Fact) -> Iterator[Act]:
    """The other site receives it with its whole state (R12.11b): a new case, or the one that is there already."""
    records = fact.history()
    new = uuid5(_TRANSFERS, f"{fact.case}/{len(records)}")
    yield Act(fact.record.event.back_to or new, received_there(fact.case, records, fact.policy))


def _came(fact: Fact) -> Iterator[Act]:
    """Only then is it cancelled where it came from."""
    yield Act(fact.record.event.case, CancelTransferred(case=fact.case, site=fact.record.event.site))


def _by_receipt(other: Other) -> tuple[object, ...]:
    return other.received_at, other.case


REACTIONS: Mapping[type[ComplaintEvent], Reaction] = {
    DuplicateFound: _found,
    DuplicateMoved: _moved,
    DuplicateAdded: _added,
    DuplicateEnded: _ended,
    DuplicateRemoved: _removed,
    SurvivorDecided: _decided,
    RepeatSuggested: _suggested,
    RepeatConfirmed: _confirmed,
    RepeatDismissed: _dismissed,
    AttachedToParent: _attached,
    ChildAttached: _child_attached,
    DetachedFromParent: _detached,
    ProposalRejected: _rejected,
    FindingsRecorded: groups.findings,
    NoInvestigationNeeded: groups.findings,
    ProposalMade: groups.proposal,
    ApprovalDecided: groups.proposal,
    WorkCompleted: groups.work,
    RoundBegun: groups.work,
    ParentFollowed: _follows_parent,
    Reopened: _open_again,
    JudgementTakenBack: _open_again,
    Returned: _open_again,
    ChildrenDecided: _children_decided,
    Cancelled: _gone,
    Withdrawn: _gone,
    TransferAsked: _goes,
    ReceivedByTransfer: _came,
}


def reactions(fact: Fact) -> tuple[Act, ...]:
    """What is to be done to other cases because of this fact; most facts concern their own case only."""
    reaction = REACTIONS.get(type(fact.record.event))
    return () if reaction is None else tuple(reaction(fact))
