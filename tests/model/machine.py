"""Arbitrary actions at arbitrary moments against the plain model: the state machine.

Hypothesis chooses one number for the beginning of a life and one for each step; the step draws from it who does what,
when. Programs are run in lots of a few: within one run Hypothesis goes back to the same numbers again and again, so the
lot and the state are mixed into each draw.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from shared.complaint.actions.p01_walk_in import Receive
from shared.complaint.clocks.running import ClockRun, clocks
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.complaint.timeline import timeline
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.kind import Allowance
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Reason, Refused
from shared.directory.state import Directory
from shared.vocabulary.roles import Level
from tests.model import plain
from tests.model.beginnings import BEGINNINGS, begun
from tests.model.checks import (
    agree,
    can_end,
    closes_only_when_complete,
    folded_the_same,
    one_owner,
    runs_or_is_stuck,
    same_clocks,
)
from tests.model.forms import draw_form
from tests.model.known import Known
from tests.model.life import Life
from tests.support.cast import company, desk_itself, he, jiang, lin, mei, portal, qian, sun, wang_herself, wu, zhou
from tests.support.desk import OneDirectory, when

CALLERS = (lin, lin, mei, zhou, zhou, he, he, qian, wu, jiang, sun, portal, wang_herself, desk_itself, desk_itself)
BY_ID = {caller.id: caller for caller in CALLERS}
LEVELS = {Level.SUPERVISOR: zhou, Level.MANAGER: he, Level.ENTERPRISE: qian}

BESIDE = {
    "write_note", "add_words", "attach", "amend", "amend_words", "confirm_anew", "correct_time", "assess", "reclassify",
    "add_watcher", "remove_watcher", "name_executor", "nominate_training_case", "explain", "ask_details", "apologise",
    "correct_statement", "record_agitated", "record_demand", "cancel", "ask_to_withdraw", "delegate", "add_duplicate",
    "close_as_duplicate", "pass_on", "record_urge", "acknowledge", "name_person", "exempt_from_follow_up",
    "record_need", "record_calmed", "post_notice", "act_on_clock", "add_child",
}  # fmt: skip
"""Actions that are nearly always open, or end everything: chosen a quarter as often as the others."""

EAGER = {
    "record_consent", "call_colleague", "confirm_coming", "tell_who_comes", "introduce_colleague", "hand_over",
    "transfer_call", "take_call", "offer_call_back", "call_back", "decide_approval", "decide_extension", "sign",
    "record_unsigned", "carry_out_promise", "ask_satisfaction", "confirm_unreachable", "decide_for_unreachable",
    "decide_after_attempts", "hold_quiet_week", "close_after_quiet_week", "confirm_withdrawal", "decide_survivor",
    "decide_finally_refused", "give_task_anew", "resume_clock", "tell_proposal", "take_back",
    "report_incident", "take_from_seat", "take_over", "end_delegation", "record_acceptance", "record_rejection",
    "try_follow_up", "decide_on_silence", "give_final_position", "decline_final_position", "record_new_fact",
    "judge_after_final_position", "end_incident_record", "file_apology", "decide_children", "reopen_with_parent",
    "return_duplicate", "complete_with_parent", "dismiss_repeat", "confirm_repeat", "answer", "promise_reply_time",
    "leave_the_spot", "ask_about_silence", "ask_finally_refused", "move_duplicate", "propose_survivor",
    "remove_duplicate", "ask_for_answer", "choose_route", "verify", "answer_questionnaire", "decline_questionnaire",
    "cancel_transferred", "find_with_parent", "propose_with_parent",
}  # fmt: skip
"""Steps that are open for a short while, or come late in a life: chosen more often."""

OF_TWO_CASES = {"send_back", "decide_site", "receive_by_transfer"}
"""What needs the other case: told in tests/lives/test_transferred.py."""

ANY = [action for action in COMPLAINT.actions if action.SPEC.slug not in {"receive", *OF_TWO_CASES}]
ACCEPTED: Counter[str] = Counter()
TRIED: Counter[str] = Counter()
REFUSED: Counter[tuple[str, str, str]] = Counter()

AT_ONCE = 5
"""Programs of one lot."""

TRIES = 4
"""Orders that are tried at a moment until one is accepted."""

MINUTES = [timedelta(minutes=minutes) for minutes in range(1, 41)]
LONGER = [timedelta(seconds=1), *(timedelta(hours=hours) for hours in (3, 13, 24, 192))]
BY_A_DUE = (-1, 0, 1)
"""Seconds from the next due."""
LATE = [0] * 9 + [1, 5, 9]
"""In how many tenths of the time since the last fact it happened before its entry: it stays the newest (CK8, CK10)."""


class Desks(RuleBasedStateMachine):
    """One case, whatever anybody does to it."""

    lot = 0

    def __init__(self) -> None:
        super().__init__()
        self.directory = company()
        self.policy = OneDirectory(self.directory)
        self.life, self.now = Life(), when("08:30")

    @initialize(number=st.integers(0, 2**32 - 1))
    def begin(self, number: int) -> None:
        """Lot by lot through all beginnings."""
        name = list(BEGINNINGS)[(self.lot * AT_ONCE + number) % len(BEGINNINGS)]
        self.life, self.now = begun(name)
        note(f"begins with {name}")

    @rule(number=st.integers(0, 2**32 - 1))
    def act(self, number: int) -> None:
        """Somebody does something that may be done, now and then something that may not."""
        chance = Random(f"{self.lot} {number} {len(self.life.records)} {self.now}")
        self._wait(chance)
        at = self._moment(chance)
        listed = {one.action: one for one in COMPLAINT.allowances(self.life.state, at)}
        known = self._known()
        for _ in range(TRIES):
            action = self._action(chance, listed)
            order = draw_form(chance, action, known)
            if order is not None and self._tries(order, at, listed[action]):
                return

    def teardown(self) -> None:
        """At the end everything is folded and reckoned anew, and the case is taken to its closing."""
        if self.life.records:
            folded_the_same(self.life)
            same_clocks(self.life, self.policy, self.now)
            same_clocks(self.life, self.policy, self.now + 40 * self._longest())
            can_end(self.life, self.policy, self.now)

    # ── one step

    def _tries(self, order: Action, at: Moment[Directory], listed: Allowance) -> bool:
        """One order is given; whether something followed."""
        slug = order.SPEC.slug
        TRIED[slug] += 1
        said = self._call(order, at)
        agree(listed, said)
        if isinstance(said, Reason) and listed.allowed:
            REFUSED[slug, said.rule, said.sentence.en] += 1
        if not isinstance(said, tuple) or not said[0]:
            return False
        ACCEPTED[slug] += 1
        note(f"{at.occurred_at:%d %H:%M:%S} ({self.now:%d %H:%M:%S}) {at.by.id}: {order!r}")
        note("    " + ", ".join(type(record.event).__name__ for record in said[0]))
        before = self.life
        self.life = before.plus(*said)
        self._holds(before)
        return True

    def _holds(self, before: Life) -> None:
        case = plain.known(self.life.facts)
        one_owner(self.life.state, case)
        closes_only_when_complete(case, self.life.facts[len(before.facts) :])
        runs_or_is_stuck(self.life.state, self._clocks(), self.directory)

    def _call(self, order: Action, at: Moment[Any]) -> Reason | Forbidden | tuple[list[Record[Any]], Complaint]:
        try:
            return COMPLAINT.decide(order, self.life.state, at)
        except Refused as no:
            return no.reason
        except Forbidden as no:
            return no

    # ── what is drawn for it

    def _wait(self, chance: Random) -> None:
        if chance.randrange(4):
            self.now += min(chance.choice(chance.choice((MINUTES, MINUTES, LONGER))), self._longest())
            return
        open_runs = self._clocks() if self.life.records else ()
        near = (self.now + timedelta(seconds=2), self.now + 4 * self._longest())
        dues = sorted(run.due for run in open_runs if run.open and near[0] < run.due < near[1])
        self.now = dues[0] + timedelta(seconds=chance.choice(BY_A_DUE)) if dues else self.now + timedelta(minutes=1)

    def _longest(self) -> timedelta:
        """How long nothing happens at most: an incident that nobody reports is missed anew every 15 min (R6.4)."""
        return timedelta(hours=1) if self.life.state.incident.is_unreported else timedelta(days=8)

    def _moment(self, chance: Random) -> Moment[Directory]:
        occurred = self.now - (self.now - self._newest()) * chance.choice(LATE) / 10
        return Moment(
            occurred, self.now, self._caller(chance), self.directory, history=self.life.records, known=self.policy.at
        )

    def _caller(self, chance: Random) -> Caller:
        ladder = self.life.state.ladder
        concerned = [ladder.owner, ladder.pending.to_person if ladder.pending else ladder.owner]
        asked = [LEVELS[one.level] for one in self.life.state.decisions.open]
        here = [BY_ID[code] for code in concerned if code in BY_ID]
        return chance.choice([*here * 3, *asked[-3:] * 3, *CALLERS])

    def _action(self, chance: Random, listed: dict[type[Action], Allowance]) -> type[Action]:
        if not self.life.records:
            return Receive  # the door knows no other act on a case that nobody received
        may = [action for action, one in listed.items() if one.allowed]
        if not may or chance.randrange(16) == 0:
            return chance.choice(ANY)
        done = {fact.action for fact in self.life.facts[-60:]}
        (chosen,) = chance.choices(may, [_weight(action.SPEC.slug, done) for action in may])
        return chosen

    def _newest(self) -> datetime:
        """When the newest fact happened; before the first one, the morning before: paper forms entered late."""
        return max((fact.at for fact in self.life.facts), default=self.now - timedelta(hours=40))

    def _clocks(self) -> tuple[ClockRun, ...]:
        return clocks(timeline(self.life.records), self.policy, self.now)

    def _known(self) -> Known:
        runs = self._clocks() if self.life.records else ()
        missed = tuple(run for run in runs if run.open and run.due < self.now)
        return Known(self.life.state, self.life.records, self.now, missed)


def run_lot(lot: int, steps: int, machine: type[Desks] = Desks, *, shrink: bool = False) -> None:
    """The programs of one lot; shrunk where one fails and that is asked for."""
    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    few = settings(
        max_examples=AT_ONCE, stateful_step_count=steps, deadline=None, database=None, phases=phases, print_blob=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    of_lot = type(f"{machine.__name__}{lot}", (machine,), {"lot": lot})
    run_state_machine_as_test(seed(lot)(of_lot), settings=few)


def _weight(slug: str, done: set[str]) -> int:
    """What this life has not seen yet is tried more often."""
    return 1 if slug in BESIDE else 60 if slug in EAGER else 3 if slug in done else 9
