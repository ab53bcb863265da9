"""P12: a person complained about is named as such (回避, R12.17)."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint, Escalation, Ladder
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class PersonNamed(ComplaintEvent):
    """Somebody of ours is complained about: from now on they act on nothing and get no notice of the case."""

    TOPIC = "complaint.person_named.v1"
    LABEL = say("person complained about named", "被投诉人回避")
    RULES: ClassVar = ("R12.17",)

    person: Code
    words: PersonalText = ""  #: what is held against them

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Their part in the case ends; whom they own it for is the next fact."""
        return replace(state, ladder=_without(state.ladder, self.person))


def _without(ladder: Ladder, person: str) -> Ladder:
    pending = ladder.pending
    return replace(
        ladder, named=ladder.named | {person}, watchers=ladder.watchers - {person},
        deputy=None if ladder.deputy == person else ladder.deputy,
        executor=None if ladder.executor == person else ladder.executor,
        pending=None if pending is None else _accepting_without(pending, person),
    )  # fmt: skip


def _accepting_without(pending: Escalation, person: str) -> Escalation:
    return replace(pending, deputy=None) if pending.deputy == person else pending
