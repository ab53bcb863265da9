"""Versions of a month: what differs, old and new, the cases and why; version 1's category is kept (5.2)."""

from datetime import datetime
from typing import Any

from services.reporting.desk import Reports
from services.reporting.document import CorrectionShown, MonthReport
from services.reporting.register.actions import SubmitMonth
from services.reporting.register.kind import REGISTER
from services.reporting.report import month_report
from services.reporting.shown import Shown
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p12_amending import Amend, CorrectTime
from shared.complaint.actions.p12_assessment import Reclassify
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from tests.services.reporting.books import Books
from tests.support import story
from tests.support.cast import LP, SHANGHAI, lin, zhou
from tests.support.rules import rule


class Desk:
    """March of LP, read and submitted."""

    def __init__(self) -> None:
        self.books = Books(SHANGHAI)

    def at(self, text: str) -> datetime:
        return self.books.local(text)

    def read(self, t: str, **asked: Any) -> MonthReport:
        shown = Shown(Lang.EN, SHANGHAI, self.books.policy.directory, Role.SUPERVISOR)
        desk = Reports(self.books.tables(), self.books.policy)
        return month_report(desk.sheet(LP, 202603, self.at(t), **asked), shown)

    def submit(self, as_of: str, at: str) -> None:
        seen = self.read(as_of)
        order = SubmitMonth(
            site=LP, month="2026-03", as_of=self.at(as_of), digest=seen.digest, words=seen.words
        )  # fmt: skip
        self.books.act("register", zhou, order, self.at(at), kind=REGISTER)


def corrections(report: MonthReport) -> dict[str, CorrectionShown]:
    return {line.figure: line for line in report.corrections.lines}


@rule("R11.2")
def test_what_is_entered_after_the_submission_is_a_correction_with_its_reason() -> None:
    desk = Desk()
    desk.books.settled("one", "2026-03-03")
    desk.submit("2026-04-01 08:00", "2026-04-01 09:00")
    assert desk.read("2026-04-01 12:00").corrections.lines == ()
    desk.books.act("two", zhou, story.receive(), desk.at("2026-03-31 23:00"), desk.at("2026-04-02 10:00"))
    found = corrections(desk.read("2026-04-02 12:00"))
    assert (found["received"].old, found["received"].new) == ("1", "2")
    assert found["received"].cases == (desk.books.number("two"),)
    assert found["received"].why[0].startswith(f"{desk.books.number('two')}: received, 2026-03-31 23:00, entered")
    assert found["K8 closed of received"].old == "100.0 (1/1)"
    assert found["K8 closed of received"].new == "50.0 (1/2)"
    assert desk.read("2026-04-02 12:00", version=1).identity.received == 1


@rule("R11.2")
def test_the_same_count_of_other_cases_is_a_difference() -> None:
    desk = Desk()
    desk.books.act("one", lin, story.receive(), desk.at("2026-03-01 00:30"))
    desk.books.act("two", lin, story.receive(), desk.at("2026-04-01 00:30"))
    before = desk.read("2026-04-01 08:00")
    desk.submit("2026-04-01 08:00", "2026-04-01 09:00")
    for case, happened in (("one", "2026-02-28 23:50"), ("two", "2026-03-31 23:50")):
        order = CorrectTime(version=1, happened_at=desk.at(happened), reason="The clock was wrong.")
        desk.books.act(case, zhou, order, desk.at("2026-04-02 10:00"))
    after = desk.read("2026-04-02 12:00")
    assert before.identity.received == after.identity.received == 1
    assert before.digest != after.digest
    assert corrections(after)["received"].cases == tuple(sorted(map(desk.books.number, ("one", "two"))))


@rule("R11.2", "R12.2")
def test_the_category_of_version_1_is_kept_and_a_later_change_is_a_remark() -> None:
    desk = Desk()
    desk.books.settled("one", "2026-03-03")
    desk.submit("2026-04-01 08:00", "2026-04-01 09:00")
    order = Reclassify(category="noise", reason="It is about the neighbour.")
    desk.books.act("one", zhou, order, desk.at("2026-04-02 10:00"))
    report = desk.read("2026-04-02 12:00")
    line = dict(zip((column.key for column in report.columns), report.parts[0].lines[0], strict=True))
    assert line["category"] == "Facilities / Lift"
    assert line["remarks"] == "reclassified since as Noise"
    assert [group.value for group in report.groupings[0].groups] == ["facilities.lift"]


@rule("R12.29", "R11.2")
def test_an_amended_word_is_a_correction_though_no_figure_changes() -> None:
    desk = Desk()
    desk.books.settled("one", "2026-03-03")
    desk.submit("2026-04-01 08:00", "2026-04-01 09:00")
    desk.books.act("one", zhou, Amend(unit="3-1-503", reason="Misheard."), desk.at("2026-04-02 10:00"))
    first, now = desk.read("2026-04-01 08:00"), desk.read("2026-04-02 12:00")
    assert first.digest == now.digest
    assert first.words != now.words
    assert (corrections(now)["Unit"].old, corrections(now)["Unit"].new) == ("3-1-502", "3-1-503")


@rule("R11.4", "R11.2")
def test_a_case_reopened_from_an_earlier_month_stands_in_part_b() -> None:
    desk = Desk()
    desk.books.settled("one", "2026-02-20")
    desk.books.act("one", zhou, Reopen(reason="It stopped again."), desk.at("2026-03-10 09:00"))
    report = desk.read("2026-04-01 12:00")
    assert [len(part.lines) for part in report.parts] == [0, 1, 0]
    line = dict(zip((column.key for column in report.columns), report.parts[1].lines[0], strict=True))
    assert (line["links"], line["rounds"]) == ("reopened 2026-03-10 09:00", "2")
    assert report.identity.model_dump() == {
        "carried_in": 0, "received": 0, "reopenings": 1, "closings": 0, "carried_out": 1, "holds": True,
    }  # fmt: skip


@rule("R11.2")
def test_another_month_is_compared_in_its_latest_version() -> None:
    desk = Desk()
    desk.books.settled("one", "2026-03-03")
    desk.submit("2026-04-01 08:00", "2026-04-01 09:00")
    desk.books.act("two", zhou, story.receive(), desk.at("2026-03-31 23:00"), desk.at("2026-04-02 10:00"))
    shown = Shown(Lang.EN, SHANGHAI, desk.books.policy.directory, Role.SUPERVISOR)
    reports = Reports(desk.books.tables(), desk.books.policy)
    april = month_report(reports.sheet(LP, 202604, desk.at("2026-04-30 12:00")), shown)
    rows = {row.key: row for row in april.month_before.rows}
    assert (april.month_before.month, april.month_before.version) == ("2026-03", 1)
    assert (rows["received"].now, rows["received"].before, rows["received"].change) == (0, 1, -1)
