"""P11: cancel what was entered by mistake, withdraw, let a void case return; nominate a case to learn from."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint import decisions
from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p11_closing import goes_on, returns_to
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p11_ending import Cancelled, Returned, TrainingCaseNominated, WithdrawalAsked, Withdrawn
from shared.complaint.events.p12_related_cases import DuplicateEnded
from shared.complaint.guards import in_hand, is_handled_here, is_open
from shared.complaint.judging import judge, newest_end
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import VOID, ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, STAFF
from shared.vocabulary.text import say

was_never_closed = Guard(
    "R12.11",
    say("The case was closed once; what was closed is no mistake of entry.", "该投诉曾经关闭，不能再按录入错误作废。"),
    lambda c: c.closing.first_closed_at is None,
    instead=("ask_to_withdraw", "write_note"),
)
by_another = Guard(
    "R12.11",
    say(
        "Whoever entered the case does not cancel it; a colleague does.", "录入人本人不能作废该投诉，须由其他同事办理。"
    ),
    lambda _: True,
    of_caller=lambda c, by: by.id != c.reception.entered_by,
    instead=("ask_to_withdraw", "write_note"),
)
is_void = Guard(
    "R11.4",
    say("The case is not void; there is nothing to return.", "该投诉并未作废，无须恢复。"),
    lambda c: c.closing.closed_at is not None and c.closing.reason in VOID,
    instead=("reopen", "write_note"),
)
by_another_than_who_cancelled = Guard(
    "R11.4",
    say(
        "{person} cancelled it; another level 1 or higher lets it return.",
        "该投诉由 {person} 作废，须由其他一级及以上人员恢复。",
    ),
    lambda _: True,
    facts=lambda c: {"person": c.closing.decided_by},
    of_caller=lambda c, by: by.id != c.closing.decided_by,
    instead=("write_note",),
)
is_not_elsewhere = Guard(
    "R12.11b",
    say(
        "The case is handled at another site now; that site may send it back once.",
        "该投诉已转至其他项目处理，由该项目退回一次为限。",
    ),
    lambda c: c.links.transferred_to is None,
    instead=("write_note",),
)
no_withdrawal_asked = Guard(
    "R12.11",
    say("A withdrawal waits for confirmation already.", "已有撤诉申请待确认。"),
    lambda c: c.decisions.about(About.WITHDRAWAL) is None,
    instead=("confirm_withdrawal", "write_note"),
)

HANDLED_IT = say(
    "{person} handled the case; a withdrawal is confirmed by somebody who did not.",
    "{person} 经办过该投诉；撤诉须由未经办的人员确认。",
)


@action(
    label=say("Cancel, entered by mistake", "录入错误作废"),
    rules=("R12.11",),
    roles=LEVEL_1_UP,
    when=(is_handled_here, is_open, was_never_closed, by_another),
)
class Cancel(ComplaintAction):
    """The case was entered by mistake: a test, no complaint, entered twice, or the wrong site."""

    reason: CancelReason = ask("Why", "作废原因")
    note: PersonalText = ask("Note", "备注", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Void, and closed at once."""
        yield from judge(state, at, ClosingReason.CANCELLED, Cancelled(reason=self.reason, note=self.note))

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the judgement that it takes the place of."""
        return newest_end(complaint)


@action(
    label=say("The customer wants to withdraw", "业主申请撤诉"),
    rules=("R12.11", "CK14"),
    roles=STAFF,
    when=(*in_hand, no_withdrawal_asked),
)
class AskToWithdraw(ComplaintAction):
    """The customer withdraws the complaint, in their words and with the form; a colleague confirms it."""

    words: PersonalText = ask("In the customer's words", "业主原话", min_length=1)
    form: PersonalText = ask("Where the form is kept", "撤诉表单存放编号", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The case goes on until somebody who did not handle it confirms."""
        yield WithdrawalAsked(words=self.words, form=self.form)
        yield decisions.asked(state, About.WITHDRAWAL)


@action(
    label=say("Confirm the withdrawal", "确认撤诉"),
    rules=("R12.11", "CK14"),
    roles=LEVEL_1_UP,
    when=(*in_hand, decisions.is_asked_about(About.WITHDRAWAL, instead=("ask_to_withdraw", "write_note"))),
    refuses=("R12.11",),
)
class ConfirmWithdrawal(ComplaintAction):
    """Somebody who did not handle the case asks the customer and confirms the withdrawal, or does not."""

    confirmed: bool = ask("Confirmed with the customer", "已向业主确认")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Confirmed: judged closed as *withdrawn*. Not confirmed: the case goes on."""
        if at.by.id in state.ladder.handlers:
            raise Refused("R12.11", HANDLED_IT, person=at.by.id, instead=("write_note",))
        made = decisions.decide(state, About.WITHDRAWAL, granted=self.confirmed, reason=self.reason)
        if not self.confirmed:
            yield from made
            return
        yield from judge(state, at, ClosingReason.WITHDRAWN, *made, Withdrawn(confirmed_by=at.by.id))

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.WITHDRAWAL)
        return complaint.reception.received_at if found is None else found.asked_at


@action(
    label=say("Let a void case return", "恢复"),
    rules=("R11.4", "R12.6a", "R12.11b"),
    roles=LEVEL_1_UP,
    when=(is_void, is_not_elsewhere, by_another_than_who_cancelled),
)
class ReturnCase(ComplaintAction):
    """The case was no mistake after all: it is open again, or closed again as it was."""

    reason: PersonalText = ask("Reason", "恢复原因", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """As if it had never been void."""
        level, owner = returns_to(state, at.directory)
        yield Returned(reason=self.reason, level=level, owner=owner)
        if state.links.duplicate_of is not None:
            yield DuplicateEnded(survivor=state.links.duplicate_of)
        if state.closing.before_void is None:
            yield from goes_on(state)

    def answers(self, complaint: Complaint) -> datetime:
        """A return cannot lie before the closing."""
        return complaint.closing.closed_at or complaint.reception.received_at


@action(
    label=say("Nominate as a training case", "提名培训案例"), rules=("R11.3",), roles=STAFF, when=(is_handled_here,)
)
class NominateTrainingCase(ComplaintAction):
    """Others can learn from this case; say what."""

    lesson: PersonalText = ask("Lesson", "经验教训", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On record; the analysis is another's."""
        yield TrainingCaseNominated(lesson=self.lesson)


ACTIONS = (Cancel, AskToWithdraw, ConfirmWithdrawal, ReturnCase, NominateTrainingCase)
