"""P9: a definite date is told (R9.2), more time is asked for and decided (R12.24), a clock is paused (CK7)."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact
from shared.complaint.state import Complaint, Extension, Pause
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import Means
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant
from shared.vocabulary.work import Extended, Pausable, PauseFor


class DateTold(ComplaintEvent):
    """A special circumstance was told to the customer with a definite date (R9.2); noted, if they cannot be reached."""

    TOPIC = "complaint.date_told.v1"
    LABEL = say("date told", "告知完成日期")
    RULES: ClassVar = ("R9.2", "R5.2", "R5.5", "R12.24")

    circumstance: PersonalText
    day: date  #: local
    due: Instant  #: the end of it
    instead_of: Instant  #: the due that was in force
    nth: int  #: which date of the round: the changes are one fewer
    late: bool = False  #: told after the miss
    means: Means | None = None  #: None: the manager's dated note in place of the telling (R5.5)
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The date in force; what had changed the customer knows with it."""
        was = state.work
        work = replace(
            was, date=self.due, date_late=self.late or was.date_late, dates_told=self.nth, allowed_until=None,
            tell_since=None,
        )  # fmt: skip
        ladder = replace(state.ladder, contact_wanted=None) if self.first_contact else state.ladder
        return replace(state, work=work, ladder=ladder)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The due moves there; after the miss a clock of its own watches it. It says how it stands (R5.2)."""
        yield Marked(Mark.DATE_TOLD, due=self.due)
        if self.means is not None:
            yield from contact(first_contact=self.first_contact)


class TaskMoved(ComplaintEvent):
    """Urgent work is due by the date that was told (R9.6)."""

    TOPIC = "complaint.task_moved.v1"
    LABEL = say("task due by the date told", "任务时限顺延")
    RULES: ClassVar = ("R9.6",)

    task: str
    due: Instant

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Its due."""
        return with_due(state, self.task, self)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The due of its clock moves, unless it is past."""
        return (Marked(Mark.TASK_MOVED, scope=self.task, due=self.due),)


class ExtensionAsked(ComplaintEvent):
    """More time is asked for, with reason and evidence, before the due passes (R12.24)."""

    TOPIC = "complaint.extension_asked.v1"
    LABEL = say("more time asked", "申请延期")
    RULES: ClassVar = ("R12.24",)

    what: Extended
    subject: str  #: a task's or assignment's id, or "date"
    until: date
    due: Instant  #: the end of that day
    days: int  #: so many later than the due in force
    reason: PersonalText
    evidence: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It waits for a decision; no due moves by it."""
        asked = Extension(self.what, self.subject, self.due, self.days)
        others = tuple(one for one in state.work.asked if one.subject != self.subject)
        return replace(state, work=replace(state.work, asked=(*others, asked)))


class ExtensionDecided(ComplaintEvent):
    """More time is granted, or not (延期, R12.24)."""

    TOPIC = "complaint.extension_decided.v1"
    LABEL = say("more time decided", "延期决定")
    RULES: ClassVar = ("R12.24",)

    what: Extended
    subject: str
    due: Instant
    days: int
    granted: bool

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Granted days add up; the customer is to be told."""
        was = state.work
        work = replace(was, asked=tuple(one for one in was.asked if one.subject != self.subject))
        if not self.granted:
            return replace(state, work=work)
        work = replace(
            work, extended=(*was.extended, (self.subject, self.days)),
            tell_since=was.tell_since or stamp.occurred_at,
            allowed_until=self.due if self.what is Extended.DATE else was.allowed_until,
        )  # fmt: skip
        return with_due(replace(state, work=work), self.subject, self)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The due of a task or of findings moves; a date moves when the customer is told (R9.2)."""
        mark = _MOVES.get(self.what)
        if self.granted and mark is not None:
            yield Marked(mark, scope=self.subject, due=self.due)


_MOVES = {Extended.TASK: Mark.TASK_MOVED, Extended.FINDINGS: Mark.FINDINGS_MOVED}


class ClockPaused(ComplaintEvent):
    """The manager paused a clock until a named time (暂停, CK7)."""

    TOPIC = "complaint.clock_paused.v1"
    LABEL = say("clock paused", "时限暂停")
    RULES: ClassVar = ("CK7",)

    clock: Pausable
    scope: str = ""  #: a task's or assignment's id; "": completion
    until: Instant
    why: PauseFor
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Kept with the pauses of the round; a renewal goes on from here."""
        now = stamp.occurred_at
        pause = Pause(self.clock, self.scope, now, self.until)
        return replace(state, work=replace(state.work, pauses=(*cut(state, self.clock, self.scope, stamp), pause)))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its due moves by the time paused."""
        return (Marked(Mark.PAUSED, scope=self.scope, due=self.until, clock=self.clock),)


class ClockResumed(ComplaintEvent):
    """What a paused clock waited for came earlier (CK7)."""

    TOPIC = "complaint.clock_resumed.v1"
    LABEL = say("clock runs on", "时限恢复")
    RULES: ClassVar = ("CK7",)

    clock: Pausable
    scope: str = ""
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The pause ends now."""
        return replace(state, work=replace(state.work, pauses=cut(state, self.clock, self.scope, stamp)))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Only the time that it stood still is added to its due."""
        return (Marked(Mark.RESUMED, scope=self.scope, clock=self.clock),)


def cut(state: Complaint, clock: Pausable, scope: str, stamp: Stamp) -> tuple[Pause, ...]:
    """The pauses of the round, those of this clock ended by now."""
    now = stamp.occurred_at
    return tuple(
        replace(one, until=now) if (one.clock, one.scope) == (clock, scope) and one.until > now else one
        for one in state.work.pauses
    )


def with_due(state: Complaint, task: str, event: TaskMoved | ExtensionDecided) -> Complaint:
    """The state with another due of a task; as it is where the id is no open task's."""
    known = state.work.task(task)
    return state if known is None else replace(state, work=state.work.with_task(replace(known, due=event.due)))
