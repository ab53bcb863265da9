"""P10: the customer declines, the supervisor decides, the quiet week ends, and who needs no follow-up."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from shared.complaint import decisions
from shared.complaint.actions.base import At, ComplaintAction, limits, site_of
from shared.complaint.actions.p10_follow_up import FollowUpAction, check_form
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p10_quiet_week import (
    FollowUpDateSet,
    FollowUpDeclined,
    FollowUpExempted,
    QuietWeekDecided,
    QuietWeekHeld,
)
from shared.complaint.guards import followed_up_now, in_hand
from shared.complaint.judging import judge
from shared.complaint.quiet_week import quiet_week_end
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.moment import Caller
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Channel, ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import AfterAttempts, Exemption, FollowUpForm
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, STAFF, Level, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant, days_later, start_of_day

is_quiet = Guard(
    "R10.5",
    say("No quiet week runs on this case.", "该投诉不在一周观察期内。"),
    lambda c: c.follow_up.quiet_since is not None,
    instead=("follow_up", "decline_follow_up", "write_note"),
)
nothing_suggested = Guard(
    "R10.5",
    say("A suggested repeat is not judged yet; it holds the quiet week.", "疑似再诉尚未认定，观察期暂不结束。"),
    lambda c: not c.links.repeats_suggested,
    instead=("write_note",),
)

REACHABLE = say(
    "The customer is neither anonymous nor marked as unreachable; follow up instead.",
    "业主既非匿名也未标记为无法联络，应当回访。",
)
FOR_MANAGER = say("“Another reason” is named and decided by the manager.", "“其他原因”须由服务中心主任决定。")
WHICH_DATE = say("Another date needs the form and a time to come.", "另定日期须注明方式及将来的时间。")
NO_DATE = say("A form and time belong to another date only.", "仅另定日期时填写方式与时间。")
TOO_EARLY = say("The quiet week lasts until {end}.", "观察期至 {end} 结束。")
HELD_TOO_LONG = say(
    "The close is held at most until {latest}; {asked} is later.", "延长观察最迟至 {latest}，而提出的是 {asked}。"
)
OVER = say("The quiet week was over at {end}; there is nothing left to hold.", "观察期已于 {end} 结束，不能再延长。")
NOT_LATER = say("The quiet week ends at {end} anyway; name a later day.", "观察期本就在 {end} 结束，请指定更晚的日期。")


@action(
    label=say("The customer declines a follow-up", "谢绝回访"),
    rules=("R10.5", "R12.3"),
    roles=STAFF,
    when=followed_up_now,
)
class DeclineFollowUp(FollowUpAction):
    """The customer plainly declines; the case closes after the quiet week if nothing comes."""

    words: PersonalText = ask("In the customer's words", "业主原话", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Until the week is over the case is open."""
        yield FollowUpDeclined(words=self.words)
        yield from decisions.drop(state, About.AFTER_ATTEMPTS)


