"""P10: attempts to follow up, and the follow-up that reached the customer."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, contact, marked
from shared.complaint.events.p11_closing import begin_round
from shared.complaint.state import Complaint, FollowUp
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import FollowUpOutcome
from shared.vocabulary.follow_up import FollowUpForm, Rating, Solved
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class FollowUpTried(ComplaintEvent):
    """An attempt reached nobody (R10.2, R12.3 *no answer*). It does not satisfy the clock."""

    TOPIC = "complaint.follow_up_tried.v1"
    LABEL = say("follow-up tried, no answer", "回访未接通")
    RULES: ClassVar = ("R10.2", "R12.3")

    form: FollowUpForm
    other_form: PersonalText = ""
    day: date  #: of the site, on which it was tried
    note: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Days count, not attempts."""
        return replace(state, follow_up=tried(state.follow_up, self.day))


class FollowUpPostponed(ComplaintEvent):
    """The customer asked for another time (R10.3a). The first moves the due, a second counts as an attempt."""

    TOPIC = "complaint.follow_up_postponed.v1"
    LABEL = say("follow-up postponed", "约期再访")
    RULES: ClassVar = ("R10.3a", "R12.3")

    form: FollowUpForm
    other_form: PersonalText = ""
    day: date  #: of the site, on which it was asked
    to: Instant
    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more; from the second on an attempt of that day."""
        chapter = state.follow_up
        if chapter.postponed:
            chapter = tried(chapter, self.day)
        return replace(state, follow_up=replace(chapter, postponed=chapter.postponed + 1))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The due moves to the time asked, once."""
        return () if before.follow_up.postponed else (Marked(Mark.FOLLOW_UP_POSTPONED, due=self.to),)


class FollowedUp(ComplaintEvent):
    """The customer was reached and said how it was received, handled, and what came of it (R10.2, R12.15)."""

    TOPIC = "complaint.followed_up.v1"
    LABEL = say("followed up", "已回访")
    RULES: ClassVar = ("R10.1", "R10.2", "R10.3", "R10.3a", "R12.3", "R12.15")

    form: FollowUpForm
    other_form: PersonalText = ""  #: named where the form is another one
    reception: Rating
    reception_words: PersonalText = ""
    handling: Rating
    handling_words: PersonalText = ""
    result: Rating
    result_words: PersonalText = ""
    overall: Rating | None = None  #: stated by the customer; it decides instead of the result
    solved: Solved
    may_close: bool | None = None  #: a neutral customer was asked "may we close it?"
    at_top: bool = False  #: the case stood at the top of the ladder (R7.6)

    @property
    def outcome(self) -> FollowUpOutcome:
        """What decides: the overall answer if there is one, else the one for the result (R10.3a)."""
        return (self.overall or self.result).outcome

    @property
    def satisfied(self) -> bool:
        """Whether the case may be judged closed: satisfied, or neutral and asked; and not unsolved (R12.15)."""
        if self.solved is Solved.NOT:
            return False
        neutral = self.outcome is FollowUpOutcome.NEUTRAL and self.may_close is True
        return neutral or self.outcome in {FollowUpOutcome.VERY_SATISFIED, FollowUpOutcome.SATISFIED}

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Reached; who is reached after all needs no quiet week."""
        unsatisfied = state.follow_up.unsatisfied_at_top + (self.at_top and not self.satisfied)
        reached = replace(
            state.follow_up, outcome=self.outcome, ended_at=stamp.occurred_at, quiet_since=None, quiet_until=None,
            unsatisfied_at_top=unsatisfied,
        )  # fmt: skip
        return replace(state, follow_up=reached)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Satisfies the follow-up; a contact like any other."""
        return *marked(Mark.FOLLOW_UP_REACHED), *contact(first_contact=False)


class RoundBegun(ComplaintEvent):
    """An unsatisfied follow-up, or a repeat within the quiet week, begins a new round (R10.4, R10.5)."""

    TOPIC = "complaint.round_begun.v1"
    LABEL = say("new round", "新一轮处理")
    RULES: ClassVar = ("R10.4", "R10.5", "R12.15")

    level: Level
    owner: Code | None  #: keeps it until the next level accepts (R8.6)
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Handled further; rounds are counted."""
        return begin_round(state, stamp, self.level, self.owner)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """A new progress clock, and a reply to be agreed; at the top, where nobody has to accept, somebody is charged.

        Below it the assignment starts with the acceptance (3.3).
        """
        yield Marked(Mark.ROUND_BEGUN)
        if self.level is Level.ENTERPRISE:
            yield from assignment_wanted(after)


def tried(chapter: FollowUp, day: date) -> FollowUp:
    """With an attempt of this day."""
    return replace(chapter, tries=chapter.tries | {day})
