"""P9: what the manager does about delay: coordinate departments (R9.5), pause a clock and let it run on (CK7)."""

from collections.abc import Iterator
from datetime import timedelta

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.actions.dues import open_run
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p09_completion import Coordinated
from shared.complaint.events.p09_dates import ClockPaused, ClockResumed
from shared.complaint.guards import in_hand
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_2_UP, Level
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant, days_later
from shared.vocabulary.work import Pausable, PauseFor

has_departments = Guard(
    "R9.5",
    say("No department has a task or an investigation in this case.", "该投诉没有交由部门办理的任务或调查。"),
    lambda c: bool(c.work.tasks) or bool(c.investigation.assignments),
    instead=("give_task", "give_urgent_task", "write_note"),
)
is_paused = Guard(
    "CK7",
    say("No clock of this case was paused in this round.", "本轮没有暂停过时限。"),
    lambda c: bool(c.work.pauses),
    instead=("pause_clock", "write_note"),
)

NO_DEPARTMENT = say("The directory knows no department {department}.", "名录中没有部门 {department}。")
NOT_RUNNING = say("No such clock runs.", "没有正在运行的此类时限。")
OVER = say("It was due at {due}; a clock is paused before its due.", "时限 {due} 已过，须在届满前暂停。")
NOT_AHEAD = say("A pause until {until} is over before it begins.", "暂停至 {until} 无意义：该时刻已过。")
TOO_LONG = say("A pause lasts at most {days} days, until {latest}.", "每次暂停最长 {days} 天，至 {latest}。")
TOO_MUCH = say(
    "With this it is paused for more than {days} days in this round, which level 3 decides.",
    "本轮累计暂停超过 {days} 天，须由企业客服中心决定。",
)
NOT_PAUSED = say("It is not paused now.", "目前未处于暂停。")


@action(
    label=say("Coordinate departments", "协调部门"),
    rules=("R9.5",),
    roles=LEVEL_2_UP,
    when=(*in_hand, has_departments),
    refuses=("R9.5",),
)
class Coordinate(ComplaintAction):
    """Delay, or passing the buck: decide who does what, and record it."""

    decision: PersonalText = ask("What is decided", "协调决定", min_length=1)
    departments: tuple[Code, ...] = ask("Departments concerned", "涉及部门", default=())

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On record; tasks are given anew or withdrawn by it."""
        unknown = next((code for code in self.departments if code not in at.directory.departments), None)
        if unknown is not None:
            raise Refused("R9.5", NO_DEPARTMENT, department=unknown, instead=(self.SPEC.slug,))
        yield Coordinated(decision=self.decision, departments=self.departments)


class _OfAClock(ComplaintAction):
    """What the orders about a pause have in common."""

    clock: Pausable = ask("Which clock", "时限")
    scope: str = ask("Which task or investigation; empty: completion", "任务或调查编号（空：处理完毕）", default="")

    @property
    def meant(self) -> str:
        """The scope as pauses and marks name it."""
        return "" if self.clock is Pausable.COMPLETION else self.scope


@action(
    label=say("Pause a clock", "暂停时限"),
    rules=("CK7",),
    roles=LEVEL_2_UP,
    when=in_hand,
    refuses=("CK7",),
    reads_history=True,
)
class PauseClock(_OfAClock):
    """Wait for the customer or an outside body until a named time; renewable, and the due moves by it."""

    until: Instant = ask("Until", "暂停至")
    why: PauseFor = ask("Waiting for", "等待")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The clock stands still until then."""
        again = (self.SPEC.slug, "write_note")
        run = open_run(at, self.clock.value, self.meant or str(state.round.number))
        if run is None:
            raise Refused("CK7", NOT_RUNNING, instead=again)
        if at.occurred_at > run.due:
            raise Refused("CK7", OVER, due=run.due, instead=again)
        if self.until <= at.occurred_at:
            raise Refused("CK7", NOT_AHEAD, until=self.until, instead=again)
        self._check_length(state, at)
        yield ClockPaused(clock=self.clock, scope=self.meant, until=self.until, why=self.why, reason=self.reason)

    def _check_length(self, state: Complaint, at: At) -> None:
        known, zone = limits(state, at), at.directory.sites[state.reception.site].zone
        latest = days_later(at.occurred_at, known.days("pause_max"), zone)
        if self.until > latest:
            days = known.days("pause_max")
            raise Refused("CK7", TOO_LONG, days=days, latest=latest, instead=(self.SPEC.slug,))
        so_far = sum(
            (
                min(one.until, at.occurred_at) - one.since
                for one in state.work.pauses
                if (one.clock, one.scope) == (self.clock, self.meant)
            ),
            timedelta(),
        )
        most = known.days("pause_total")
        is_enterprise = at.by.level is not None and at.by.level >= Level.ENTERPRISE
        if so_far + (self.until - at.occurred_at) > timedelta(days=most) and not is_enterprise:
            raise Refused("CK7", TOO_MUCH, days=most, instead=(self.SPEC.slug, "write_note"))


@action(
    label=say("Let a clock run on", "恢复时限"),
    rules=("CK7",),
    roles=LEVEL_2_UP,
    when=(*in_hand, is_paused),
    refuses=("CK7",),
)
class ResumeClock(_OfAClock):
    """What it waited for is there: the pause ends before its time."""

    reason: PersonalText = ask("Reason", "理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Only the time that it stood still is added."""
        meant = (self.clock, self.meant)
        if not any((one.clock, one.scope) == meant and one.until > at.occurred_at for one in state.work.pauses):
            raise Refused("CK7", NOT_PAUSED, instead=("pause_clock", "write_note"))
        yield ClockResumed(clock=self.clock, scope=self.meant, reason=self.reason)


ACTIONS = (Coordinate, PauseClock, ResumeClock)
