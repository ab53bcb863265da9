"""Random lives through the real actions: late entries, corrected times, reopenings, imports, take-overs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
from shared.complaint.actions.p05_beyond import (
    RecordBeyondAbility,
    RecordObstacleGone,
    ReviewBeyond,
    TellOutsideOutcome,
)
from shared.complaint.actions.p05_reply_time import (
    AgreeOnCustomersWish,
    AgreeReplyTime,
    PostponeReply,
    RecordNotAgreed,
)
from shared.complaint.actions.p06_assignment import ChargeHead, RecordNoneNeeded
from shared.complaint.actions.p06_findings import RecordFindings
from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.actions.p07_proposal import MakeProposal, TellProposal
from shared.complaint.actions.p08_escalation import AcceptEscalation, Escalate
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_dates import TellDate
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p09_tasks import GiveTask
from shared.complaint.actions.p10_follow_up import FollowUp, PostponeFollowUp, TryFollowUp
from shared.complaint.actions.p10_quiet_week import (
    CloseAfterQuietWeek,
    DecideAfterAttempts,
    DeclineFollowUp,
    ExemptFromFollowUp,
)
from shared.complaint.actions.p11_closing import Reopen, TakeBack
from shared.complaint.actions.p11_ending import AskToWithdraw, Cancel, ConfirmWithdrawal, ReturnCase
from shared.complaint.actions.p12_amending import Amend, CorrectTime
from shared.complaint.actions.p12_assessment import Assess, Reclassify
from shared.complaint.actions.p12_contact import RecordUrge
from shared.complaint.actions.p12_import import TakeOver
from shared.complaint.actions.p12_related_cases import CloseAsDuplicate
from shared.decision.action import Action
from shared.decision.moment import Caller
from shared.decision.refusal import Forbidden, Refused
from shared.vocabulary.axes import Channel, Demeanour, EscalationReason, MoveUpReason, Responsible, Route, Severity
from shared.vocabulary.follow_up import AfterAttempts, CancelReason, Exemption, FollowUpForm, Rating, Solved
from shared.vocabulary.inquiry import Remedy, ToldBy
from shared.vocabulary.replies import BeyondEnd, Means, Understands
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


def _follow_up(_books: Books, _case: str, _at: datetime, dice: int) -> Action:
    result = list(Rating)[dice % 5]
    may_close = dice % 2 == 0 if result is Rating.NEUTRAL else None
    return FollowUp(
        form=FollowUpForm.PHONE, reception=list(Rating)[dice % 3], handling=Rating.SATISFIED, result=result,
        result_words="说了。", solved=list(Solved)[dice % 7 % 3], may_close=may_close,
    )  # fmt: skip


def _propose(_books: Books, _case: str, _at: datetime, dice: int) -> Action:
    return MakeProposal(solution=f"Plan {dice}.", remedies=(Remedy.REPAIR,), work=False)


def _propose_work(_books: Books, _case: str, _at: datetime, dice: int) -> Action:
    return MakeProposal(solution=f"Work {dice}.", remedies=(Remedy.REPAIR,), work=True)


def _task_done(books: Books, case: str, _at: datetime, _dice: int) -> Action:
    tasks = books.states[case].work.tasks if case in books.states else ()
    return CompleteTask(task=tasks[0].id if tasks else "t1", what="Done.")


def _findings(_books: Books, _case: str, _at: datetime, dice: int) -> Action:
    return RecordFindings(
        facts="It stopped.", cause="A worn rope.", at_fault=False, valid=dice % 2 == 0,
        severity=list(Severity)[dice % 3], responsible=list(Responsible)[dice % 5],
    )  # fmt: skip


def hours(at: datetime, n: int) -> datetime:
    return at + timedelta(hours=n)


def day(at: datetime, n: int) -> date:
    return (at + timedelta(days=n)).date()


def _beyond(understanding: Understands) -> Action:
    return RecordBeyondAbility(why="The developer's.", promise="We follow up.", understanding=understanding)


OUTCOME = TellOutsideOutcome(
    how=BeyondEnd.SOLVED, content="The developer changed the rope.", understanding=Understands.GIVEN
)
PROMISE = Answer(answer="The alarm is weak.", at_fault=True, apologised=True, promise="A new alarm is fitted.")
NOBODY = TryFollowUp(form=FollowUpForm.PHONE)
DECIDED = DecideAfterAttempts(choice=AfterAttempts.QUIET_WEEK, reason="Nobody answers.")
ACTS: Mapping[str, tuple[Caller, Make]] = {
    "receive": (lin, _receive),
    "walk in": (lin, lambda _b, _c, _a, dice: story.receive(demeanour=list(Demeanour)[dice % 2])),
    "verify": (lin, lambda *_: Verify(statement="The lift stops between floors.")),
    "route": (lin, lambda _b, _c, _a, dice: ChooseRoute(route=list(Route)[dice % 5 == 0], reason="as it is")),
    "to p5": (lin, lambda *_: ChooseRoute(route=Route.AGREED, reason="The lift firm must look first.")),
    "answer": (lin, lambda *_: Answer(answer="It was reset.", at_fault=False)),
    "promise": (lin, lambda *_: PROMISE),
    "ask": (lin, lambda *_: AskSatisfaction(satisfied=True)),
    "sign": (lin, _sign),
    "reopen": (zhou, lambda *_: Reopen(reason="It stopped again.")),
    "take back": (zhou, lambda *_: TakeBack(reason="Signed by a neighbour.")),
    "take over": (zhou, lambda *_: TakeOver()),
    "correct": (he, _correct_time),
    "move up": (lin, lambda *_: AskToMoveUp(reason=MoveUpReason.CUSTOMER_WISHES)),
    "consent": (lin, lambda *_: RecordConsent(given=True)),
    "call": (lin, lambda *_: CallColleague(person="zhou")),
    "confirm": (zhou, lambda *_: ConfirmComing()),
    "tell": (lin, lambda *_: TellWhoComes()),
    "introduce": (lin, lambda *_: IntroduceColleague()),
    "hand over": (zhou, lambda *_: HandOver()),
    "amend": (zhou, lambda _b, _c, _a, dice: Amend(channel=list(Channel)[dice % 2], reason="Misheard.")),
    "reclassify": (zhou, lambda _b, _c, _a, dice: Reclassify(category=("noise", "facilities")[dice % 2], reason="So.")),
    "assess": (zhou, lambda _b, _c, _a, dice: Assess(severity=list(Severity)[dice % 3])),
    "agree": (lin, lambda _b, _c, at, dice: AgreeReplyTime(reply_at=hours(at, 3 + dice % 12), words="好")),
    "wish": (lin, lambda _b, _c, at, dice: AgreeOnCustomersWish(reply_at=hours(at, 20 + dice % 40), words="周末吧")),
    "postpone": (lin, lambda _b, _c, at, dice: PostponeReply(reply_at=hours(at, 12 + dice % 8), reason="No part.")),
    "not agreed": (lin, lambda *_: RecordNotAgreed(words="随便你们。")),
    "none needed": (he, lambda _b, _c, _a, dice: RecordNoneNeeded(reason="Known.", valid=(None, True)[dice % 2])),
    "charge": (lin, lambda *_: ChargeHead(department="LP-engineering", question="Why does it stop?")),
    "find": (he, _findings),
    "propose": (lin, _propose),
    "propose work": (lin, _propose_work),
    "on the spot": (lin, lambda *_: ChooseRoute(route=Route.ON_THE_SPOT, reason="Can be explained at once.")),
    "tell it": (lin, lambda *_: TellProposal(told_by=ToldBy.PHONE)),
    "accepted": (lin, lambda *_: RecordAcceptance(words="可以。")),
    "rejected": (lin, lambda *_: RecordRejection(words="不行。")),
    "give task": (he, lambda *_: GiveTask(what="A new rope.", person="lin")),
    "task done": (he, _task_done),
    "date": (he, lambda _b, _c, at, dice: TellDate(circumstance="Part.", day=day(at, dice % 6), means=Means.PHONE)),
    "told": (lin, lambda *_: TellDone(means=Means.PHONE, words="It runs.")),
    "follow up": (lin, _follow_up),
    "nobody": (lin, lambda *_: NOBODY),
    "later": (lin, lambda _b, _c, at, dice: PostponeFollowUp(form=FollowUpForm.PHONE, to=hours(at, 20 + dice % 120))),
    "declined": (lin, lambda *_: DeclineFollowUp(words="不用了。")),
    "exempt": (he, lambda *_: ExemptFromFollowUp(exemption=Exemption.OTHER, reason="It would be unwelcome.")),
    "decided": (zhou, lambda *_: DECIDED),
    "week over": (zhou, lambda *_: CloseAfterQuietWeek()),
    "beyond": (he, lambda _b, _c, _a, dice: _beyond(list(Understands)[dice % 3])),
    "reviewed": (he, lambda *_: ReviewBeyond(findings="The developer has not answered.")),
    "obstacle gone": (he, lambda *_: RecordObstacleGone(reason="The developer agreed.")),
    "outside outcome": (he, lambda *_: OUTCOME),
    "urge": (lin, lambda *_: RecordUrge(words="怎么还没人来？")),
    "duplicate": (
        zhou,
        lambda books, _c, _a, dice: CloseAsDuplicate(survivor=books.stream(f"case {dice % 6}"), reason="Same lift."),
    ),
    "cancel": (zhou, lambda _b, _c, _a, dice: Cancel(reason=list(CancelReason)[dice % 2])),
    "return": (he, lambda *_: ReturnCase(reason="It was one.")),
    "withdraw": (lin, lambda *_: AskToWithdraw(words="算了。", form="folder 4")),
    "withdrawn": (zhou, lambda *_: ConfirmWithdrawal(confirmed=True, reason="Called.")),
    "escalate": (lin, lambda *_: Escalate(why=EscalationReason.CUSTOMER_WISHES)),
    "accept": (he, lambda *_: AcceptEscalation()),
}
"""What can be done, by a name."""
NAMES = tuple(ACTS)
IMPORT = "import"
"""A step that brings a case from another system."""
SPOT = ("receive", "verify", "on the spot", "answer", "ask", "sign")
MOVED_UP = (
    "walk in", "move up", "consent", "call", "confirm", "tell", "introduce", "hand over", "verify", "to p5",
    "none needed",
)  # fmt: skip
PROMISED = ("receive", "verify", "on the spot", "promise", "ask", "sign", "date", "task done", "told")
SOLVED = ("receive", "verify", "to p5", "agree", "none needed", "propose work", "tell it", "accepted", "give task",
          "task done", "told")  # fmt: skip
TOLD = ("receive", "verify", "to p5", "none needed", "propose", "tell it", "accepted", "told")
COURSES = (
    (*SPOT, "reopen", "none needed", "propose", "tell it", "accepted", "told", "follow up"),
    (*SPOT, "amend", "correct"),
    MOVED_UP,
    (*PROMISED, "follow up"),
    (*PROMISED, "later", "later", "follow up", "postpone", "follow up"),
    (*SOLVED, "follow up", "agree", "propose", "tell it", "accepted", "told", "follow up"),
    (*TOLD, "nobody", "nobody", "nobody", "decided", "week over", "reopen"),
    (*TOLD, "declined", "week over"),
    (*TOLD, "exempt", "reopen"),
    ("receive", "verify", "to p5", "charge", "find", "agree", "postpone", "propose", "tell it", "rejected", "escalate",
     "accept", "propose", "tell it", "accepted", "date", "date", "give task", "task done", "told", "follow up"),
    ("receive", "verify", "to p5", "wish", "postpone", "not agreed", "reclassify", "charge", "find", "escalate"),
    ("receive", "cancel", "return", "verify", "to p5", "not agreed"),
    ("receive", "verify", "withdraw", "withdrawn", "reopen"),
    (IMPORT, "take over", "verify", "to p5", "none needed", "propose", "tell it", "accepted", "told", "follow up"),
    (IMPORT, "reopen", "verify", "to p5"),
    ("receive", "verify", "to p5", "charge", "beyond", "urge", "reviewed", "outside outcome", "follow up"),
    ("receive", "verify", "to p5", "agree", "beyond", "urge", "urge", "obstacle gone", "find", "propose", "tell it"),
    (*SPOT, "duplicate", "return", "reopen", "duplicate", "return"),
    ("receive", "duplicate", "return", "verify", "to p5", "urge", "duplicate"),
)  # fmt: skip
"""Whole courses of a case."""


@dataclass(frozen=True)
class Step:
    """One attempt: on which case, what, how long after the one before, and how late it is entered."""

    case: int
    what: str
    after: timedelta
    late: timedelta
    dice: int


minutes = st.integers(0, 90).map(lambda n: timedelta(minutes=n))
pauses = st.one_of(minutes, minutes, st.integers(1, 400).map(lambda n: timedelta(hours=n)))
delays = st.one_of(st.just(timedelta()), st.just(timedelta()), st.integers(1, 80).map(lambda n: timedelta(hours=n)))
steps = st.builds(
    Step, st.integers(0, 5), st.sampled_from((*NAMES, IMPORT)), pauses, delays, st.integers(0, 10_000)
)  # fmt: skip
finishing = st.lists(st.tuples(st.sampled_from(COURSES), pauses, st.integers(0, 10_000)), max_size=4)


def _between(dice: int, n: int, what: str) -> timedelta:
    """Mostly minutes; some steps take days, so that clocks are missed, and attempts are made on different days."""
    if what in ("week over", "nobody"):
        return timedelta(days=8) if what == "week over" else timedelta(days=1)
    return timedelta(hours=(dice // 7 + n) % 80) if (dice + n) % 7 == 0 else timedelta(minutes=1 + dice % 25)


@st.composite
def lives(draw: st.DrawFn, zone_of: st.SearchStrategy[object]) -> Books:
    """A desk after some weeks around the turn of two months."""
    books = Books(draw(zone_of))  # type: ignore[arg-type]
    now = books.local("2026-02-20 09:00")
    whole = [
        Step(case, what, pause if n == 0 else _between(dice, n, what), timedelta(), dice + n)
        for case, (course, pause, dice) in enumerate(draw(finishing))
        for n, what in enumerate(course)
    ]
    for step in [*whole, *draw(st.lists(steps, min_size=5, max_size=35))]:
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
