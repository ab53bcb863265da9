"""P8: outside bodies (外部单位): what is needed of them, requests, contacts, answers, until it is ended (R8.4)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint, Need
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.outside import OutsideBody
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class NeedRecorded(ComplaintEvent):
    """An outside body is needed (R8.4). Its first contact is due from now."""

    TOPIC = "complaint.need_recorded.v1"
    LABEL = say("outside body needed", "需要外部单位")
    RULES: ClassVar = ("R8.4",)

    need: str  #: id within the case: "n1", "n2" …
    body: OutsideBody
    who: PersonalText  #: which one
    what: PersonalText  #: what is needed of it

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more need is open."""
        chapter = state.outside
        needs = (*chapter.needs, Need(self.need, self.body))
        return replace(state, outside=replace(chapter, needs=needs, recorded=chapter.recorded + 1))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The clock of the first contact starts."""
        return (Marked(Mark.NEED_RECORDED, scope=self.need),)


class OutsideRequested(ComplaintEvent):
    """Support was requested: of whom, what, by when (R8.4). A request is a contact, and a record of what happened."""

    TOPIC = "complaint.outside_requested.v1"
    LABEL = say("outside body asked", "向外部单位提出请求")
    RULES: ClassVar = ("R8.4",)

    need: str
    what: PersonalText
    by: Instant  #: the date asked for

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Requests without an answer are counted, from the first one on (R5.3a)."""
        at = stamp.occurred_at
        need = _need(state, self.need)
        asked = replace(
            need, asked=need.asked + 1, first_asked_at=need.first_asked_at or at, by=self.by,
            contacted_at=need.contacted_at or at,
        )  # fmt: skip
        return _with(state, asked)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """An answer is due then; a later request moves it, and after the miss begins the next."""
        yield Marked(Mark.OUTSIDE_ASKED, scope=self.need, due=self.by)
        yield from _contacted(self.need)


class OutsideFollowed(ComplaintEvent):
    """What happened with an outside body since (R8.4): a contact, a try, or what it did."""

    TOPIC = "complaint.outside_followed.v1"
    LABEL = say("outside body followed up", "外部单位跟进")
    RULES: ClassVar = ("R8.4",)

    need: str
    what: PersonalText
    reached: bool  #: somebody there was reached

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The first contact is kept."""
        need = _need(state, self.need)
        if self.reached and need.contacted_at is None:
            need = replace(need, contacted_at=stamp.occurred_at)
        return _with(state, need)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the first contact; what follows it is recorded every few days."""
        if self.reached:
            return _contacted(self.need)
        known = _need(after, self.need).contacted_at is not None
        return (Marked(Mark.OUTSIDE_RECORDED, scope=self.need),) if known else ()


class OutsideAnswered(ComplaintEvent):
    """The outside body answered what was asked (R8.4)."""

    TOPIC = "complaint.outside_answered.v1"
    LABEL = say("outside body answered", "外部单位答复")
    RULES: ClassVar = ("R8.4",)

    need: str
    answer: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nothing is awaited now; requests are counted anew."""
        return _with(state, replace(_need(state, self.need), by=None, asked=0, first_asked_at=None))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the date asked for."""
        yield Marked(Mark.OUTSIDE_ANSWERED, scope=self.need)
        yield from _contacted(self.need)


class OutsideEnded(ComplaintEvent):
    """The outside body's part is ended, or it is needed no more (R8.4)."""

    TOPIC = "complaint.outside_ended.v1"
    LABEL = say("outside body's part ended", "外部单位事项结束")
    RULES: ClassVar = ("R8.4",)

    need: str
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One need less."""
        left = tuple(need for need in state.outside.needs if need.id != self.need)
        return replace(state, outside=replace(state.outside, needs=left))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its clocks are cancelled."""
        return (Marked(Mark.NEED_ENDED, scope=self.need),)


def _contacted(need: str) -> tuple[Marked, ...]:
    return Marked(Mark.OUTSIDE_CONTACTED, scope=need), Marked(Mark.OUTSIDE_RECORDED, scope=need)


def _need(state: Complaint, need: str) -> Need:
    found = state.outside.need(need)
    return Need(need, OutsideBody.OTHER_PART) if found is None else found


def _with(state: Complaint, changed: Need) -> Complaint:
    needs = tuple(changed if need.id == changed.id else need for need in state.outside.needs)
    return replace(state, outside=replace(state.outside, needs=needs))
