"""One whole month at one site, its report written down by hand from section 5 before the program made it.

The sixteen cases are the stories of `a_month`, here by letters:

A settled on the spot · B over the turn of the month · C two rounds · D missed at midnight · E met at midnight ·
F entered by mistake · G withdrawn · H a duplicate that returned · I taken back · J entered the day after ·
K nobody answers · L declined too late · M reached too late · N due in April · O reopened · P taken over
"""

from datetime import date
from typing import Any

import pytest

from services.reporting.daily_log import Day
from services.reporting.desk import Reports
from services.reporting.form import Part, cells, lines
from services.reporting.month import Month
from services.reporting.rates import RATES, work_out
from services.reporting.rows import count, figures
from services.reporting.shown import Shown
from shared.complaint.state import Phase
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from tests.services.reporting import oracle
from tests.services.reporting.a_month import CASES, the_desk
from tests.services.reporting.books import Books
from tests.support.cast import LP, SHANGHAI
from tests.support.rules import rule

LETTERS = "ABCDEFGHIJKLMNOP"

ROWS = {
    "carried_in": "B P",  # O was closed in February
    "received": "A C D E G H I J K L M N",  # not F: void; H returned, as if it had never been void
    "received.valid": "A D E I J K L M N",
    "received.not_valid": "C",
    "received.undecided": "G H",
    "reopenings": "O",  # I was taken back, P taken over: neither is a reopening
    "closings": "A B C G J K L M O",
    "closings.settled_on_the_spot": "A J",  # I was judged closed, never closed
    "closings.follow_up_satisfied": "B C M",
    "closings.no_recurrence": "K L",
    "closings.follow_up_exempt": "O",
    "closings.final_position_given": "",
    "closings.withdrawn": "G",
    "closings.not_known": "",
    "carried_out": "D E H I N P",  # 2 + 12 + 1 = 9 + 6
    "completed": "A B C C I J K L M N O",  # both rounds of C; A, I and J by their signatures
    "on_the_spot": "A I J",
    "highest_level": "A C D E G H I J K L M N",
    "highest_level.0": "A D E G H I J K L M N",
    "highest_level.1": "C",  # Zhou accepted the second round
    "highest_level.2": "",
    "highest_level.3": "",
    "disputes": "",
    "repeats": "",
    "urges": "I",
    "changed_dates": "C",  # from the 10th to the 12th; the first date is no change
    "postponed": "C",
    "wished": "",
    "declined": "L",
    "exempt": "O",
    "void": "F",
    "void.cancelled": "F",
    "void.duplicate": "",
    "late_entries": "J",
    "met_late": "J J",  # verification and route
}
RATES_BY_HAND = {
    "K1": ("50.0", "M", "C M"),  # the call of B came in February
    "K2": ("92.3", "A B C D E I J K L M N P", "A B C D E H I J K L M N P"),  # B's was decided in March; H missed
    # C: postponed, missed at 20:00, met, and met in the second round. I, P: nobody answered after the new round began
    "K3": ("71.4", "B C C D E K L M N O", "B C C C C D E I K L M N O P"),
    "K4": ("91.7", "A B C C I J K L M N O", "A B C C D I J K L M N O"),  # D's 24:00 is March's, E's act is April's
    "K5": ("9.1", "C", "A C D E H I J K L M N"),  # G is not rated
    "K6": ("80.0", "B C C M", "B C C L M"),  # K left to the quiet week and O exempt in time; N's due is in April
    "K6b": ("60.0", "B C C", "B C C L M"),
    "K7": ("75.0", "B C M", "B C C M"),
    "K7b": ("85.7", "A B C I J M", "A B C C I J M"),
    "K8": ("54.5", "A C J K L M", "A C D E H I J K L M N"),
    "K9": ("12.5", "O", "A B C J K L M O"),  # without G, withdrawn
    "K10": ("90.0", "A D E I J K L M N", "A C D E I J K L M N"),
    "solved": ("50.0", "B C", "B C C M"),
    "per_1000": ("28.6", "A C D E G H I J K L M N", ""),  # 12 × 1000 / mean of 400 and 440
}
STATES = {
    Phase.CLOSED: "A B C F G J K L M O", Phase.WORKING: "D E", Phase.VERIFYING: "H", Phase.AGREED: "I",
    Phase.FOLLOWING_UP: "N", Phase.ROUTING: "P",
}  # fmt: skip
PARTS = {Part.A: "A C D E G H I J K L M N", Part.B: "B O P", Part.C: "F"}
COLUMNS = {
    "C": {
        10: "A lift that runs.", 12: "moderate", 13: "not valid", 14: "neighbour", 15: "Engineering", 16: "Lin",
        17: "Zhou", 18: "agreed reply time", 19: "2026-03-15 09:00", 20: "2026-03-14 09:40",
        22: "The lift firm changes the relay today.", 24: "2026-03-16 00:00", 25: "2026-03-15 09:30", 26: "yes",
        27: "phone", 28: "2026-03-16 10:00", 29: "satisfied", 30: "satisfied / satisfied / satisfied", 31: "2",
        32: "2026-03-16 10:00", 33: "follow-up satisfied",
    },
    "B": {3: "2026-02-28 23:50", 19: "2026-03-01 20:00", 20: "2026-03-01 18:05", 25: "2026-03-01 18:10", 26: "yes"},
    "D": {24: "2026-04-01 00:00", 25: "—", 26: "no", 29: "—", 32: "—"},
    "E": {24: "2026-04-01 00:00", 25: "—", 26: "not yet due"},
    "I": {19: "—", 24: "—", 25: "—", 26: "—", 31: "2", 33: "—"},
    "J": {3: "2026-03-19 17:00", 4: "2026-03-20 09:00 entered late", 26: "yes", 38: "entered late"},
    "K": {28: "2026-03-05 10:00", 29: "no answer", 33: "no recurrence"},
    "L": {28: "2026-03-24 10:00", 29: "refused", 33: "no recurrence"},
    "N": {24: "2026-03-30 00:00", 25: "2026-03-29 16:00", 26: "yes", 29: "—"},
    "O": {19: "2026-03-07 09:00 not agreed", 29: "exempt", 37: "reopened 2026-03-06 09:00"},
    "P": {17: "Zhou", 31: "2", 38: "entered late；imported"},
}  # fmt: skip
LAST_DAY = {
    "received": "D E",
    # D its completion, its task and its silence since half past nine; E its task's silence; I and P were told nothing
    # for the fourteenth and the thirteenth day
    "missed": "D D D E I P",
    "closed": "",
    "open_at_midnight": "D E H I N P",
    "handled": "D E I P",
}


