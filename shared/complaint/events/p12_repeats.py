"""P12: a later case may be a repeat of this one: suggested, confirmed, dismissed (R12.4, R10.5, R11.4)."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint, Links, Other
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class RepeatSuggested(ComplaintEvent):
    """A later case looks like a repeat of this one (R12.4); in the quiet week it is held until that is judged."""

    TOPIC = "complaint.repeat_suggested.v1"
    LABEL = say("repeat suggested", "疑似再诉")
    RULES: ClassVar = ("R12.4", "R10.5")

    case: UUID  #: the later case
    received_at: Instant  #: when that was received: whether it fell into the week counts by it (R10.5)
    by_system: bool  #: found by the desk, not by a person
    holds: bool  #: received within the quiet week, which waits for the judgement

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Waits for a person's judgement."""
        links = state.links
        holding = links.repeats_suggested | {self.case} if self.holds else links.repeats_suggested
        suggested = (*links.suggested, Other(self.case, self.received_at))
        return replace(state, links=replace(links, suggested=suggested, repeats_suggested=holding))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The quiet week stands still."""
        return marked(Mark.REPEAT_SUGGESTED) if self.holds else ()


class RepeatConfirmed(ComplaintEvent):
    """It is a repeat (R12.4). Within the time for it this case is handled further, and the later is its duplicate."""

    TOPIC = "complaint.repeat_confirmed.v1"
    LABEL = say("repeat confirmed", "确认再诉")
    RULES: ClassVar = ("R12.4", "R10.5", "R11.4")

    case: UUID
    received_at: Instant
    in_time: bool  #: within the quiet week or `repeat_window` after completion; later it is only linked
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Judged; what follows is the next fact."""
        links = _judged(state.links, self.case)
        known = (*links.repeats, Other(self.case, self.received_at))
        return replace(state, links=replace(links, repeats=known))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """In time it ends the quiet week; else the week goes on once nothing is suggested any more."""
        return marked(Mark.REPEAT_CONFIRMED) if self.in_time else _released(before, after)


class RepeatDismissed(ComplaintEvent):
    """It is no repeat (R12.4)."""

    TOPIC = "complaint.repeat_dismissed.v1"
    LABEL = say("repeat dismissed", "排除再诉")
    RULES: ClassVar = ("R12.4", "R10.5")

    case: UUID
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Judged; the quiet week is held by it no more."""
        return replace(state, links=_judged(state.links, self.case))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The week goes on once nothing is suggested any more."""
        return _released(before, after)


class LinkedAsRepeat(ComplaintEvent):
    """This case repeats an earlier one (重复投诉, R12.4); it counts as a repeat contact of the month of its receipt."""

    TOPIC = "complaint.linked_as_repeat.v1"
    LABEL = say("repeat of an earlier case", "认定为再诉")
    RULES: ClassVar = ("R12.4", "R11.4")

    earlier: UUID

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Known by both sides."""
        return replace(state, links=replace(state.links, repeat_of=self.earlier))


def _judged(links: Links, case: UUID) -> Links:
    left = tuple(other for other in links.suggested if other.case != case)
    return replace(links, suggested=left, repeats_suggested=links.repeats_suggested - {case})


def _released(before: Complaint, after: Complaint) -> tuple[Marked, ...]:
    over = before.links.repeats_suggested and not after.links.repeats_suggested
    return marked(Mark.REPEATS_JUDGED) if over else ()
