"""34,944 real rows: every office and month is compared with what the file itself says, and 100 whole forms."""

import random

import pytest

from services.reporting.form import Part, cells, lines
from services.reporting.month import Month
from services.reporting.shown import Shown
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from tests.services.importing import source
from tests.services.importing.conftest import Imported
from tests.services.importing.source import Complaint, month_of
from tests.support.rules import rule

pytestmark = [pytest.mark.xdist_group("real file"), pytest.mark.timeout(300)]

ALL = source.complaints()
OFFICES = source.offices(ALL)
MONTHS = source.months(ALL)
FORMS = random.Random(20260303).sample([(office, month) for office in OFFICES for month in MONTHS[:40]], 100)


def number(one: Complaint) -> str:
    """The case number: site, New York's date of recording, running number in the order of the file (R11.5)."""
    return f"{one.office}-20260303-{one.running:03d}"


def month_at(imported: Imported, office: str, month: int) -> Month:
    """An office's month as known after the import."""
    return imported.reports.month(office, month, imported.at, imported.reports.versions(office, imported.at))


def test_a_row_is_taken_once_by_the_sources_own_key(imported: Imported) -> None:
    assert (imported.first.taken, imported.first.there, imported.first.rejected) == (34_939, 5, [])
    assert (imported.again.taken, imported.again.there, imported.again.rejected) == (0, 34_944, [])


@rule("CK12", "R11.5")
@pytest.mark.parametrize("first", MONTHS[::6])
@pytest.mark.parametrize("office", OFFICES)
def test_every_month_of_an_office_says_what_the_file_says(office: str, first: int, imported: Imported) -> None:
    found, start = OFFICES[office], MONTHS.index(first)
    for month in MONTHS[start : start + 6]:
        said = month_at(imported, office, month)
        assert [item.life.number for item in said.received] == [
            number(one) for one in sorted(found, key=lambda c: (c.opened, number(c))) if month_of(one.opened) == month
        ], month
        assert len(said.closings) == sum(month_of(one.closed) == month for one in found), month
        assert {item.life.number for item in said.carried_in} == {
            number(one) for one in found if month_of(one.opened) < month <= month_of(one.closed)
        }, month
        assert {item.life.number for item in said.carried_out} == {
            number(one) for one in found if month_of(one.opened) <= month < month_of(one.closed)
        }, month


@rule("CK12", "R11.6")
@pytest.mark.parametrize(("office", "month"), FORMS)
def test_a_whole_form_says_what_the_file_says(office: str, month: int, imported: Imported) -> None:
    said = month_at(imported, office, month)
    shown = Shown(Lang.ZH_HANS, said.zone, said.directory, Role.ENTERPRISE)
    by_number = {number(one): one for one in OFFICES[office]}
    rows = [(line.part, cells(said, line, shown)) for line in lines(said)]
    wanted = {
        Part.A: [one for one in OFFICES[office] if month_of(one.opened) == month],
        Part.B: [one for one in OFFICES[office] if month_of(one.opened) < month <= month_of(one.closed)],
        Part.C: [],
    }
    for part, ones in wanted.items():
        numbers = [row[1] for at, row in rows if at is part]
        assert numbers == [number(one) for one in sorted(ones, key=lambda c: (c.opened, number(c)))]
    for _, row in rows:
        _holds(row, by_number[row[1]], month)


def _holds(row: list[str], one: Complaint, month: int) -> None:
    """The columns that the source knows; all others print nothing."""
    closed = one.closed if month_of(one.closed) <= month else None
    assert row[2] == f"{one.opened} 00:00"
    assert row[3] == "2026-03-03 04:00 补录"
    assert row[5] == (one.place or "—")
    assert row[7].endswith(one.subject or one.kind)
    assert row[31] == (f"{closed} 00:00" if closed else "—")
    assert row[32] == ("来源未载" if closed else "—")
    unknown = (4, 8, 9, 10, 11, 13, 14, 17, 18, 19, 21, 23, 24, 26, 27, 28, 29)
    assert {row[column] for column in unknown} == {"—"}
