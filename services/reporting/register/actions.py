"""Sign a day, submit a month, receive or return it (R11.2)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from services.reporting.register.digest import OF_NO_LINES
from services.reporting.register.events import (
    BoxEmptied,
    DailyLogSigned,
    Digest,
    MonthName,
    MonthReceived,
    MonthReturned,
    MonthSubmitted,
    RegisterEvent,
)
from services.reporting.register.state import Register, Submission
from shared.decision.action import Action, action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.state import Directory, Site
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, STAFF, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant, local_date, month_span, start_of_day

At = Moment[Directory]

NO_SITE = say("There is no site with the code {site}.", "没有代码为 {site} 的项目。")
NOT_OVER = say("{period} is not over: it ends at {ends}.", "{period} 尚未结束，结束时间为 {ends}。")
NOT_YET = say(
    "What was looked at must have been on record before now; it says {as_of}.",
    "所查看的内容须为此前已录入者，而统计截止为 {as_of}。",
)
NOTHING_NEW = say(
    "Nothing was recorded about {day} since page {page} was signed.", "{day} 自第 {page} 页签字后没有新的记录。"
)
SAME = say(
    "Neither a value nor a case behind one differs from version {version}.",
    "与第 {version} 版相比，数值及其投诉均无变化。",
)
OLDER = say(
    "Version {version} is as of {as_of}; a correction is as of a later moment.",
    "第 {version} 版的统计截止为 {as_of}，更正的统计截止须更晚。",
)
IN_FUTURE = say(
    "A box is logged after it was emptied, not for {emptied_at}.", "开箱须在事后登记，{emptied_at} 尚未到。"
)
NOT_SUBMITTED = say("{month} was not submitted.", "{month} 尚未提交。")
NOT_NEWEST = say("The newest version of {month} is {newest}.", "{month} 的最新版本为第 {newest} 版。")
DONE = say("Version {version} of {month} was received or returned already.", "{month} 第 {version} 版已接收或退回。")


class RegisterAction(Action):
    """An order about a site's register."""

    site: SiteCode = ask("Site", "项目")

    def decide(self, state: Register, at: At) -> Iterator[RegisterEvent]:
        """Give the facts that follow. Pure. Raises Refused."""
        raise NotImplementedError  # abstract: every action decides for itself

    def place(self, at: At) -> Site:
        """The site. Raises Refused."""
        found = at.directory.sites.get(self.site)
        if found is None:
            raise Refused("R11.2", NO_SITE, site=self.site)
        return found


def check_over(period: str, ends: datetime, as_of: datetime, at: At) -> None:
    """What is signed or submitted was seen whole: after its end, and before this act. Raises Refused."""
    if as_of < ends:
        raise Refused("R11.2", NOT_OVER, period=period, ends=ends)
    if as_of >= at.recorded_at:
        raise Refused("R11.2", NOT_YET, as_of=as_of)


@action(label=say("Sign the daily log", "日志签字"), rules=("R11.2",), roles=LEVEL_1_UP, refuses=("R11.2",))
class SignDailyLog(RegisterAction):
    """Sign the page of a day that is over, or a supplement with what was recorded about it since."""

    day: date = ask("Day", "日期")
    as_of: Instant = ask("As of", "统计截止")
    digest: Digest = ask("Digest of what was read", "所阅内容摘要值")

    def decide(self, state: Register, at: At) -> Iterator[RegisterEvent]:
        """The page first, then its supplements by number."""
        ends = start_of_day(self.day + timedelta(days=1), self.place(at).zone)
        check_over(str(self.day), ends, self.as_of, at)
        signed = state.pages.get(self.day, ())
        if signed and (self.digest == OF_NO_LINES or self.as_of <= signed[-1]):
            raise Refused("R11.2", NOTHING_NEW, day=str(self.day), page=len(signed))
        yield DailyLogSigned(site=self.site, day=self.day, page=len(signed), as_of=self.as_of, digest=self.digest)


