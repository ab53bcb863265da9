"""P8: an escalation (服务上移) that waits to be accepted, its acceptance, and the first contact after it."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, contact, marked
from shared.complaint.events.p01_handover import taken_over
from shared.complaint.state import Complaint, Escalation
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Accepted, Channel, Consent, EscalationReason
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class Escalated(ComplaintEvent):
    """A higher level is to accept the case (R8.0, R8.6). Owner clocks end; acceptance and first contact start."""

    TOPIC = "complaint.escalated.v1"
    LABEL = say("escalated", "服务上移待接受")
    RULES: ClassVar = ("R8.0", "R8.1", "R8.2", "R8.5", "R8.6", "R12.17", "CK4", "CK5")

    escalation: str  #: id within the case: "e1", "e2" …
    person: Code | None  #: who is to accept; None: nobody holds level 3 (R8.5)
    from_owner: Code | None
    from_level: Level
    to_level: Level
    passed_over: tuple[Level, ...] = ()
    empty_levels: tuple[Level, ...] = ()  #: levels that were asked and that nobody holds (R8.5)
    told: tuple[Code, ...] = ()  #: who holds the levels passed over and is told (R8.0)
    why: EscalationReason
    missed: tuple[str, ...] = ()  #: the clocks that were missed, oldest first (CK4)
    rules: tuple[str, ...] = ()  #: of those clocks, or of the act that asked for it
    asked_by: Code  #: who asked for it, `desk` for a missed clock
    consent: Consent = Consent.NOT_APPLICABLE  #: the customer's (R1.4)
    moves_on: str | None = None  #: the escalation whose acceptance was missed, which this one takes on (CK4)
    at_once: bool = False  #: owner and level change now: the owner is complained about (R12.17)
    note: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It waits; the former owner keeps the case until then, unless they are complained about (R8.6)."""
        ladder = state.ladder
        earlier = ladder.pending.reasons if ladder.pending is not None else ()
        reasons = (*earlier, *(rule for rule in self.rules if rule not in earlier))
        ladder = replace(
            ladder, pending=Escalation(self.escalation, self.to_level, self.person, stamp.occurred_at, reasons),
            contact_wanted=self.escalation, contact_tries=0, escalated=ladder.escalated + 1,
            escalations=ladder.escalations + (self.to_level > self.from_level),
        )  # fmt: skip
        if self.at_once:
            ladder = replace(
                ladder, owner=self.person, owned_at=stamp.occurred_at, level=self.to_level,
                highest=max(ladder.highest, self.to_level), deputy=None,
                executor=None if ladder.executor == self.person else ladder.executor,
                watchers=ladder.watchers - {self.person or ""},
            )  # fmt: skip
        return replace(state, ladder=ladder)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """What was asked of the former owner ends (CK5); acceptance and first contact start."""
        return Marked(Mark.MOVED_ON), Marked(Mark.ESCALATED, scope=self.escalation)


class EscalationReasonAdded(ComplaintEvent):
    """One more reason for the escalation that waits; there is one per case (CK4)."""

    TOPIC = "complaint.escalation_reason_added.v1"
    LABEL = say("reason added to the escalation", "上移原因追加")
    RULES: ClassVar = ("CK4",)

    escalation: str
    why: EscalationReason
    missed: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    asked_by: Code
    note: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Kept with it."""
        pending = state.ladder.pending
        if pending is None:
            return state
        more = tuple(rule for rule in self.rules if rule not in pending.reasons)
        pending = replace(pending, reasons=(*pending.reasons, *more))
        return replace(state, ladder=replace(state.ladder, pending=pending))


class EscalationAccepted(ComplaintEvent):
    """Whoever accepts is the case's receiver at that level (R8.1, R8.2)."""

    TOPIC = "complaint.escalation_accepted.v1"
    LABEL = say("escalation accepted", "上移已接受")
    RULES: ClassVar = ("R8.1", "R8.2", "R8.6", "R12.9")

    escalation: str
    person: Code
    from_owner: Code | None
    level: Level
    explained: Accepted | None = None  #: how the last explanation was taken, shown to who takes over (R1.2)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Owner, level and last receiver change now."""
        ladder = taken_over(state.ladder, self.person, self.level, stamp.occurred_at)
        return replace(state, ladder=replace(ladder, pending=None, accepted_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock; a route not chosen is asked anew, and on P5 an assignment where the round has none."""
        yield Marked(Mark.ACCEPTED, scope=self.escalation)
        if after.facts.verified_at is not None and after.facts.route is None:
            yield Marked(Mark.ROUTE_WANTED)
        if not after.investigation.assignments:
            yield from assignment_wanted(after)


class AcceptanceDeputed(ComplaintEvent):
    """The person addressed named a deputy, who accepts within the same limit (R8.6)."""

    TOPIC = "complaint.acceptance_deputed.v1"
    LABEL = say("deputy named to accept", "指定代理人接受")
    RULES: ClassVar = ("R8.6",)

    escalation: str
    addressed: Code | None
    deputy: Code
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The limit is the same: no clock moves."""
        pending = state.ladder.pending
        if pending is None:
            return state
        return replace(state, ladder=replace(state.ladder, pending=replace(pending, deputy=self.deputy)))


class CustomerContacted(ComplaintEvent):
    """The accepting person reached the customer and said how it stands (R8.2, R5.2)."""

    TOPIC = "complaint.customer_contacted.v1"
    LABEL = say("first contact", "首次联系")
    RULES: ClassVar = ("R8.2", "R5.2")

    channel: Channel
    content: PersonalText  #: what was said
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The contact is made."""
        return replace(state, ladder=replace(state.ladder, contact_wanted=None))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """A notice; meets the clock of the first contact."""
        return contact(first_contact=self.first_contact)


class ContactTried(ComplaintEvent):
    """The accepting person tried to reach the customer and did not (R8.2)."""

    TOPIC = "complaint.contact_tried.v1"
    LABEL = say("customer not reached", "未联系到业主")
    RULES: ClassVar = ("R8.2",)

    channel: Channel
    note: PersonalText = ""
    enough: bool = False  #: so many tries stand for the contact

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more."""
        ladder = replace(state.ladder, contact_tries=state.ladder.contact_tries + 1)
        return replace(state, ladder=replace(ladder, contact_wanted=None) if self.enough else ladder)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The last try that is asked for meets the clock."""
        return marked(Mark.CUSTOMER_REACHED) if self.enough else ()
