"""P7: the customer's demand, the proposals and what was said to them, the final position."""

from dataclasses import dataclass
from datetime import datetime

from shared.vocabulary.roles import Level


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal, as long as it is not answered."""

    id: str  #: "p1", "p2" … within the case
    made_at: datetime
    work: bool  #: something is to be done for it
    approval: Level | None = None  #: whose approval its remedies want (R12.23); None: nobody's
    approved: bool = False
    told_at: datetime | None = None
    at_top: bool = False  #: told at the top level (R7.6)

    @property
    def waits_for_approval(self) -> bool:
        """It may not be told yet (R12.23)."""
        return self.approval is not None and not self.approved


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the customer wants, what was proposed, and the answer. A new round begins it anew (`next_round`)."""

    demand_at: datetime | None = None  #: when demand, reason and state of mind were recorded last (R7.0)
    demands: int = 0  #: times they were recorded; the newest one's number
    made: int = 0  #: proposals so far; the next one's id is one more
    drafts: tuple[Offer, ...] = ()  #: made, not told yet
    told: Offer | None = None  #: waits for an answer
    accepted: str | None = None  #: id of the accepted, decided or not-objected one
    rejected: int = 0  #: rejections so far
    rejected_at_top: int = 0  #: … of proposals told at the top level (R7.6)
    asked_on: frozenset[str] = frozenset()  #: local days on which the customer was asked again (R7.4)
    explained_at: datetime | None = None  #: the final explanation (R7.3)

    def draft(self, proposal: str) -> Offer | None:
        """The proposal of this id that was not told yet; "": the newest."""
        found = [draft for draft in self.drafts if proposal in ("", draft.id)]
        return found[-1] if found else None

    def next_round(self) -> "Proposal":
        """As a new round begins: the demand stays, rejections are counted on (R7.6), ids are never used again."""
        return Proposal(
            demand_at=self.demand_at, demands=self.demands, made=self.made, rejected=self.rejected,
            rejected_at_top=self.rejected_at_top,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FinalPosition:
    """R7.6: the final position, and the wait for a new fact."""

    given_at: datetime | None = None
