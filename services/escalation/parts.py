"""What the routes of escalation are made of; the composition root hands it over ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.escalation.repository import Board
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.notices.outbox import Outbox
from shared.notices.sender import Sender
from shared.stream.follower import Follower
from shared.vocabulary.time import Now


@dataclass(frozen=True, slots=True)
class Parts:
    """The desk's machinery, as far as these routes use it."""

    views: Follower
    board: Board
    door: Door
    policy: LivePolicy
    outboxes: Sequence[Outbox]  #: of every service that acts
    sender: Sender
    now: Now
