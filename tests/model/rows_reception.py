"""The first rows of 3.2, and what waits for a person: reception, verification, ladder, outside bodies, decisions."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.model.case import AGREED, Case
from tests.model.facts import Fact
from tests.model.hours import DAY, HOUR, MINUTE, later, opening
from tests.model.watch import CANCELLED, MET, Watch

REOPENING = {"reopened", "judgement_taken_back", "returned", "taken_over"}


def reopens(f: Fact, now: Case) -> bool:
    """Reopened, taken back, returned or taken over, and so in a new round (3.2)."""
    if f.name == "taken_over":
        return not f["with_reopening"]
    return f.name in REOPENING and not now.closed


def moves_on(f: Fact) -> bool:
    """The case goes to another owner: what was asked of the former one ends (CK5)."""
    higher = f.name == "beyond_ability_recorded" and f["level"] != f["from_level"]
    return f.name in ("moved_up", "escalated") or higher


def ends_reception(f: Fact) -> bool:
    """Settlement, handover, a chosen route, or the customer leaving (R1.1a); the call ends (R2.4a)."""
    left = {"customer_left", "route_chosen", "route_changed", "signed", "signature_declined", "moved_up"}
    return f.name in left or hands_over(f) or f.name in ("call_back_offered", "call_dropped")


def hands_over(f: Fact) -> bool:
    """In the customer's presence or on the line."""
    return f.name == "moved_up" or (f.name == "handed_over" and f["in_presence"])


def settles(f: Fact) -> bool:
    """The customer is satisfied."""
    return f.name in ("signed", "signature_declined") or (f.name == "satisfaction_asked" and f["satisfied"])


