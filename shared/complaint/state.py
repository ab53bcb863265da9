"""The state of a complaint: a few frozen records, one per chapter. Only what a decision needs.

An event replaces only the record of its own chapter, the ladder or the round; no guard reads more
than two of them. What only a page needs is a projection and not here.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from shared.vocabulary.axes import (
    Accepted,
    Axis,
    Channel,
    ClosingReason,
    Confirmation,
    Demeanour,
    Failing,
    MoveUpReason,
    Responsible,
    Route,
    Severity,
    Urgency,
)
from shared.vocabulary.roles import Level

NEVER = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a moment of a blank state; no fact carries it."""


class Phase(Axis):
    """Where a case stands, derived from its chapters (drawn in docs/reference/phases.md)."""

    BLANK = "blank", "not received", "未受理"
    VERIFYING = "verifying", "to be verified", "待核实"
    ROUTING = "routing", "route to be chosen", "待定途径"
    ON_THE_SPOT = "on_the_spot", "on the spot", "现场处理"
    AGREED = "agreed", "agreed reply time", "约定答复"
    JUDGED_CLOSED = "judged_closed", "judged closed, file incomplete", "判断关闭"
    CLOSED = "closed", "closed", "已关闭"
    IMPORTED = "imported", "imported, not taken over", "来源导入"


@dataclass(frozen=True, slots=True)
class Reception:
    """P1, P2: how the complaint reached us and what was said before a route was chosen."""

    site: str = ""
    channel: Channel | None = None  #: None: imported, and the source does not say
    attended: bool = True
    received_at: datetime = NEVER
    customer: UUID | None = None
    anonymous: bool = False
    has_unit: bool = False
    category: str = ""
    failings: tuple[Failing, ...] = ()
    demeanour: Demeanour = Demeanour.ORDINARY
    agitated_since: datetime | None = None  #: when the customer became agitated, or was so from the start (R1.3)
    present: bool = False  #: before us or on the line: until they leave, sign, or a reply time is to be agreed
    left: bool = False  #: left or hung up without a result (R1.1a)
    apologised: bool = False  #: before a route was chosen (R2.3)
    promise: str = ""  #: what was promised with it; an answer at fault carries it on (R4.1)
    explained: Accepted | None = None  #: how the last explanation was taken (R1.2)
    imported: bool = False  #: and not taken over yet (CK12)


@dataclass(frozen=True, slots=True)
class MoveUp:
    """R1.4, R1.5: the request to move up in the customer's presence, consent, and the five moments."""

    asked_at: datetime | None = None
    asked_by: str = ""  #: who pressed the button, `desk` for the clock
    reason: MoveUpReason = MoveUpReason.CUSTOMER_WISHES
    to: Level = Level.RECEPTION  #: the level asked for
    consented_at: datetime | None = None
    refused: bool = False  #: the customer said no; shown on the case until it moves or is asked again
    worsened: bool = False  #: … and it got worse since, so it may be asked again
    called: str | None = None  #: person called
    called_at: datetime | None = None
    confirmed_at: datetime | None = None
    told_at: datetime | None = None
    introduced_at: datetime | None = None

    @property
    def pending(self) -> bool:
        """Asked, and neither handed over nor refused yet."""
        return self.asked_at is not None and not self.refused


@dataclass(frozen=True, slots=True)
class Facts:
    """P3: the main points, confirmed; and the route."""

    verified_at: datetime | None = None
    confirmation: Confirmation | None = None
    route: Route | None = None
    routed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """P4: explanation and settlement on the spot."""

    answered_at: datetime | None = None
    at_fault: bool | None = None
    apologised: bool = False
    promised: bool = False  #: rectification promised
    open_promises: tuple[str, ...] = ()  #: … and not carried out yet (R4.1a)
    valid: bool | None = None
    responsible: Responsible | None = None
    asked_at: datetime | None = None
    satisfied: bool | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """R12.2: severity and urgency, axes of their own beside demeanour and category."""

    severity: Severity | None = None
    urgency: Urgency = Urgency.NORMAL


@dataclass(frozen=True, slots=True)
class Investigation:
    """P6: what was found out, or that nothing has to be."""

    none_needed: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """P7 to P9: the accepted solution, its tasks, and the completion."""

    accepted_at: datetime | None = None
    given: int = 0  #: tasks given so far; the next one's id is one more
    open_tasks: frozenset[str] = frozenset()
    completed_at: datetime | None = None  #: 处理完毕 (R9.3a)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who owns the case at which level. `owner` None: the seat of that level, whoever holds it (R8.5)."""

    level: Level = Level.RECEPTION
    highest: Level = Level.RECEPTION
    owner: str | None = None
    first_receiver: str | None = None  #: whoever of the staff first heard it, or took it from the seat (R1.6)
    last_receiver: str | None = None  #: the last who accepted (R8.1)
    deputy: str | None = None  #: acts on the owner's behalf while they are absent (R12.9)
    executor: str | None = None  #: who carries out what is to be done (R12.9)
    watchers: frozenset[str] = frozenset()
    escalations: int = 0  #: moves up; a handover on the same level is none (R1.5)
    disputes: int = 0  #: moves up because of a dispute, counted apart (R2.2)


@dataclass(frozen=True, slots=True)
class Round:
    """From receipt, reopening or an unsatisfied follow-up to the next."""

    number: int = 1
    started_at: datetime = NEVER


@dataclass(frozen=True, slots=True)
class Closing:
    """P11: judged closed and closed are two facts."""

    judged_at: datetime | None = None
    reason: ClosingReason | None = None
    closed_at: datetime | None = None
    first_judged_at: datetime | None = None  #: the first duration is measured to it (R11.1, R11.4)
    first_closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """All chapters of one complaint."""

    reception: Reception = field(default_factory=Reception)
    move_up: MoveUp = field(default_factory=MoveUp)
    facts: Facts = field(default_factory=Facts)
    settlement: Settlement = field(default_factory=Settlement)
    assessment: Assessment = field(default_factory=Assessment)
    investigation: Investigation = field(default_factory=Investigation)
    work: Work = field(default_factory=Work)
    ladder: Ladder = field(default_factory=Ladder)
    round: Round = field(default_factory=Round)
    closing: Closing = field(default_factory=Closing)

    @property
    def exists(self) -> bool:
        """It was received or imported."""
        return self.reception.site != ""

    @property
    def is_open(self) -> bool:
        """Received and not closed; judged closed is still open (5.2)."""
        return self.exists and self.closing.closed_at is None

    @property
    def phase(self) -> Phase:
        """The one word for where the case stands."""
        if not self.exists:
            return Phase.BLANK
        return _closing_phase(self.closing) or _open_phase(self.reception, self.facts)


def _closing_phase(closing: Closing) -> Phase | None:
    if closing.closed_at is not None:
        return Phase.CLOSED
    return Phase.JUDGED_CLOSED if closing.judged_at is not None else None


def _open_phase(reception: Reception, facts: Facts) -> Phase:
    if reception.imported:
        return Phase.IMPORTED
    if facts.verified_at is None:
        return Phase.VERIFYING
    if facts.route is None:
        return Phase.ROUTING
    return Phase.ON_THE_SPOT if facts.route is Route.ON_THE_SPOT else Phase.AGREED
