"""Intake's views: what the list shows, how cases are found, and that rebuilding changes nothing."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.intake.projection.words import NoFullTextSearch, require_full_text_search, sought
from services.intake.repository import Wanted
from shared.complaint.events.p01_walk_in import CustomerLeft, Explained
from shared.complaint.events.p03_verification import Verified
from shared.complaint.events.p12_amending import TimeCorrected
from shared.eventstore.log import Append, NewEvent
from shared.vocabulary.axes import Accepted, Channel, Confirmation
from tests.services.intake_reading.desk_log import DeskLog, a_desk_log, case_id, views_of
from tests.support.cast import lin, ms_wang, zhou
from tests.support.desk import when
from tests.support.rules import rule
from tests.support.story import Story, agreed, answered, on_the_spot, received, satisfied, signed, verified


def test_a_case_stands_in_the_list_as_it_is(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        number = desk.case(received())
        with views_of(desk) as (_, cases):
            [listed] = cases.newest(Wanted(), 10)
    assert listed.number == number == "LP-20260303-001"
    assert (listed.site, listed.channel, listed.phase, listed.open) == ("LP", "walk_in", "verifying", True)
    assert (listed.level, listed.owner, listed.first_receiver) == (0, "lin", "lin")
    assert (listed.customer, listed.anonymous, listed.unit) == (ms_wang, False, "3-1-502")
    assert listed.received_at == listed.recorded_at == when("09:00")
    assert listed.version == 1


@rule("R3.1", "R3.2")
def test_the_next_clock_is_the_open_one_that_is_due_first(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(received(), 1)
        desk.case(verified(), 2)
        desk.case(on_the_spot(), 3)
        with views_of(desk) as (_, cases):
            third, second, first = cases.newest(Wanted(), 10)
    assert (first.next_clock, first.next_due) == ("verification", when("09:30"))
    assert (second.next_clock, second.next_due) == ("route", when("09:40"))
    assert (third.next_clock, third.next_due) == ("progress", when("+1 09:00"))


def test_a_closed_case_owes_nothing(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(signed())
        with views_of(desk) as (_, cases):
            [listed] = cases.newest(Wanted(open=False), 10)
            assert cases.newest(Wanted(open=True), 10) == []
    assert (listed.phase, listed.next_due, listed.closed_at) == ("closed", None, when("09:18"))


@rule("CK9")
def test_a_late_entry_moves_the_clocks_by_business_time(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(received())
        desk.later(Explained(explanation="…", accepted=Accepted.ACCEPTED), lin, at=when("09:20"))
        late = Verified(statement="Lift", confirmation=Confirmation.BY_CUSTOMER)
        desk.later(late, lin, at=when("09:10"), recorded=when("09:25"))
        with views_of(desk) as (_, cases):
            [listed] = cases.newest(Wanted(), 10)
    assert (listed.next_clock, listed.next_due) == ("route", when("09:40")), "counted from 09:10, not from 09:25"


@rule("CK9")
def test_a_corrected_time_moves_the_clocks_and_the_receipt(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(received())
        with views_of(desk) as (consumer, cases):
            wrong = TimeCorrected(version=1, occurred_at=when("08:40"), reason="noted down late")
            desk.later(wrong, zhou, at=when("09:10"))
            desk.later(Explained(explanation="…", accepted=Accepted.NOT_SAID), lin, at=when("09:12"))
            consumer.step(1)
            consumer.step(1)
            [listed] = cases.newest(Wanted(), 10)
    assert listed.received_at == when("08:40")
    assert (listed.next_clock, listed.next_due) == ("verification", when("09:10"))


@pytest.mark.parametrize(
    "question", ["电梯", "停在半路", "梯", "lift", "LIFT block", "LP-20260303-001", "20260303-001", "3-1-502", "stopp"]
)
def test_a_case_is_found_by_its_words(tmp_path: Path, question: str) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(verified(), 1)
        desk.case(received(summary="Music at night.", words="楼上半夜放音乐", unit="3-1-50", category="noise"), 2)
        with views_of(desk) as (_, cases):
            assert [c.stream for c in cases.newest(Wanted(words=sought(question)), 10)] == [case_id(1)]


@pytest.mark.parametrize("question", ["梯电", "水", "1-502-3", '" OR words', "liftx", "NEAR(lift block)"])
def test_what_was_not_said_is_not_found(tmp_path: Path, question: str) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(verified())
        with views_of(desk) as (_, cases):
            assert cases.newest(Wanted(words=sought(question)), 10) == []


def test_a_question_without_words_asks_for_nothing() -> None:
    assert sought("，。!  - ") is None


def test_pages_stay_the_same_while_cases_come_in(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        for name in range(1, 6):
            desk.case(received(), name)
        with views_of(desk) as (consumer, cases):
            first = cases.newest(Wanted(), 2)
            desk.case(received(), 6)
            consumer.step()
            second = cases.newest(Wanted(), 2, before=first[-1].id)
    assert [c.stream for c in (*first, *second)] == [case_id(name) for name in (5, 4, 3, 2)]


def test_who_asks_for_changes_after_a_position_misses_none(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        for name in (1, 2, 3):
            desk.case(received(), name)
        with views_of(desk) as (consumer, cases):
            seen = cases.changed(Wanted(), 2, after=0)
            desk.later(CustomerLeft(), lin, at=when("09:05"), name=1)
            consumer.step()
            rest = cases.changed(Wanted(), 2, after=seen[-1].position)
    assert [c.stream for c in (*seen, *rest)] == [case_id(name) for name in (1, 2, 3, 1)]


def test_due_cases_come_soonest_first_and_page_by_page(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        for name, at in enumerate(("09:20", "09:00", "09:00", "09:40"), 1):
            desk.case([(at, *received()[0][1:])], name)
        with views_of(desk) as (_, cases):
            limit = when("10:00")
            first = cases.due(Wanted(), 2, limit, None)
            place = (first[-1].next_due, first[-1].id)
            second = cases.due(Wanted(), 2, limit, place)  # type: ignore[arg-type]
    assert [c.stream for c in (*first, *second)] == [case_id(name) for name in (2, 3, 1)]


def test_lists_are_narrowed_by_what_they_are_asked_for(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(received(), 1)
        desk.case(agreed(category="noise"), 2)
        with views_of(desk) as (_, cases):
            for wanted in (
                Wanted(phase="agreed"), Wanted(categories=["noise"]),
                Wanted(received_from=when("09:00"), phase="agreed"),
                Wanted(sites=["LP"], channel="walk_in", level=0, owner="lin", customer=ms_wang, categories=["noise"]),
            ):  # fmt: skip
                assert [c.stream for c in cases.newest(wanted, 10)] == [case_id(2)]
            for nothing in (Wanted(sites=["HG"]), Wanted(sites=[]), Wanted(received_to=when("09:00")), Wanted(level=1)):
                assert cases.newest(nothing, 10) == []


def test_what_a_person_owes_is_theirs_or_the_seats_they_hold(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(received(), 1)
        desk.case(signed(), 2)
        desk.case(received(channel=Channel.LETTER), 3)
        with views_of(desk) as (_, cases):
            assert [c.stream for c in cases.owed(["lin"], 0, ["LP"], 10)] == [case_id(1), case_id(3)]
            assert [c.stream for c in cases.owed(["lin"], 0, [], 10)] == [case_id(1)]
            assert cases.owed(["zhou"], 1, ["LP"], 10) == []


STORIES: tuple[Story, ...] = (received(), verified(), on_the_spot(), agreed(), answered(), satisfied(), signed())


@pytest.mark.guarantee("G7")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(st.tuples(st.sampled_from(STORIES), st.integers(0, 40)), min_size=1, max_size=4),
    batch=st.integers(1, 9),
    forgetful=st.booleans(),
)
def test_rebuilt_views_equal_those_that_grew(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[Story, int]], batch: int, *, forgetful: bool
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    with a_desk_log(folder) as desk:
        for name, (story, late) in enumerate(told):
            desk.case(story, name)
            entered = when("09:45") + timedelta(minutes=late)
            desk.later(Explained(explanation="说明", accepted=Accepted.NOT_SAID), lin, when("09:13"), entered, name)
        with views_of(desk, folder / "grown.sqlite", batch) as (consumer, _):
            grown = everything(consumer.connection)
            if forgetful:
                consumer.projection.forget()
            desk.case(received(), 99)
            consumer.step()
            grown = everything(consumer.connection)
        with views_of(desk, folder / "whole.sqlite", 10_000) as (consumer, _):
            assert everything(consumer.connection) == grown
            assert consumer.parked() == []


def everything(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [
        connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        for table in ("complaint", "directory", "customer", "complaint_words", "customer_words")
    ]


@pytest.mark.guarantee("G6")
def test_an_event_of_a_newer_program_parks_its_case_only(tmp_path: Path) -> None:
    with a_desk_log(tmp_path) as desk:
        desk.case(received(), 1)
        _write_unknown(desk)
        desk.case(received(), 2)
        with views_of(desk) as (consumer, cases):
            [parked] = consumer.parked()
            assert (parked.stream, parked.topic) == (case_id(1), "complaint.sung_to.v1")
            assert [c.stream for c in cases.newest(Wanted(), 10)] == [case_id(2), case_id(1)]
            consumer.skip(case_id(1), "admin")
            desk.later(CustomerLeft(), lin, at=when("09:05"), name=1)
            consumer.projection.forget()
            consumer.step()
            assert cases.newest(Wanted(), 10)[1].version == 3


def _write_unknown(desk: DeskLog) -> None:
    desk.log.append([Append(case_id(1), 1, (NewEvent("complaint.sung_to.v1", b"{}"),))])
    desk._versions[case_id(1)] = 2


def test_an_sqlite_without_full_text_search_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    class Poor:
        def execute(self, _statement: str) -> None:
            raise sqlite3.OperationalError("no such module: fts5")

        def close(self) -> None:
            pass

    monkeypatch.setattr("services.intake.projection.words.sqlite3.connect", lambda _path: Poor())
    with pytest.raises(NoFullTextSearch, match="without FTS5: use a Python whose SQLite has it"):
        require_full_text_search()
