"""P6: investigations, findings, the serious apology; and the special incident (R6.4)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """One investigation: the head of a department charged with finding something out (R6.1)."""

    id: str  #: "1", "2" … within the case
    department: str
    head: str
    given_at: datetime
    found_at: datetime | None = None  #: first fact-finding
    findings_at: datetime | None = None
    ended: bool = False  #: returned or withdrawn


@dataclass(frozen=True, slots=True)
class Investigation:
    """P6: what was found out, or that nothing has to be."""

    none_needed: bool = False
    assignments: tuple[Assignment, ...] = ()
    findings_at: datetime | None = None  #: the newest findings
    at_fault: bool | None = None  #: whether the management is, by the findings
    apology_due: bool = False  #: at fault and serious: by visit or telephone (R6.3), not satisfied yet (R6.5)


@dataclass(frozen=True, slots=True)
class Incident:
    """R6.4: stabilised, contained and reported are recorded apart."""

    flagged_at: datetime | None = None  #: None: no special incident, or the flag was lifted (R6.4a)
    stabilised_at: datetime | None = None
    contained_at: datetime | None = None
    reported_at: datetime | None = None
