"""P9: tell a definite date (R9.2), ask for more time, and decide about it (R12.24)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.actions.dues import open_run
from shared.complaint.actions.p09_tasks import has_work_left, is_not_completed
from shared.complaint.completion import DATE
from shared.complaint.decisions import asked, decide, is_asked_about, must_be_theirs
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p09_dates import DateTold, ExtensionAsked, ExtensionDecided, TaskMoved
from shared.complaint.guards import in_hand, is_first_contact
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.decisions import About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import Means
from shared.vocabulary.roles import LEVEL_2_UP, STAFF, Level
from shared.vocabulary.text import say
from shared.vocabulary.time import local_date, start_of_day
from shared.vocabulary.work import Extended

is_to_be_completed = Guard(
    "R9.2",
    say("Nothing is to be completed yet: no solution is agreed, no urgent work is given.", "尚无须完成的事项。"),
    lambda c: c.work.accepted_at is not None or c.work.is_urgent,
    instead=("give_urgent_task", "write_note"),
)
is_within_ability = Guard(
    "R5.3a",
    say("The matter is beyond our ability; it has no completion date.", "该事项非本单位能力，不设完成日期。"),
    lambda c: c.beyond.since is None,
    instead=("give_notice", "write_note"),
)

PAST = say("{date} is over.", "{date} 已过。")
TOO_FAR = say(
    "{date} lies more than {days} days ahead; such a date is for the manager to tell.",
    "{date} 超过 {days} 天，须由服务中心主任确定。",
)
NEEDS_EXTENSION = say(
    "{promised} was told to the customer; a later date has to be granted first.",
    "已告知业主 {promised} 前完成；更晚的日期须先获准延期。",
)
BY_MANAGER = say(
    "The customer cannot be reached: the manager's dated note stands for the telling.",
    "业主无法联络，须由服务中心主任注明日期代替告知。",
)
SAY_HOW = say("Say how the customer was told.", "请注明告知方式。")
NOTHING_RUNS = say("Nothing of this kind is due now.", "目前没有此类时限。")
PASSED = say("It was due at {due}; more time is asked for before that.", "时限 {due} 已过；延期须在时限届满前申请。")
NOT_LATER = say("{until} is not later than what is in force, {due}.", "{until} 并不晚于现行时限 {due}。")
TOO_MUCH = say(
    "That makes {days} days; more than {most} days are not granted.", "累计 {days} 天，超过可批准的 {most} 天。"
)
ASKED_ALREADY = say("More time is asked for already and not decided yet.", "已申请延期，尚未决定。")


def end_of(day: date, complaint: Complaint, at: At) -> datetime:
    """24:00 of a local day of the site."""
    return start_of_day(day + timedelta(days=1), at.directory.sites[complaint.reception.site].zone)


def day_of(moment: datetime, complaint: Complaint, at: At) -> date:
    """The local day that a due belongs to: 24:00 is that of the day it ends (CK1)."""
    return local_date(moment - timedelta(microseconds=1), at.directory.sites[complaint.reception.site].zone)


@action(
    label=say("Tell a definite date", "告知完成日期"),
    rules=("R9.2", "R9.6", "R12.24", "R5.5"),
    roles=STAFF,
    when=(*in_hand, is_not_completed, is_within_ability, is_to_be_completed, has_work_left),
    refuses=("R9.2", "R5.5", "R12.24"),
    reads_history=True,
)
class TellDate(ComplaintAction):
    """Name the special circumstance and the date to the customer, before the limit has passed."""

    circumstance: PersonalText = ask("The special circumstance", "特殊情况", min_length=1)
    day: date = ask("The date", "完成日期")
    means: Means | None = ask("How it was told; empty: only noted", "告知方式（空：仅注明）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The end of that day is the clock; told after the miss, the miss stands."""
        due, work = end_of(self.day, state, at), state.work
        run = open_run(at, "completion", str(state.round.number))
        if run is None:
            return  # the guards see to it: what is still to be completed has a clock
        late = at.occurred_at > run.due
        self._check(state, at, due, late=late or work.date_late)
        yield DateTold(
            circumstance=self.circumstance, day=self.day, due=due, instead_of=work.date or run.due,
            nth=work.dates_told + 1, late=late, means=self.means,
            first_contact=self.means is not None and is_first_contact(state, at.by),
        )  # fmt: skip
        for task in work.tasks if work.is_urgent else ():
            if task.urgent and task.due is not None and at.occurred_at <= task.due < due:
                yield TaskMoved(task=task.id, due=due)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the agreement, or the urgent work."""
        work = complaint.work
        return work.accepted_at or work.urgent_since or complaint.reception.received_at

    def _check(self, state: Complaint, at: At, due: datetime, *, late: bool) -> None:
        again, work = self.SPEC.slug, state.work
        if due <= at.occurred_at:
            raise Refused("R9.2", PAST, date=self.day, instead=(again,))
        is_manager = at.by.level is not None and at.by.level >= Level.MANAGER
        unreachable = state.reach.unreachable_since is not None
        if unreachable and not is_manager:
            raise Refused("R5.5", BY_MANAGER, instead=("write_note",))
        if self.means is None and not unreachable:
            raise Refused("R9.2", SAY_HOW, instead=(again,))
        if not late and work.date is not None:
            if due > max(work.date, work.allowed_until or work.date):
                promised = day_of(work.date, state, at)
                raise Refused("R12.24", NEEDS_EXTENSION, promised=promised, instead=("ask_for_time", again))
            return
        most, zone = limits(state, at).days("first_date_max"), at.directory.sites[state.reception.site].zone
        if not is_manager and (self.day - local_date(at.occurred_at, zone)).days > most:
            raise Refused("R9.2", TOO_FAR, date=self.day, days=most, instead=(again,))


@action(
    label=say("Ask for more time", "申请延期"),
    rules=("R12.24", "R9.2", "CK14"),
    roles=STAFF,
    when=in_hand,
    refuses=("R12.24",),
    reads_history=True,
)
class AskForTime(ComplaintAction):
    """A later date than was told, more time for a task or for findings: with reason and evidence, before it passes."""

    what: Extended = ask("For what", "延期事项")
    subject: str = ask("Which task or investigation", "任务或调查编号", default="")
    until: date = ask("Until", "延至")
    reason: PersonalText = ask("Reason", "理由", min_length=1)
    evidence: PersonalText = ask("Evidence", "依据", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Asked of the manager, or of the enterprise for more; extensions add up. Asking moves no due."""
        subject = DATE if self.what is Extended.DATE else self.subject
        in_force = self._due(state, at)
        days = (self.until - day_of(in_force, state, at)).days
        if days <= 0:
            raise Refused("R12.24", NOT_LATER, until=self.until, due=in_force, instead=(self.SPEC.slug,))
        if state.decisions.about(About.EXTENSION, subject) is not None:
            raise Refused("R12.24", ASKED_ALREADY, instead=("decide_extension", "write_note"))
        level = self._of_whom(state, at, days + state.work.granted(subject))
        yield ExtensionAsked(
            what=self.what, subject=subject, until=self.until, due=end_of(self.until, state, at), days=days,
            reason=self.reason, evidence=self.evidence,
        )  # fmt: skip
        yield asked(state, About.EXTENSION, level, subject)

    def _due(self, state: Complaint, at: At) -> datetime:
        clock, scope = _CLOCKS[self.what], str(state.round.number) if self.what is Extended.DATE else self.subject
        run = open_run(at, clock, scope)
        told = self.what is not Extended.DATE or (state.work.date is not None and not state.work.date_late)
        if run is None or not told:
            raise Refused("R12.24", NOTHING_RUNS, instead=("tell_date", "write_note"))
        if at.occurred_at > run.due:
            raise Refused("R12.24", PASSED, due=run.due, instead=("tell_date", "write_note"))
        return run.due

    def _of_whom(self, state: Complaint, at: At, days: int) -> Level:
        known = limits(state, at)
        if days <= known.days("extend_manager"):
            return Level.MANAGER
        if days > (most := known.days("extend_enterprise")):
            raise Refused("R12.24", TOO_MUCH, days=days, most=most, instead=(self.SPEC.slug,))
        return Level.ENTERPRISE


