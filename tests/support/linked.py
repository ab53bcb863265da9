"""Given, when, then for what one case does to another: several cases of one desk, their reactions carried out at once.

The reactions are the pure ones of intake; how they survive crashes is tested in tests/faults.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from services.intake.reactions import reactions
from shared.complaint.kind import COMPLAINT
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.moment import ITSELF, Caller, Moment
from shared.decision.refusal import Refused
from shared.reacting.fact import Fact
from tests.support.cast import company
from tests.support.desk import Desk, OneDirectory, when
from tests.support.story import Story

_CASES = UUID("00000000-0000-4000-8000-0000000b0000")


def case(name: str) -> UUID:
    """The id of a case of a story."""
    return uuid5(_CASES, name)


class Cases:
    """Several cases, by the names that a story gives them."""

    def __init__(self) -> None:
        self._desks: dict[UUID, Desk] = {}

    def __getitem__(self, name: str) -> Desk:
        """One case."""
        return self._desks.setdefault(case(name), Desk())

    def given(self, name: str, story: Story) -> "Cases":
        """Things done to one case before, and what they did to others."""
        for at, caller, order in story:
            self.act(name, caller, order, at=at)
        return self

    def of(self, stream: UUID) -> Desk:
        """A case that began by itself, by its id."""
        return self._desks[stream]

    def act(self, name: str, caller: Caller, order: Action, *, at: str) -> "Cases":
        """An action on one case, and everything that follows from it on the others."""
        return self.act_on(case(name), caller, order, at=at)

    def act_on(self, stream: UUID, caller: Caller, order: Action, *, at: str) -> "Cases":
        """The same for a case by its id."""
        desk = self._desks.setdefault(stream, Desk())
        before = len(desk.records)
        desk.when(caller, order, at=at)
        assert desk.refusal is None, desk.refusal
        assert not desk.forbidden
        self._carry(stream, before, when(at))
        return self

    def _carry(self, stream: UUID, since: int, now: datetime) -> None:
        """Carry facts over in the order in which they were recorded, until nothing follows any more."""
        waiting = [(stream, version) for version in range(since + 1, len(self._desks[stream].records) + 1)]
        while waiting:
            source, version = waiting.pop(0)
            for act in reactions(self._fact(source, version)):
                desk = self._desks.setdefault(act.target, Desk())
                known = len(desk.records)
                try:
                    self._order(desk, act.order, now)
                except Refused:
                    continue
                waiting += [(act.target, more) for more in range(known + 1, len(desk.records) + 1)]

    def _fact(self, stream: UUID, version: int) -> Fact:
        records: list[Record[Any]] = self._desks[stream].records[:version]
        before, after, policy = COMPLAINT.fold(records[:-1]), COMPLAINT.fold(records), OneDirectory(company())
        return Fact(stream, records[-1], before, after, lambda: records, self._other, policy)

    def _order(self, desk: Desk, order: Action, now: datetime) -> None:
        records, _ = COMPLAINT.decide(order, desk.complaint, Moment(now, now, ITSELF, desk.directory))
        desk.records += records

    def _other(self, case: UUID) -> list[Record[Any]]:
        return self._desks[case].records
