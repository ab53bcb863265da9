"""Puts intake together from ready parts."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from services.intake.api import intake_router
from services.intake.numbers import Numbers
from services.intake.parts import Parts
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.directory.kind import DIRECTORY
from shared.eventstore.log import Log
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.security.keys import Keys
from shared.vocabulary.time import Now
from shared.web.waiting import Reader

KINDS = (COMPLAINT, DIRECTORY)
"""What can be acted on through this desk."""


def site_of(complaint: Complaint) -> str:
    """The site in whose series a case is numbered (R11.5)."""
    return complaint.reception.site


SITE_OF: dict[str, Callable[[Complaint], str]] = {COMPLAINT.name: site_of}
"""Which kinds get a case number."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The service: its routes."""

    router: APIRouter


def wire(log: Log, door: Door, policy: LivePolicy, keys: Keys, now: Now, reader: Reader) -> Intake:
    """Intake over the desk's machinery."""
    parts = Parts(door, policy, Numbers(log), keys, now, lambda: reader)
    return Intake(intake_router(parts))
