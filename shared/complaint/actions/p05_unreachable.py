"""P5: the customer is unreachable, the manager decides in their place, they appear again (R5.5)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.decisions import decide, drop, is_asked_about
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import ReplyWanted
from shared.complaint.events.p05_unreachable import (
    CustomerAppeared,
    FoundUnreachable,
    NoticePosted,
    UnreachableConfirmed,
)
from shared.complaint.events.p09_completion import SolutionAccepted
from shared.complaint.guards import in_hand, is_reachable
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.vocabulary.decisions import About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import ReplyDue
from shared.vocabulary.roles import LEVEL_1_UP, LEVEL_2_UP, STAFF
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant
from shared.vocabulary.work import AgreedBy

is_away = Guard(
    "R5.5",
    say("The customer is before us or on the line.", "业主在场或在通话中。"),
    lambda c: not c.reception.present,
    instead=("record_customer_left", "choose_route", "give_notice"),
)
is_unreachable = Guard(
    "R5.5",
    say("The customer is not recorded as unreachable.", "该业主未登记为无法联络。"),
    lambda c: c.reach.unreachable_since is not None,
    instead=("give_notice", "record_unreachable", "write_note"),
)


def _since(complaint: Complaint) -> datetime:
    """When the mark was set; what is done about it cannot lie before (CK9)."""
    return complaint.reach.unreachable_since or complaint.reception.received_at


@action(
    label=say("The customer is unreachable", "登记无法联络"),
    rules=("R5.5",),
    roles=LEVEL_1_UP,
    when=(*in_hand, is_reachable, is_away),
)
class RecordUnreachable(ComplaintAction):
    """The customer is anonymous, or there is no way to reach them; what waits for them is cancelled."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Recorded by a person, so nobody has to confirm it."""
        yield FoundUnreachable(reason=self.reason)


@action(
    label=say("Confirm that nobody can be reached", "确认是否无法联络"),
    rules=("R5.5", "CK14"),
    roles=LEVEL_1_UP,
    when=(*in_hand, is_unreachable, is_asked_about(About.UNREACHABLE, instead=("record_appearance", "write_note"))),
)
class ConfirmUnreachable(ComplaintAction):
    """What was so by itself, without name and way of contact, is confirmed, or it is not so."""

    unreachable: bool = ask("There is no way to reach the customer", "确无联络途径")
    reason: PersonalText = ask("Reason; if reachable, how", "理由；可联络时说明方式", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Confirmed; else the mark lifts and what waits for the customer starts anew."""
        yield from decide(state, About.UNREACHABLE, granted=self.unreachable, reason=self.reason)
        if self.unreachable:
            yield UnreachableConfirmed(reason=self.reason)
            return
        yield from drop(state, About.FOR_UNREACHABLE)
        yield CustomerAppeared(reach_by=self.reason, not_confirmed=True)
        yield from _reply_anew(state)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the mark."""
        return _since(complaint)


@action(
    label=say("Decide for who cannot be reached", "代无法联络的业主作出决定"),
    rules=("R5.5", "CK14"),
    roles=LEVEL_2_UP,
    when=(*in_hand, is_unreachable, is_asked_about(About.FOR_UNREACHABLE)),
)
class DecideForUnreachable(ComplaintAction):
    """The manager decides what is done; it stands for the customer's acceptance and starts the completion."""

    solution: PersonalText = ask("What is done", "处理决定", min_length=1)
    work: bool = ask("Something is to be done for it", "需要处理", default=True)
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Decided in the customer's place."""
        yield from decide(state, About.FOR_UNREACHABLE, granted=True, reason=self.reason)
        yield SolutionAccepted(words=self.solution, work=self.work, agreed_by=AgreedBy.DECIDED)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.FOR_UNREACHABLE)
        return _since(complaint) if found is None else found.asked_at


@action(
    label=say("The customer appeared", "业主出现"),
    rules=("R5.5",),
    roles=STAFF,
    when=(*in_hand, is_unreachable),
)
class RecordAppearance(ComplaintAction):
    """The customer appeared, or gave a way to be reached; what waits for them starts anew."""

    reach_by: PersonalText = ask("How they can be reached", "联络方式", min_length=1)
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The mark lifts; nobody has to decide in their place any more."""
        yield from drop(state, About.UNREACHABLE, About.FOR_UNREACHABLE)
        yield CustomerAppeared(words=self.words, reach_by=self.reach_by)
        yield from _reply_anew(state)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the mark."""
        return _since(complaint)


@action(
    label=say("Post a notice publicly", "公开张贴告知"),
    rules=("R5.5",),
    roles=STAFF,
    when=(*in_hand, is_unreachable),
)
class PostNotice(ComplaintAction):
    """A notice for who cannot be reached, where they may read it; without personal data."""

    where: PersonalText = ask("Where", "张贴处", min_length=1)
    content: PersonalText = ask("Text", "内容", min_length=1)
    until: Instant | None = ask("Until", "张贴至", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On record; it is no contact with the customer."""
        yield NoticePosted(where=self.where, content=self.content, until=self.until)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the mark."""
        return _since(complaint)


def _reply_anew(complaint: Complaint) -> Iterator[ReplyWanted]:
    """The reply that was due when the customer could not be reached is due anew."""
    if complaint.reply.since is not None and complaint.work.completed_at is None:
        yield ReplyWanted(why=ReplyDue.REACHABLE_AGAIN)


ACTIONS = (RecordUnreachable, ConfirmUnreachable, DecideForUnreachable, RecordAppearance, PostNotice)
