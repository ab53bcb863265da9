"""P5: the matter is beyond the unit's ability (R5.3), until that ends (R5.3a)."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact, marked
from shared.complaint.events.p01_handover import taken_over
from shared.complaint.events.p05_reply_time import reached
from shared.complaint.state import Beyond, Complaint, Ladder
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import OtherRemedy
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import BeyondEnd, Understands
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class BeyondAbilityRecorded(ComplaintEvent):
    """The unit alone cannot solve it (非本单位能力, R5.3). The manager owns the case from now, without acceptance."""

    TOPIC = "complaint.beyond_ability_recorded.v1"
    LABEL = say("beyond the unit's ability", "非本单位能力")
    RULES: ClassVar = ("R5.3", "R5.2", "R8.5")

    why: PersonalText
    promise: PersonalText  #: to follow up
    understanding: Understands
    words: PersonalText = ""  #: of the customer
    owner: Code | None  #: the manager; at level 2 or 3 as before; None: the empty seat
    from_owner: Code | None
    level: Level
    from_level: Level
    empty_levels: tuple[Level, ...] = ()  #: levels asked first that nobody holds (R8.5)
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Tracked until R5.3a; a move up to the manager ends what waited for acceptance."""
        beyond = Beyond(since=stamp.occurred_at, understanding=self.understanding)
        ladder = reached(state.ladder, first_contact=self.first_contact)
        if self.level != self.from_level:
            ladder = _owned(ladder, self.owner, self.level, stamp.occurred_at)
        return replace(state, beyond=beyond, ladder=ladder)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Progress now runs 72 h, our departments' clocks end; what was asked of the former owner ends too."""
        yield Marked(Mark.BEYOND)
        if self.understanding is not Understands.NOT_REACHED:  # before the case moves: it is the accepting person's
            yield from contact(first_contact=self.first_contact)
        if self.level != self.from_level:
            yield Marked(Mark.MOVED_ON)
            if after.facts.verified_at is not None and after.facts.route is None:
                yield Marked(Mark.ROUTE_WANTED)


def _owned(ladder: Ladder, owner: str | None, level: Level, at: datetime) -> Ladder:
    """The manager has it at once, without acceptance; nobody holds the level: its empty seat."""
    ladder = replace(ladder, pending=None, contact_wanted=None, escalations=ladder.escalations + 1)
    if owner is not None:
        return taken_over(ladder, owner, level, at)
    return replace(ladder, owner=None, owned_at=at, level=level, highest=max(ladder.highest, level), deputy=None)


class UnderstandingRecorded(ComplaintEvent):
    """What the customer said later to a matter beyond the unit's ability (R5.3)."""

    TOPIC = "complaint.understanding_recorded.v1"
    LABEL = say("the customer's understanding", "业主是否理解")
    RULES: ClassVar = ("R5.3", "R5.2")

    understanding: Understands
    words: PersonalText = ""
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The newest answer counts."""
        beyond = replace(state.beyond, understanding=self.understanding)
        return replace(state, beyond=beyond, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """A contact that says how it stands, unless nobody was reached."""
        return () if self.understanding is Understands.NOT_REACHED else contact(first_contact=self.first_contact)


class BeyondReviewed(ComplaintEvent):
    """A matter beyond the unit's ability was looked at again (R5.3a)."""

    TOPIC = "complaint.beyond_reviewed.v1"
    LABEL = say("beyond ability, reviewed", "非本单位能力复核")
    RULES: ClassVar = ("R5.3a",)

    findings: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep when."""
        return replace(state, beyond=replace(state.beyond, reviewed_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the review and starts the next."""
        return marked(Mark.BEYOND_REVIEWED)


class SilenceTreatedAsRefusal(ComplaintEvent):
    """Level 3 treats the outside body's silence as a final refusal (R5.3a d); the customer is told next."""

    TOPIC = "complaint.silence_treated_as_refusal.v1"
    LABEL = say("silence treated as refusal", "未获答复视为拒绝")
    RULES: ClassVar = ("R5.3a", "CK14")

    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It stands as refused."""
        return replace(state, beyond=replace(state.beyond, refused=True))


class BeyondEnded(ComplaintEvent):
    """It is no longer a matter beyond the unit's ability, or its outcome was told (R5.3a)."""

    TOPIC = "complaint.beyond_ended.v1"
    LABEL = say("beyond ability, ended", "非本单位能力结束")
    RULES: ClassVar = ("R5.3a", "R12.14")

    how: BeyondEnd
    content: PersonalText  #: what was told, or why the obstacle is gone
    understanding: Understands | None = None  #: asked with the outcome
    words: PersonalText = ""  #: of the customer
    remedies: tuple[OtherRemedy, ...] = ()  #: named to the customer
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Within ability again, or over."""
        return replace(state, beyond=Beyond(), ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Ends the review; the outcome told is a contact."""
        yield Marked(Mark.BEYOND_ENDED)
        if self.understanding in {Understands.GIVEN, Understands.NOT_GIVEN}:
            yield from contact(first_contact=self.first_contact)
