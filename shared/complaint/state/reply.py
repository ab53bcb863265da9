"""P5: the reply time, progress, what is beyond the unit's ability, who cannot be reached; and the contact around it."""

from dataclasses import dataclass
from datetime import datetime

from shared.decision.replacing import replace
from shared.vocabulary.replies import ReplyKind, Understands


@dataclass(frozen=True, slots=True)
class Reply:
    """P5: the reply of this round (R5.1, R5.4). A new round begins it anew (`due_from`)."""

    since: datetime | None = None  #: from when the limit counts: a reply is due; None: none is
    entered_at: datetime | None = None  #: recorded-at of what made it due (CK8)
    agreed: datetime | None = None  #: the time in force, agreed with the customer or promised
    agreed_at: datetime | None = None  #: when it was agreed
    times: int = 0  #: reply times recorded in this round
    not_agreed: bool = False  #: no agreement: the limit itself is the reply time (R5.1a)
    postponed: int = 0  #: postponements of this round (R5.4)
    wished: int = 0  #: times that the customer asked for a later one (R5.1a)
    replied_at: datetime | None = None  #: the first reply of this round
    replied_by: ReplyKind | None = None  #: … and what it was


_NO_REPLY = Reply()


def due_from(at: datetime, entered_at: datetime) -> Reply:
    """The reply of a round that begins: one is due, nothing is agreed yet, what a former round agreed is forgotten."""
    return replace(_NO_REPLY, since=at, entered_at=entered_at)


@dataclass(frozen=True, slots=True)
class Beyond:
    """R5.3: the matter is beyond the unit's ability; open and tracked until R5.3a ends it."""

    since: datetime | None = None  #: None: within our ability, or R5.3 has ended
    understanding: Understands = Understands.NOT_REACHED
    reviewed_at: datetime | None = None  #: the last review (R5.3a)
    refused: bool = False  #: the outside body's silence is treated as a final refusal (R5.3a d)


@dataclass(frozen=True, slots=True)
class Reach:
    """R5.5: whether the customer can be reached at all."""

    unreachable_since: datetime | None = None
    confirmed: bool = False  #: level 1 or higher said so; a complaint without name and contact is so by itself


@dataclass(frozen=True, slots=True)
class Contact:
    """R12.16, R12.8, R2.4a: acknowledged, urged, called back."""

    acknowledged_at: datetime | None = None
    urges: int = 0  #: of this round (R12.8)
    call_back_at: datetime | None = None  #: offered for this moment and not called yet (R2.4a)
    call_back_since: datetime | None = None  #: when it was offered, or the line broke
    call_back_tries: int = 0
