"""As of T: a report is the one of a desk that was fed only what was recorded until T, and what the oracle says."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.reporting.cut import cut
from services.reporting.desk import Reports
from services.reporting.moments import micros
from services.reporting.rates import RATES, work_out
from services.reporting.repeats import Repeats
from services.reporting.report import month_report
from services.reporting.repository import RUNS_OUT, month_cases
from services.reporting.rows import count, figures
from services.reporting.shown import Shown
from shared.complaint.actions.p12_amending import CorrectTime
from shared.complaint.clocks.running import Outcome, by_business_time, clocks
from shared.complaint.kind import COMPLAINT
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from tests.services.reporting import oracle
from tests.services.reporting.books import KIRITIMATI, Books
from tests.services.reporting.lives import lives
from tests.support.cast import LP, NEW_YORK, SHANGHAI, zhou
from tests.support.rules import rule

ZONES = st.sampled_from([SHANGHAI, NEW_YORK, KIRITIMATI])
MONTHS = (202602, 202603, 202604)
CLOCKS = ("verification", "reply", "completion", "follow_up")
"""Those that the oracle works out too."""
often = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a life takes minutes; the seed is printed
)
moments = st.integers(0, 60 * 24 * 70)


def at(books: Books, minutes: int) -> datetime:
    return books.local("2026-02-20 09:00") + timedelta(minutes=minutes)


def whole(books: Books, until: datetime | None, month: int, t: datetime) -> dict[str, Any]:
    shown = Shown(Lang.EN, books.zone, books.policy.directory, Role.SUPERVISOR)
    sheet = Reports(books.tables(until), books.policy).sheet(LP, month, t)
    return month_report(sheet, shown).model_dump()


@rule("R11.2")
@often
@given(lives(ZONES), moments, st.sampled_from(MONTHS))
def test_the_form_as_of_t_is_that_of_a_desk_fed_until_t(books: Books, minutes: int, month: int) -> None:
    t = at(books, minutes)
    assert whole(books, None, month, t) == whole(books, t, month, t)


@rule("R11.2")
@often
@given(lives(ZONES), moments)
def test_the_oracle_over_the_raw_log_agrees(books: Books, minutes: int) -> None:
    t, tables = at(books, minutes), books.tables()
    for key in MONTHS:
        month = books.month(key, t, tables)
        told = oracle.report(books.log, key // 100, key % 100, t, books.zone)
        late = (item for item in month.decided if item.run is not None and item.run.met_late)
        ours: dict[str, Any] = {f.key: list(f.cases) for f in figures(count(month)) if f.cases is not None}
        ours["noise"] = sorted(item.life.number for item in month.received if item.life.category == "noise")
        ours["met_late"] = sorted(item.life.number for item in late if item.what in CLOCKS)
        for found in (work_out(rate, month) for rate in RATES):
            ours[found.rate.key] = (list(found.numerator), list(found.denominator))
        assert {name: ours[name] for name in told} == told


@rule("R11.2")
@often
@given(lives(ZONES), moments, st.sampled_from(MONTHS))
def test_what_came_in_went_out_or_is_still_there(books: Books, minutes: int, month: int) -> None:
    found = books.month(month, at(books, minutes))
    came = len(found.carried_in) + len(found.received) + len(found.reopenings)
    assert came == len(found.closings) + len(found.carried_out)


@rule("CK3", "CK7", "R11.2")
@often
@given(lives(ZONES), moments)
def test_clocks_and_phase_are_what_the_case_itself_says_at_t(books: Books, minutes: int) -> None:
    """What repeats is unrolled until T, what is held is not missed: as the kernel works it out."""
    t = at(books, minutes)
    tables, told = books.tables(), {}
    for month in (202512, *range(202601, 202613)):
        for file in month_cases(tables, LP, month, micros(t), books.zone):
            told[file.number] = cut(file, micros(at(books, 10**6)), micros(t), Repeats(LP, books.policy))
    for case in books.records:
        known = COMPLAINT.timeline(books.on_record(case, t))
        if not known:
            continue
        life, complaint = told[books.number(case)], COMPLAINT.fold([record for _, record in by_business_time(known)])
        assert life is not None
        assert life.phase is complaint.phase
        assert life.rounds == complaint.round.number
        assert life.level == complaint.ladder.highest
        assert life.last_receiver == complaint.ladder.last_receiver
        wanted = {(r.clock, r.scope, r.cycle): (micros(r.due), r.outcome) for r in clocks(known, books.policy, t)}
        ours = {(r.clock, r.scope, r.cycle): (r.due, Outcome.MISSED if r.missed(micros(t)) else r.outcome)
                for r in life.runs}  # fmt: skip
        assert {k: v for k, v in ours.items() if k[0] not in RUNS_OUT} == {
            k: v for k, v in wanted.items() if k[0] not in RUNS_OUT
        }


@pytest.mark.guarantee("G7")
@often
@given(lives(ZONES), st.integers(1, 9))
def test_tables_folded_in_small_batches_equal_a_rebuild(books: Books, size: int) -> None:
    one, other = books.tables(batch=size), books.tables(batch=10_000)
    for (name,) in one.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        rows = f"SELECT * FROM {name}"
        assert sorted(map(repr, one.execute(rows))) == sorted(map(repr, other.execute(rows))), name


@rule("CK9")
@pytest.mark.guarantee("G7")
def test_a_time_corrected_in_the_batch_of_the_closing_ends_what_was_known_before() -> None:
    books = Books(SHANGHAI)
    books.settled("one", "2026-02-20")
    earlier, later = books.local("2026-02-20 08:58"), books.local("2026-02-20 09:30")
    books.act("one", zhou, CorrectTime(version=1, happened_at=earlier, reason="wrong clock"), later)
    holding = "SELECT clock, scope, cycle FROM clock_outcome WHERE until IS NULL"
    for batch in (1, 10_000):
        found = books.tables(batch=batch).execute(holding).fetchall()
        assert len(found) == len(set(found)) > 0
