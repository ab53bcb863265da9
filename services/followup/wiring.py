"""Puts follow-up together from ready parts."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter

from services.followup.api import followup_router
from services.followup.links import Links
from services.followup.parts import Parts
from services.followup.reactions import REACTIONS, reactions, warned
from shared.complaint.clocks.columns import Acts
from shared.complaint.clocks.following import KnownClocks
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.handling.policy import LivePolicy
from shared.reacting.acting import Acting
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The service: its routes, what it does by itself, and the links that it keeps."""

    router: APIRouter
    acting: Acting
    links: Links


def wire(
    log: SQLiteLog, door: Door, policy: LivePolicy, known: KnownClocks, now: Now, *, folder: Path, address: str
) -> FollowUp:
    """Follow-up over the desk's machinery; its files stand in `folder`. Customers reach the desk at `address`."""
    acting = Acting(
        Acts.FOLLOWUP, REACTIONS, reactions, warned,
        log=log, door=door, policy=policy, known=known, folder=folder, now=now,
    )  # fmt: skip
    links = Links(folder)
    return FollowUp(followup_router(Parts(door, policy, Numbers(log), links, now, address)), acting, links)
