"""Puts follow-up together from ready parts."""

from dataclasses import dataclass
from pathlib import Path

from services.followup.reactions import REACTIONS, reactions, warned
from shared.complaint.clocks.columns import Acts
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.reacting.acting import Acting
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The service: what it does by itself."""

    acting: Acting


def wire(log: SQLiteLog, door: Door, policy: LivePolicy, now: Now, *, folder: Path) -> FollowUp:
    """Follow-up over the desk's machinery; its files stand in `folder`."""
    acting = Acting(
        Acts.FOLLOWUP, REACTIONS, reactions, warned, log=log, door=door, policy=policy, folder=folder, now=now
    )
    return FollowUp(acting)
