"""P12: what was entered wrongly is put right by a fact of its own (R12.29, CK9); the old value stays on record."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class TimeCorrected(ComplaintEvent):
    """A wrong business time was corrected (CK9). Applied by `timeline` before anything is folded."""

    TOPIC = "complaint.time_corrected.v1"
    LABEL = say("time corrected", "更正发生时间")
    RULES: ClassVar = ("CK9", "R12.29")

    version: int  #: of the record whose time was wrong; what was entered with it moves with it
    occurred_at: Instant  #: when it happened in truth
    reason: PersonalText
