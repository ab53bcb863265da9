"""What stands in the columns of a case's round: reply, completion, follow-up (columns 19, 20, 24 to 30).

Values as of the end of M: what happens after it, though known at T, moves nothing back.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.reporting.life import Life
from services.reporting.moments import micros, moment
from services.reporting.month import Month
from services.reporting.repository import Fact, Run
from services.reporting.rounds import Round
from services.reporting.shown import NOTHING, Shown
from shared.complaint.clocks.running import Outcome
from shared.vocabulary.axes import FollowUpOutcome
from shared.vocabulary.follow_up import FollowUpForm, Rating
from shared.vocabulary.text import Say, say
from shared.vocabulary.work import Pausable

Show = Callable[[Any, Shown], str]

NOT_AGREED = say("not agreed", "未约定")
CHANGED = say("date changed {n} times", "改期{n}次")
IN_TIME: dict[str, Say] = {"yes": say("yes", "是"), "no": say("no", "否"), "not_due": say("not yet due", "未到期")}


def reply_time(month: Month, life: Life) -> tuple[int, bool] | None:
    """The time last agreed, of whichever round; where none could be agreed the limit itself, and True (R5.1a)."""
    turn = _of_the_reply(life)
    if turn.agreed is not None:
        return turn.agreed, False
    runs = life.runs_of("reply", turn) if turn.not_agreed else []
    if not runs:
        return None
    begun = moment(runs[0].started)
    limit = month.policy.at(begun).limits(month.site, life.category).span("reply_within")
    return micros(begun + limit), True


def replied(_month: Month, life: Life) -> int | None:
    """The first reply of the round whose time stands beside it."""
    return _of_the_reply(life).replied


def _of_the_reply(life: Life) -> Round:
    agreed = (turn for turn in reversed(life.turns) if turn.agreed is not None or turn.not_agreed)
    return next(agreed, life.turn)


def completion_due(_month: Month, life: Life) -> tuple[int, int] | None:
    """The due in force at the end of M, and how often its date was changed; None: nothing is to be completed."""
    run = _completion(life)
    if run is None:
        return None
    # a date told after the miss is a clock of its own (R9.2)
    late = [later for later in life.runs_of("late_date", life.turn) if later.started >= run.started]
    return _due_at_the_end(life, late[-1] if late else run), life.turn.changes


def _completion(life: Life) -> Run | None:
    """The completion clock of the last round, as it stood at the end of M; None: there is none, or it was cancelled."""
    runs = life.runs_of("completion", life.turn)
    if not runs:
        return None
    ended = runs[-1].ended
    cancelled = runs[-1].outcome is Outcome.CANCELLED and ended is not None and ended < life.end
    return None if cancelled else runs[-1]


def _due_at_the_end(life: Life, run: Run) -> int:
    """The due without what moved it after the end of M: a date told says what it stood instead of, a pause how long."""
    moved, until = 0, life.turn.paused_until
    for fact in life.later:
        if fact.occurred > (run.ended or fact.occurred):
            break
        if fact.kind == "date_told":
            return _stated(fact, "instead_of") - moved
        if fact.kind == "clock_paused" and fact.given["clock"] == Pausable.COMPLETION:
            until = _stated(fact, "until")
            moved += until - fact.occurred
        if fact.kind == "clock_resumed" and fact.given["clock"] == Pausable.COMPLETION and until is not None:
            moved += fact.occurred - until
            until = None
    return run.due - moved


def _stated(fact: Fact, field: str) -> int:
    return micros(datetime.fromisoformat(fact.given[field]))


def completed(_month: Month, life: Life) -> int | None:
    """When the last round was completed; signed on the spot is completed (R9.3a, R4.4)."""
    return life.turn.completed_at or life.turn.signed


def in_time(month: Month, life: Life) -> str | None:
    """By K4, the last round: signed on the spot is in time, a cancelled clock says nothing."""
    if life.turn.signed is not None:
        return "yes"
    run = _completion(life)
    if run is None:
        return None
    if run.missed(month.t) and run.missed_at < life.end:
        return "no"
    return "yes" if run.outcome is Outcome.MET and run.ended is not None and run.ended < life.end else "not_due"


def follow_up_form(_month: Month, life: Life) -> tuple[str | None, str] | None:
    """How the newest attempt was made."""
    return None if life.attempt is None else (life.attempt.form, life.attempt.other_form)


def followed_up(_month: Month, life: Life) -> int | None:
    """When the newest attempt was made, or what stands in the place of one."""
    return None if life.attempt is None else life.attempt.at


def outcome(_month: Month, life: Life) -> str | None:
    """One of the nine (R12.3)."""
    return None if life.attempt is None else life.attempt.outcome


def ratings(_month: Month, life: Life) -> tuple[str, ...]:
    """How it was received, handled, and what came of it, as the newest attempt says."""
    return () if life.attempt is None else life.attempt.ratings


# ── as people read them ─────────────────────────────────────────────────────────────────────


def show_reply_time(value: Any, shown: Shown) -> str:
    """With *not agreed* where the limit stands in the place of a time."""
    if value is None:
        return NOTHING
    at, not_agreed = value
    return f"{shown.minute(at)} {shown.say(NOT_AGREED)}" if not_agreed else shown.minute(at)


def show_completion_due(value: Any, shown: Shown) -> str:
    """With how often its date was changed."""
    if value is None:
        return NOTHING
    due, changes = value
    return f"{shown.minute(due)} {CHANGED.to(shown.lang, n=changes)}" if changes else shown.minute(due)


def show_in_time(value: Any, shown: Shown) -> str:
    """是, 否, 未到期 or —."""
    return NOTHING if value is None else shown.say(IN_TIME[value])


def show_form(value: Any, shown: Shown) -> str:
    """The form, with its own name where it is another one."""
    if value is None:
        return NOTHING
    form, other = value
    words = shown.words(FollowUpForm, form)
    return f"{words}：{other}" if other else words


def show_outcome(value: Any, shown: Shown) -> str:
    """In words."""
    return shown.words(FollowUpOutcome, value)


def show_ratings(value: Any, shown: Shown) -> str:
    """受理/处理/结果."""
    return " / ".join(shown.words(Rating, one) for one in value) or NOTHING
