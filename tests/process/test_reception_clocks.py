"""The clocks of reception, verification and route at night, across days and zones (CK1, CK2, CK6, CK10 to CK12)."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordAgitated, RecordCalmed, RecordConsent
from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.clocks.columns import Opens
from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.clocks.table import CLOCKS
from shared.directory.state import Directory, Site
from shared.vocabulary.axes import Channel, MoveUpReason, Route
from tests.support import moving, story
from tests.support.cast import LP, NEW_YORK, SHANGHAI, company, lin, portal
from tests.support.desk import Desk, when
from tests.support.rules import rule

KIRITIMATI = ZoneInfo("Pacific/Kiritimati")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = (SHANGHAI, NEW_YORK, KIRITIMATI, LORD_HOWE)
POINTS = Verify(statement="The lift stopped twice.")


def in_zone(zone: ZoneInfo) -> Desk:
    """A desk whose site LP lies in another zone."""
    known = company()
    site = Site(LP, known.sites[LP].names, zone)
    return Desk(replace(known, sites=MappingProxyType({**known.sites, LP: site})), zone)


def with_limit(setting: str, value: int) -> Directory:
    return replace(company(), overrides=MappingProxyType({(LP, None): MappingProxyType({setting: value})}))


@rule("CK11")
def test_who_waits_before_us_waits_at_night_too() -> None:
    opens = {clock.name: clock.opens for clock in CLOCKS}
    assert opens["agitated_reception"] is opens["consent"] is Opens.ALWAYS
    desk = Desk().given([*moving.agitated("03:00"), ("03:02", lin, RecordCalmed()), ("03:10", lin, RecordAgitated())])
    desk.given([("03:12", lin, AskToMoveUp(reason=MoveUpReason.OFFER_DOES_NOT_SATISFY))])
    runs = desk.clocks("03:13")
    assert runs["agitated_reception"].due == when("03:15")
    assert runs["consent"].due == when("03:14")


@rule("CK11")
@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    ("verified", "opens", "due"),
    [
        ("21:59:59", "21:59:59", "22:29:59"),
        ("22:00", "+1 08:00", "+1 08:30"),
        ("07:59:59", "08:00", "08:30"),
        ("08:00", "08:00", "08:30"),
    ],
)
def test_a_route_waits_for_desk_hours_and_22_00_is_outside(zone: ZoneInfo, verified: str, opens: str, due: str) -> None:
    desk = in_zone(zone).given([*story.received("07:00"), (verified, lin, POINTS)])
    run = desk.clocks(verified)["route"]
    assert (run.opens_at, run.due) == (when(opens, zone=zone), when(due, zone=zone))


@rule("CK11")
@pytest.mark.parametrize(("channel", "due"), [(Channel.PHONE, "23:30"), (Channel.WECHAT, "+1 08:30")])
def test_verification_waits_on_channels_that_nobody_attends(channel: Channel, due: str) -> None:
    desk = Desk().given(story.received("23:00", by=lin if channel is Channel.PHONE else portal, channel=channel))
    assert desk.clocks("23:01")["verification"].due == when(due)


@rule("CK1", "CK11")
@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        pytest.param(NEW_YORK, datetime(2026, 3, 7), 9.0, id="an hour lost"),  # noqa: DTZ001 - a wall clock
        pytest.param(NEW_YORK, datetime(2026, 10, 31), 11.0, id="an hour gained"),  # noqa: DTZ001
        pytest.param(LORD_HOWE, datetime(2026, 4, 4), 10.5, id="half an hour gained"),  # noqa: DTZ001
        pytest.param(SHANGHAI, datetime(2026, 3, 7), 10.0, id="an ordinary night"),  # noqa: DTZ001
    ],
)
def test_a_night_is_as_long_as_it_is(zone: ZoneInfo, day: datetime, hours: float) -> None:
    ahead = (day - datetime(2026, 3, 3)).days  # noqa: DTZ001 - the day on which our stories begin
    received = story.received(f"+{ahead} 22:00", by=portal, channel=Channel.WEB_FORM)
    run = in_zone(zone).given(received).clocks(f"+{ahead} 22:01")["verification"]
    assert run.opens_at == when(f"+{ahead + 1} 08:00", zone=zone)
    assert run.opens_at - run.started_at == timedelta(hours=hours)
    assert run.due - run.opens_at == timedelta(minutes=30)


@rule("CK1")
def test_minutes_are_elapsed_time_across_the_change_of_the_hour() -> None:
    at = "+5 01:58"  # on 8 March 2026 New York goes from 02:00 to 03:00
    desk = in_zone(NEW_YORK).given(moving.agitated(at))
    run = desk.clocks(at)["agitated_reception"]
    assert run.due - run.started_at == timedelta(minutes=5)
    assert run.due == when("+5 03:03", zone=NEW_YORK)


@rule("CK1")
@pytest.mark.parametrize(
    ("clock", "limit"), [("agitated_reception", "09:05"), ("verification", "09:30"), ("consent", "09:02")]
)
def test_exactly_at_the_limit_is_in_time_and_a_moment_later_is_not(clock: str, limit: str) -> None:
    desk = Desk().given([*moving.agitated("09:00"), *([_asked("09:00")] if clock == "consent" else [])])
    assert desk.clocks(limit)[clock].outcome is Outcome.RUNNING
    assert desk.clocks(f"{limit}:00.000001")[clock].outcome is Outcome.MISSED


def _asked(at: str) -> Any:
    return (at, lin, AskToMoveUp(reason=MoveUpReason.OFFER_DOES_NOT_SATISFY))


@rule("CK2")
def test_agitation_warns_at_three_minutes_the_others_at_three_quarters() -> None:
    desk = Desk().given([*moving.agitated("09:00"), ("09:01", lin, POINTS), _asked("09:01")])
    runs = desk.clocks("09:02")
    assert runs["agitated_reception"].warn_at == when("09:03")
    assert runs["verification"].warn_at == when("09:22:30")
    assert runs["route"].warn_at == when("09:23:30")
    assert runs["consent"].warn_at == when("09:02:30")


@rule("CK2", "R1.3")
@pytest.mark.parametrize(
    ("setting", "value", "field", "expected"),
    [("agitated_limit", 4, "due", "09:04"), ("agitated_warn", 2, "warn_at", "09:02")],
)
def test_a_company_sets_the_minutes_of_agitation(setting: str, value: int, field: str, expected: str) -> None:
    run = Desk(with_limit(setting, value)).given(moving.agitated("09:00")).clocks("09:01")["agitated_reception"]
    assert getattr(run, field) == when(expected)


@rule("R1.3")
def test_still_agitated_counts_from_the_companys_own_warning() -> None:
    desk = Desk(with_limit("agitated_warn", 4)).given(moving.agitated("09:00"))
    order = AskToMoveUp(reason=MoveUpReason.STILL_AGITATED)
    desk.when(lin, order, at="09:03:59").then_refused("R1.3", earliest=when("09:04"))
    assert not desk.when(lin, order, at="09:04").refusal


@rule("CK12")
@pytest.mark.parametrize(
    ("setting", "clock", "due"),
    [
        ("consent_wait", "consent", "09:11"),
        ("verify_within", "verification", "09:10"),
        ("route_within", "route", "09:11"),
    ],
)
def test_a_clock_keeps_the_limit_in_force_at_its_start(setting: str, clock: str, due: str) -> None:
    early, late = with_limit(setting, 10), with_limit(setting, 20)

    class Changed:
        """Ten minutes until 09:05, twenty from then."""

        def at(self, moment: datetime) -> Directory:
            return early if moment < when("09:05") else late

    desk = Desk(early).given([*story.received("09:00"), ("09:01", lin, POINTS)])
    desk.given([("09:01", lin, AskToMoveUp(reason=MoveUpReason.CUSTOMER_WISHES))])
    run = next(run for run in clocks(desk.records, Changed(), when("09:30")) if run.clock == clock)
    assert run.due == when(due)
    assert run.limit.startswith(f"{setting}=10")


@rule("CK10")
@pytest.mark.parametrize(
    ("order", "clock", "at"),
    [(RecordCalmed(), "agitated_reception", "09:04"), (POINTS, "verification", "09:29")],
    ids=["calmed", "verified"],
)
def test_in_time_and_entered_after_the_due_is_met_entered_late(order: Any, clock: str, at: str) -> None:
    desk = Desk().given(moving.agitated("09:00")).when(lin, order, at=at, recorded="11:00")
    run = desk.clocks("12:00")[clock]
    assert (run.outcome, run.met_late) == (Outcome.MET, True)
    prompt = Desk().given(moving.agitated("09:00")).when(lin, order, at=at, recorded=at)
    assert not prompt.clocks("12:00")[clock].met_late


@rule("CK6")
def test_a_judgement_ends_every_clock_of_the_reception() -> None:
    desk = Desk().given([*story.satisfied(), ("09:17", lin, RecordAgitated()), _asked("09:17")])
    desk.when(lin, story.sign(), at="09:18")
    assert not [run for run in desk.clocks("12:00").values() if run.open]


@rule("CK6", "R3.2")
def test_a_missed_clock_stays_missed_whatever_is_done_later() -> None:
    desk = Desk().given([*story.received("09:00"), ("10:00", lin, POINTS)])
    desk.given([("11:00", lin, ChooseRoute(route=Route.AGREED, reason="late"))])
    runs: dict[str, ClockRun] = desk.clocks("12:00")
    assert [(runs[name].outcome, runs[name].done_at) for name in ("verification", "route")] == [
        (Outcome.MISSED, when("10:00")),
        (Outcome.MISSED, when("11:00")),
    ]


@rule("R1.4", "R1.3")
def test_refused_after_the_reception_clock_was_met_cancels_nothing_that_runs_no_more() -> None:
    desk = Desk().given([*moving.agitated("09:00"), _asked("09:02")])
    desk.when(lin, RecordConsent(given=False), at="09:03")
    assert desk.clocks("12:00")["agitated_reception"].outcome is Outcome.MET