@action(label=say("Submit a month", "提交月报"), rules=("R11.2",), roles=LEVEL_1_UP, refuses=("R11.2",))
class SubmitMonth(RegisterAction):
    """Submit a month's form to the enterprise service centre; again only with a difference, as a correction."""

    month: MonthName = ask("Month", "月份")
    as_of: Instant = ask("As of", "统计截止")
    digest: Digest = ask("Digest of the figures read", "所阅数据摘要值")
    words: Digest = ask("Digest of the words read", "所阅文字摘要值")
    prepared_by: Code | None = ask("Prepared by", "填报人", default=None)

    def decide(self, state: Register, at: At) -> Iterator[RegisterEvent]:
        """Version 1, then corrections; late is said on the fact."""
        site = self.place(at)
        year, month = int(self.month[:4]), int(self.month[5:])
        _, ends = month_span(year, month, site.zone)
        check_over(self.month, ends, self.as_of, at)
        newest = state.months.get(self.month)
        if newest is not None:
            self._check_differs(newest)
        until = local_date(ends, site.zone) + timedelta(days=at.directory.limits(site.code).number("submit_by"))
        yield MonthSubmitted(
            site=self.site, month=self.month, version=newest.version + 1 if newest else 1, as_of=self.as_of,
            digest=self.digest, words=self.words, prepared_by=self.prepared_by or at.by.id,
            late=at.recorded_at >= start_of_day(until, site.zone),
        )  # fmt: skip

    def _check_differs(self, newest: Submission) -> None:
        """A correction was looked at later and says something else; a returned version may come again."""
        if self.as_of <= newest.as_of:
            raise Refused("R11.2", OLDER, version=newest.version, as_of=newest.as_of)
        if not newest.returned and (newest.digest, newest.words) == (self.digest, self.words):
            raise Refused("R11.2", SAME, version=newest.version)


class _Judgement(RegisterAction):
    """What the enterprise service centre says about a version."""

    month: MonthName = ask("Month", "月份")
    version: int = ask("Version", "版本", ge=1)

    def newest(self, state: Register) -> Submission:
        """The version it speaks of, which must be the newest and not judged yet. Raises Refused."""
        newest = state.months.get(self.month)
        if newest is None:
            raise Refused("R11.2", NOT_SUBMITTED, month=self.month)
        if newest.version != self.version:
            raise Refused("R11.2", NOT_NEWEST, month=self.month, newest=newest.version)
        if newest.received or newest.returned:
            raise Refused("R11.2", DONE, month=self.month, version=self.version)
        return newest


@action(label=say("Receive a month", "接收月报"), rules=("R11.2",), roles=(Role.ENTERPRISE,), refuses=("R11.2",))
class ReceiveMonth(_Judgement):
    """The enterprise service centre takes the newest version of a month."""

    def decide(self, state: Register, at: At) -> Iterator[RegisterEvent]:
        """Received as it stands."""
        yield MonthReceived(site=self.site, month=self.month, version=self.newest(state).version)


@action(label=say("Return a month", "退回月报"), rules=("R11.2",), roles=(Role.ENTERPRISE,), refuses=("R11.2",))
class ReturnMonth(_Judgement):
    """The enterprise service centre sends the newest version back, saying why."""

    remark: PersonalText = ask("Remark", "退回意见", min_length=1)

    def decide(self, state: Register, at: At) -> Iterator[RegisterEvent]:
        """Returned with the remark."""
        version = self.newest(state).version
        yield MonthReturned(site=self.site, month=self.month, version=version, remark=self.remark)


@action(label=say("Empty the box", "开启意见箱"), rules=("R2.5",), roles=STAFF, refuses=("R11.2", "CK9"))
class EmptyBox(RegisterAction):
    """Log that the suggestion box was emptied, each day the site is open; the letters are received one by one."""

    letters: int = ask("Letters found", "来信件数", ge=0, le=10_000)

    def decide(self, state: Register, at: At) -> Iterator[RegisterEvent]:
        """Logged on its local date."""
        site = self.place(at)
        if at.occurred_at > at.recorded_at + at.directory.limits(site.code).span("clock_skew"):
            raise Refused("CK9", IN_FUTURE, emptied_at=at.occurred_at, instead=("empty_box",))
        day = local_date(at.occurred_at, site.zone)
        yield BoxEmptied(site=self.site, day=day, emptied_at=at.occurred_at, letters=self.letters)


ACTIONS = (EmptyBox, SignDailyLog, SubmitMonth, ReceiveMonth, ReturnMonth)
