"""Puts escalation together from ready parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter

from services.escalation.api import escalation_router
from services.escalation.parts import Parts
from services.escalation.reactions import REACTIONS, reactions, stands, warned
from services.escalation.repository import Board
from shared.complaint.clocks.columns import Acts
from shared.complaint.clocks.following import KnownClocks
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.notices.outbox import Outbox
from shared.notices.sender import Sender
from shared.reacting.acting import Acting
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class Escalation:
    """The service: its routes, and what it does by itself."""

    router: APIRouter
    acting: Acting


def wire(
    log: SQLiteLog, door: Door, policy: LivePolicy, known: KnownClocks, now: Now,
    *, folder: Path, outboxes: Sequence[Outbox], sender: Sender,
) -> Escalation:  # fmt: skip
    """Escalation over the desk's machinery; its files stand in `folder`.

    Its board shows every service's clocks; who was away is told from the outboxes of all of them; how people want to be
    told is set here.
    """
    acting = Acting(
        Acts.ESCALATION, REACTIONS, reactions, warned,
        log=log, door=door, policy=policy, known=known, folder=folder, now=now, shows=frozenset(Acts), stands=stands,
    )  # fmt: skip
    parts = Parts(acting.follower, Board(acting.follower.reading), door, policy, outboxes, sender, now)
    return Escalation(escalation_router(parts), acting)
