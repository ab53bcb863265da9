"""CK3: what the desk did about a clock whose time was over. The miss itself is derived and stored nowhere."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class ClockActedOn(ComplaintEvent):
    """The desk took notice that a clock was missed, or had run out, and acts on it: once (CK3).

    Its identity is the case, clock, scope and cycle. What follows carries this fact as its cause.
    """

    TOPIC = "complaint.clock_acted_on.v1"
    LABEL = say("clock acted on", "时限处置")
    RULES: ClassVar = ("CK3",)

    clock: str  #: name of the row of 3.2
    scope: str  #: "" for the case, the round, or the item's id
    cycle: str  #: which start of the clock, and which repetition: "12", "12.1"
    repeated: int = 0  #: earlier repetitions of this clock that were missed too and are acted on with this one
    rule: str
    due: Instant
