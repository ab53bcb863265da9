"""P6: apologise for what was found; at fault and serious by visit or telephone, or what stands for it (R6.3, R6.5)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.actions.p05_unreachable import is_unreachable
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_apology import (
    ApologyFiled,
    ApologyLetterSent,
    ApologyMade,
    ApologyRefused,
    ApologyTried,
    is_enough,
)
from shared.complaint.guards import in_hand, is_first_contact, is_reachable
from shared.complaint.state import Apology, Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.replacing import replace
from shared.vocabulary.inquiry import ApologyForm
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say
from shared.vocabulary.time import local_date


def _at_fault(complaint: Complaint) -> bool:
    found = complaint.investigation.findings
    return bool(complaint.settlement.at_fault) if found is None else found.at_fault


is_at_fault = Guard(
    "R6.3",
    say("Nobody has found the management at fault.", "尚无管理方有过失的结论。"),
    _at_fault,
    instead=("record_findings", "apologise", "write_note"),
)
is_apology_due = Guard(
    "R6.3",
    say("No apology for a serious fault is due.", "没有待作出的严重过失致歉。"),
    lambda c: c.investigation.apology.since is not None,
    instead=("record_apology", "apologise", "write_note"),
)


class _Apology(ComplaintAction):
    """What is done about the apology for what was found."""

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the findings."""
        found = complaint.investigation.findings
        return complaint.reception.received_at if found is None else found.at


@action(
    label=say("Apologise by visit or telephone", "登门或电话致歉"),
    rules=("R6.3", "R6.5"),
    roles=STAFF,
    when=(*in_hand, is_reachable, is_at_fault),
)
class RecordApology(_Apology):
    """Apologise for what was found and promise to put it right."""

    form: ApologyForm = ask("How", "方式")
    words: PersonalText = ask("Apology", "致歉内容", min_length=1)
    promise: PersonalText = ask("Rectification promised", "整改承诺", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """An apology that was due is satisfied."""
        yield ApologyMade(**self.model_dump(), first_contact=is_first_contact(state, at.by))


@action(
    label=say("The customer refuses the apology", "业主拒绝致歉"),
    rules=("R6.5",),
    roles=STAFF,
    when=(*in_hand, is_reachable, is_apology_due),
)
class RecordApologyRefused(_Apology):
    """The customer does not want it, in their words; that satisfies it as well."""

    form: ApologyForm = ask("How it was offered", "致歉方式")
    words: PersonalText = ask("In the customer's words", "业主原话", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Satisfied by their no."""
        yield ApologyRefused(**self.model_dump(), first_contact=is_first_contact(state, at.by))


@action(
    label=say("Nobody was reached for the apology", "致歉未遇"),
    rules=("R6.5",),
    roles=STAFF,
    when=(*in_hand, is_apology_due),
)
class TryApology(_Apology):
    """An attempt that reached nobody; enough of them, in both forms and on as many days, count with a letter."""

    form: ApologyForm = ask("How", "方式")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Counted by its local day."""
        day = str(local_date(at.occurred_at, at.directory.sites[state.reception.site].zone))
        was = state.investigation.apology
        now = replace(was, tries=was.tries | {(day, self.form)})
        yield ApologyTried(form=self.form, day=day, satisfies=_enough(now, state, at))


@action(
    label=say("Send a letter of apology", "寄出致歉信"),
    rules=("R6.5",),
    roles=STAFF,
    when=(*in_hand, is_apology_due),
)
class SendApologyLetter(_Apology):
    """The letter that stands for the apology beside the attempts."""

    reference: PersonalText = ask("Where the copy is kept", "副本存放编号", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """With enough attempts the apology is satisfied."""
        now = replace(state.investigation.apology, letter=True)
        yield ApologyLetterSent(reference=self.reference, satisfies=_enough(now, state, at))


@action(
    label=say("Write the apology to the file", "致歉存档"),
    rules=("R5.5", "R6.3"),
    roles=STAFF,
    when=(*in_hand, is_unreachable, is_apology_due),
)
class FileApology(_Apology):
    """For a customer who cannot be reached the apology is written to the file."""

    words: PersonalText = ask("Apology", "致歉内容", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """It waits for them there."""
        yield ApologyFiled(words=self.words)


def _enough(apology: Apology, complaint: Complaint, at: At) -> bool:
    return is_enough(apology, int(limits(complaint, at).number("apology_tries")))


ACTIONS = (RecordApology, RecordApologyRefused, TryApology, SendApologyLetter, FileApology)
