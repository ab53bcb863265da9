"""P12: a decision is asked of a named level, made, passed on to the level above, or no longer needed (CK14)."""

from collections.abc import Iterable
from dataclasses import replace as replaced
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint, Decision
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.decisions import OF_FOLLOW_UP, About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class DecisionAsked(ComplaintEvent):
    """A named level is asked to decide; its clock runs (CK14)."""

    TOPIC = "complaint.decision_asked.v1"
    LABEL = say("decision asked", "提请决定")
    RULES: ClassVar = ("CK14",)

    decision: str  #: id within the case: "d1", "d2" …
    about: About
    level: Level  #: of whom it is asked
    subject: str = ""  #: a proposal's, task's or linked case's id, where it is about one

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more decision is open."""
        asked = Decision(self.decision, self.about, self.level, stamp.occurred_at, self.subject)
        chapter = state.decisions
        return replace(state, decisions=replace(chapter, open=(*chapter.open, asked), asked=chapter.asked + 1))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its clock starts; about P10 the one that the follow-up service acts on."""
        return (_clock(self.about, self.decision),)


class DecisionMade(ComplaintEvent):
    """What was asked is decided (CK14). What follows from it is a fact of its own, in the same entry."""

    TOPIC = "complaint.decision_made.v1"
    LABEL = say("decided", "已决定")
    RULES: ClassVar = ("CK14",)

    decision: str
    about: About
    granted: bool  #: yes to what was asked; what exactly follows is the next fact
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It is open no more."""
        return _without(state, self.decision)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets its clock."""
        return (Marked(Mark.DECIDED, scope=self.decision),)


class DecisionDropped(ComplaintEvent):
    """Nobody has to decide it any more: the request was withdrawn, or the case went another way (CK14)."""

    TOPIC = "complaint.decision_dropped.v1"
    LABEL = say("decision no longer needed", "无须再作决定")
    RULES: ClassVar = ("CK14",)

    decision: str
    about: About

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It is open no more."""
        return _without(state, self.decision)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Cancels its clock."""
        return (Marked(Mark.DECISION_DROPPED, scope=self.decision),)


class DecisionPassedOn(ComplaintEvent):
    """Not decided in time: the same decision is asked of the level above (CK14)."""

    TOPIC = "complaint.decision_passed_on.v1"
    LABEL = say("decision asked of the level above", "提请上一层级决定")
    RULES: ClassVar = ("CK14", "R12.17")

    decision: str
    about: About
    level: Level  #: of whom it is asked now

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Asked of a higher level, the same decision."""
        still = tuple(replaced(d, level=self.level) if d.id == self.decision else d for d in state.decisions.open)
        return replace(state, decisions=replace(state.decisions, open=still))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The missed clock stays missed and the next one starts."""
        return (_clock(self.about, self.decision),)


def _clock(about: About, decision: str) -> Marked:
    mark = Mark.FOLLOW_UP_DECISION_ASKED if about in OF_FOLLOW_UP else Mark.DECISION_ASKED
    return Marked(mark, scope=decision)


def _without(state: Complaint, decision: str) -> Complaint:
    left = tuple(open_one for open_one in state.decisions.open if open_one.id != decision)
    return replace(state, decisions=replace(state.decisions, open=left))
