"""Guards: true or false of the state alone, each with the rule that wants it, used by many actions."""

from shared.complaint.state import Complaint
from shared.decision.guard import Guard
from shared.vocabulary.axes import Route
from shared.vocabulary.text import say


def _guard_state(complaint: Complaint) -> bool:
    return complaint.exists and not complaint.reception.imported


is_handled_here = Guard(
    "CK12",
    say("This case was imported; take it over before handling it.", "该投诉为来源导入，须先接管方可处理。"),
    _guard_state,
    instead=("take_over", "write_note"),
)
is_open = Guard(
    "R11.4",
    say("The case is closed; reopen it first.", "该投诉已关闭，须先重启。"),
    lambda c: c.is_open,
    instead=("reopen", "write_note"),
)
is_not_judged = Guard(
    "R11.1",
    say("The case is judged closed; take the judgement back first.", "该投诉已判断关闭，须先撤回判断。"),
    lambda c: c.closing.judged_at is None,
    instead=("take_back", "write_note"),
)
is_verified = Guard(
    "R3.2",
    say("The main points are not confirmed with the customer yet.", "尚未与业主核实投诉要点。"),
    lambda c: c.facts.verified_at is not None,
    instead=("verify",),
)
is_unverified = Guard(
    "R3.1",
    say("The main points are confirmed already.", "投诉要点已核实。"),
    lambda c: c.facts.verified_at is None,
)
is_unrouted = Guard(
    "R3.2",
    say("The route is chosen already.", "处理途径已确定。"),
    lambda c: c.facts.route is None,
)
is_routed = Guard(
    "R3.2",
    say("The route is not chosen yet.", "尚未确定处理途径。"),
    lambda c: c.facts.route is not None,
    instead=("choose_route", "verify"),
)
is_on_the_spot = Guard(
    "R4.5",
    say(
        "The case is on the route of an agreed reply time, and never goes back to the spot.",
        "该投诉已转入约定答复途径，不能再转回现场处理。",
    ),
    lambda c: c.facts.route is not Route.AGREED,
    instead=("explain",),
)
is_answered = Guard(
    "R4.1",
    say("Give a definite answer before asking whether the customer is satisfied.", "询问满意度前须先给出明确答复。"),
    lambda c: c.settlement.answered_at is not None,
    instead=("answer",),
)
is_satisfied = Guard(
    "R4.4",
    say("The customer has not said that they are satisfied.", "业主尚未表示满意。"),
    lambda c: c.settlement.satisfied is True,
    instead=("ask_satisfaction",),
)
in_hand = (is_handled_here, is_open, is_not_judged)
"""An ordinary case that is neither closed nor judged closed."""
on_the_spot = (*in_hand, is_routed, is_on_the_spot)
"""… and to be settled on the spot."""
