"""What intake does by itself: acts on linked cases, and suggestions of repeats, which are looked up first."""

from collections.abc import Iterable

from services.intake.reactions import REACTIONS, reactions
from services.intake.repeats import Repeats
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.eventstore.log import Entry
from shared.reacting.fact import Act, Fact
from shared.stream.follower import Follower


class IntakeReactions:
    """Reactions of intake, for its carrier."""

    name = "reactions"
    concerns: frozenset[type[ComplaintEvent]] = frozenset({*REACTIONS, ComplaintReceived})

    def __init__(self, views: Follower | None = None, repeats: Repeats | None = None) -> None:
        """`views` know every case up to a fact once waited for; without them nobody looks for repeats."""
        self._views, self._repeats = views, repeats

    async def follows(self, entry: Entry, fact: Fact) -> Iterable[Act]:
        """The acts on other cases. A receipt looks for earlier ones; if the views stand still, in what they know."""
        acts = reactions(fact)
        if self._repeats is None:
            return acts
        if self._views is not None and isinstance(fact.record.event, ComplaintReceived):
            await self._views.wait(entry.position)
        return (*acts, *self._repeats.suggested(fact))
