"""A customer who cannot be reached (R5.5): who is so by themselves, and what follows from it at once."""

from collections.abc import Iterator

from shared.complaint.decisions import asked
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p03_verification import RouteChosen
from shared.complaint.events.p04_signature import RouteChanged
from shared.complaint.events.p05_unreachable import FoundUnreachable
from shared.complaint.state import Complaint
from shared.vocabulary.axes import Route, RouteChange
from shared.vocabulary.decisions import About
from shared.vocabulary.roles import Level

UNKNOWN = "Neither name nor way of contact. 无姓名亦无联络方式。"
"""The reason on record for what is so by itself."""


def unknown(complaint: Complaint) -> Iterator[ComplaintEvent]:
    """Without name and way of contact a customer is unreachable by itself; level 1 is asked to confirm (CK14)."""
    if not complaint.reception.contactable and complaint.reach.unreachable_since is None:
        yield FoundUnreachable(reason=UNKNOWN, by_itself=True)
        yield asked(complaint, About.UNREACHABLE)


def next_for_unreachable(complaint: Complaint) -> Iterator[ComplaintEvent]:
    """What follows at once while the customer is unreachable: the route is P5, and the manager is asked.

    The manager decides in the customer's place as soon as there are findings, or none are needed.
    """
    if complaint.reach.unreachable_since is None or complaint.closing.judged_at is not None:
        return
    facts = complaint.facts
    if facts.route is Route.ON_THE_SPOT:
        yield RouteChanged(why=RouteChange.UNREACHABLE)
    elif facts.route is None and facts.verified_at is not None:
        yield RouteChosen(route=Route.AGREED, reason=UNKNOWN)
    elif facts.route is not None and _waits_for_manager(complaint):
        yield asked(complaint, About.FOR_UNREACHABLE, max(Level.MANAGER, complaint.ladder.level))


def _waits_for_manager(complaint: Complaint) -> bool:
    found_out = complaint.investigation.is_done
    work, open_already = complaint.work, complaint.decisions.about(About.FOR_UNREACHABLE) is not None
    decided = work.accepted_at is not None or work.completed_at is not None
    ended = complaint.beyond.since is not None or complaint.final_position.given_at is not None
    return found_out and not open_already and not decided and not ended
