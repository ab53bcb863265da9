"""P10: follow-up attempts, the answer, the quiet week."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.vocabulary.axes import FollowUpOutcome


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The one that the customer may answer now (R10.2)."""

    id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """P10: the follow-up of this round. A new round begins it anew, but for the counts over all rounds."""

    tries: frozenset[date] = frozenset()  #: local days with an attempt that reached nobody (R10.2)
    postponed: int = 0  #: times the customer asked for another time (R10.3a)
    outcome: FollowUpOutcome | None = None  #: of what ended it: reached, declined or exempt
    ended_at: datetime | None = None
    quiet_since: datetime | None = None  #: declined, or so decided: the quiet week runs (R10.5)
    quiet_until: datetime | None = None  #: held by the supervisor until this moment (R10.5)
    unsatisfied_at_top: int = 0  #: over all rounds, at the top level (R7.6)
    questionnaire: Questionnaire | None = None  #: the newest that was sent in this round
    questionnaires: int = 0  #: sent over all rounds

    def next_round(self) -> "FollowUp":
        """Asked anew; a questionnaire of the round before is good no more."""
        return FollowUp(unsatisfied_at_top=self.unsatisfied_at_top, questionnaires=self.questionnaires)
