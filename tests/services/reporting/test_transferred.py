"""A case of the wrong site in the months of both (R12.11b, 5.2): it is the right one's from its receipt."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from services.intake.reactions import reactions
from services.reporting.cut import cut
from services.reporting.daily_log import Day
from services.reporting.desk import Reports
from services.reporting.life import Life
from services.reporting.moments import micros
from services.reporting.month import Month
from services.reporting.rates import RATES, work_out
from services.reporting.repeats import Repeats
from services.reporting.report import month_report
from services.reporting.repository import month_cases
from services.reporting.rows import count, figures
from services.reporting.shown import Shown
from shared.complaint.actions.p05_reply_time import AgreeReplyTime
from shared.complaint.actions.p06_assignment import ChargeHead
from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p12_contact import RecordUrge
from shared.complaint.actions.p12_transfer import DecideSite, SendBack, Transfer
from shared.complaint.clocks.running import Outcome, by_business_time, clocks
from shared.complaint.kind import COMPLAINT
from shared.decision.action import Action
from shared.decision.moment import ITSELF, Caller
from shared.reacting.fact import Fact
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from tests.services.reporting.books import Books
from tests.support import story
from tests.support.cast import HG, LP, SHANGHAI, gao, lin, qian, reyes, zhou
from tests.support.rules import rule

JANUARY, FEBRUARY, MARCH = 202601, 202602, 202603


class TwoSites(Books):
    """Books of two sites in one zone, with what one case does to the other."""

    def __init__(self) -> None:
        super().__init__(SHANGHAI)
        self.names: dict[UUID, str] = {}

    def does(self, case: str, caller: Caller, order: Action, at: datetime) -> None:
        """An action and what follows from it on other cases."""
        before = len(self.records.get(case, ()))
        self.act(case, caller, order, at)
        self.names[self.stream(case)] = case
        for fact in self._facts(case, before):
            for act in reactions(fact):
                name = self.names.setdefault(act.target, str(act.target))
                self.does(name, ITSELF, act.order, at)

    def _facts(self, case: str, since: int) -> Iterator[Fact]:
        records = self.records[case]
        for n in range(since, len(records)):
            before, upto = COMPLAINT.fold(records[:n]), list(records[: n + 1])
            after, history = COMPLAINT.fold(upto), partial(list[Any], upto)
            yield Fact(self.stream(case), upto[-1], before, after, history, lambda _: [], self.policy)

    @property
    def other(self) -> str:
        """The name of the case that began by a transfer."""
        return next(name for stream, name in self.names.items() if name == str(stream))

    def stream(self, case: str) -> UUID:  # type: ignore[override]
        """Cases that began by themselves are named by their id."""
        return next((stream for stream, name in self.names.items() if name == case), Books.stream(case))


def transferred() -> TwoSites:
    """Received on 30 January at LP and agreed for the 31st; on 2 February found to be of HG."""
    books = TwoSites()
    for at, caller, order in story.agreed():
        books.does("wrong", caller, order, books.local(f"2026-01-30 {at}"))
    books.does("wrong", lin, AgreeReplyTime(reply_at=books.local("2026-01-31 08:00")), books.local("2026-01-30 09:20"))
    books.does("wrong", lin, ChargeHead(department="LP-engineering", question="why?"), books.local("2026-01-30 09:25"))
    books.does("wrong", zhou, RecordUrge(words="快点"), books.local("2026-02-01 20:00"))
    books.does("wrong", zhou, Transfer(site=HG, reason="their lift"), books.local("2026-02-02 11:00"))
    return books


def month(books: Books, site: str, key: int, t: str) -> Month:
    return books.month(key, books.local(t), site=site)


def rows(found: Month) -> dict[str, int]:
    return {row.key: row.value for row in figures(count(found)) if row.value}


def one(found: Month) -> Life:
    (life,) = found.lives
    return life


@rule("R12.11b", "R11.2")
def test_it_is_counted_at_the_right_site_from_its_receipt_and_void_at_the_wrong_one() -> None:
    books, after = transferred(), "2026-02-03 00:00"
    here = rows(month(books, LP, JANUARY, after))
    assert (here.get("received", 0), here["void"], here["void.cancelled"]) == (0, 1, 1)
    there = rows(month(books, HG, JANUARY, after))
    assert (there["received"], there["carried_out"]) == (1, 1)
    assert rows(month(books, HG, FEBRUARY, after))["carried_in"] == 1
    assert rows(month(books, HG, FEBRUARY, after))["urges"] == 1


@rule("R12.11b", "R11.2")
def test_before_the_transfer_was_recorded_nothing_of_it_is_known() -> None:
    books, before = transferred(), "2026-02-02 10:59"
    assert rows(month(books, LP, JANUARY, before))["received"] == 1
    assert month(books, HG, JANUARY, before).lives == ()


@rule("R12.11b", "R11.2")
@pytest.mark.parametrize(
    "t", ["2026-02-01 00:00", "2026-02-02 11:00", "2026-02-02 13:00", "2026-02-02 15:00", "2026-04-01 00:00"]
)
@pytest.mark.parametrize("site", [LP, HG])
def test_what_came_in_went_out_or_is_still_there_at_both_and_each_month_follows_the_one_before(
    t: str, site: str
) -> None:
    books = to_and_fro()
    for key in (JANUARY, FEBRUARY, MARCH):
        found = month(books, site, key, t)
        came = len(found.carried_in) + len(found.received) + len(found.reopenings)
        assert came == len(found.closings) + len(found.carried_out)
    first, second = month(books, site, JANUARY, t), month(books, site, FEBRUARY, t)
    numbers = [[item.life.number for item in items] for items in (first.carried_out, second.carried_in)]
    assert numbers[0] == numbers[1]


def to_and_fro() -> TwoSites:
    """Sent back after noon, and there for good two hours later."""
    books = transferred()
    books.does(books.other, gao, AcceptEscalation(), books.local("2026-02-02 11:20"))
    books.does(books.other, reyes, SendBack(reason="not ours"), books.local("2026-02-02 12:00"))
    books.does("wrong", qian, DecideSite(site=HG, reason="by the plan"), books.local("2026-02-02 14:00"))
    return books


@rule("R12.11b", "R11.2")
def test_sent_back_it_is_as_if_it_had_never_been_away() -> None:
    books, back = to_and_fro(), "2026-02-02 13:00"
    here = one(month(books, LP, FEBRUARY, back))
    assert (here.void, here.is_open_at(micros(books.local("2026-02-28 00:00")))) == (None, True)
    assert here.last_receiver == "gao"
    assert one(month(books, HG, FEBRUARY, back)).void is not None
    for_good = one(month(books, HG, FEBRUARY, "2026-02-03 00:00"))
    assert for_good.void is None
    assert [one_of.at for one_of in for_good.happened["urges"]] == [micros(books.local("2026-02-01 20:00"))]


@rule("R12.11b", "R11.2")
def test_clocks_decided_before_count_once_at_the_right_site_marked_transferred_in() -> None:
    books, after = transferred(), "2026-02-03 00:00"
    there, here = month(books, HG, JANUARY, after), month(books, LP, JANUARY, after)
    decided = {item.what: item.outcome for item in there.decided}
    assert (decided["verification"], decided["reply"]) == (Outcome.MET, Outcome.MISSED)
    assert all(item.run is not None and item.life.decided_elsewhere(item.run) for item in there.decided)
    assert here.decided == []
    rates = {rate.key: work_out(rate, there) for rate in RATES}
    number = there.lives[0].number
    assert (rates["K2"].shown, rates["K2"].elsewhere, rates["K3"].elsewhere) == ("100.0", (number,), (number,))


@rule("R12.11b", "R11.2")
def test_the_form_shows_where_it_came_from_and_the_whole_course() -> None:
    books = transferred()
    shown = Shown(Lang.ZH_HANS, SHANGHAI, books.policy.directory, Role.SUPERVISOR)
    connection = books.tables()
    sheet = Reports(connection, books.policy).sheet(HG, FEBRUARY, books.local("2026-02-03 00:00"))
    report = month_report(sheet, shown)
    keys = [column.key for column in report.columns]
    (line,) = next(part.lines for part in report.parts if part.lines)
    cells = dict(zip(keys, line, strict=False))
    assert cells["links"] == f"转入 {books.number('wrong')}"
    assert "核实要点" in cells["handling"]
    assert cells["statement"] == "Lift of block 3 stopped twice this week."
    assert cells["reply_time"] == "2026-01-31 08:00"


@rule("R12.11b", "R11.2")
def test_the_daily_log_has_each_line_where_it_happened_and_the_misses_marked() -> None:
    books, t = transferred(), books_t("2026-02-03 00:00")
    kinds = {}
    for site in (LP, HG):
        files = month_cases(books.tables(), site, JANUARY, micros(t), SHANGHAI)
        day = Day(site, books.local("2026-01-31 00:00").date(), SHANGHAI, files, Repeats(site, books.policy))
        page = day.page(t)
        kinds[site] = {(line.fact.kind if line.fact else line.runs[0].clock, line.marks) for line in page.lines}
    assert ("reply", ("void",)) in kinds[LP]
    assert ("reply", ("transferred_in",)) in kinds[HG]
    files = month_cases(books.tables(), HG, JANUARY, micros(t), SHANGHAI)
    day = Day(HG, books.local("2026-01-30 00:00").date(), SHANGHAI, files, Repeats(HG, books.policy))
    assert [line.fact for line in day.page(t).lines if line.fact] == [], "its facts stand in the log of LP"
    assert len(day.page(t).foot.received) == 1


def books_t(text: str) -> datetime:
    return Books(SHANGHAI).local(text)


@rule("R12.11b", "CK3")
@pytest.mark.parametrize("t", ["2026-02-02 11:30", "2026-02-02 13:00", "2026-02-02 15:00", "2026-02-05 00:00"])
def test_the_tables_say_of_clocks_and_phase_what_the_cases_say_themselves(t: str) -> None:
    books, at = to_and_fro(), books_t(t)
    tables = books.tables()
    for case, site in (("wrong", LP), (books.other, HG)):
        known = COMPLAINT.timeline(books.on_record(case, at))
        complaint = COMPLAINT.fold([record for _, record in by_business_time(known)])
        (file,) = month_cases(tables, site, FEBRUARY, micros(at), SHANGHAI)
        life = cut(file, micros(books.local("2026-12-31 00:00")), micros(at), Repeats(site, books.policy))
        assert life is not None
        assert life.phase is complaint.phase
        assert (life.level, life.last_receiver) == (complaint.ladder.highest, complaint.ladder.last_receiver)
        wanted = {(r.clock, r.scope, r.cycle): (micros(r.due), r.outcome) for r in clocks(known, books.policy, at)}
        ours = {(r.clock, r.scope, r.cycle): (r.due, Outcome.MISSED if r.missed(micros(at)) else r.outcome)
                for r in life.runs}  # fmt: skip
        assert ours == wanted


@pytest.mark.guarantee("G7")
def test_tables_folded_fact_by_fact_equal_a_rebuild() -> None:
    books = to_and_fro()
    first, other = books.tables(batch=1), books.tables(batch=10_000)
    for (name,) in first.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        rows_of = f"SELECT * FROM {name}"
        assert sorted(map(repr, first.execute(rows_of))) == sorted(map(repr, other.execute(rows_of))), name


@rule("R11.2", "R12.11b")
@pytest.mark.parametrize("t", ["2026-02-02 11:30", "2026-02-02 13:00", "2026-02-05 00:00"])
@pytest.mark.parametrize("site", [LP, HG])
def test_the_form_as_of_t_is_that_of_a_desk_fed_until_t(t: str, site: str) -> None:
    books, at = to_and_fro(), books_t(t)
    shown = Shown(Lang.EN, SHANGHAI, books.policy.directory, Role.SUPERVISOR)
    sheets = [Reports(books.tables(until), books.policy).sheet(site, FEBRUARY, at) for until in (None, at)]
    assert month_report(sheets[0], shown) == month_report(sheets[1], shown)
