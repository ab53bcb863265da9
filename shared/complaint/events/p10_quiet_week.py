"""P10: the customer declines, the quiet week, and who needs no follow-up."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import FollowUpOutcome
from shared.vocabulary.follow_up import Exemption, FollowUpForm
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class FollowUpDeclined(ComplaintEvent):
    """The customer plainly declines a follow-up (谢绝回访, R10.5). The quiet week runs."""

    TOPIC = "complaint.follow_up_declined.v1"
    LABEL = say("follow-up declined", "谢绝回访")
    RULES: ClassVar = ("R10.5", "R12.3")

    words: PersonalText  #: in which they declined

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """No further attempt is made."""
        declined = replace(
            state.follow_up, outcome=FollowUpOutcome.REFUSED, ended_at=stamp.occurred_at, quiet_since=stamp.occurred_at
        )
        return replace(state, follow_up=declined)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Satisfies the follow-up, starts the quiet week."""
        return marked(Mark.FOLLOW_UP_DECLINED)


class QuietWeekDecided(ComplaintEvent):
    """Nobody was reached; the supervisor decided for the quiet week (R10.2)."""

    TOPIC = "complaint.quiet_week_decided.v1"
    LABEL = say("quiet week decided", "决定一周观察")
    RULES: ClassVar = ("R10.2", "R10.5")

    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """No further attempt is made."""
        decided = replace(state.follow_up, ended_at=stamp.occurred_at, quiet_since=stamp.occurred_at)
        return replace(state, follow_up=decided)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Satisfies the follow-up, starts the quiet week."""
        return marked(Mark.QUIET_WEEK_DECIDED)


class FollowUpDateSet(ComplaintEvent):
    """Nobody was reached; the supervisor set another form and date (R10.2)."""

    TOPIC = "complaint.follow_up_date_set.v1"
    LABEL = say("another follow-up date", "另定回访日期")
    RULES: ClassVar = ("R10.2",)

    form: FollowUpForm
    other_form: PersonalText = ""
    to: Instant
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The attempts begin anew."""
        return replace(state, follow_up=replace(state.follow_up, tries=frozenset()))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The due moves; after the miss it is a new follow-up clock."""
        return (Marked(Mark.FOLLOW_UP_DATE, due=self.to),)


class FollowUpExempted(ComplaintEvent):
    """No follow-up is needed, and who decided so (免回访, R10.6)."""

    TOPIC = "complaint.follow_up_exempted.v1"
    LABEL = say("follow-up exempt", "免回访")
    RULES: ClassVar = ("R10.6", "R12.3")

    exemption: Exemption
    decided_by: Code
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nobody is asked."""
        exempt = replace(state.follow_up, outcome=FollowUpOutcome.EXEMPT, ended_at=stamp.occurred_at)
        return replace(state, follow_up=exempt)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Satisfies the follow-up."""
        return marked(Mark.FOLLOW_UP_EXEMPT)


class QuietWeekHeld(ComplaintEvent):
    """The supervisor holds the close until a named day (R10.5)."""

    TOPIC = "complaint.quiet_week_held.v1"
    LABEL = say("quiet week held", "延长观察")
    RULES: ClassVar = ("R10.5",)

    until: Instant  #: the end of the named local day
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Not closed before."""
        return replace(state, follow_up=replace(state.follow_up, quiet_until=self.until))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The week ends there."""
        return (Marked(Mark.QUIET_WEEK_HELD, due=self.until),)
