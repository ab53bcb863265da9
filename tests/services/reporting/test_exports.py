"""What is written for people: three languages, 80 columns, and no customer's words as a formula."""

import csv
import io
from fractions import Fraction

import pytest
from rich.cells import cell_len

from services.reporting.day_report import box_shown, day_report
from services.reporting.desk import Reports
from services.reporting.document import MonthReport
from services.reporting.exports.cells import csv_text, safe
from services.reporting.exports.day_export import day_csv, day_text
from services.reporting.exports.month_csv import month_csv
from services.reporting.exports.month_text import month_text
from services.reporting.exports.terminal import end_of, few, printed, table
from services.reporting.rates import one_decimal
from services.reporting.report import month_report
from services.reporting.shown import Shown
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from tests.services.reporting.books import Books
from tests.support import story
from tests.support.cast import LP, SHANGHAI, lin, zhou
from tests.support.rules import rule

LANGS = list(Lang)


def told() -> Books:
    books = Books(SHANGHAI)
    books.settled("one", "2026-03-03", unit="=cmd|' /C calc'!A0", category="facilities.lift")
    books.act("two", lin, story.receive(category="noise"), books.local("2026-03-04 09:00"))
    books.act("three", zhou, story.receive(), books.local("2026-03-03 10:00"), books.local("2026-03-05 10:00"))
    books.brought("four", books.local("2026-02-01 00:00"), books.local("2026-03-06 10:00"))
    return books


def month_in(books: Books, lang: Lang) -> tuple[MonthReport, Shown]:
    shown = Shown(lang, books.zone, books.policy.directory, Role.SUPERVISOR)
    t = books.local("2026-04-01 10:00")
    return month_report(Reports(books.tables(), books.policy).sheet(LP, 202603, t), shown), shown


@rule("R11.2")
@pytest.mark.parametrize("lang", LANGS)
def test_a_month_fits_a_terminal_of_80_columns(lang: Lang) -> None:
    report, shown = month_in(told(), lang)
    text = month_text(report, shown)
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    for part in report.parts:
        for line in part.lines:
            assert line[1] in text, "every case is named"


@rule("R11.2")
@pytest.mark.parametrize("lang", LANGS)
def test_a_day_fits_a_terminal_of_80_columns(lang: Lang) -> None:
    books = told()
    shown = Shown(lang, books.zone, books.policy.directory, Role.SUPERVISOR)
    t = books.local("2026-03-06 09:00")
    desk = Reports(books.tables(), books.policy)
    report = day_report(
        desk.day(LP, books.local("2026-03-03 00:00").date(), t), (), t, shown, box_shown((), shown, is_open=True)
    )
    assert max(cell_len(line) for line in day_text(report, shown).splitlines()) <= 80
    rows = list(csv.reader(io.StringIO(day_csv(report, shown).removeprefix("\ufeff"))))
    assert [len(row) for row in rows if row and row[0].isdigit()] == [13] * len(report.pages[0].lines)
    assert {one.key: one.count for one in report.pages[0].foot} == {
        "received": 2, "missed": 1, "closed": 1, "open_at_midnight": 1, "handled": 2,
    }  # fmt: skip


@rule("R11.2")
def test_the_three_languages_say_the_same_in_their_own_words() -> None:
    books = told()
    heads = {lang: month_in(books, lang)[0].columns[2].label for lang in LANGS}
    assert heads == {Lang.EN: "Received at", Lang.ZH_HANS: "受理时间", Lang.ZH_HANT: "受理時間"}


@rule("R11.2")
def test_a_customers_words_never_become_a_formula() -> None:
    report, shown = month_in(told(), Lang.ZH_HANS)
    text = month_csv(report, shown)
    assert text.startswith("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("cell", ["=1+1", "+86 21", "-", "@me", "\tx", "\rx"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe("王女士") == "王女士"
    assert csv_text([[("a", "b")], [("c",)]]) == "\ufeffa,b\r\n\r\nc\r\n"


@rule("R11.2")
def test_percentages_have_one_decimal_half_up_from_the_exact_fraction() -> None:
    assert one_decimal(100 * 1, Fraction(8)) == "12.5"
    assert one_decimal(100 * 1, Fraction(16)) == "6.3", "6.25 goes up"
    assert one_decimal(100 * 2, Fraction(3)) == "66.7"
    assert one_decimal(100 * 1, Fraction(2000)) == "0.1", "0.05 goes up"
    assert one_decimal(100 * 0, Fraction(7)) == "0.0"
    assert one_decimal(100 * 5, Fraction(0)) == "—"
    assert one_decimal(1000 * 3, Fraction(841, 2)) == "7.1"


def test_a_line_names_as_many_cases_as_fit() -> None:
    assert few(("LP-20260303-001", "LP-20260303-002"), 40) == "LP-20260303-001 LP-20260303-002"
    assert few(("LP-20260303-001", "LP-20260303-002"), 25) == "LP-20260303-001 … +1"
    assert few((), 10) == ""


@pytest.mark.parametrize("wide", range(4, 20))
def test_a_table_loses_no_column_however_narrow_the_terminal_is_for_it(wide: int) -> None:
    heads = [f"head{number}" for number in range(8)]
    text = printed([table(heads, [["x" * wide] * 8], whole=(1, 2))])
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert text.count("x") == 8 * wide


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("imported / Housing", "imported / Housing"),
        ("imported / nyc-council / Housing", "… / Housing"),
        ("设施设备 / 电梯 / 困人", "… / 电梯 / 困人"),
        ("a / A name that is longer than all", "… / A name that i…"),
    ],
)
def test_a_long_path_shows_its_end(path: str, shown: str) -> None:
    assert end_of(path, 18) == shown
    assert cell_len(shown) <= 18
