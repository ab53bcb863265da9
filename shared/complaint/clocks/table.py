"""All clocks of docs/process.md section 3.2, as data. A rule that does not fit gets a column, never a branch."""

from dataclasses import dataclass
from enum import StrEnum

from shared.complaint.clocks.marks import Mark
from shared.vocabulary.text import Say, say


class Kind(StrEnum):
    """Whom a clock belongs to (CK5)."""

    CUSTOMER = "C"
    OWNER = "O"
    WORK = "W"


class Scope(StrEnum):
    """What one run of a clock belongs to."""

    CASE = "case"
    ROUND = "round"
    ITEM = "item"  #: an assignment, escalation, task or need, named by the mark


class Acts(StrEnum):
    """The service that acts when the clock is due."""

    ESCALATION = "escalation"
    FOLLOWUP = "followup"


class Opens(StrEnum):
    """When a clock may begin to run (CK11)."""

    ALWAYS = "always"
    DESK_HOURS = "desk hours"
    DESK_HOURS_IF_UNATTENDED = "desk hours, on channels that nobody attends"


class Missed(StrEnum):
    """What follows once when a clock is missed; carried out by the service that acts."""

    MOVE_UP = "up one"
    REQUEST_MOVE_UP = "request to move up, supervisor alerted"
    SUPERVISOR_ATTENDS = "supervisor attends"
    TELL_SUPERVISOR = "supervisor told"


@dataclass(frozen=True, slots=True)
class Clock:
    """One row of section 3.2."""

    name: str
    label: Say
    rule: str
    kind: Kind
    scope: Scope
    acts: Acts
    starts: frozenset[Mark]
    satisfied: frozenset[Mark]
    cancelled: frozenset[Mark]
    limit: str  #: name of the setting (section 3.4)
    missed: Missed
    opens: Opens = Opens.ALWAYS
    warns: str = "warn_at"  #: the setting of its warning point (CK2)


def _marks(*marks: Mark) -> frozenset[Mark]:
    return frozenset(marks)


CLOCKS: tuple[Clock, ...] = (
    Clock(
        "agitated_reception", say("agitated reception", "激动接待"), "R1.3", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.AGITATED),
        satisfied=_marks(Mark.CALMED, Mark.MOVE_UP_ASKED, Mark.SETTLED, Mark.HANDED_OVER),
        cancelled=_marks(Mark.RECEPTION_ENDED, Mark.CONSENT_REFUSED, Mark.CASE_ENDED),
        limit="agitated_limit", warns="agitated_warn", missed=Missed.REQUEST_MOVE_UP,
    ),
    Clock(
        "consent", say("consent to move up", "征得同意"), "R1.4", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.MOVE_UP_ASKED),
        satisfied=_marks(Mark.CONSENT_GIVEN, Mark.CONSENT_REFUSED),
        cancelled=_marks(Mark.RECEPTION_ENDED, Mark.CASE_ENDED),
        limit="consent_wait", missed=Missed.SUPERVISOR_ATTENDS,
    ),
    Clock(
        "verification", say("verification", "核实"), "R3.1", Kind.CUSTOMER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.RECEIVED, Mark.RECEIVED_UNATTENDED, Mark.REOPENED_UNVERIFIED),
        satisfied=_marks(Mark.VERIFIED),
        cancelled=_marks(Mark.CASE_ENDED),
        limit="verify_within", opens=Opens.DESK_HOURS_IF_UNATTENDED, missed=Missed.MOVE_UP,
    ),
    Clock(
        "route", say("choice of route", "选择途径"), "R3.2", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.ROUTE_WANTED),
        satisfied=_marks(Mark.ROUTE_CHOSEN),
        cancelled=_marks(Mark.SIGNED, Mark.MOVED_ON, Mark.CASE_ENDED),
        limit="route_within", opens=Opens.DESK_HOURS, missed=Missed.MOVE_UP,
    ),
    Clock(
        "file", say("file to be completed", "资料归档"), "R11.1", Kind.CUSTOMER, Scope.ROUND, Acts.FOLLOWUP,
        starts=_marks(Mark.FILE_INCOMPLETE),
        satisfied=_marks(Mark.CLOSED),
        cancelled=_marks(Mark.TAKEN_BACK, Mark.REOPENED, Mark.REOPENED_UNVERIFIED),
        limit="file_within", missed=Missed.TELL_SUPERVISOR,
    ),
)  # fmt: skip
