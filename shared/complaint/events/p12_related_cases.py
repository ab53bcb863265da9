"""P12: one case is the duplicate of another; what each of the two knows of it (R12.6, R12.6a)."""

from typing import ClassVar
from uuid import UUID

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint, Other
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

SURVIVES_NO_MORE = frozenset({ClosingReason.CANCELLED, ClosingReason.WITHDRAWN})
"""A survivor that ends so lets its duplicates return (R12.6a)."""


class DuplicateFound(ComplaintEvent):
    """The case is a duplicate of another, which survives (重复, R12.6). Beside it stands the closing."""

    TOPIC = "complaint.duplicate_found.v1"
    LABEL = say("found to be a duplicate", "认定为重复")
    RULES: ClassVar = ("R12.6", "R12.6a")

    survivor: UUID  #: as named; if that is a duplicate itself, the root follows (`DuplicateMoved`)
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Both stay readable; this one names the other."""
        return replace(state, links=replace(state.links, duplicate_of=self.survivor))


class DuplicateMoved(ComplaintEvent):
    """The case that survived this one became a duplicate itself: its own survivor survives this one too (R12.6a)."""

    TOPIC = "complaint.duplicate_moved.v1"
    LABEL = say("duplicate of another case now", "重复所指变更")
    RULES: ClassVar = ("R12.6a",)

    survivor: UUID  #: the new root

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Chains resolve to the root."""
        return replace(state, links=replace(state.links, duplicate_of=self.survivor))


class DuplicateEnded(ComplaintEvent):
    """The case is no duplicate any more; beside it stands its return (R12.6a)."""

    TOPIC = "complaint.duplicate_ended.v1"
    LABEL = say("no longer a duplicate", "不再视为重复")
    RULES: ClassVar = ("R12.6a",)

    survivor: UUID  #: whose duplicate it was

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """On its own again."""
        return replace(state, links=replace(state.links, duplicate_of=None))


class DuplicateAdded(ComplaintEvent):
    """Another case was closed as the duplicate of this one (R12.6)."""

    TOPIC = "complaint.duplicate_added.v1"
    LABEL = say("another case is its duplicate", "并入重复投诉")
    RULES: ClassVar = ("R12.6", "R12.6a")

    case: UUID
    received_at: Instant  #: when the duplicate was received

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Known by both sides."""
        others = tuple(other for other in state.links.duplicates if other.case != self.case)
        added = (*others, Other(self.case, self.received_at))
        return replace(state, links=replace(state.links, duplicates=added))


class DuplicateRemoved(ComplaintEvent):
    """Another case is the duplicate of this one no more: it returned, or has another survivor (R12.6a)."""

    TOPIC = "complaint.duplicate_removed.v1"
    LABEL = say("another case is its duplicate no more", "重复投诉移出")
    RULES: ClassVar = ("R12.6a",)

    case: UUID
    open_again: bool  #: it is handled again; False: it has another survivor, or is closed as it was before

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Known by both sides; those open again because this case is gone are weighed against each other."""
        was, gone = state.links, state.closing.reason in SURVIVES_NO_MORE
        others = tuple(other for other in was.duplicates if other.case != self.case)
        back = was.duplicate(self.case)
        returned = (*was.returned, back) if back is not None and gone and self.open_again else was.returned
        return replace(state, links=replace(was, duplicates=others, returned=returned))


class SurvivorProposed(ComplaintEvent):
    """Duplicates of a case that was cancelled or withdrawn are open again; this one was received first (R12.6a)."""

    TOPIC = "complaint.survivor_proposed.v1"
    LABEL = say("proposed to survive the others", "建议作为保留件")
    RULES: ClassVar = ("R12.6a", "CK14")

    others: tuple[UUID, ...]  #: the others that are open again

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """For level 1 to decide."""
        return replace(state, links=replace(state.links, proposed_over=frozenset(self.others)))


class SurvivorDecided(ComplaintEvent):
    """Level 1 decided whether this case survives the others that returned with it (R12.6a)."""

    TOPIC = "complaint.survivor_decided.v1"
    LABEL = say("decided whether it survives the others", "决定是否作为保留件")
    RULES: ClassVar = ("R12.6a", "CK14")

    survives: bool
    others: tuple[UUID, ...]  #: closed as its duplicates, or left open on their own

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nothing is proposed any more."""
        return replace(state, links=replace(state.links, proposed_over=frozenset()))
