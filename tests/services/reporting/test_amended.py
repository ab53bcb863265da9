"""What was put right after the month's end stands in the next version of the month (R12.29)."""

from services.reporting.life import Life
from shared.complaint.actions.p12_amending import Amend, AmendWords, ConfirmAnew
from shared.complaint.actions.p12_assessment import Assess, Reclassify
from shared.decision.action import Action
from shared.vocabulary.axes import Channel, Severity
from tests.services.reporting.books import Books
from tests.support import story
from tests.support.cast import SHANGHAI, lin
from tests.support.rules import rule

WHY = "Misheard."


def march(books: Books, as_of: str) -> Life:
    """The one case of March as known then."""
    (found,) = books.month(202603, books.local(as_of)).lives
    return found


def put_right(books: Books, day: str, *orders: Action) -> None:
    for minute, order in enumerate(orders):
        books.act("one", lin, order, books.local(f"{day} 10:{minute:02d}"))


@rule("R12.29", "R11.2")
def test_an_amendment_says_what_was_so_from_the_beginning() -> None:
    books = Books(SHANGHAI)
    books.settled("one", "2026-03-03")
    answered = next(n for n, record in enumerate(books.records["one"], 1) if hasattr(record.event, "answer"))
    put_right(
        books, "2026-04-02", Amend(unit="3-1-503", channel=Channel.PHONE, anonymous=True, reason=WHY),
        AmendWords(version=answered, field="answer", text="The maker reset it.", reason=WHY),
        ConfirmAnew(statement="The lift stopped three times.", reason=WHY),
    )  # fmt: skip
    first, second = march(books, "2026-04-01 12:00"), march(books, "2026-04-03 12:00")
    assert (first.unit, first.channel, first.anonymous) == ("3-1-502", "walk_in", False)
    assert (second.unit, second.channel, second.anonymous, second.customer) == ("3-1-503", "phone", True, None)
    assert (second.solution, second.statement) == ("The maker reset it.", "The lift stopped three times.")


@rule("R12.2", "R11.2")
def test_category_and_severity_are_those_of_the_end_of_the_month() -> None:
    books = Books(SHANGHAI)
    books.settled("one", "2026-03-03")
    noise = Reclassify(category="noise", reason="It is about the neighbour.")
    put_right(books, "2026-03-04", noise)
    put_right(books, "2026-04-02", Reclassify(category="facilities.lift", reason="It is not."))
    found = march(books, "2026-04-03 12:00")
    assert (found.category, found.severity) == ("noise", None)
    other = Books(SHANGHAI)
    other.act("one", lin, story.receive(), other.local("2026-03-03 09:00"))
    put_right(other, "2026-03-04", Assess(severity=Severity.MODERATE))
    assert march(other, "2026-04-03 12:00").severity == "moderate"
