"""P12: end an incident record; and what is not done to one, because it has no customer (R12.5a)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint import decisions
from shared.complaint.actions import (
    p01_move_up,
    p01_walk_in,
    p02_call_back,
    p02_phone,
    p03_verification,
    p04_on_the_spot,
    p04_signature,
    p05_beyond,
    p05_progress,
    p05_reply_time,
    p05_unreachable,
    p06_apology,
    p07_answer,
    p07_authority,
    p07_demand,
    p07_final,
    p07_proposal,
    p07_silence,
    p08_first_contact,
    p10_follow_up,
    p10_quiet_week,
    p12_contact,
    p12_repeats,
)
from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_dates import TellDate
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p11_ending import AskToWithdraw, ConfirmWithdrawal
from shared.complaint.actions.p12_amending import ConfirmAnew
from shared.complaint.actions.p12_groups import AttachToParent
from shared.complaint.actions.p12_transfer import Transfer
from shared.complaint.actions.p12_words_and_files import AddWords
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_incident_records import IncidentRecordEnded
from shared.complaint.guards import in_hand
from shared.complaint.state import Complaint
from shared.decision.action import Action, action, ask
from shared.decision.guard import Guard
from shared.vocabulary.decisions import About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP
from shared.vocabulary.text import say

has_customer = Guard(
    "R12.5a",
    say(
        "This is an incident record: nobody complained, so there is no customer to do this with.",
        "此为事件记录，没有投诉人，不适用此项操作。",
    ),
    lambda c: not c.links.is_incident_record,
    instead=("write_note",),
)
is_incident_record = Guard(
    "R12.5a",
    say("Only an incident record is ended; a complaint is judged closed.", "只有事件记录可以结束；投诉须判断关闭。"),
    lambda c: c.links.is_incident_record,
    instead=("write_note",),
)
no_child_depends = Guard(
    "R12.5a",
    say(
        "Complaints lean on this record, and its work is not complete.",
        "仍有投诉随本事件记录办理，且处理尚未完成。",
    ),
    lambda c: not c.links.children or c.work.work_complete_at is not None,
    instead=("find_nothing_left", "write_note"),
)


@action(
    label=say("End the incident record", "结束事件记录"),
    rules=("R12.5a", "R11.6"),
    roles=LEVEL_1_UP,
    when=(*in_hand, is_incident_record, no_child_depends),
)
class EndIncidentRecord(ComplaintAction):
    """The incident is over and no complaint leans on its record any more; each child goes on by itself."""

    reason: PersonalText = ask("How it ended", "结束情况", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Closed at once; what was still asked is dropped (CK6)."""
        yield from decisions.drop(state, *About)
        yield IncidentRecordEnded(reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the work that its children waited for."""
        return complaint.work.work_complete_at or complaint.reception.received_at


WITH_CUSTOMER: frozenset[type[Action]] = frozenset(
    [
        *p01_move_up.ACTIONS, p01_walk_in.AskDetails, p01_walk_in.Explain, p01_walk_in.RecordCustomerLeft,
        *p02_phone.ACTIONS, *p02_call_back.ACTIONS, *p03_verification.ACTIONS, *p04_on_the_spot.ACTIONS,
        *p04_signature.ACTIONS, *p05_beyond.ACTIONS, *p05_progress.ACTIONS, *p05_reply_time.ACTIONS,
        *p05_unreachable.ACTIONS, *p06_apology.ACTIONS, *p07_answer.ACTIONS, *p07_authority.ACTIONS,
        *p07_demand.ACTIONS, *p07_final.ACTIONS, *p07_proposal.ACTIONS, *p07_silence.ACTIONS,
        *p08_first_contact.ACTIONS, *p10_follow_up.ACTIONS, *p10_quiet_week.ACTIONS, *p12_contact.ACTIONS,
        *p12_repeats.ACTIONS, TellDone, TellDate, Reopen, AskToWithdraw, ConfirmWithdrawal, ConfirmAnew,
        AttachToParent, AddWords, Transfer,
    ]
)  # fmt: skip
"""What is said to, asked of or agreed with a customer, or follows from a customer's coming back."""


def needs_customer(asked: type[Action]) -> tuple[Guard, ...]:
    """What an action that needs a customer asks of the case, beside its own guards."""
    return (has_customer,) if asked in WITH_CUSTOMER else ()


ACTIONS = (EndIncidentRecord,)
