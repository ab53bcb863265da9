"""CK14: decisions asked of a named level, until they are decided."""

from dataclasses import dataclass
from datetime import datetime

from shared.vocabulary.decisions import About
from shared.vocabulary.roles import Level


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision that somebody is asked for."""

    id: str  #: "1", "2" … within the case; the scope of its clock
    about: About
    level: Level  #: of whom it is asked; one higher each time it is passed on
    asked_at: datetime
    subject: str = ""  #: what it is about within the case: a proposal's, task's or linked case's id


@dataclass(frozen=True, slots=True)
class Decisions:
    """The open decisions of a case."""

    open: tuple[Decision, ...] = ()
    asked: int = 0  #: decisions so far; the next one's id is one more

    def about(self, about: About, subject: str | None = None) -> Decision | None:
        """The open decision about this, if there is one."""
        found = (d for d in self.open if d.about is about and subject in (None, d.subject))
        return next(found, None)

    def asked_at(self, about: About) -> datetime | None:
        """When the first open decision about this was asked."""
        return min((d.asked_at for d in self.open if d.about is about), default=None)
