"""Arbitrary actions at arbitrary moments against the plain model: the state machine."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from shared.complaint.actions.p10_follow_up import TryFollowUp
from shared.complaint.actions.p10_quiet_week import DeclineFollowUp
from shared.complaint.actions.p11_ending import AskToWithdraw
from shared.complaint.actions.p12_import import BulkImport
from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.events.p12_import import ComplaintImported
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint, Phase
from shared.complaint.stuck import stuck
from shared.complaint.timeline import timeline
from shared.decision.action import Action
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.decision.kind import allowance
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Reason, Refused
from shared.directory.state import Directory
from shared.vocabulary.axes import Channel, Known
from shared.vocabulary.follow_up import FollowUpForm
from tests.model import plain
from tests.model.case import Case
from tests.model.closing import lacks
from tests.model.facts import Fact, read
from tests.model.forms import Known as Forms
from tests.model.forms import draw_form
from tests.support import escalated, moving, solving, story
from tests.support.cast import company, desk_itself, he, jiang, lin, mei, portal, qian, sun, wu, zhou
from tests.support.desk import Desk, OneDirectory, when

CALLERS = (lin, lin, mei, zhou, zhou, he, he, qian, wu, jiang, sun, portal, desk_itself)
BY_ID = {caller.id: caller for caller in CALLERS}

TRY = TryFollowUp(form=FollowUpForm.PHONE)
QUIET = [*story.completed(), ("+1 10:00", lin, DeclineFollowUp(words="不用了。"))]
AFTER_ATTEMPTS = [*story.completed(), *[(f"+{day} 10:00", lin, TRY) for day in (1, 2, 3)]]
SEAT = story.received(by=portal, channel=Channel.WEB_FORM)
NOBODY_KNOWN = story.received(by=portal, channel=Channel.ONLINE_ANONYMOUS, customer=None, anonymous=True)
IMPORTED: story.Story = []
WITHDRAWN = [*story.agreed(), ("10:00", lin, AskToWithdraw(words="算了。", form="folder 3"))]

BEGINNINGS: tuple[story.Story, ...] = (
    [], story.received(), moving.agitated(), moving.consented(), moving.transferred(), story.on_the_spot(),
    story.satisfied(), story.agreed(), solving.found(), solving.proposed(), solving.accepted(), escalated.escalated(),
    escalated.accepted(), story.accepted_solution(), story.completed(), QUIET, AFTER_ATTEMPTS, SEAT, IMPORTED,
    NOBODY_KNOWN, WITHDRAWN,
)  # fmt: skip

BESIDE = {
    "write_note", "add_words", "attach", "amend", "amend_words", "confirm_anew", "correct_time", "assess", "reclassify",
    "add_watcher", "remove_watcher", "name_executor", "nominate_training_case", "explain", "ask_details", "apologise",
    "correct_statement", "record_agitated", "record_demand", "cancel", "ask_to_withdraw", "delegate", "add_duplicate",
    "close_as_duplicate", "move_duplicate", "return_duplicate", "remove_duplicate", "propose_survivor", "ask_for_time",
    "pause_clock", "pass_on", "coordinate", "record_urge", "acknowledge", "name_person", "exempt_from_follow_up",
}  # fmt: skip
"""Actions that are nearly always open, or end everything: chosen a quarter as often as the others."""

EAGER = {
    "record_consent", "call_colleague", "confirm_coming", "tell_who_comes", "introduce_colleague", "hand_over",
    "transfer_call", "take_call", "offer_call_back", "call_back", "decide_approval", "decide_extension", "sign",
    "record_unsigned", "carry_out_promise", "ask_satisfaction", "confirm_unreachable", "decide_for_unreachable",
    "decide_after_attempts", "hold_quiet_week", "close_after_quiet_week", "confirm_withdrawal", "decide_survivor",
    "decide_finally_refused", "promise_reply_time", "give_task_anew", "resume_clock", "tell_proposal", "take_back",
    "report_incident", "take_from_seat", "take_over", "end_delegation", "record_acceptance", "record_rejection",
    "try_follow_up",
}  # fmt: skip
"""Steps that are open for a short while, or come late in a life: chosen more often."""

WAYS_ON = ("cancel", "ask_to_withdraw", "confirm_withdrawal", "take_back", "take_over")
OF_TWO_CASES = {"transfer", "send_back", "decide_site", "receive_by_transfer", "cancel_transferred"}
"""What makes no sense on one case alone: told in tests/lives/test_transferred.py."""

ANY = [action for action in COMPLAINT.actions if action.SPEC.slug not in {"receive", *OF_TWO_CASES}]
ACCEPTED: Counter[str] = Counter()
TRIED: Counter[str] = Counter()
REFUSED: Counter[tuple[str, str, str]] = Counter()
OF_EVERY_ACTION = "CK9"

STEPS = st.one_of(
    st.integers(1, 40).map(lambda minutes: timedelta(minutes=minutes)),
    st.sampled_from([timedelta(seconds=1), *(timedelta(hours=hours) for hours in (3, 13, 24, 192))]),
    st.sampled_from(["before", "at", "after"]),
)  # fmt: skip
LATE = st.sampled_from([0] * 9 + [1, 5, 9])
"""In how many tenths of the time since the last fact it happened before its entry: it stays the newest (CK8, CK10)."""


@dataclass(frozen=True)
class Life:
    """A case that a program drives: what is on record, the state, the same as plain facts."""

    records: tuple[Record[Any], ...] = ()
    facts: tuple[Fact, ...] = ()
    state: Complaint = COMPLAINT.blank

    def plus(self, new: list[Record[Any]], state: Complaint) -> "Life":
        """With what was decided; the facts are read from the bytes that a log would keep."""
        start = len(self.records) + 1
        told = [read(start + n, record.event.TOPIC, record.to_bytes()) for n, record in enumerate(new)]
        return Life((*self.records, *new), (*self.facts, *told), state)


@cache
def begun(number: int) -> tuple[Life, datetime]:
    """A life where a program begins, and the moment of it."""
    desk = Desk().given(BEGINNINGS[number])
    if BEGINNINGS[number] is IMPORTED:
        desk.records += _imported()
    life = Life().plus(desk.records, desk.complaint)
    return life, desk.records[-1].recorded_at if desk.records else when("08:30")


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


class Desks(RuleBasedStateMachine):
    """One case, whatever anybody does to it."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = company()
        self.policy = OneDirectory(self.directory)
        self.life, self.now = Life(), when("08:30")

    @initialize(number=st.sampled_from(range(len(BEGINNINGS))))
    def begin(self, number: int) -> None:
        self.life, self.now = begun(number)
        note(f"begins with {number}")

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        """Somebody does something that may be done, now and then something that may not."""
        self._wait(data)
        caller = self._caller(data)
        occurred = self.now - (self.now - self._newest()) * data.draw(LATE) / 10
        at = Moment(
            occurred, self.now, caller, self.directory, history=self.life.records, known=self.policy.at,
        )  # fmt: skip
        listed = {one.action: one for one in COMPLAINT.allowances(self.life.state, at)}
        may = [action for action, one in listed.items() if one.allowed]
        chosen = [action for action in may for _ in range(self._weight(action.SPEC.slug))]
        anything = not chosen or data.draw(st.integers(0, 15)) == 15
        action = data.draw(st.sampled_from(ANY if anything else chosen))
        for _ in range(3):
            order = data.draw(_orders(action, self._known()))
            if order is None:
                continue
            TRIED[action.SPEC.slug] += 1
            said = self._call(order, at)
            agree(listed[action], said)
            if isinstance(said, Reason) and listed[action].allowed:
                REFUSED[action.SPEC.slug, said.rule, said.sentence.en] += 1
            if isinstance(said, tuple):
                ACCEPTED[action.SPEC.slug] += 1
                note(f"{occurred:%d %H:%M:%S} ({self.now:%d %H:%M:%S}) {caller.id}: {order!r}")
                note("    " + ", ".join(type(record.event).__name__ for record in said[0]))
                before = self.life
                self.life = before.plus(*said)
                self._holds(before)
                return

    def teardown(self) -> None:
        """At the end everything is folded and reckoned anew."""
        if self.life.records:
            folded_the_same(self.life)
            same_clocks(self.life, self.policy, self.now)
            same_clocks(self.life, self.policy, self.now + 40 * self._longest())

    def _holds(self, before: Life) -> None:
        case = plain.known(self.life.facts)
        one_owner(self.life.state, case)
        closes_only_when_complete(case, self.life.facts[len(before.facts) :])
        runs_or_is_stuck(self.life.state, self._clocks(), self.directory)
        self._can_end()

    def _can_end(self) -> None:
        """Somebody may close, cancel, withdraw, take back or take over: no state is without a way on."""
        state = self.life.state
        if not state.is_open:
            return
        everybody = (Moment(self.now, self.now, caller, self.directory) for caller in (qian, he, zhou))
        may = {slug for at in everybody for slug in WAYS_ON if allowance(COMPLAINT.by_slug[slug], state, at).allowed}
        assert may, f"nobody may do any of {WAYS_ON} in phase {state.phase}"

    def _wait(self, data: st.DataObject) -> None:
        step = data.draw(STEPS)
        if isinstance(step, timedelta):
            self.now += min(step, self._longest())
            return
        open_runs = self._clocks() if self.life.records else ()
        near = (self.now + timedelta(seconds=2), self.now + 4 * self._longest())
        dues = sorted(run.due for run in open_runs if run.open and near[0] < run.due < near[1])
        if dues:
            self.now = dues[0] + {"before": -1, "at": 0, "after": 1}[step] * timedelta(seconds=1)
        else:
            self.now += timedelta(minutes=1)

    def _longest(self) -> timedelta:
        """How long nothing happens at most: an incident that nobody reports is missed anew every 15 min (R6.4)."""
        return timedelta(hours=1) if self.life.state.incident.is_unreported else timedelta(days=8)

    def _caller(self, data: st.DataObject) -> Caller:
        ladder = self.life.state.ladder
        concerned = [ladder.owner, ladder.pending.to_person if ladder.pending else ladder.owner]
        here = [BY_ID[code] for code in concerned if code in BY_ID]
        found: Caller = data.draw(st.sampled_from([*here * 4, *CALLERS]))
        return found

    def _weight(self, slug: str) -> int:
        """What this life has not seen yet is tried more often."""
        seen = any(fact.action == slug for fact in self.life.facts[-60:])
        return 1 if slug in BESIDE else 30 if slug in EAGER else 3 if seen else 9

    def _newest(self) -> datetime:
        """When the newest fact happened; before the first one, the morning before: paper forms entered late."""
        return max((fact.at for fact in self.life.facts), default=self.now - timedelta(hours=40))

    def _clocks(self) -> Any:
        return clocks(timeline(self.life.records), self.policy, self.now)

    def _known(self) -> Forms:
        missed = tuple(dict.fromkeys(r.clock for r in self._clocks() if r.open and r.due < self.now)) \
            if self.life.records else ()  # fmt: skip
        return Forms(self.life.state, self.life.records, self.now, missed)

    def _call(self, order: Action, at: Moment[Any]) -> Reason | Forbidden | tuple[list[Record[Any]], Complaint]:
        try:
            return COMPLAINT.decide(order, self.life.state, at)
        except Refused as no:
            return no.reason
        except Forbidden as no:
            return no


