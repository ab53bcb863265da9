"""Guards: true or false of the state alone, each with the rule that wants it, used by many actions."""

from shared.complaint.state import Complaint
from shared.decision.guard import Guard
from shared.decision.moment import Caller
from shared.vocabulary.axes import Channel, Route
from shared.vocabulary.roles import Level, Role
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
    instead=("correct_statement",),
)
is_unrouted = Guard(
    "R3.2",
    say("The route is chosen already.", "处理途径已确定。"),
    lambda c: c.facts.route is None,
    instead=("answer", "leave_the_spot", "write_note"),
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
is_on_p5 = Guard(
    "R3.2",
    say("The case is not on the route of an agreed reply time.", "该投诉不在约定答复途径上。"),
    lambda c: c.facts.route is Route.AGREED,
    instead=("choose_route", "leave_the_spot", "verify"),
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
is_reachable = Guard(
    "R5.5",
    say(
        "The customer cannot be reached; what waits for them starts when they appear.",
        "业主无法联络；其出现后方可告知。",
    ),
    lambda c: c.reach.unreachable_since is None,
    instead=("record_appearance", "post_notice", "write_note"),
)
is_present = Guard(
    "R1.1a",
    say("The customer is neither before us nor on the line.", "业主已离开，也未在通话中。"),
    lambda c: c.reception.present,
    instead=("explain", "write_note"),
)
is_absent = Guard(
    "R1.4",
    say(
        "The customer is before us or on the line; a move now needs their consent.",
        "业主在场或在通话中，转交须先征得其同意。",
    ),
    lambda c: not c.reception.present,
    instead=("ask_to_move_up", "record_consent", "call_colleague", "transfer_call", "record_customer_left"),
)
is_below_top = Guard(
    "R8.3",
    say("The case is at the top of the ladder.", "该投诉已在最高层级。"),
    lambda c: c.ladder.level < Level.ENTERPRISE,
    instead=("write_note",),
)
is_not_asked = Guard(
    "R1.4",
    say("A request to move up is open already.", "已有上移请求待处理。"),
    lambda c: not c.move_up.pending,
    instead=("record_consent", "call_colleague", "transfer_call"),
)
is_asked = Guard(
    "R1.4",
    say("Nobody asked to move the case up.", "尚无上移请求。"),
    lambda c: c.move_up.pending,
    instead=("ask_to_move_up",),
)
has_consent = Guard(
    "R1.4",
    say("The customer has not consented to the move.", "业主尚未同意上移。"),
    lambda c: c.move_up.consented_at is not None and not c.move_up.refused,
    instead=("record_consent", "ask_to_move_up"),
)
is_face_to_face = Guard(
    "R1.5",
    say("A call is transferred; nobody is called over.", "来电须转接，不作现场呼叫。"),
    lambda c: c.reception.channel is not Channel.PHONE,
    instead=("transfer_call",),
)
is_on_the_line = Guard(
    "R2.4",
    say("The customer is not on the phone.", "业主并非来电。"),
    lambda c: c.reception.channel is Channel.PHONE,
    instead=("call_colleague",),
)
is_owned = Guard(
    "R12.9",
    say("Nobody owns the case yet.", "该投诉尚无负责人。"),
    lambda c: c.ladder.owner is not None,
    instead=("take_from_seat",),
)


def owns(complaint: Complaint, by: Caller) -> bool:
    """Whether the caller is the owner or acts for the owner (R12.9)."""
    return by.id in {complaint.ladder.owner, complaint.ladder.deputy} - {None}


def is_first_contact(complaint: Complaint, by: Caller) -> bool:
    """Whether a contact with the customer by this caller is the one that R8.2 waits for: by the accepting person."""
    wanted = complaint.ladder.contact_wanted is not None and complaint.ladder.pending is None
    return wanted and owns(complaint, by)


def is_as_high(complaint: Complaint, by: Caller) -> bool:
    """Whether the caller stands on the ladder at the level of the case or above."""
    return by.level is not None and by.level >= complaint.ladder.level


may_dispose = Guard(
    "R12.9",
    say(
        "The owner of the case, or somebody at the level “{level}” or higher, may do this.",
        "须由该投诉负责人或“{level}”及以上层级人员办理。",
    ),
    lambda _: True,
    facts=lambda c: {"level": c.ladder.level},
    of_caller=lambda c, by: owns(c, by) or is_as_high(c, by),
    instead=("write_note",),
)
is_completed = Guard(
    "R10.1",
    say("The case is not completed yet; a follow-up comes after it.", "该投诉尚未处理完毕，处理完毕后方可回访。"),
    lambda c: c.work.completed_at is not None,
    instead=("write_note",),
)
is_not_followed_up = Guard(
    "R10.3",
    say("The follow-up of this round is made.", "本轮回访已完成。"),
    lambda c: c.follow_up.ended_at is None or c.follow_up.quiet_since is not None,
    instead=("write_note",),
)
is_impartial = Guard(
    "R12.17",
    say(
        "You are complained about in this case; a colleague who is not, or the next level, acts on it.",
        "您为本投诉的被投诉人，须回避，由其他同事或上一层级办理。",
    ),
    lambda _: True,
    of_caller=lambda c, by: by.id not in c.ladder.named,
    instead=(),
)
"""Holds for every action: from the moment of naming the person acts on nothing."""
is_not_moving = Guard(
    "R12.11b",
    say(
        "The case is on its way to site {site}; a moment later it is acted on there, under its new number.",
        "该投诉正在转往项目 {site}，随后请在该项目以新编号办理。",
    ),
    lambda _: True,
    facts=lambda c: {"site": c.links.moving_to},
    of_caller=lambda c, by: c.links.moving_to is None or by.role is Role.DESK,
    instead=(),
)
"""Holds for every action of a person: what was done here meanwhile would not go along."""
in_hand = (is_handled_here, is_open, is_not_judged)
"""An ordinary case that is neither closed nor judged closed."""
on_the_spot = (*in_hand, is_routed, is_on_the_spot)
"""… and to be settled on the spot."""
followed_up_now = (*in_hand, is_completed, is_not_followed_up)
"""… and to be followed up; also in the quiet week, where who is reached after all is asked (R10.5)."""
