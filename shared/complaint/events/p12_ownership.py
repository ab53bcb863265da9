"""P12: who owns a case, and who acts for the owner (R12.9)."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_handover import taken_over
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class TakenFromSeat(ComplaintEvent):
    """A case that only a seat owned has a person now (R12.9). On an unattended channel the first receiver (R1.6)."""

    TOPIC = "complaint.taken_from_seat.v1"
    LABEL = say("taken from the seat", "领取")
    RULES: ClassVar = ("R12.9", "R1.6")

    person: Code
    level: Level

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Owned at the level where it stands."""
        return replace(state, ladder=taken_over(state.ladder, self.person, self.level, stamp.occurred_at))


class Delegated(ComplaintEvent):
    """The owner is absent; a deputy acts on their behalf and is named with every act (R12.9)."""

    TOPIC = "complaint.delegated.v1"
    LABEL = say("delegated for absence", "代理")
    RULES: ClassVar = ("R12.9",)

    owner: Code
    deputy: Code
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The owner stays the owner."""
        watchers = state.ladder.watchers - {self.deputy}
        return replace(
            state,
            ladder=replace(
                state.ladder, deputy=self.deputy, watchers=watchers, handlers=state.ladder.handlers | {self.deputy}
            ),
        )


class DelegationEnded(ComplaintEvent):
    """The owner is back (R12.9)."""

    TOPIC = "complaint.delegation_ended.v1"
    LABEL = say("delegation ended", "代理结束")
    RULES: ClassVar = ("R12.9",)

    deputy: Code

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nobody acts for the owner any more."""
        return replace(state, ladder=replace(state.ladder, deputy=None))