_CLOCKS = {Extended.DATE: "completion", Extended.TASK: "task", Extended.FINDINGS: "findings"}


@action(
    label=say("Decide about more time", "决定延期"),
    rules=("R12.24", "CK14"),
    roles=LEVEL_2_UP,
    when=(*in_hand, is_asked_about(About.EXTENSION)),
    refuses=("R12.24", "CK14"),
)
class DecideExtension(ComplaintAction):
    """Grant more time or not; a later date is then told to the customer."""

    subject: str = ask(
        "For what: a task's or investigation's id, or date", "延期事项编号（任务、调查或 date）", default=DATE
    )
    granted: bool = ask("Granted", "是否准予")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Decided; the due of a task or of findings moves at once."""
        found = state.decisions.about(About.EXTENSION, self.subject)
        wanted = next((one for one in state.work.asked if one.subject == self.subject), None)
        if found is None or wanted is None:
            raise Refused("R12.24", NOTHING_RUNS, instead=(self.SPEC.slug,))
        must_be_theirs(found, at.by)
        yield from decide(state, About.EXTENSION, granted=self.granted, reason=self.reason, subject=self.subject)
        yield ExtensionDecided(
            what=wanted.what, subject=wanted.subject, due=wanted.due, days=wanted.days, granted=self.granted
        )

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.EXTENSION)
        return complaint.reception.received_at if found is None else found.asked_at


ACTIONS = (TellDate, AskForTime, DecideExtension)
