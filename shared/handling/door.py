"""Load, decide, append, answer: the only way in which anything of the desk changes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from shared.decision.action import Action
from shared.decision.codec import Codec
from shared.decision.event import Cause, Record
from shared.decision.kind import Allowance, Kind
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Refused
from shared.directory.state import Directory
from shared.eventstore.group_commit import GroupCommit
from shared.eventstore.log import Append, Appended, Duplicate, Entry, Log, NewEvent, Outcome
from shared.handling.case_number import case_number, series_of
from shared.handling.receipt import Contended, KeyReused, NotFound, Receipt, Stale
from shared.handling.recorded import RecordedTime, stamped
from shared.handling.states import Held, States
from shared.handling.turns import Turns
from shared.vocabulary.time import Now

S = TypeVar("S")

ATTEMPTS = 16
"""How often a command is decided again when another process was quicker. Within one process nobody is:
commands on a stream take turns."""

STATES_HELD = 20_000
"""Folded states in memory; one takes about 2 kB, and a busy desk has some thousands of open cases."""


class CurrentDirectory(Protocol):
    """Where the door finds the directory in force."""

    def current(self) -> Directory:
        """The directory as the log has it now, whoever changed it."""
        ...

    def at(self, moment: datetime) -> Directory:
        """The directory that was in force at a moment (CK12)."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """One order with all that belongs to it."""

    kind: Kind[Any]
    stream: UUID
    order: Action
    caller: Caller
    key: bytes | None
    digest: bytes | None
    occurred_at: datetime | None
    if_match: int | None
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What follows from a command on the state it was decided on."""

    append: Append
    records: list[Record[Any]]
    after: Held[Any]