@st.composite
def _orders(draw: st.DrawFn, action: type[Action], known: Forms) -> Action | None:
    return draw_form(draw, action, known)


def agree(listed: Any, said: Any) -> None:
    """The call says exactly what the list said, as far as role and guards go."""
    spec = listed.action.SPEC
    if listed.forbidden:
        assert isinstance(said, Forbidden), f"{spec.slug} was forbidden in the list, and done"
    elif listed.reason is not None:
        assert said == listed.reason, f"{spec.slug}: {said} instead of {listed.reason}"
    elif isinstance(said, Reason):
        named = {*spec.refuses, OF_EVERY_ACTION}
        assert said.rule in named, f"{spec.slug} refuses by {said.rule} and does not declare it"
    else:
        assert not isinstance(said, Forbidden)


def folded_the_same(life: Life) -> None:
    """What was stored gives the state that deciding gave."""
    codec = Codec(COMPLAINT.events)
    stored = [codec.decode(record.event.TOPIC, record.to_bytes()) for record in life.records]
    assert COMPLAINT.fold(stored) == life.state


def one_owner(state: Complaint, case: Case) -> None:
    """One person, or the seat of a level; the same in both."""
    ladder = state.ladder
    assert (ladder.owner, int(ladder.level)) == (case.owner, case.level)


