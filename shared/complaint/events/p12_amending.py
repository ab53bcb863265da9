"""P12: what was entered wrongly is put right by a fact of its own (R12.29, CK9); the old value stays on record.

No clock moves by it: these facts bear no marks.
"""

from typing import ClassVar
from uuid import UUID

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Channel, Confirmation
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class Amended(ComplaintEvent):
    """A wrong unit, channel or customer was put right (订正, R12.29). What is empty here was right."""

    TOPIC = "complaint.amended.v1"
    LABEL = say("amended", "订正")
    RULES: ClassVar = ("R12.29",)

    unit: PersonalName = ""
    no_unit: bool = False  #: the matter concerns no unit
    channel: Channel | None = None
    customer: UUID | None = None  #: the right customer's record
    anonymous: bool = False  #: the customer is not known after all
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The right values; whether somebody of ours heard the words stays as it was judged at receipt."""
        was = state.reception
        customer, anonymous = was.customer, was.anonymous
        if self.anonymous or self.customer is not None:
            customer, anonymous = self.customer, self.anonymous
        reception = replace(
            was, has_unit=was.has_unit or bool(self.unit) or self.no_unit, channel=self.channel or was.channel,
            customer=customer, anonymous=anonymous,
        )  # fmt: skip
        return replace(state, reception=reception)


class WordsAmended(ComplaintEvent):
    """A wrong text of a record was put right; the record itself stays as it was entered (R12.29)."""

    TOPIC = "complaint.words_amended.v1"
    LABEL = say("words amended", "订正文字")
    RULES: ClassVar = ("R12.29",)

    version: int  #: of the record
    field: str  #: its field that holds the text
    text: PersonalText  #: as it should read
    reason: PersonalText


class StatementAmended(ComplaintEvent):
    """The statement of facts was wrong, and its right wording was confirmed anew (R12.29, R3.1)."""

    TOPIC = "complaint.statement_amended.v1"
    LABEL = say("statement confirmed anew", "重新核实要点")
    RULES: ClassVar = ("R12.29", "R3.1")

    statement: PersonalText
    confirmation: Confirmation
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """How it was confirmed now; when it was first verified stays."""
        return replace(state, facts=replace(state.facts, confirmation=self.confirmation))


class TimeCorrected(ComplaintEvent):
    """A wrong business time was corrected (CK9). Applied by `timeline` before anything is folded."""

    TOPIC = "complaint.time_corrected.v1"
    LABEL = say("time corrected", "更正发生时间")
    RULES: ClassVar = ("CK9", "R12.29")

    version: int  #: of the record whose time was wrong; what was entered with it moves with it
    occurred_at: Instant  #: when it happened in truth
    reason: PersonalText