@pytest.fixture(scope="module")
def books() -> Books:
    return the_desk()


def numbers(books: Books, letters: str) -> tuple[str, ...]:
    return tuple(sorted(books.number(CASES[LETTERS.index(letter)].__name__) for letter in letters.split()))


def letters(books: Books, found: Any) -> str:
    named = {books.number(case.__name__): letter for case, letter in zip(CASES, LETTERS, strict=True)}
    return " ".join(sorted(named[number] for number in found))


def month(books: Books, key: int, at: str) -> Month:
    return books.month(key, books.local(at))


@rule("R11.2", "R12.11", "R11.4", "CK1")
def test_the_rows_are_those_written_down(books: Books) -> None:
    march = month(books, 202603, "2026-04-02 12:00")
    found = {figure.key: letters(books, figure.cases) for figure in figures(count(march))}
    assert found == ROWS
    sums = {key: len(cases.split()) for key, cases in found.items()}
    assert sums["carried_in"] + sums["received"] + sums["reopenings"] == sums["closings"] + sums["carried_out"] == 15


@rule("R11.2", "CK1", "R10.2", "R12.15")
def test_the_rates_are_those_written_down(books: Books) -> None:
    march = month(books, 202603, "2026-04-02 12:00")
    found = {}
    for rate in RATES:
        result = work_out(rate, march)
        found[rate.key] = (result.shown, letters(books, result.numerator), letters(books, result.denominator))
    assert found == RATES_BY_HAND


@rule("R11.2")
def test_the_oracle_says_the_same(books: Books) -> None:
    told = oracle.report(books.log, 2026, 3, books.local("2026-04-02 12:00"), SHANGHAI)
    assert {key: letters(books, told[key]) for key in ROWS if key in told and key != "met_late"} == {
        key: cases for key, cases in ROWS.items() if key in told and key != "met_late"
    }
    for key, (_, good, whole) in RATES_BY_HAND.items():
        assert key not in told or tuple(letters(books, part) for part in told[key]) == (good, whole), key


@rule("R11.2", "R9.3a", "R5.1a", "R12.3")
def test_the_form_is_the_one_written_down(books: Books) -> None:
    march = month(books, 202603, "2026-04-02 12:00")
    shown = Shown(Lang.EN, SHANGHAI, books.policy.directory, Role.SUPERVISOR)
    form = {letters(books, [line.life.number]): (line.part, cells(march, line, shown)) for line in lines(march)}
    assert {part: " ".join(sorted(case for case, (held, _) in form.items() if held is part)) for part in Part} == PARTS
    for phase, cases in STATES.items():
        assert {form[case][1][33] for case in cases.split()} == {phase.words.en}, phase
    for case, wanted in COLUMNS.items():
        assert {column: form[case][1][column - 1] for column in wanted} == wanted, case


@rule("R11.2", "R12.6a", "CK1")
def test_the_months_around_it_take_the_rest(books: Books) -> None:
    """What was decided in April is April's; before the return H was void; February keeps what it had."""
    april = {rate.key: work_out(rate, month(books, 202604, "2026-04-02 12:00")) for rate in RATES}
    assert letters(books, april["K4"].denominator) == letters(books, april["K4"].numerator) == "E"
    assert (letters(books, april["K6"].denominator), april["K6"].shown) == ("N", "0.0")
    early = month(books, 202603, "2026-04-01 08:00")
    before = {figure.key: letters(books, figure.cases) for figure in figures(count(early))}
    assert before["void"] == "F H"
    assert before["void.duplicate"] == "H"
    assert "H" not in before["received"] + before["carried_out"]
    february = month(books, 202602, "2026-04-02 12:00")
    rows = {figure.key: letters(books, figure.cases) for figure in figures(count(february))}
    assert (rows["received"], rows["closings"], rows["carried_out"]) == ("B O", "O", "B P")


@rule("R11.2", "CK1", "CK3")
def test_the_last_day_of_the_daily_log(books: Books) -> None:
    t = books.local("2026-04-02 12:00")
    day: Day = Reports(books.tables(), books.policy).day(LP, date(2026, 3, 31), t)
    page = day.page(t)
    assert {name: letters(books, getattr(page.foot, name)) for name in LAST_DAY} == LAST_DAY
    misses = [(letters(books, [line.life.number]), line.runs[0].clock) for line in page.lines if line.fact is None]
    assert misses == [
        ("P", "progress"), ("I", "progress"), ("D", "task_silence"), ("E", "task_silence"), ("D", "completion"),
        ("D", "task"),
    ]  # fmt: skip
