"""Puts escalation together from ready parts."""

from dataclasses import dataclass
from pathlib import Path

from services.escalation.reactions import REACTIONS, reactions, warned
from shared.complaint.clocks.columns import Acts
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.reacting.acting import Acting
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class Escalation:
    """The service: what it does by itself."""

    acting: Acting


def wire(log: SQLiteLog, door: Door, policy: LivePolicy, now: Now, *, folder: Path) -> Escalation:
    """Escalation over the desk's machinery; its files stand in `folder`. Its board shows every service's clocks."""
    acting = Acting(
        Acts.ESCALATION, REACTIONS, reactions, warned,
        log=log, door=door, policy=policy, folder=folder, now=now, shows=frozenset(Acts),
    )  # fmt: skip
    return Escalation(acting)
