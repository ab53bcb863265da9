"""CK3: the desk acts on a clock whose time is over. People see what follows from it, and do not do this."""

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.escalating import ROWS
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.roles import Role
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

NOT_OVER = say("The clock runs until {due}.", "该时限至 {due} 才届满。")


@action(
    label=say("Act on a clock", "时限处置"),
    rules=("CK3",),
    roles=(Role.DESK,),
    refuses=("CK3",),
)
class ActOnClock(ComplaintAction):
    """Its time is over; what follows is a fact of its own, with this one as its cause."""

    clock: str = ask("Clock", "时限")
    scope: str = ask("Of what", "所属", default="")
    cycle: str = ask("Cycle", "轮番")
    repeated: int = ask("Earlier repetitions with it", "一并处置的先前轮番", default=0, ge=0)
    due: Instant = ask("Due", "届满时间")

    @model_validator(mode="after")
    def _of_the_table(self) -> Self:
        if self.clock not in ROWS:
            raise ValueError(f"no such clock: {self.clock}")
        return self

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On record once; whoever asks has seen in the history that it is missed, and that nobody acted on it."""
        if at.occurred_at < self.due:
            raise Refused("CK3", NOT_OVER, due=self.due, instead=("write_note",))
        row = ROWS[self.clock]
        yield ClockActedOn(
            clock=self.clock, scope=self.scope, cycle=self.cycle, repeated=self.repeated, rule=row.rule, due=self.due
        )  # fmt: skip


ACTIONS = (ActOnClock,)
