"""Puts intake together from ready parts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter

from services.intake.api import intake_router
from services.intake.attachments import Attachments
from services.intake.parts import Parts
from services.intake.projection.views import intake_views
from services.intake.reacting import IntakeReactions
from services.intake.repeats import Repeats
from services.intake.repository import Cases, Customers, Tasks
from services.intake.status import StatusDesk
from services.intake.tries import Tries
from shared.complaint.clocks.following import KnownClocks
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.handling.policy import LivePolicy
from shared.reacting.carrier import Carrier
from shared.security.keys import Keys
from shared.stream.consumers import Consumers
from shared.stream.follower import Follower
from shared.vocabulary.time import Now
from shared.web.waiting import Reader


def site_of(complaint: Complaint) -> str:
    """The site in whose series a case is numbered (R11.5)."""
    return complaint.reception.site


SITE_OF: dict[str, Callable[[Complaint], str]] = {COMPLAINT.name: site_of}
"""Which kinds get a case number."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The service: its routes, its consumer of the log, and what carries facts over to other cases."""

    router: APIRouter
    follower: Follower
    carrier: Carrier
    tries: Tries


def wire(
    log: SQLiteLog,
    door: Door,
    policy: LivePolicy,
    keys: Keys,
    known: KnownClocks,
    now: Now,
    reader: Reader,
    *,
    folder: Path,
    consumers: Callable[[], Consumers],
) -> Intake:
    """Intake over the desk's machinery; its views stand in `folder`."""
    make = intake_views(lambda stream, upto: log.stream(stream, 0, upto), door.codec, known)
    views = Follower(make, log, folder, now=now)
    attachments = Attachments(folder / "attachments")
    attachments.sweep(lambda case, digest: any(digest.encode() in one.state for one in log.stream(case)))
    numbers, tries = Numbers(log), Tries(folder)
    parts = Parts(
        door, policy, numbers, keys, now, lambda: reader,
        views=views, cases=Cases(views.reading), customers=Customers(views.reading), tasks=Tasks(views.reading),
        status=StatusDesk(door, numbers, tries), attachments=attachments, entries=log.stream, consumers=consumers,
    )  # fmt: skip
    reactions = IntakeReactions(views, Repeats(door, policy, views.reading))
    return Intake(intake_router(parts, log), views, Carrier(reactions, door, log, numbers, folder, now=now), tries)