def agitated(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """An agitated customer waits five minutes (R1.3)."""
    if f.name in ("calmed", "move_up_asked") or settles(f) or hands_over(f):
        w.end("agitated_reception", MET)
    if ends_reception(f) or moves_on(f) or f.name == "consent_refused":
        w.end("agitated_reception", CANCELLED)
    agitated = f.name == "received" and now.agitated
    worsened = f.name == "worsened" and now.present and now.request not in ("asked", "given") and now.level < 2
    if agitated or worsened:
        w.start("agitated_reception", f.at + 5 * MINUTE)


def consent(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """… and two for the question (R1.4)."""
    if f.name in ("consent_given", "consent_refused"):
        w.end("consent", MET)
    if ends_reception(f) or moves_on(f):
        w.end("consent", CANCELLED)
    if f.name == "move_up_asked":
        w.start("consent", f.at + 2 * MINUTE)


def transfer(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The call is taken within a minute (R2.4a)."""
    if hands_over(f):
        w.end("transfer", MET)
    if ends_reception(f) or moves_on(f):
        w.end("transfer", CANCELLED)
    if f.name == "consent_given" and now.channel == "phone":
        w.start("transfer", f.at + MINUTE)


def call_back(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Called back at the time offered (R2.4a)."""
    if f.name == "called_back" or (f.name == "call_back_tried" and f["last"]):
        w.end("call_back", MET)
    if f.name == "call_back_offered":
        w.start("call_back", f.moment("call_at") or f.at)


def verification(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The main points are confirmed (R3.1)."""
    if f.name == "verified":
        w.end("verification", MET)
    if f.name == "received" or (reopens(f, now) and not now.verified):
        opens = f.at if now.attended else opening(f.at, now.site)
        w.start("verification", opens + 30 * MINUTE, opens=opens)


def route(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The route is chosen; moved up, anew (R3.2)."""
    if f.name in ("route_chosen", "route_changed"):
        w.end("route", MET)
    if moves_on(f) or f.name == "signed":
        w.end("route", CANCELLED)
    moved_up = f.name in ("moved_up", "escalation_accepted") or (moves_on(f) and f.name == "beyond_ability_recorded")
    if now.route is None and (f.name == "verified" or (moved_up and now.verified)):
        opens = opening(f.at, now.site)
        w.start("route", opens + 30 * MINUTE, opens=opens)


def acknowledgement(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The customer has the number (R12.16)."""
    if f.name == "acknowledged":
        w.end("acknowledgement", MET)
    if f.name == "received" and not now.attended:
        opens = opening(f.at, now.site)
        w.start("acknowledgement", opens + 30 * MINUTE, opens=opens)
    if f.name == "found_unreachable":
        w.end("acknowledgement", CANCELLED)


def assignment(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Somebody is charged (R6.2)."""
    if f.name in ("head_charged", "no_investigation_needed"):
        w.end("assignment", MET)
    if f.name == "attached_to_parent" and not f["only_linked"]:  # the parent's hold
        w.end("assignment", CANCELLED)
    on_p5 = f.name in ("route_chosen", "route_changed", "escalation_accepted") or reopens(f, now)
    at_the_top = f.name == "round_begun" and f["level"] == 3  # nobody has to accept there
    detached = f.name == "detached_from_parent" and not now.work_complete
    given_up = f.name in ("assignment_returned", "assignment_withdrawn") and not now.found
    begun = now.none_needed or now.assignments
    record = f.name == "received" and now.is_record
    if now.route == AGREED and not begun and (on_p5 or record or at_the_top or detached or given_up):
        opens = opening(f.at, now.site)
        w.start("assignment", opens + 30 * MINUTE, str(now.round), opens=opens)


def ladder(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Acceptance and first contact (R8.2)."""
    if f.name == "escalation_accepted":
        w.end("acceptance", MET, f["escalation"])
    if hands_over(f):
        w.end("acceptance", MET)
        w.end("first_contact", MET)
    if f["first_contact"] or (f.name == "contact_tried" and f["enough"]):
        w.end("first_contact", MET)
    if moves_on(f):
        w.end("acceptance", CANCELLED)
        w.end("first_contact", CANCELLED)
    if f.name == "escalated":
        opens = opening(f.at, now.site)
        w.start("acceptance", opens + 30 * MINUTE, f["escalation"], opens=opens)
        if not now.unreachable:
            w.start("first_contact", opens + 2 * HOUR, f["escalation"], opens=opens)
    if f.name == "found_unreachable":
        w.end("first_contact", CANCELLED)


def contacts(f: Fact) -> bool:
    """Somebody of the outside body was reached."""
    return f.name in ("outside_requested", "outside_answered") or (f.name == "outside_followed" and f["reached"])


def outside_contact(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The outside body is contacted within a day (R8.4)."""
    need = f["need"] or ""
    if contacts(f):
        w.end("outside_contact", MET, need)
    if f.name == "need_recorded":
        opens = opening(f.at, now.site)
        w.start("outside_contact", opens + DAY, need, opens=opens)


def outside_answer(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """It answers by the date asked."""
    need = f["need"] or ""
    by = f.moment("by")
    if f.name == "outside_answered":
        w.end("outside_answer", MET, need)
    if by is not None and f.name == "outside_requested":
        if w.stands_missed("outside_answer", need):
            w.end("outside_answer", CANCELLED, need)  # the missed one stays missed
        w.move("outside_answer", by, need)
        w.start("outside_answer", by, need)


def outside_record(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """What happens is recorded every week."""
    need = f["need"] or ""
    if contacts(f) or (f.name == "outside_followed" and need in was.contacted):
        w.end("outside_record", MET, need)
        opens = opening(f.at, now.site)
        w.start("outside_record", later(opens, 7, now.site), need, opens=opens, again=_weekly(now.site))
    if f.name == "outside_ended":
        for clock in ("outside_contact", "outside_answer", "outside_record"):
            w.end(clock, CANCELLED, need)


def _weekly(site: str) -> Callable[[datetime], tuple[datetime, datetime]]:
    return lambda missed: (opening(missed, site), later(opening(missed, site), 7, site))


def decisions(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """A decision asked of a named level (CK14), passed on once it was missed; and what the customer urges (R12.8)."""
    about_follow_up = f["about"] in ("after_attempts", "suggested_repeat")
    clock = "follow_up_decision" if about_follow_up else "decision"
    if f.name == "decision_made":
        w.end(clock, MET, f["decision"])
    if f.name == "decision_dropped":
        w.end(clock, CANCELLED, f["decision"])
    if f.name == "decision_passed_on" and w.stands_missed(clock, f["decision"]):
        w.end(clock, CANCELLED, f["decision"])  # the missed one stays missed
    if f.name in ("decision_asked", "decision_passed_on"):
        opens = opening(f.at, now.site)
        w.start(clock, opens + timedelta(hours=24), f["decision"], opens=opens)
