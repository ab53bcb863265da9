"""What reports say of clocks that are held, run out, or move after the month."""

from datetime import date, timedelta

from services.reporting.desk import Reports
from services.reporting.work_cells import completion_due, in_time
from shared.complaint.actions.p06_assignment import RecordNoneNeeded
from shared.complaint.actions.p06_incident import FlagIncident
from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.actions.p09_dates import AskForTime, DecideExtension, TellDate
from shared.complaint.actions.p09_managing import PauseClock
from shared.complaint.actions.p09_tasks import GiveTask, GiveUrgentTask
from shared.complaint.actions.p10_quiet_week import DeclineFollowUp
from shared.complaint.actions.p11_ending import Cancel
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.inquiry import IncidentKind
from shared.vocabulary.replies import Means
from shared.vocabulary.work import Extended, Pausable, PauseFor
from tests.services.reporting.books import Books
from tests.support import solving, story
from tests.support.cast import LP, SHANGHAI, he, lin, zhou
from tests.support.rules import rule

NONE_NEEDED = RecordNoneNeeded(reason="Known.")


def missed(books: Books, day: date, at: str) -> list[str]:
    """The clocks missed on a day, as the daily log has them."""
    t = books.local(at)
    return [line.runs[0].clock for line in Reports(books.tables(), books.policy).day(LP, day, t).page(t).lines
            if line.fact is None]  # fmt: skip


def working(books: Books, day: str) -> None:
    """Accepted at ten with work to do, by a task of Lin's."""
    books.tell("one", story.agreed(), day)
    for clock, act in (
        ("09:20", NONE_NEEDED), ("09:30", solving.proposal()), ("09:40", solving.TELL),
        ("10:00", RecordAcceptance(words="可以。")), ("10:05", GiveTask(what="A relay.", person="lin")),
    ):  # fmt: skip
        books.act("one", lin, act, books.local(f"{day} {clock}"))


@rule("CK7")
def test_a_task_that_is_held_is_not_missed() -> None:
    books = Books(SHANGHAI)
    books.tell("one", story.agreed(), "2026-03-03")
    books.act("one", lin, GiveUrgentTask(what="Shut the valve.", person="lin"), books.local("2026-03-03 09:20"))
    books.act("one", lin, solving.proposal(), books.local("2026-03-03 09:30"))
    books.act("one", lin, solving.TELL, books.local("2026-03-03 09:40"))
    assert "task" in missed(books, date(2026, 3, 3), "2026-03-04 00:01"), "due at 24:00"
    books.act("one", lin, RecordRejection(words="不行。"), books.local("2026-03-03 10:00"))
    assert "task" not in missed(books, date(2026, 3, 3), "2026-03-05 00:00")
    assert "progress" in missed(books, date(2026, 3, 4), "2026-03-05 00:00"), "customer clocks run on"


@rule("CK2", "R10.5")
def test_the_end_of_a_quiet_week_is_no_miss() -> None:
    books = Books(SHANGHAI)
    books.tell("one", story.completed(), "2026-03-03")
    books.act("one", lin, DeclineFollowUp(words="不用。"), books.local("2026-03-04 09:00"))
    assert missed(books, date(2026, 3, 10), "2026-03-11 00:00") == []
    found = books.month(202603, books.local("2026-03-20 09:00"))
    assert [item.what for item in found.decided if item.what == "quiet_week"] == []


@rule("R5.2", "CK3")
def test_a_notice_that_is_missed_is_missed_again_every_day_until_t() -> None:
    books = Books(SHANGHAI)
    books.tell("one", story.received(), "2026-03-03")
    for day in range(4, 9):
        assert missed(books, date(2026, 3, day), "2026-03-08 09:01").count("progress") == 1
    assert missed(books, date(2026, 3, 8), "2026-03-08 09:00") == [], "exactly at the limit is in time"
    found = books.month(202603, books.local("2026-03-08 09:01"))
    cycles = [item.run.cycle for item in found.decided if item.run is not None and item.what == "progress"]
    assert cycles == ["1", "1.1", "1.2", "1.3", "1.4"]


@rule("R9.2", "R11.2")
def test_the_completion_due_of_a_month_is_the_one_in_force_at_its_end() -> None:
    books = Books(SHANGHAI)
    working(books, "2026-03-30")
    told = TellDate(circumstance="The part.", day=date(2026, 4, 3), means=Means.PHONE)
    books.act("one", lin, told, books.local("2026-03-30 11:00"))
    more = AskForTime(what=Extended.DATE, until=date(2026, 4, 6), reason="Customs.", evidence="A letter.")
    books.act("one", lin, more, books.local("2026-04-01 09:00"))
    books.act("one", he, DecideExtension(granted=True, reason="So."), books.local("2026-04-01 10:00"))
    again = TellDate(circumstance="Customs.", day=date(2026, 4, 6), means=Means.PHONE)
    books.act("one", lin, again, books.local("2026-04-01 11:00"))
    march, april = (books.month(key, books.local("2026-04-02 09:00")) for key in (202603, 202604))
    assert completion_due(march, march.lives[0]) == (due(books, "2026-04-04 00:00"), 0)
    assert completion_due(april, april.lives[0]) == (due(books, "2026-04-07 00:00"), 1)
    assert in_time(march, march.lives[0]) == "not_due"


@rule("CK7", "R11.2")
def test_a_pause_after_the_month_moves_nothing_back() -> None:
    books = Books(SHANGHAI)
    working(books, "2026-03-31")
    told = TellDate(circumstance="The part.", day=date(2026, 4, 3), means=Means.PHONE)
    books.act("one", lin, told, books.local("2026-04-01 00:00") - timedelta(hours=1))
    pause = PauseClock(
        clock=Pausable.COMPLETION, until=books.local("2026-04-04 09:00"), why=PauseFor.CUSTOMER, reason="Away."
    )
    books.act("one", he, pause, books.local("2026-04-02 09:00"))
    march, april = (books.month(key, books.local("2026-04-05 09:00")) for key in (202603, 202604))
    assert completion_due(march, march.lives[0]) == (due(books, "2026-04-04 00:00"), 0)
    assert completion_due(april, april.lives[0]) == (due(books, "2026-04-06 00:00"), 0)


def due(books: Books, at: str) -> int:
    return (books.local(at) - books.local("1970-01-01 08:00")) // timedelta(microseconds=1)


@rule("R9.3a")
def test_an_answer_that_did_not_settle_it_is_no_solution() -> None:
    books = Books(SHANGHAI)
    books.tell("one", story.answered(), "2026-03-03")
    assert books.month(202603, books.local("2026-03-03 10:00")).lives[0].solution == ""
    books.settled("two", "2026-03-04")
    lives = books.month(202603, books.local("2026-03-05 10:00")).lives
    assert [life.solution for life in lives] == ["", "The firm reset it; it runs."]


@rule("CK6", "CK3", "R6.4")
def test_an_incident_that_nobody_reports_is_missed_also_in_the_months_after_the_closing() -> None:
    books = Books(SHANGHAI)
    books.tell("one", story.verified(), "2026-03-31")
    flag = FlagIncident(kind=IncidentKind.INJURY, words="Somebody fell.")
    books.act("one", lin, flag, books.local("2026-03-31 09:11"))
    books.act("one", zhou, Cancel(reason=CancelReason.TEST), books.local("2026-03-31 09:15"))
    assert missed(books, date(2026, 4, 1), "2026-04-02 00:00").count("incident_report") == 24 * 4