def runs_or_is_stuck(state: Complaint, runs: tuple[ClockRun, ...], directory: Directory) -> None:
    """Every open case has a clock that runs, or stands on the stuck list with its reason (CK13)."""
    waits = (
        state.links.parent is not None  # leans on a clock of its parent, which is not here
        or state.phase in (Phase.QUIET_WEEK, Phase.FINAL_WAIT)  # ran out: the desk judges it closed by itself
        or (state.work.told_at is not None and state.work.accepted_at is None)  # R9.6: told before the agreement
    )
    if state.is_open and not waits and not any(run.outcome is Outcome.RUNNING for run in runs):
        assert stuck(state, runs, directory) is not None, f"open, no clock runs, not on the stuck list: {state.phase}"


def closes_only_when_complete(case: Case, new: tuple[Fact, ...]) -> None:
    """What R11.1 demands is there, and a case judged closed stays open only as long as something is missing."""
    closes = any(fact.name == "closed" for fact in new)
    if closes:
        assert not lacks(case, case.reason), f"closed, though it lacks {lacks(case, case.reason)}"
    elif case.judged_at is not None and not case.closed:
        assert lacks(case, case.reason), "nothing is missing, and it does not close"


def same_clocks(life: Life, policy: OneDirectory, now: datetime) -> None:
    """Every run of every clock: its start, its due, its outcome."""
    ours = {
        (r.clock, r.scope, r.started_at): (
            r.opens_at, r.due, r.outcome.value, r.ended_at, r.done_at, r.late_born, r.met_late,
        )
        for r in clocks(timeline(life.records), policy, now)
    }  # fmt: skip
    _, runs = plain.told(life.facts, now)
    theirs = {
        (r.clock, r.scope, r.started): (r.opens, r.due, r.outcome, r.ended, r.done, r.late_born, r.met_late)
        for r in runs
    }
    for key in sorted({*ours, *theirs}, key=str):
        mine, other = ours.get(key), theirs.get(key)
        if mine != other:
            note("\n".join(f"{f.place} {f.at:%d %H:%M:%S} ({f.entered:%d %H:%M:%S}) {f.by} {f.name} "
                           f"{ {k: v for k, v in f.fields.items() if v not in ('', None, 'as it was said')} }"
                           for f in life.facts))  # fmt: skip
        assert mine == other, f"{key[0]} {key[1]} {key[2]:%d %H:%M:%S}: desk {_shown(mine)}, model {_shown(other)}"


def _shown(run: Any) -> str:
    if run is None:
        return "has none"
    return " ".join(f"{v:%m-%d %H:%M:%S}" if isinstance(v, datetime) else str(v) for v in run)
