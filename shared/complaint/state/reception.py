"""P1, P2: how the complaint reached us, and the request to move up in the customer's presence."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.complaint.state.moments import NEVER
from shared.vocabulary.axes import Accepted, Channel, Demeanour, Failing, MoveUpReason
from shared.vocabulary.roles import Level


@dataclass(frozen=True, slots=True)
class Reception:
    """P1, P2: how the complaint reached us and what was said before a route was chosen."""

    site: str = ""
    channel: Channel | None = None  #: None: imported, and the source does not say
    attended: bool = True
    received_at: datetime = NEVER
    entered_by: str = ""  #: who entered it, and so does not cancel it (R12.11)
    customer: UUID | None = None
    anonymous: bool = False
    contactable: bool = True  #: there is a name or a way of contact (R5.5)
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
