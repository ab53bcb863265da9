"""P5: the reply time that was agreed, postponed or not agreed, and the reply itself.

`Replied` and `ReplyWanted` are put on record by the chapters that give a reply or make one due again.
"""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact, marked
from shared.complaint.state import Complaint, Ladder
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import PROGRESS_TOO, ReplyDue, ReplyKind
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


def reached(ladder: Ladder, *, first_contact: bool) -> Ladder:
    """The ladder after a contact with the customer: the first one that R8.2 waits for is made."""
    return replace(ladder, contact_wanted=None) if first_contact else ladder


class ReplyTimeAgreed(ComplaintEvent):
    """A definite reply time was agreed with the customer (R5.1), or moved because the customer asked for it (R5.1a)."""

    TOPIC = "complaint.reply_time_agreed.v1"
    LABEL = say("reply time agreed", "约定答复时间")
    RULES: ClassVar = ("R5.1", "R5.1a", "R5.2", "R5.4", "R8.2a")

    reply_at: Instant
    words: PersonalText = ""  #: the customer's agreement; for a wish, in their words
    on_wish: bool = False  #: a time the customer asked for, which may lie later than R5.1 allows
    instead_of: Instant | None = None  #: the time that was in force before
    first_contact: bool = False  #: the contact that R8.2 waits for

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The time in force. Where no reply was due, one is due from now (R7.2)."""
        was = state.reply
        reply = replace(
            was, agreed=self.reply_at, agreed_at=stamp.occurred_at, times=was.times + 1, not_agreed=False,
            wished=was.wished + self.on_wish, since=was.since or stamp.occurred_at,
            entered_at=was.entered_at or stamp.recorded_at,
        )  # fmt: skip
        return replace(state, reply=reply, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Sets the due; one that was missed stays missed and the next begins. It says how it stands (R5.2)."""
        yield Marked(Mark.REPLY_TIME_AGREED, due=self.reply_at)
        yield from contact(first_contact=self.first_contact)


class ReplyTimePromised(ComplaintEvent):
    """Entered from paper after the limit: the receiver promised a time, which runs as a new reply clock (CK8)."""

    TOPIC = "complaint.reply_time_promised.v1"
    LABEL = say("reply time promised", "承诺答复时间")
    RULES: ClassVar = ("CK8",)

    reply_at: Instant
    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The time in force."""
        was = state.reply
        reply = replace(was, agreed=self.reply_at, agreed_at=stamp.occurred_at, times=was.times + 1)
        return replace(state, reply=reply)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The limit was missed and stays so; the next reply clock runs until the time promised."""
        yield Marked(Mark.REPLY_TIME_AGREED, due=self.reply_at)


class ReplyPostponed(ComplaintEvent):
    """A later reply time was agreed before the one in force was over (延期答复, R5.4)."""

    TOPIC = "complaint.reply_postponed.v1"
    LABEL = say("reply postponed", "延期答复")
    RULES: ClassVar = ("R5.4", "R5.2")

    reply_at: Instant
    instead_of: Instant  #: the time that was in force before
    nth: int  #: which postponement of the round
    reason: PersonalText
    words: PersonalText = ""  #: what the customer said to it
    told: tuple[Code, ...] = ()  #: the manager, told of the second one of a round (R5.4)
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The time in force; one postponement more."""
        was = state.reply
        reply = replace(was, agreed=self.reply_at, agreed_at=stamp.occurred_at, times=was.times + 1, postponed=self.nth)
        return replace(state, reply=reply, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Ends the reply clock as postponed, never as met, and starts the next."""
        yield Marked(Mark.REPLY_POSTPONED, due=self.reply_at)
        yield from contact(first_contact=self.first_contact)


class ReplyTimeNotAgreed(ComplaintEvent):
    """No reply time could be agreed: the limit itself is the reply time (R5.1a)."""

    TOPIC = "complaint.reply_time_not_agreed.v1"
    LABEL = say("reply time not agreed", "未约定答复时间")
    RULES: ClassVar = ("R5.1a",)

    words: PersonalText  #: why, in the customer's words where there are any

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Recorded; the limit stands."""
        return replace(state, reply=replace(state.reply, not_agreed=True))


class Replied(ComplaintEvent):
    """The customer has a reply (答复, R5.4). Put on record beside the fact that is one, as a proposal told."""

    TOPIC = "complaint.replied.v1"
    LABEL = say("replied", "答复")
    RULES: ClassVar = ("R5.4", "R4.1a", "R4.4a")

    by_what: ReplyKind
    given_at: Instant | None = None  #: when, if before this fact: an answer on the spot that counts as the reply

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """No reply is due any more; the first one of the round stays."""
        was = state.reply
        reply = replace(
            was, since=None, entered_at=None, agreed=None, agreed_at=None,
            replied_at=was.replied_at or self.given_at or stamp.occurred_at, replied_by=was.replied_by or self.by_what,
        )  # fmt: skip
        return replace(state, reply=reply)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the reply clock."""
        return (Marked(Mark.REPLY, at=self.given_at),)


class ReplyWanted(ComplaintEvent):
    """A reply is due once more in this round (3.2 *reply*). Put on record beside the fact that makes it due."""

    TOPIC = "complaint.reply_wanted.v1"
    LABEL = say("reply due anew", "须再次答复")
    RULES: ClassVar = ("R5.1", "R5.4")

    why: ReplyDue

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """From now, at most the limit; a reply that is due already is due as before, unless its clock was cancelled."""
        if state.reply.since is not None and self.why is not ReplyDue.REACHABLE_AGAIN:
            return state
        reply = replace(state.reply, since=stamp.occurred_at, entered_at=stamp.recorded_at, agreed=None, agreed_at=None)
        return replace(state, reply=reply)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Starts the reply clock; where 3.2 says so, the next notice is due as well."""
        return (
            marked(Mark.REPLY_WANTED, Mark.PROGRESS_WANTED) if self.why in PROGRESS_TOO else marked(Mark.REPLY_WANTED)
        )
