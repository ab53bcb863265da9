"""What each kind of fact says about a case, by chapter of the handbook."""

from collections.abc import Mapping

from services.reporting.effects import amending, closing, follow_up, inquiry, ladder, links, reception, reply, work
from services.reporting.effects.effect import Effect

EFFECTS: Mapping[str, Effect] = {
    **reception.EFFECTS, **reply.EFFECTS, **inquiry.EFFECTS, **ladder.EFFECTS, **work.EFFECTS, **follow_up.EFFECTS,
    **closing.EFFECTS, **amending.EFFECTS, **links.EFFECTS,
}  # fmt: skip
"""The walk: a kind of fact, and what it says. Kinds that say nothing about a column, row or rate stand in none."""
