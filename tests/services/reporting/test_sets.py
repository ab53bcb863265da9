"""The sets of 5.2: what was received, carried and closed in a month, at the edges of months in three zones."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.reporting.desk import Reports
from services.reporting.month import Item
from services.reporting.rates import RATES, work_out
from services.reporting.rows import count, figures
from shared.complaint.actions.p12_incident_records import EndIncidentRecord
from shared.complaint.actions.p12_related_cases import CloseAsDuplicate
from shared.complaint.actions.p12_repeats import SettleRepeat
from shared.vocabulary.axes import Channel
from tests.services.reporting.books import KIRITIMATI, Books
from tests.support import story
from tests.support.cast import LP, NEW_YORK, SHANGHAI, desk_itself, lin, zhou
from tests.support.rules import rule

ZONES = (SHANGHAI, NEW_YORK, KIRITIMATI)


def names(items: list[Item]) -> list[str]:
    return [item.life.number for item in items]


@pytest.fixture(params=ZONES, ids=lambda zone: zone.key)
def books(request: pytest.FixtureRequest) -> Books:
    zone: ZoneInfo = request.param
    return Books(zone)


@rule("R11.2")
def test_a_month_is_the_sites_own(books: Books) -> None:
    books.settled("last of February", "2026-02-28")
    first = books.local("2026-03-01 00:00")
    books.act("first of March", lin, story.receive(), first)
    books.act("last of March", lin, story.receive(), books.local("2026-04-01 00:00") - timedelta(microseconds=1))
    books.act("first of April", lin, story.receive(), books.local("2026-04-01 00:00"))
    march = books.month(202603, books.local("2026-04-02 12:00"))
    assert names(march.received) == [books.number("first of March"), books.number("last of March")]
    assert names(march.carried_out) == names(march.received)
    assert march.carried_in == march.closings == []
    april = books.month(202604, books.local("2026-04-02 12:00"))
    assert names(april.carried_in) == names(march.received)


@rule("R12.5a")
def test_an_incident_record_is_in_no_count_and_on_part_c(books: Books) -> None:
    books.settled("one", "2026-03-03")
    seen = story.receive(channel=Channel.STAFF, customer=None, words="", failings=())
    books.act("seen", lin, seen, books.local("2026-03-05 09:00"))
    books.act("seen", zhou, EndIncidentRecord(reason="It runs again."), books.local("2026-03-05 11:00"))
    march = books.month(202603, books.local("2026-04-02 12:00"))
    one = [books.number("one")]
    assert names(march.received) == names(march.closings) == one
    assert march.void == []
    assert [found.number for found in march.not_counted] == [books.number("seen")]
    assert {item.life.number for item in march.decided} == set(one)


@rule("R11.2")
def test_what_was_recorded_after_t_is_not_in_the_month(books: Books) -> None:
    books.settled("one", "2026-03-03")
    books.act("two", lin, story.receive(), books.local("2026-03-03 10:00"), books.local("2026-03-04 11:00"))
    march = books.month(202603, books.local("2026-03-04 10:59"))
    assert names(march.received) == [books.number("one")]
    later = books.month(202603, books.local("2026-03-04 11:00"))
    assert names(later.received) == [books.number("one"), books.number("two")]
    assert later.received[1].life.recorded > later.received[1].life.received


@rule("R11.2", "R11.6")
def test_the_rows_say_how_many_and_which(books: Books) -> None:
    books.settled("one", "2026-03-03")
    books.settled("two", "2026-03-31", category="noise")
    books.act("three", lin, story.receive(), books.local("2026-03-31 10:00"))
    counted = {figure.key: figure for figure in figures(count(books.month(202603, books.local("2026-04-01 10:00"))))}
    assert counted["received"].value == 3
    assert counted["received.valid"].cases == (books.number("one"), books.number("two"))
    assert counted["closings.settled_on_the_spot"].value == counted["on_the_spot"].value == 2
    assert counted["carried_out"].cases == (books.number("three"),)
    assert counted["completed"].value == 2, "signed on the spot is completed"


@rule("R11.2", "R3.1")
def test_a_rate_has_the_cases_behind_both_numbers(books: Books) -> None:
    books.settled("in time", "2026-03-03")
    books.act("missed", lin, story.receive(), books.local("2026-03-04 09:00"))
    books.act("running", lin, story.receive(), books.local("2026-03-05 09:00"))
    found = {rate.key: work_out(rate, books.month(202603, books.local("2026-03-05 09:10"))) for rate in RATES}
    assert found["K2"].shown == "50.0"
    assert found["K2"].numerator == (books.number("in time"),)
    assert found["K2"].denominator == (books.number("in time"), books.number("missed"))
    assert found["K3"].shown == "0.0", "the reply of *missed* was due on the 5th at 09:00"
    assert found["K3"].denominator == (books.number("missed"),)
    assert found["K6"].shown == "—"
    assert found["K8"].shown == "33.3"
    assert found["per_1000"].shown == "7.1", "3 × 1000 / mean of 400 and 440"


@rule("R12.4", "R12.6")
def test_a_confirmed_repeat_counts_in_the_month_of_its_receipt_also_as_a_duplicate(books: Books) -> None:
    earlier = Books.stream("earlier")
    books.settled("earlier", "2026-03-02")
    for case, hour in (("later", "09"), ("same", "10")):
        books.act(case, lin, story.receive(), books.local(f"2026-03-10 {hour}:00"))
        judged = SettleRepeat(earlier=earlier, confirmed=True)
        books.act(case, desk_itself, judged, books.local(f"2026-03-10 {hour}:30"))
    same = CloseAsDuplicate(survivor=earlier, reason="The same lift.")
    books.act("same", zhou, same, books.local("2026-03-10 11:00"))
    tables = books.tables()
    march = Reports(tables, books.policy).sheet(LP, 202603, books.local("2026-03-11 09:00")).month
    counted = {figure.key: figure.cases for figure in figures(count(march))}
    assert counted["repeats"] == (books.number("later"), books.number("same"))
    assert counted["void.duplicate"] == (books.number("same"),)
    links = {life.number: life.links for life in march.lives}
    assert links[books.number("same")] == {
        "duplicate_of": books.number("earlier"), "repeats": books.number("earlier"),
    }  # fmt: skip
