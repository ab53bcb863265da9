"""P5: the customer cannot be reached (R5.5), and appears again."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint, Reach
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class FoundUnreachable(ComplaintEvent):
    """The customer cannot be reached: anonymous, or there is no way to (无法联络, R5.5)."""

    TOPIC = "complaint.found_unreachable.v1"
    LABEL = say("customer unreachable", "无法联络")
    RULES: ClassVar = ("R5.5",)

    reason: PersonalText
    by_itself: bool = False  #: without name and way of contact; level 1 confirms (CK14)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nobody can be told anything until they appear; no first contact is waited for."""
        reach = Reach(unreachable_since=stamp.occurred_at, confirmed=not self.by_itself)
        return replace(state, reach=reach, ladder=replace(state.ladder, contact_wanted=None))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Acknowledgement, reply, progress, report back, apology and first contact are cancelled."""
        return marked(Mark.UNREACHABLE)


class UnreachableConfirmed(ComplaintEvent):
    """Level 1 confirmed what was so by itself (R5.5, CK14)."""

    TOPIC = "complaint.unreachable_confirmed.v1"
    LABEL = say("unreachable, confirmed", "确认无法联络")
    RULES: ClassVar = ("R5.5", "CK14")

    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """A person said so."""
        return replace(state, reach=replace(state.reach, confirmed=True))


class CustomerAppeared(ComplaintEvent):
    """The customer appeared, or can be reached after all: the mark lifts (R5.5)."""

    TOPIC = "complaint.customer_appeared.v1"
    LABEL = say("customer appeared", "业主出现")
    RULES: ClassVar = ("R5.5",)

    words: PersonalText = ""  #: of the customer
    reach_by: PersonalText  #: how they can be reached now
    not_confirmed: bool = False  #: level 1 did not confirm what was so by itself (CK14)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """They can be told again."""
        return replace(state, reach=Reach())

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Progress starts anew; the apology where one is due, report back where it was decided (3.2)."""
        yield from marked(Mark.REACHABLE_AGAIN, Mark.PROGRESS_WANTED)
        if after.investigation.apology.since is not None:
            yield Marked(Mark.SERIOUS_FAULT)
        if after.work.accepted_at is not None and after.work.completed_at is None:
            yield Marked(Mark.REPORT_BACK_WANTED)


class NoticePosted(ComplaintEvent):
    """For a customer who cannot be reached a notice was posted publicly (R5.5)."""

    TOPIC = "complaint.notice_posted.v1"
    LABEL = say("notice posted", "张贴公告")
    RULES: ClassVar = ("R5.5",)

    where: PersonalText
    content: PersonalText
    until: Instant | None = None