class Door:
    """Takes an order, gives an answer. Pure decisions, one append, no effect twice (G1, G2)."""

    def __init__(
        self,
        log: Log,
        kinds: Iterable[Kind[Any]],
        directory: CurrentDirectory,
        *,
        now: Now,
        site_of: Mapping[str, Callable[[Any], str]],
        held: int = STATES_HELD,
    ) -> None:
        """`site_of` names the kinds whose new streams get a case number, with the site that numbers them."""
        self._log, self._directory, self._site_of = log, directory, site_of
        self.codec = Codec(event for kind in kinds for event in kind.events)
        self._states = States(log, self.codec, size=held)
        self._commits = GroupCommit(log)
        self._recorded = RecordedTime(log, now)
        self._turns = Turns()

    async def act(
        self,
        kind: Kind[S],
        stream: UUID,
        order: Action,
        caller: Caller,
        *,
        key: bytes | None = None,
        digest: bytes | None = None,
        occurred_at: datetime | None = None,
        if_match: int | None = None,
        cause: Cause | None = None,
    ) -> Receipt:
        """Carry out an order on one stream; the same answer again when the key was used for it before.

        Raises Refused (a rule's no), Forbidden, NotFound, Stale, KeyReused, Contended, StorageError.
        """
        command = Command(kind, stream, order, caller, key, digest, occurred_at, if_match, cause)
        known = self._states.new if order.SPEC.creates else self._states.get
        names = (stream,) if key is None else (stream, key)
        async with self._turns.of(*names):
            for _ in range(ATTEMPTS):
                decided = self._decide(command, known)
                if isinstance(decided, Receipt):
                    return decided
                outcome = await self._commits.submit(decided.append)
                answer = self._answer(command, decided, outcome)
                if answer is not None:
                    return answer
        raise Contended

    def rehearse(
        self, kind: Kind[Any], stream: UUID, order: Action, caller: Caller, *, occurred_at: datetime | None = None
    ) -> None:
        """Raise what `act` would raise for a new command now; record nothing. For commands that need two streams."""
        command = Command(kind, stream, order, caller, None, None, occurred_at, None, None)
        self._decide(command, self._states.get)

    def knows(self, key: bytes) -> bool:
        """Whether a command under this key was recorded before."""
        return self._log.find_command(key) is not None

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    @property
    def policy(self) -> CurrentDirectory:
        """The directory as it was at any moment, for what is worked out from a history (CK12)."""
        return self._directory

    def held(self, kind: Kind[S], stream: UUID) -> Held[S]:
        """The state as this process knows it: enough for what never changes, such as the site of a case."""
        return self._states.get(kind, stream)

    def state(self, kind: Kind[S], stream: UUID) -> Held[S]:
        """The newest state of a stream and its version; version 0 when there is none."""
        return self._states.refresh(kind, stream)

    def records(self, stream: UUID, after: int = 0, upto: int | None = None) -> list[Record[Any]]:
        """The records of a stream with after < version ≤ upto."""
        return self._states.records(stream, after, upto)

    def moment(
        self, caller: Caller, occurred_at: datetime | None = None, cause: Cause | None = None
    ) -> Moment[Directory]:
        """What a decision by this caller would look at now."""
        recorded_at = self._recorded.next()
        directory = self._directory.current()
        return Moment(occurred_at or recorded_at, recorded_at, _of_department(caller, directory), directory, cause)

    def allowances(self, kind: Kind[S], state: S, caller: Caller) -> list[Allowance]:
        """For every action of this kind: may this caller do it now; if not, why."""
        return kind.allowances(state, self.moment(caller))

    # ── deciding ─────────────────────────────────────────────────────────────────────────────

    def _decide(self, command: Command, known: Callable[[Kind[Any], UUID], Held[Any]]) -> Decided | Receipt:
        """On what is held; a no is said only on what the log says now, and never to a repeated command."""
        held = known(command.kind, command.stream)
        try:
            return self._decide_on(command, held)
        except (Refused, Forbidden, NotFound, Stale) as no:
            earlier = self._earlier(command)
            if earlier is not None:
                return earlier
            newest = self._states.refresh(command.kind, command.stream)
            if newest.version == held.version:
                raise self._with_ways_out(command, newest, no) from None
        try:
            return self._decide_on(command, newest)
        except Refused as no:
            raise self._with_ways_out(command, newest, no) from None

    def _decide_on(self, command: Command, held: Held[Any]) -> Decided | Receipt:
        self._check(command, held)
        at = self._moment_of(command)
        records, after = command.kind.decide(command.order, held.state, at)
        if not records:
            return Receipt(command.stream, held.version, 0, 0, None, at.recorded_at, ())
        series = self._series(command, held, after, at)
        events = tuple(NewEvent(*self.codec.encode(record)) for record in records)
        append = Append(command.stream, held.version, events, command.key, command.digest, series)
        return Decided(append, records, Held(after, held.version + len(records)))

    def _moment_of(self, command: Command) -> Moment[Directory]:
        at = self.moment(command.caller, command.occurred_at, command.cause)
        if not command.order.SPEC.reads_history:
            return at
        return replace(at, history=tuple(self.records(command.stream)), known=self._directory.at)

    def _check(self, command: Command, held: Held[Any]) -> None:
        if not held.version and not command.order.SPEC.creates and begins(command.kind):
            raise NotFound(str(command.stream))
        if command.if_match is not None and command.if_match != held.version:
            raise Stale(command.if_match, held.version, self.records(command.stream, command.if_match))

    def _series(self, command: Command, held: Held[Any], after: Any, at: Moment[Directory]) -> str | None:
        site_of = self._site_of.get(command.kind.name)
        if held.version or site_of is None:
            return None
        site = at.directory.sites[site_of(after)]
        return series_of(site.code, site.zone, at.recorded_at)

    def _with_ways_out(self, command: Command, held: Held[Any], no: Exception) -> Exception:
        """A refusal names only what the same caller may do now."""
        if not isinstance(no, Refused) or not no.reason.instead:
            return no
        allowed = self.allowances(command.kind, held.state, command.caller)
        may = {allowance.action.SPEC.slug for allowance in allowed if allowance.allowed}
        reason = no.reason
        ways_out = tuple(slug for slug in reason.instead if slug in may)
        return Refused(reason.rule, reason.sentence, instead=ways_out, **reason.facts)

    # ── answering ────────────────────────────────────────────────────────────────────────────

    def _answer(self, command: Command, decided: Decided, outcome: Outcome) -> Receipt | None:
        """The receipt, or None when somebody else was quicker: decide again."""
        if isinstance(outcome, Duplicate):
            return self._repeated(outcome)
        if not isinstance(outcome, Appended):
            self._states.refresh(command.kind, command.stream)
            return None
        self._states.put(command.kind, command.stream, decided.after, decided.records)
        append = decided.append
        number = case_number(append.series, outcome.number) if append.series and outcome.number else None
        return Receipt(
            command.stream, outcome.version, outcome.first, outcome.last, number,
            decided.records[0].recorded_at, tuple(event.topic for event in append.events),
        )  # fmt: skip

    def _earlier(self, command: Command) -> Receipt | None:
        if command.key is None:
            return None
        earlier = self._log.find_command(command.key, command.digest)
        return None if earlier is None else self._repeated(earlier)

    def _repeated(self, earlier: Duplicate) -> Receipt:
        """The receipt of an earlier command, from its own rows. Raises KeyReused for another body."""
        if not earlier.same_body:
            raise KeyReused
        before = earlier.version - (earlier.last - earlier.first + 1)
        rows = self._log.stream(earlier.stream, before, earlier.version)
        return Receipt(
            earlier.stream, earlier.version, earlier.first, earlier.last, _number_of(rows[0]),
            stamped(rows[0].state), tuple(row.topic for row in rows), repeated=True,
        )  # fmt: skip


def _of_department(caller: Caller, directory: Directory) -> Caller:
    """The caller with the department they work in today: its tasks are their own (section 1)."""
    person = directory.people.get(caller.id)
    return caller if person is None or person.department is None else replace(caller, department=person.department)


def begins(kind: Kind[Any]) -> bool:
    """Whether streams of this kind begin with an action of their own; the directory's one stream is always there."""
    return any(action.SPEC.creates for action in kind.actions)


def _number_of(row: Entry) -> str | None:
    return None if row.series is None or row.number is None else case_number(row.series, row.number)
