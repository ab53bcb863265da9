"""Which chapters of the handbook the desk carries out: what counts facts of another one prints —."""

from enum import StrEnum


class Chapter(StrEnum):
    """The principles of section 2, and the rules of P12 by subject."""

    P1 = "walk-in"
    P2 = "phone"
    P3 = "verification"
    P4 = "on the spot"
    P5 = "agreed reply time"
    P6 = "investigation"
    P7 = "proposal"
    P8 = "escalation"
    P9 = "completion"
    P10 = "follow-up"
    P11 = "closing"
    RELATED = "related cases (R12.4 to R12.6)"
    URGING = "urging (R12.8)"


BUILT = frozenset(Chapter)
"""One that is not built is taken out here, and its columns, rows and rates print —."""
