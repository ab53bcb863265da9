"""P1: how the customer feels, the request to move up, and the customer's consent to it."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint, MoveUp
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Channel, Demeanour, MoveUpReason
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class Worsened(ComplaintEvent):
    """A calm customer became agitated, or an agitated one more so (R1.1)."""

    TOPIC = "complaint.worsened.v1"
    LABEL = say("customer agitated", "情绪激动")
    RULES: ClassVar = ("R1.1", "R1.3", "R1.4")

    note: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Agitated from now; a move refused before may be asked again (R1.4)."""
        reception = replace(state.reception, demeanour=Demeanour.AGITATED, agitated_since=stamp.occurred_at)
        return replace(state, reception=reception, move_up=replace(state.move_up, worsened=state.move_up.refused))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Starts the clock of R1.3 with a customer who waits, no move under way and an owner below level 2."""
        waits = after.reception.present and not after.move_up.pending
        if waits and after.ladder.level < Level.MANAGER:
            yield Marked(Mark.AGITATED)


class Calmed(ComplaintEvent):
    """The customer calmed a little (R1.3a). Ends the clock of R1.3."""

    TOPIC = "complaint.calmed.v1"
    LABEL = say("customer calmed", "情绪平复")
    RULES: ClassVar = ("R1.1", "R1.3a")

    note: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Ordinary from now on."""
        reception = replace(state.reception, demeanour=Demeanour.ORDINARY, agitated_since=None)
        return replace(state, reception=reception)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of R1.3."""
        return marked(Mark.CALMED)


class MoveUpAsked(ComplaintEvent):
    """A request to move up calls the next level near; the case does not move before the customer consents (R1.4)."""

    TOPIC = "complaint.move_up_asked.v1"
    LABEL = say("request to move up", "上移请求")
    RULES: ClassVar = ("R1.3", "R1.4", "R2.2", "R2.3", "R4.2", "R8.0")

    reason: MoveUpReason
    to_level: Level  #: for whom (R8.0)
    note: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """A new request; one refused before is forgotten."""
        asked = MoveUp(asked_at=stamp.occurred_at, asked_by=stamp.by.id, reason=self.reason, to=self.to_level)
        return replace(state, move_up=asked)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of R1.3, starts the one of consent."""
        return marked(Mark.MOVE_UP_ASKED)


class ConsentGiven(ComplaintEvent):
    """The customer agrees to speak with the person called (R1.4)."""

    TOPIC = "complaint.consent_given.v1"
    LABEL = say("consent given", "同意上移")
    RULES: ClassVar = ("R1.4", "R2.3", "R2.4a")

    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Somebody may be called now."""
        return replace(state, move_up=replace(state.move_up, consented_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of consent; on the phone somebody is to take the call (R2.4a)."""
        on_the_line = after.reception.channel is Channel.PHONE
        return marked(Mark.CONSENT_GIVEN, *([Mark.TRANSFER_WANTED] if on_the_line else ()))


class ConsentRefused(ComplaintEvent):
    """The customer does not want to be passed on: the request is closed, the case stays (R1.4)."""

    TOPIC = "complaint.consent_refused.v1"
    LABEL = say("consent refused", "不同意上移")
    RULES: ClassVar = ("R1.4",)

    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Closed; shown on the case."""
        return replace(state, move_up=replace(state.move_up, refused=True, worsened=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of consent, cancels the one of R1.3."""
        return marked(Mark.CONSENT_REFUSED)
