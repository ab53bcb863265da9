"""The columns of section 3.2 of docs/process.md. A rule that does not fit gets a column, never a branch."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from shared.complaint.clocks.due import Due, elapsed
from shared.complaint.clocks.marks import Mark
from shared.complaint.state import Complaint
from shared.vocabulary.text import Say


class Kind(StrEnum):
    """Whom a clock belongs to (CK5)."""

    CUSTOMER = "C"
    OWNER = "O"
    WORK = "W"


class Scope(StrEnum):
    """What one run of a clock belongs to. All but case and round are named by the mark."""

    CASE = "case"
    ROUND = "round"
    ESCALATION = "escalation"
    ASSIGNMENT = "assignment"
    TASK = "task"
    NEED = "need"


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
    MOVE_UP_AND_REPEAT = "up one, runs again"
    MOVE_UP_PENDING = "up one (CK4)"
    MOVE_UP_LATE = "up one, counted late"
    MOVE_UP_UNRATED = "up one, in no rate"
    REQUEST_MOVE_UP = "request to move up, supervisor alerted"
    SUPERVISOR_ATTENDS = "supervisor attends"
    OFFER_CALL_BACK = "call back offered"
    TELL_SUPERVISOR = "supervisor told"
    TELL_SUPERVISOR_SAME_LEVEL = "supervisor told, level unchanged"
    FLAG_ENTERPRISE = "level 3 flagged, repeated"
    ASK_MANAGER = "decision of the manager"
    JUDGE_CLOSED = "*judged closed*"
    TELL_HEAD_AND_RECEIVER = "head and receiver told"
    REMIND_DEPARTMENT = "department reminded"
    REMIND_MANAGER = "manager reminded"
    MANAGER_THEN_BOARD = "manager, then board"
    ASK_ABOVE = "asked one level up, the case with it (CK14)"


class Held(StrEnum):
    """What becomes of the due while a clock is held."""

    NEVER = "is never held"
    ADDED = "moves by the time held"  # CK7
    WAITED_FOR = "is waited for: not before the release"  # R10.5


NO_MARKS: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Slower:
    """Another limit that holds in some state of the case (R5.2: a notice every 72 h)."""

    when: Callable[[Complaint], bool]
    limit: str  #: name of the setting


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
    limit: str  #: name of the setting (section 3.4); "": the fact states the due
    missed: Missed
    opens: Opens = Opens.ALWAYS
    warns: str | None = "warn_at"  #: the setting of its warning point (CK2); None: it gives none
    due: Due = elapsed
    slower: Slower | None = None
    moves: frozenset[Mark] = NO_MARKS  #: a new time: moves the due of the running one
    anew: frozenset[Mark] = NO_MARKS  #: … and of one that is missed begins the next; the missed one stays missed
    postponed: frozenset[Mark] = NO_MARKS  #: ends it as postponed and starts the next (R5.4)
    barred: Callable[[Complaint], bool] | None = None  #: states of the case in which it does not start (R5.5)
    repeats: bool = False  #: each miss starts it again, from its due (CK3)
    runs_out: bool = False  #: to run out is its purpose, and no miss (CK2)
    only_after_miss_of: frozenset[str] = frozenset()  #: starts only where one of these stands missed
    moves_unless_missed: frozenset[str] = frozenset()  #: its due moves only while none of these stands missed
    pausable: bool = False  #: by the manager, for a time (CK7)
    holds: frozenset[Mark] = NO_MARKS  #: stand still …
    releases: frozenset[Mark] = NO_MARKS  #: … until one of these
    held: Held = Held.NEVER
    survives: Callable[[Complaint, str], bool] | None = None  #: scopes for which it starts after a closing too (CK6)
