"""A kind of aggregate: its blank state, its events and actions; folding, deciding, and what may be done next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from shared.decision.action import Action
from shared.decision.event import Event, Record
from shared.decision.guard import Guard
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Reason, Refused


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether one action may be done now; if not, the reason that a call would get."""

    action: type[Action]
    forbidden: bool  #: the role may not, whatever the state
    reason: Reason | None  #: the guard that says no

    @property
    def allowed(self) -> bool:
        """Neither role nor guard says no."""
        return not self.forbidden and self.reason is None


def _no_objection(_state: Any, _order: Action, _at: Moment[Any]) -> None:
    return None


def _none_follow(_state: Any, _at: Moment[Any]) -> Iterable[Event]:
    return ()


def _nobody(_state: Any, _by: Caller) -> str | None:
    return None


def _nothing_more(_action: type[Action]) -> tuple[Guard, ...]:
    return ()


def _in_order(records: Sequence[Record[Any]]) -> Sequence[Record[Any]]:
    return records


S = TypeVar("S")


@dataclass(frozen=True)
class Kind(Generic[S]):
    """One kind of aggregate, all of it declared; the door and the API work on any of them."""

    name: str  #: `complaint`, first word of its topics
    blank: S  #: the state before the first fact
    events: tuple[type[Event], ...]
    actions: tuple[type[Action], ...]
    before: Callable[[S, Any, Moment[Any]], None] = _no_objection
    """What holds for every action (bounds of business time, CK9). Raises Refused."""
    follow: Callable[[S, Moment[Any]], Iterable[Event]] = _none_follow
    """What follows at once, in the same append (a judged-closed case whose file is complete closes)."""
    stands_in: Callable[[S, Caller], str | None] = _nobody
    """The absent person for whom this caller acts on this state (R12.9); every record of the act names them."""
    everywhere: tuple[Guard, ...] = ()
    """What must hold of whoever does anything to what is there already (R12.17), before the action's own guards."""
    also: Callable[[type[Action]], tuple[Guard, ...]] = _nothing_more
    """What must hold for one action beside its own guards, where another chapter says so (R12.5a)."""
    timeline: Callable[[Sequence[Record[Any]]], Sequence[Record[Any]]] = _in_order
    """Corrections of times applied before folding (CK9)."""
    refold: tuple[type[Event], ...] = ()
    """Facts that change earlier ones, so that the state is folded anew from the whole history."""
    folds_once: bool = True
    """Each record keeps the state after it for the next who folds it; not where a state is large and records stay."""
    by_slug: dict[str, type[Action]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the actions by slug."""
        object.__setattr__(self, "by_slug", {a.SPEC.slug: a for a in self.actions})

    def fold(self, records: Sequence[Record[Any]], state: S | None = None) -> S:
        """The state after these records, starting from `state` or from blank."""
        if state is None:
            state, records = self.blank, self.timeline(records)
        for record in records:
            state = record.after(state) if self.folds_once else record.event.apply(state, record)
        return state

    def allowances(self, state: S, at: Moment[Any]) -> list[Allowance]:
        """For every action: may it be done now, by this caller; if not, why."""
        return [self.allowance(action, state, at) for action in self.actions]

    def allowance(self, action: type[Action], state: S, at: Moment[Any]) -> Allowance:
        """May this action be done now by this caller, with what holds for every action of this kind."""
        return allowance(action, state, at, self.everywhere + self.also(action))

    def decide(self, order: Action, state: S, at: Moment[Any]) -> tuple[list[Record[Any]], S]:
        """The facts that follow from an order and the state after them. Raises Refused, Forbidden."""
        check = self.allowance(type(order), state, at)
        if check.forbidden:
            raise Forbidden(order.SPEC.slug, at.by.role, order.SPEC.roles)
        if check.reason is not None:
            raise _refused(check.reason)
        self.before(state, order, at)
        if (absent := self.stands_in(state, at.by)) is not None:
            at = replace(at, by=replace(at.by, on_behalf_of=absent))
        stamp = at.stamp(order.SPEC.slug)
        records: list[Record[Any]] = [Record.of(event, stamp) for event in order.decide(state, at)]
        after = self._after(records, state, at)
        while following := list(self.follow(after, at)):
            more: list[Record[Any]] = [Record.of(event, stamp) for event in following]
            records += more
            after = self.fold(more, after)
        return records, after

    def _after(self, new: Sequence[Record[Any]], state: S, at: Moment[Any]) -> S:
        """The state after new facts; folded from the first one where they change earlier ones."""
        if any(isinstance(record.event, self.refold) for record in new):
            return self.fold([*at.history, *new])
        return self.fold(new, state)


def allowance(action: type[Action], state: Any, at: Moment[Any], everywhere: tuple[Guard, ...] = ()) -> Allowance:
    """May this action be done now by this caller? The same answer greys the button and refuses the call."""
    spec = action.SPEC
    if at.by.role not in spec.roles:
        return Allowance(action, forbidden=True, reason=None)
    for guards in (everywhere, spec.when):
        for guard in guards:
            if (reason := guard.reason(state, at.by)) is not None:
                return Allowance(action, forbidden=False, reason=reason)
    return Allowance(action, forbidden=False, reason=None)


def _refused(reason: Reason) -> Refused:
    return Refused(reason.rule, reason.sentence, instead=reason.instead, **reason.facts)
