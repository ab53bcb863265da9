"""What the register takes and refuses: nothing before its end, nothing unseen, no correction without a difference."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.reporting.register.actions import ReceiveMonth, ReturnMonth, SignDailyLog, SubmitMonth
from services.reporting.register.digest import OF_NO_LINES, digest
from services.reporting.register.events import MonthSubmitted
from services.reporting.register.kind import REGISTER
from services.reporting.register.state import Register
from shared.decision.action import Action
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Refused
from tests.services.reporting.books import KIRITIMATI, town
from tests.support.cast import LP, NEW_YORK, SHANGHAI, lin, qian, zhou
from tests.support.rules import rule

ONE, OTHER = digest("one"), digest("other")


class Clerk:
    """Acts on one register at moments of the site's wall clock."""

    def __init__(self, zone: ZoneInfo = SHANGHAI) -> None:
        self.zone, self.directory, self.state = zone, town(zone), Register()

    def at(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def act(self, who: Caller, order: Action, at: str) -> Any:
        moment = self.at(at)
        records, self.state = REGISTER.decide(order, self.state, Moment(moment, moment, who, self.directory))
        return records[-1].event

    def submit(self, at: str, as_of: str, figures: str = ONE, words: str = ONE) -> MonthSubmitted:
        order = SubmitMonth(site=LP, month="2026-03", as_of=self.at(as_of), digest=figures, words=words)
        event = self.act(zhou, order, at)
        assert isinstance(event, MonthSubmitted)
        return event

    def sign(self, at: str, as_of: str, seen: str = ONE, day: date = date(2026, 3, 3)) -> Any:
        return self.act(zhou, SignDailyLog(site=LP, day=day, as_of=self.at(as_of), digest=seen), at)

    def refused(self, way: Any, *args: Any, **facts: Any) -> None:
        with pytest.raises(Refused) as no:
            way(*args)
        assert no.value.reason.rule == "R11.2"
        assert {name: no.value.reason.facts[name] for name in facts} == facts


@rule("R11.2")
@pytest.mark.parametrize("zone", [SHANGHAI, NEW_YORK, KIRITIMATI], ids=lambda zone: zone.key)
def test_a_month_is_submitted_once_it_is_over_at_the_site(zone: ZoneInfo) -> None:
    clerk = Clerk(zone)
    clerk.refused(clerk.submit, "2026-04-01 09:00", "2026-03-31 23:59", period="2026-03")
    assert clerk.submit("2026-04-01 00:01", "2026-04-01 00:00").version == 1


@rule("R11.2")
def test_what_is_submitted_was_on_record_before() -> None:
    clerk = Clerk()
    clerk.refused(clerk.submit, "2026-04-01 09:00", "2026-04-01 09:00")
    clerk.refused(clerk.submit, "2026-04-01 09:00", "2026-04-01 09:01")


@rule("R11.2")
def test_a_month_is_late_after_the_third_day_of_the_next() -> None:
    assert not Clerk().submit("2026-04-03 23:59", "2026-04-03 12:00").late
    assert Clerk().submit("2026-04-04 00:00", "2026-04-03 12:00").late


@rule("R11.2")
def test_a_correction_needs_a_difference_in_a_value_a_case_or_a_word() -> None:
    clerk = Clerk()
    clerk.submit("2026-04-01 09:00", "2026-04-01 08:00")
    clerk.refused(clerk.submit, "2026-04-02 09:00", "2026-04-02 08:00", version=1)
    clerk.refused(clerk.submit, "2026-04-02 09:00", "2026-04-01 08:00", OTHER)
    assert clerk.submit("2026-04-02 09:00", "2026-04-02 08:00", OTHER).version == 2
    assert clerk.submit("2026-04-03 09:00", "2026-04-03 08:00", OTHER, OTHER).version == 3


@rule("R11.2")
def test_a_returned_version_may_come_again_as_it_was() -> None:
    clerk = Clerk()
    clerk.submit("2026-04-01 09:00", "2026-04-01 08:00")
    clerk.act(qian, ReturnMonth(site=LP, month="2026-03", version=1, remark="Count again."), "2026-04-01 10:00")
    assert clerk.submit("2026-04-02 09:00", "2026-04-02 08:00").version == 2


@rule("R11.2")
def test_the_centre_receives_the_newest_version_once() -> None:
    clerk = Clerk()
    receive = ReceiveMonth(site=LP, month="2026-03", version=1)
    clerk.refused(clerk.act, qian, receive, "2026-04-01 08:00", month="2026-03")
    clerk.submit("2026-04-01 09:00", "2026-04-01 08:00")
    with pytest.raises(Forbidden):
        clerk.act(zhou, receive, "2026-04-01 10:00")
    clerk.refused(clerk.act, qian, ReceiveMonth(site=LP, month="2026-03", version=2), "2026-04-01 10:00", newest=1)
    clerk.act(qian, receive, "2026-04-01 10:00")
    clerk.refused(clerk.act, qian, receive, "2026-04-01 11:00", version=1)


@rule("R11.2")
def test_a_day_is_signed_by_level_1_once_it_is_over() -> None:
    clerk = Clerk()
    order = SignDailyLog(site=LP, day=date(2026, 3, 3), as_of=clerk.at("2026-03-04 08:00"), digest=ONE)
    with pytest.raises(Forbidden):
        clerk.act(lin, order, "2026-03-04 08:01")
    clerk.refused(clerk.sign, "2026-03-04 08:00", "2026-03-03 23:59", period="2026-03-03")
    assert clerk.sign("2026-03-04 08:01", "2026-03-04 08:00").page == 0


@rule("R11.2")
def test_a_supplement_is_signed_when_something_stands_on_it() -> None:
    clerk = Clerk()
    clerk.sign("2026-03-04 08:01", "2026-03-04 08:00")
    clerk.refused(clerk.sign, "2026-03-05 08:01", "2026-03-05 08:00", OF_NO_LINES, day="2026-03-03", page=1)
    clerk.refused(clerk.sign, "2026-03-05 08:01", "2026-03-04 08:00", OTHER)
    assert clerk.sign("2026-03-05 08:01", "2026-03-05 08:00", OTHER).page == 1


@rule("R11.2")
def test_a_site_that_is_none_has_no_register() -> None:
    clerk = Clerk()
    yesterday = clerk.at("2026-03-04 08:00") - timedelta(minutes=1)
    order = SignDailyLog(site="NONE", day=date(2026, 3, 3), as_of=yesterday, digest=ONE)
    clerk.refused(clerk.act, zhou, order, "2026-03-04 08:00", site="NONE")
