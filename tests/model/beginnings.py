"""Where a program begins: lives through every chapter, so that each action is near enough to be done (make model)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from shared.complaint.actions.p02_call_back import OfferCallBack
from shared.complaint.actions.p04_on_the_spot import Answer
from shared.complaint.actions.p05_beyond import AskFinallyRefused, RecordBeyondAbility
from shared.complaint.actions.p05_unreachable import RecordUnreachable
from shared.complaint.actions.p07_answer import RecordRejection
from shared.complaint.actions.p07_final import GiveFinalPosition
from shared.complaint.actions.p07_silence import AskAboutSilence, AskForAnswer
from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p08_outside import RecordNeed, RequestSupport
from shared.complaint.actions.p09_dates import AskForTime, TellDate
from shared.complaint.actions.p09_managing import PauseClock
from shared.complaint.actions.p09_own_tasks import CompleteTask, ReturnTask
from shared.complaint.actions.p09_tasks import GiveTask, GiveUrgentTask
from shared.complaint.actions.p10_follow_up import TryFollowUp
from shared.complaint.actions.p10_questionnaire import SendQuestionnaire
from shared.complaint.actions.p10_quiet_week import DeclineFollowUp
from shared.complaint.actions.p11_ending import AskToWithdraw
from shared.complaint.actions.p12_groups import AddChild, AskAboutChildren, AttachToParent
from shared.complaint.actions.p12_impartiality import NamePerson
from shared.complaint.actions.p12_import import BulkImport
from shared.complaint.actions.p12_related_cases import AddDuplicate, CloseAsDuplicate, ProposeSurvivor
from shared.complaint.actions.p12_repeats import SuggestRepeat
from shared.complaint.actions.p12_transfer import Transfer
from shared.complaint.events.p12_import import ComplaintImported
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.moment import Caller
from shared.vocabulary.axes import Channel, EscalationReason, Known, Severity
from shared.vocabulary.follow_up import FollowUpForm
from shared.vocabulary.inquiry import Remedy
from shared.vocabulary.outside import OutsideBody
from shared.vocabulary.replies import Means, Understands
from shared.vocabulary.roles import Level
from shared.vocabulary.work import Extended, Pausable, PauseFor, TaskReturn
from tests.model.life import Life
from tests.support import escalated, moving, solving, story
from tests.support.cast import HG, company, desk_itself, he, lin, ms_wang, portal, qian, wu, zhou
from tests.support.desk import Desk, when
from tests.support.story import Story

OTHER_CASE = UUID("00000000-0000-4000-8000-0000000a0002")
"""Another case, which this one is linked with."""


@dataclass(frozen=True)
class Beginning:
    """What was done to a case before a program takes it up."""

    story: Story
    entered: str | None = None  #: all of it from paper at this moment; None: as it happened
    later: str | None = None  #: when the program begins; None: with the last entry

    def records(self) -> tuple[list[Record[Any]], datetime]:
        """What is on record, and the moment at which the program begins."""
        desk = Desk()
        for at, caller, order in self.story:
            desk.when(caller, order, at=at, recorded=self.entered)
            assert desk.refusal is None and not desk.forbidden, f"{order!r}: {desk.refusal}"  # noqa: PT018 one cause
        began = desk.records[-1].recorded_at if desk.records else when("08:30")
        return list(desk.records), began if self.later is None else when(self.later)


TRY = TryFollowUp(form=FollowUpForm.PHONE)
INCIDENT_RECORD = story.receive(
    channel=Channel.STAFF, customer=None, words="", failings=(), summary="The fire doors of block 2 are stuck."
)
NOBODY_KNOWN = story.received(by=portal, channel=Channel.ONLINE_ANONYMOUS, customer=None, anonymous=True)
OPEN_PROMISE = Answer(answer="The alarm is weak.", at_fault=True, apologised=True, promise="A new alarm is fitted.")
DEARER = solving.proposal(remedies=(Remedy.REPAIR, Remedy.COMPENSATION), amount="120.50")
BEYOND = RecordBeyondAbility(why="It is the city's.", promise="We go on asking.", understanding=Understands.GIVEN)
NEED = RecordNeed(body=OutsideBody.AUTHORITY, who="The water board", what="A new main.")
URGENT = GiveUrgentTask(department="LP-engineering", what="Close the valve.")


def _dated(days: int) -> Story:
    told = TellDate(circumstance="The part comes by sea.", day=when(f"+{days} 12:00").date(), means=Means.PHONE)
    return [*solving.accepted(), ("11:10", lin, told)]


def _with_task() -> Story:
    return [*solving.accepted(), ("11:05", lin, GiveTask(department="LP-engineering", what="Change the relay."))]


def _asked_for_time() -> Story:
    more = AskForTime(what=Extended.DATE, until=when("+6 12:00").date(), reason="Customs.", evidence="The bill.")
    return [*_dated(2), ("11:20", lin, more)]


def _paused() -> Story:
    waits = PauseClock(
        clock=Pausable.TASK, scope="t1", until=when("+3 12:00"), why=PauseFor.CUSTOMER, reason="She is away."
    )
    return [*_with_task(), ("11:15", he, waits)]


def _silent(*days: int) -> Story:
    return [*solving.proposed(), *((f"+{day} 10:00", lin, AskForAnswer(words="Nobody answers.")) for day in days)]


def _beyond_and_silent() -> Story:
    asks = [(f"+{day} 10:00", he, RequestSupport(need="n1", what="A date.", by=when(f"+{day + 14} 10:00")))
            for day in (1, 15, 29)]  # fmt: skip
    return [*story.agreed(), ("09:30", lin, BEYOND), ("09:40", he, NEED), *asks]


def _at_the_top() -> Story:
    """With level 3, who has contacted nobody yet."""
    up = escalated.order(why=EscalationReason.CANNOT_EXPLAIN, to_level=Level.ENTERPRISE)
    return [*solving.demanded(), ("10:10", lin, up), ("10:15", qian, AcceptEscalation())]


def _rejected_at_the_top(times: int) -> Story:
    noes: Story = []
    for hour in range(11, 11 + times):
        noes += [
            (f"{hour}:00", qian, solving.proposal()), (f"{hour}:10", qian, solving.TELL),
            (f"{hour}:20", qian, RecordRejection(words="不行。")),
        ]  # fmt: skip
    return [*_at_the_top(), *noes]


def _final_position() -> Story:
    position = GiveFinalPosition(document="folder 9", position="The lift stays.", reasons="It is sound.")
    return [*_rejected_at_the_top(3), ("15:00", qian, position)]


def _serious() -> Story:
    return solving.found(what=solving.findings(at_fault=True, severity=Severity.SERIOUS))


def _duplicate(of: Story) -> Story:
    return [*of, ("+1 09:00", zhou, CloseAsDuplicate(survivor=ms_wang, reason="The same lift."))]


def _quiet() -> Story:
    return [*story.completed(), ("+1 10:00", lin, DeclineFollowUp(words="不用了。"))]


def _suggested(of: Story, at: str) -> Story:
    return [*of, (at, zhou, SuggestRepeat(case=OTHER_CASE, received_at=when(at)))]


def _urgent(*more: tuple[str, Caller, Action]) -> Story:
    return [*story.received(), ("09:03", lin, URGENT), *more]


_STORIES: dict[str, Story | Beginning] = {
        "nothing": [],
        "received": story.received(),
        "agitated": moving.agitated(),
        "consented": moving.consented(),
        "introduced": moving.introduced(),
        "asked on the phone": moving.asked(channel=Channel.PHONE),
        "transferred": moving.transferred(),
        "call back offered": [
            *moving.transferred(), ("09:07", lin, OfferCallBack(call_at=when("09:30")))
        ],
        "on the spot": story.on_the_spot(),
        "promised": [*story.on_the_spot(), ("09:15", lin, OPEN_PROMISE)],
        "satisfied": story.satisfied(),
        "judged, the unit missing": story.signed(unit=""),
        "closed": story.signed(),
        "agreed": story.agreed(),
        "from paper, after the limit": Beginning(story.agreed(), entered="+1 10:00"),
        "found": solving.found(),
        "serious fault": _serious(),
        "serious fault of nobody known": [
            *_serious(), ("10:20", zhou, RecordUnreachable(reason="The number is dead."))
        ],
        "approval asked": [*solving.demanded(), ("10:30", lin, DEARER)],
        "proposed": solving.proposed(),
        "silent": _silent(1, 2, 3),
        "silence asked about": [*_silent(1, 2, 3), ("+3 11:00", lin, AskAboutSilence())],
        "at the top": _at_the_top(),
        "final position asked": _rejected_at_the_top(3),
        "final position": _final_position(),
        "final wait nearly over": Beginning(_final_position(), later="+30 14:59"),
        "final wait over": Beginning(_final_position(), later="+31 09:00"),
        "accepted": solving.accepted(),
        "with a task": _with_task(),
        "task returned": [
            *_with_task(), ("11:30", wu, ReturnTask(task="t1", why=TaskReturn.NOT_OURS, words="The firm's."))
        ],
        "dated": _dated(3),
        "more time asked": _asked_for_time(),
        "paused": _paused(),
        "urgent": _urgent(),
        "urgent, complete": _urgent(("09:30", wu, CompleteTask(task="t1", what="Closed."))),
        "beyond, and silent": Beginning(_beyond_and_silent(), later="+92 10:00"),
        "finally refused asked": [*_beyond_and_silent(), ("+92 10:00", he, AskFinallyRefused())],
        "escalated": escalated.escalated(),
        "escalation accepted": escalated.accepted(),
        "named, at the spot": [*escalated.accepted(), ("10:20", lin, NamePerson(person="zhou"))],
        "promise as a task": story.accepted_solution(),
        "completed": story.completed(),
        "questionnaire sent": [*story.completed(), ("+1 10:00", lin, SendQuestionnaire())],
        "moving to another site": [
            *story.agreed(), ("10:00", zhou, Transfer(site=HG, reason="Their lift."))
        ],
        "after the attempts": [*story.completed(), *[(f"+{day} 10:00", lin, TRY) for day in (1, 2, 3)]],
        "quiet": _quiet(),
        "quiet, and a repeat suggested": _suggested(_quiet(), "+3 10:00"),
        "quiet week over": Beginning(_quiet(), later="+9 10:00"),
        "withdrawal asked": [*story.agreed(), ("10:00", lin, AskToWithdraw(words="算了。", form="folder 3"))],
        "owned by the seat": story.received(by=portal, channel=Channel.WEB_FORM),
        "nobody known": NOBODY_KNOWN,
        "imported": [],
        "incident record": [("09:00", lin, INCIDENT_RECORD)],
        "child": [*solving.accepted(), ("11:30", zhou, AttachToParent(parent=OTHER_CASE, reason="The same lift."))],
        "child, to be found out": [
            *story.agreed(), ("09:30", zhou, AttachToParent(parent=OTHER_CASE, reason="The same lift."))
        ],
        "closed child": [*story.signed(), ("10:00", zhou, AttachToParent(parent=OTHER_CASE, reason="The same lift."))],
        "parent, children asked about": [
            *story.agreed(), ("10:00", desk_itself, AddChild(case=OTHER_CASE)),
            ("10:01", desk_itself, AskAboutChildren()),
        ],
        "duplicate": _duplicate(story.agreed()),
        "closed, then a duplicate": _duplicate(story.signed()),
        "with a duplicate": [
            *story.agreed(), ("10:00", desk_itself, AddDuplicate(case=OTHER_CASE, received_at=when("09:50")))
        ],
        "survivor proposed": [*story.agreed(), ("10:00", desk_itself, ProposeSurvivor(others=(OTHER_CASE,)))],
}  # fmt: skip
BEGINNINGS = {name: one if isinstance(one, Beginning) else Beginning(one) for name, one in _STORIES.items()}
"""By name: a story, when it was entered, when the program begins."""


@cache
def begun(name: str) -> tuple[Life, datetime]:
    """A life where a program begins, and the moment of it."""
    if name == "imported":
        records: Sequence[Record[Any]] = _imported()
        began = records[-1].recorded_at
    else:
        records, began = BEGINNINGS[name].records()
    return Life.of(records), began


def _imported() -> list[Record[Any]]:
    """A case that another system left open."""
    known = {
        "source": "council",
        "key": "4711",
        "site": "LP",
        "category": "noise",
        "row": "{}",
        "received_known": Known.DAY,
    }
    bulk = BulkImport(company(), desk_itself, when("08:00"))
    return [bulk.record(ComplaintImported.model_validate(known), when("-700 00:00"))]
