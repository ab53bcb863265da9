"""P3 and P4: the confirmed points, the route, the settlement on the spot; and the assessment (R12.2)."""

from dataclasses import dataclass
from datetime import datetime

from shared.vocabulary.axes import Confirmation, Responsible, Route, Severity, Urgency


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
