"""Random lives through the real actions: late entries, corrected times, reopenings, imports, take-overs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from shared.complaint.actions.p01_handover import (
    CallColleague,
    ConfirmComing,
    HandOver,
    IntroduceColleague,
    TellWhoComes,
)
from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordConsent
from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.actions.p04_on_the_spot import Answer, AskSatisfaction
from shared.complaint.actions.p11_closing import Reopen, TakeBack
from shared.complaint.actions.p12_amending import Amend, CorrectTime
from shared.complaint.actions.p12_assessment import Assess, Reclassify
from shared.complaint.actions.p12_import import TakeOver
from shared.decision.action import Action
from shared.decision.moment import Caller
from shared.decision.refusal import Forbidden, Refused
from shared.vocabulary.axes import Channel, Demeanour, MoveUpReason, Responsible, Route, Severity
from tests.services.reporting.books import Books
from tests.support import story
from tests.support.cast import he, lin, zhou

Make = Callable[[Books, str, datetime, int], Action]


def _receive(_books: Books, _case: str, _at: datetime, dice: int) -> Action:
    channel = (Channel.WALK_IN, Channel.PHONE, Channel.EMAIL)[dice % 3]
    return story.receive(
        channel=channel, category=("facilities.lift", "noise", None)[dice % 7 % 3], unit=f"{dice % 4}-1-502",
        rings=dice % 6 if channel is Channel.PHONE else None,
        demeanour=Demeanour.AGITATED if dice % 5 == 0 else Demeanour.ORDINARY,
    )  # fmt: skip


def _sign(_books: Books, _case: str, _at: datetime, dice: int) -> Action:
    return story.sign(valid=dice % 3 != 0, responsible=list(Responsible)[dice % 3])


def _correct_time(books: Books, case: str, at: datetime, dice: int) -> Action:
    records = books.records.get(case) or []
    version = dice % len(records) + 1 if records else 1
    was = records[version - 1].occurred_at if records else at
    return CorrectTime(version=version, happened_at=was + timedelta(hours=dice % 60 - 40), reason="wrong clock")


ACTS: tuple[tuple[Caller, Make], ...] = (
    (lin, _receive),
    (lin, lambda *_: Verify(statement="The lift stops between floors.")),
    (lin, lambda _b, _c, _a, dice: ChooseRoute(route=list(Route)[dice % 5 == 0], reason="as it is")),
    (lin, lambda *_: Answer(answer="It was reset.", at_fault=False)),
    (lin, lambda *_: AskSatisfaction(satisfied=True)),
    (lin, _sign),
    (zhou, lambda *_: Reopen(reason="It stopped again.")),
    (zhou, lambda *_: TakeBack(reason="Signed by a neighbour.")),
    (zhou, lambda *_: TakeOver()),
    (he, _correct_time),
    (lin, lambda *_: AskToMoveUp(reason=MoveUpReason.CUSTOMER_WISHES)),
    (lin, lambda *_: RecordConsent(given=True)),
    (lin, lambda *_: CallColleague(person="zhou")),
    (zhou, lambda *_: ConfirmComing()),
    (lin, lambda *_: TellWhoComes()),
    (lin, lambda *_: IntroduceColleague()),
    (zhou, lambda *_: HandOver()),
    (zhou, lambda _b, _c, _a, dice: Amend(channel=list(Channel)[dice % 2], reason="Misheard.")),
    (zhou, lambda _b, _c, _a, dice: Reclassify(category=("noise", "facilities")[dice % 2], reason="It is that.")),
    (zhou, lambda _b, _c, _a, dice: Assess(severity=list(Severity)[dice % 3])),
)
IMPORT = len(ACTS)
"""A step that brings a case from another system."""
IN_ORDER = (0, 1, 2, 3, 4, 5)
"""What leads an ordinary case from its receipt to the closing."""
MOVED_UP = (0, 10, 11, 12, 13, 14, 15, 16, 1, 2)
"""What moves a case up in the customer's presence."""


@dataclass(frozen=True)
class Step:
    """One attempt: on which case, what, how long after the one before, and how late it is entered."""

    case: int
    what: int
    after: timedelta
    late: timedelta
    dice: int


minutes = st.integers(0, 90).map(lambda n: timedelta(minutes=n))
pauses = st.one_of(minutes, minutes, st.integers(1, 400).map(lambda n: timedelta(hours=n)))
delays = st.one_of(st.just(timedelta()), st.just(timedelta()), st.integers(1, 80).map(lambda n: timedelta(hours=n)))
steps = st.builds(
    Step, st.integers(0, 5), st.integers(0, IMPORT), pauses, delays, st.integers(0, 10_000)
)  # fmt: skip
finishing = st.lists(st.tuples(st.integers(0, 5), pauses, st.integers(0, 10_000)), max_size=3)


@st.composite
def lives(draw: st.DrawFn, zone_of: st.SearchStrategy[object]) -> Books:
    """A desk after some weeks around the turn of two months."""
    books = Books(draw(zone_of))  # type: ignore[arg-type]
    now = books.local("2026-02-20 09:00")
    whole = [
        Step(case, what, pause if what == 0 else timedelta(minutes=dice % 25), timedelta(), dice + what)
        for case, pause, dice in draw(finishing)
        for what in (IN_ORDER if dice % 3 else MOVED_UP)
    ]
    for step in [*whole, *draw(st.lists(steps, min_size=10, max_size=45))]:
        now += step.after
        try_it(books, step, now)
    return books


def try_it(books: Books, step: Step, now: datetime) -> None:
    """What the desk refuses does not happen."""
    case, at = f"case {step.case}", now - step.late
    if step.what == IMPORT:
        closed = at + timedelta(days=step.dice % 50, hours=step.dice % 5) if step.dice % 3 else None
        books.brought(case, at, now, closed)
        return
    caller, make = ACTS[step.what]
    order = make(books, case, at, step.dice)
    if not books.records.get(case) and not order.SPEC.creates:
        return
    try:
        books.act(case, caller, order, at, now)
    except (Refused, Forbidden):
        return
