"""P1: the customer's demeanour, the request to move up, and the consent to it."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_move_up import Calmed, ConsentGiven, ConsentRefused, MoveUpAsked, Worsened
from shared.complaint.guards import in_hand, is_asked, is_below_top, is_not_asked, is_present
from shared.complaint.ladder import ON_THE_SPOT_FAILED, default_target
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Demeanour, MoveUpReason
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Level, Role
from shared.vocabulary.text import say

is_agitated = Guard(
    "R1.3a",
    say("The customer is not agitated.", "业主情绪平和。"),
    lambda c: c.reception.demeanour is Demeanour.AGITATED,
    instead=("record_agitated",),
)

OF_AGITATION = frozenset(
    {MoveUpReason.EXPLANATION_DID_NOT_HELP, MoveUpReason.OFFER_DOES_NOT_SATISFY, MoveUpReason.STILL_AGITATED}
)
"""Reasons (a), (b) and (c) of R1.3."""

NOT_AGITATED = say(
    "“{reason}” moves an agitated customer up; record first that the customer is agitated.",
    "“{reason}”适用于情绪激动的业主，请先记录其情绪激动。",
)
TOO_EARLY = say(
    "The customer has been agitated since {since}; “still agitated” counts from {earliest}.",
    "业主自 {since} 起情绪激动，自 {earliest} 起方可以“情绪仍激动”上移。",
)
REFUSED_BEFORE = say(
    "The customer refused a move; ask again only if they wish it or it worsens.",
    "业主已拒绝上移，除非业主要求或情绪加剧，不再询问。",
)
APOLOGISE_FIRST = say("Apologise before offering somebody else.", "提出由他人沟通前须先致歉。")
NOT_HIGHER = say(
    "A move up from “{level}” goes to a higher level; a colleague of the same level is called after consent.",
    "从“{level}”上移须到更高层级；同级同事在征得同意后呼叫。",
)
CONSENTED = say("The customer has consented already.", "业主已同意上移。")


@action(
    label=say("The customer is agitated", "情绪激动"),
    rules=("R1.1", "R1.3"),
    roles=STAFF,
    when=in_hand,
    step="agitated",
)
class RecordAgitated(ComplaintAction):
    """The customer became agitated, or more so; before us or on the line the clock for moving up starts."""

    note: PersonalText = ask("Note", "备注", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Each change of demeanour is an event."""
        yield Worsened(note=self.note)


@action(
    label=say("The customer calmed", "情绪平复"),
    rules=("R1.1", "R1.3a"),
    roles=STAFF,
    when=(*in_hand, is_agitated),
    step="calming",
)
class RecordCalmed(ComplaintAction):
    """The customer calmed a little; now one can talk."""

    note: PersonalText = ask("Note", "备注", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Each change of demeanour is an event."""
        yield Calmed(note=self.note)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the customer became agitated."""
        return complaint.reception.agitated_since or complaint.reception.received_at


@action(
    label=say("Ask to move up", "请求上移"),
    rules=("R1.3", "R1.4", "R2.2", "R2.3", "R4.2", "R8.0"),
    roles=(*STAFF, Role.DESK),
    when=(*in_hand, is_present, is_below_top, is_not_asked),
    step="offer_to_move_up",
    refuses=("R1.3", "R1.4", "R2.3", "R4.2", "R8.0"),
)
class AskToMoveUp(ComplaintAction):
    """Call the next level near, with the reason; the case moves once the customer consents."""

    reason: MoveUpReason = ask("Reason", "原因")
    to_level: Level | None = ask("To level", "上移至", default=None)
    note: PersonalText = ask("Note", "备注", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The request is open until consent is given or refused."""
        self._check_agitation(state, at)
        self._check_manners(state)
        target = default_target(state, self.reason) if self.to_level is None else self.to_level
        if target <= state.ladder.level:
            raise Refused("R8.0", NOT_HIGHER, level=state.ladder.level, instead=("ask_to_move_up",))
        yield MoveUpAsked(reason=self.reason, to_level=target, note=self.note)

    def _check_agitation(self, state: Complaint, at: At) -> None:
        since = state.reception.agitated_since
        if self.reason in OF_AGITATION and since is None:
            raise Refused("R1.3", NOT_AGITATED, reason=self.reason, instead=("record_agitated",))
        if self.reason is MoveUpReason.STILL_AGITATED and since is not None:
            earliest = since + limits(state, at).span("agitated_warn")
            if at.occurred_at < earliest:
                raise Refused("R1.3", TOO_EARLY, since=since, earliest=earliest, instead=("ask_to_move_up",))

    def _check_manners(self, state: Complaint) -> None:
        wished = self.reason is MoveUpReason.CUSTOMER_WISHES
        if state.move_up.refused and not state.move_up.worsened and not wished:
            raise Refused("R1.4", REFUSED_BEFORE, instead=("record_agitated", "ask_to_move_up"))
        apologised = state.reception.apologised or state.settlement.apologised
        if self.reason is MoveUpReason.OUTSIDE_REMIT and not apologised:
            raise Refused("R2.3", APOLOGISE_FIRST, instead=("apologise",))
        if self.reason in ON_THE_SPOT_FAILED and not apologised:
            raise Refused("R4.2", APOLOGISE_FIRST, instead=("apologise",))


@action(
    label=say("Record the customer's consent", "征得同意"),
    rules=("R1.4", "R2.3"),
    roles=STAFF,
    when=(*in_hand, is_present, is_asked),
    step="offer_to_move_up",
    refuses=("R1.4",),
)
class RecordConsent(ComplaintAction):
    """Record whether the customer agrees to speak with somebody else."""

    given: bool = ask("The customer agrees", "业主同意")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Given: somebody may be called. Refused, also later: the request is closed, the case stays."""
        if not self.given:
            yield ConsentRefused(words=self.words)
            return
        if state.move_up.consented_at is not None:
            raise Refused("R1.4", CONSENTED, instead=("call_colleague", "transfer_call"))
        yield ConsentGiven(words=self.words)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the request."""
        return complaint.move_up.asked_at or complaint.reception.received_at


ACTIONS = (RecordAgitated, RecordCalmed, AskToMoveUp, RecordConsent)
