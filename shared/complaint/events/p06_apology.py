"""P6: the apology for what was found, by visit or telephone where the fault is serious (R6.3, R6.5)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact, marked
from shared.complaint.events.p05_reply_time import reached
from shared.complaint.state import Apology, Complaint, Investigation
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.inquiry import ApologyForm
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


def satisfied(was: Investigation) -> Investigation:
    """The apology is satisfied in this round (R6.5)."""
    return replace(was, apology=replace(was.apology, since=None, satisfied=True))


def _met(before: Complaint, after: Complaint) -> tuple[Marked, ...]:
    was, now = before.investigation.apology, after.investigation.apology
    return marked(Mark.APOLOGY_SATISFIED) if was.since is not None and now.since is None else ()


class ApologyMade(ComplaintEvent):
    """We apologised by visit or telephone and promised to put it right (R6.3)."""

    TOPIC = "complaint.apology_made.v1"
    LABEL = say("apology made", "登门或电话致歉")
    RULES: ClassVar = ("R6.3", "R6.5")

    form: ApologyForm
    words: PersonalText
    promise: PersonalText  #: what will be put right
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Made, and where it was due satisfied."""
        done = replace(satisfied(state.investigation), apologised=True)
        return replace(state, investigation=done, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the apology."""
        return *_met(before, after), *contact(first_contact=self.first_contact)


class ApologyRefused(ComplaintEvent):
    """The customer does not want the apology, in their words (R6.5)."""

    TOPIC = "complaint.apology_refused.v1"
    LABEL = say("apology refused", "业主拒绝致歉")
    RULES: ClassVar = ("R6.5",)

    form: ApologyForm
    words: PersonalText
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Satisfied by their no."""
        done = satisfied(state.investigation)
        return replace(state, investigation=done, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the apology; the customer was reached and told nothing."""
        yield from _met(before, after)
        if self.first_contact:
            yield Marked(Mark.CUSTOMER_REACHED)


class ApologyTried(ComplaintEvent):
    """An attempt to apologise that reached nobody (R6.5)."""

    TOPIC = "complaint.apology_tried.v1"
    LABEL = say("apology attempted", "致歉未遇")
    RULES: ClassVar = ("R6.5",)

    form: ApologyForm
    day: str  #: local date, 2026-03-03
    satisfies: bool = False  #: with the letter and the attempts before it

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One attempt more; on enough days in both forms, and with a letter, it is satisfied."""
        was = state.investigation
        tried = replace(was, apology=replace(was.apology, tries=was.apology.tries | {(self.day, self.form)}))
        return replace(state, investigation=satisfied(tried) if self.satisfies else tried)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the apology, once it is satisfied."""
        return _met(before, after)


class ApologyLetterSent(ComplaintEvent):
    """The letter that stands for an apology beside the attempts (R6.5)."""

    TOPIC = "complaint.apology_letter_sent.v1"
    LABEL = say("letter of apology sent", "寄出致歉信")
    RULES: ClassVar = ("R6.5",)

    reference: PersonalText  #: where its copy is kept
    satisfies: bool = False  #: with the attempts before it

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Sent; with enough attempts it is satisfied."""
        was = state.investigation
        sent = replace(was, apology=replace(was.apology, letter=True))
        return replace(state, investigation=satisfied(sent) if self.satisfies else sent)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the apology, once it is satisfied."""
        return _met(before, after)


class ApologyFiled(ComplaintEvent):
    """The apology was written to the file of a customer who cannot be reached (R5.5)."""

    TOPIC = "complaint.apology_filed.v1"
    LABEL = say("apology written to the file", "致歉存档")
    RULES: ClassVar = ("R5.5", "R6.3")

    words: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It waits for the customer there: their clock starts anew when they appear."""
        return replace(state, investigation=replace(state.investigation, apologised=True))


def is_enough(apology: Apology, tries: int) -> bool:
    """So many attempts on as many days, in both forms, and a letter (R6.5)."""
    days, forms = {day for day, _ in apology.tries}, {form for _, form in apology.tries}
    return apology.letter and len(days) >= tries and forms == set(ApologyForm)
