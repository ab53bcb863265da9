"""Puts reporting together from ready parts."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter

from services.reporting.api import reporting_router
from services.reporting.parts import Parts
from services.reporting.projection.view import Reporting as View
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.stream.follower import Follower
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class Reporting:
    """The service: its routes, and its consumer of the log."""

    router: APIRouter
    follower: Follower


def wire(log: SQLiteLog, door: Door, policy: LivePolicy, now: Now, *, folder: Path) -> Reporting:
    """Reporting over the desk's machinery; its tables stand in `folder`."""
    follower = Follower(lambda: View(log.stream, codec=door.codec), log, folder, now=now)
    return Reporting(reporting_router(Parts(log, door, policy, follower, now)), follower)
