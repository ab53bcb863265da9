"""P9: a solution is accepted, the work for it held, complete and told; the case is completed."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import Means
from shared.vocabulary.text import say
from shared.vocabulary.work import AgreedBy, Completion


class SolutionAccepted(ComplaintEvent):
    """The customer agreed to what is to be done; a signature on the spot counts as it (R4.1a)."""

    TOPIC = "complaint.solution_accepted.v1"
    LABEL = say("solution accepted", "业主接受方案")
    RULES: ClassVar = ("R4.1a", "R4.4a", "R9.1", "R9.3a", "R9.6")

    words: PersonalText = ""
    work: bool = True  #: something is (still) to be done for it; without, the work is complete at once (R9.3a)
    agreed_by: AgreedBy = AgreedBy.CUSTOMER

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """What is agreed is to be done from now; tasks that were held go on (3.3)."""
        was = state.work
        goes_on = was.is_urgent and was.work_complete_at is None  # its completion clock runs, with its date
        work = replace(
            was, accepted_at=stamp.occurred_at, to_do=self.work, held=False, completed_at=None,
            done=0 if self.work else was.done, work_complete_at=None if self.work else was.work_complete_at,
            told_at=None if self.work else was.told_at, date=was.date if goes_on else None,
            date_late=was.date_late and goes_on, allowed_until=was.allowed_until if goes_on else None,
        )  # fmt: skip
        return replace(state, work=work)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Completion and report back start, unless nothing is left of urgent work (R9.6)."""
        yield from marked(Mark.SOLUTION_ACCEPTED)
        if before.work.held:
            yield Marked(Mark.TASKS_RELEASED)


class WorkHeld(ComplaintEvent):
    """The agreement is gone: what is left of the work waits for the next one (3.3). Beside the fact that ended it."""

    TOPIC = "complaint.work_held.v1"
    LABEL = say("work held", "任务暂停待议")
    RULES: ClassVar = ("CK7", "R9.6")

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The work done stands; nothing is agreed, no date holds."""
        work = replace(
            state.work, accepted_at=None, to_do=False, urgent_since=None, held=True, done=0, date=None,
            date_late=False, allowed_until=None, work_complete_at=None, told_at=None, tell_since=None,
        )  # fmt: skip
        return replace(state, work=work)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Completion and report back end, tasks stand still; how it stands is to be told again (R5.2)."""
        yield from marked(Mark.ACCEPTANCE_ENDED, Mark.TASKS_HELD)
        if before.work.work_complete_at is not None:
            yield Marked(Mark.PROGRESS_WANTED)


class NothingLeftToDo(ComplaintEvent):
    """For what was agreed nothing more is to be done (R9.3a)."""

    TOPIC = "complaint.nothing_left_to_do_found.v1"
    LABEL = say("nothing left to do", "无须再处理")
    RULES: ClassVar = ("R9.3a",)

    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The solution needs no work any more."""
        return replace(state, work=replace(state.work, to_do=False))


class WorkCompleted(ComplaintEvent):
    """Every task is complete, or the solution needed none (工作完成, R9.3a)."""

    TOPIC = "complaint.work_completed.v1"
    LABEL = say("work complete", "工作完成")
    RULES: ClassVar = ("R9.3", "R9.3a")

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The customer is to be told."""
        return replace(state, work=replace(state.work, work_complete_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the completion clock and ends the notices."""
        return marked(Mark.WORK_COMPLETE)


class ToldDone(ComplaintEvent):
    """The customer was told that it is done (完成答复, R9.1). Beside it stands the reply that it is (R5.4)."""

    TOPIC = "complaint.told_done.v1"
    LABEL = say("told that it is done", "完成答复")
    RULES: ClassVar = ("R9.1", "R9.3a")

    means: Means  #: by which channel
    words: PersonalText  #: what was told
    answer: PersonalText = ""  #: what the customer said to it
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """They know; what had changed on the way they know with it."""
        ladder = replace(state.ladder, contact_wanted=None) if self.first_contact else state.ladder
        return replace(state, work=replace(state.work, told_at=stamp.occurred_at, tell_since=None), ladder=ladder)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets report back."""
        yield from marked(Mark.TOLD_DONE)
        yield from contact(first_contact=self.first_contact)


class ChangeTold(ComplaintEvent):
    """The customer knows what had changed (R9.4). Put on record beside the notice that told it."""

    TOPIC = "complaint.change_told.v1"
    LABEL = say("told what has changed", "已告知变化")
    RULES: ClassVar = ("R9.4",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Off the receiver's list."""
        return replace(state, work=replace(state.work, tell_since=None))


class Coordinated(ComplaintEvent):
    """Delay, or passing the buck between departments: the manager or the enterprise decided how it goes on (R9.5)."""

    TOPIC = "complaint.coordinated.v1"
    LABEL = say("coordinated", "协调决定")
    RULES: ClassVar = ("R9.5",)

    decision: PersonalText
    departments: tuple[Code, ...] = ()  #: whom it concerns


class Completed(ComplaintEvent):
    """The work is complete and the customer has been told (处理完毕, R9.3a)."""

    TOPIC = "complaint.completed.v1"
    LABEL = say("completed", "处理完毕")
    RULES: ClassVar = ("R4.4a", "R9.3a")

    outcome: Completion = Completion.DONE  #: explained: a final explanation completes it (R7.3)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Follow-up counts from here."""
        was, now = state.work, stamp.occurred_at
        work = replace(
            was, completed_at=now, work_complete_at=was.work_complete_at or now, tell_since=None,
            explained=self.outcome is Completion.EXPLAINED,
        )  # fmt: skip
        return replace(state, work=work)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Work complete and told."""
        return marked(Mark.WORK_COMPLETE, Mark.TOLD_DONE, Mark.COMPLETED)