@action(
    label=say("Decide after the attempts", "回访未果后的决定"),
    rules=("R10.2", "R10.6", "CK14"),
    roles=LEVEL_1_UP,
    when=(*followed_up_now, decisions.is_asked_about(About.AFTER_ATTEMPTS, instead=("try_follow_up", "follow_up"))),
    refuses=("R10.2",),
)
class DecideAfterAttempts(FollowUpAction):
    """Nobody was reached on several days: another form and date, the quiet week, or no follow-up."""

    choice: AfterAttempts = ask("Decision", "决定")
    form: FollowUpForm | None = ask("Form of the next attempt", "下次回访方式", default=None)
    other_form: PersonalText = ask("Other form, named", "其他方式", default="")
    to: Instant | None = ask("Until when", "回访期限", default=None)
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The decision, and what follows from it."""
        following = {
            AfterAttempts.ANOTHER_DATE: self._another_date,
            AfterAttempts.QUIET_WEEK: self._quiet_week,
            AfterAttempts.EXEMPT: self._exempt,
        }[self.choice](at)
        made = decisions.decide(state, About.AFTER_ATTEMPTS, granted=True, reason=self.reason)
        if isinstance(following, FollowUpExempted):
            yield from judge(state, at, ClosingReason.FOLLOW_UP_EXEMPT, *made, following)
            return
        yield from made
        yield following

    def _another_date(self, at: At) -> ComplaintEvent:
        if self.form is None or self.to is None or self.to <= at.occurred_at:
            raise Refused("R10.2", WHICH_DATE, instead=("decide_after_attempts",))
        check_form(self.form, self.other_form, "decide_after_attempts")
        return FollowUpDateSet(form=self.form, other_form=self.other_form, to=self.to, reason=self.reason)

    def _quiet_week(self, _at: At) -> ComplaintEvent:
        self._check_no_date()
        return QuietWeekDecided(reason=self.reason)

    def _exempt(self, at: At) -> ComplaintEvent:
        self._check_no_date()
        return FollowUpExempted(exemption=Exemption.CANNOT_BE_REACHED, decided_by=at.by.id, reason=self.reason)

    def _check_no_date(self) -> None:
        if self.form is not None or self.to is not None:
            raise Refused("R10.2", NO_DATE, instead=("decide_after_attempts",))


@action(
    label=say("Exempt from follow-up", "免回访"),
    rules=("R10.6",),
    roles=LEVEL_1_UP,
    when=followed_up_now,
    refuses=("R10.6",),
)
class ExemptFromFollowUp(FollowUpAction):
    """No follow-up is needed: anonymous or unreachable, sensitive, or another reason that the manager decided."""

    exemption: Exemption = ask("Why", "免回访情形")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Judged closed as *follow-up exempt*; who decided is on record."""
        self._check(state, at.by)
        exempted = FollowUpExempted(exemption=self.exemption, decided_by=at.by.id, reason=self.reason)
        yield from judge(state, at, ClosingReason.FOLLOW_UP_EXEMPT, exempted)

    def _check(self, state: Complaint, by: Caller) -> None:
        online = state.reception.channel is Channel.ONLINE_ANONYMOUS
        reachable = not (state.reception.anonymous or online or state.reach.unreachable_since)
        if self.exemption is Exemption.CANNOT_BE_REACHED and reachable:
            raise Refused("R10.6", REACHABLE, instead=("follow_up", "try_follow_up"))
        if self.exemption is Exemption.OTHER and (by.level is None or by.level < Level.MANAGER):
            raise Refused("R10.6", FOR_MANAGER, instead=("follow_up", "try_follow_up"))


@action(
    label=say("Hold the quiet week", "延长观察"),
    rules=("R10.5",),
    roles=LEVEL_1_UP,
    when=(*in_hand, is_quiet),
    refuses=("R10.5",),
)
class HoldQuietWeek(ComplaintAction):
    """Another complaint of that customer came in the week: hold the close until a named day."""

    until: date = ask("Until the end of this day", "延长至（当日24时）")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """At most one more quiet week."""
        zone, known = site_of(state, at).zone, limits(state, at)
        week = quiet_week_end(state, known, zone, held=False)
        now, asked = quiet_week_end(state, known, zone), start_of_day(self.until + timedelta(days=1), zone)
        latest = days_later(week, known.days("quiet_week"), zone)
        if at.occurred_at >= now:
            raise Refused("R10.5", OVER, end=now, instead=("close_after_quiet_week",))
        if asked <= now:
            raise Refused("R10.5", NOT_LATER, end=now, instead=("hold_quiet_week",))
        if asked > latest:
            raise Refused("R10.5", HELD_TOO_LONG, latest=latest, asked=asked, instead=("hold_quiet_week",))
        yield QuietWeekHeld(until=asked, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the week began."""
        return complaint.follow_up.quiet_since or complaint.reception.received_at


@action(
    label=say("Close after the quiet week", "观察期满结案"),
    rules=("R10.5",),
    roles=(*LEVEL_1_UP, Role.DESK),
    when=(*in_hand, is_quiet, nothing_suggested),
    refuses=("R10.5",),
)
class CloseAfterQuietWeek(ComplaintAction):
    """No further complaint came from that customer; the desk does it by itself when the week is over."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Judged closed as *no recurrence*."""
        end = quiet_week_end(state, limits(state, at), site_of(state, at).zone)
        if at.occurred_at < end:
            raise Refused("R10.5", TOO_EARLY, end=end, instead=("write_note",))
        yield from judge(state, at, ClosingReason.NO_RECURRENCE)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the week began."""
        return complaint.follow_up.quiet_since or complaint.reception.received_at


ACTIONS = (DeclineFollowUp, DecideAfterAttempts, ExemptFromFollowUp, HoldQuietWeek, CloseAfterQuietWeek)
