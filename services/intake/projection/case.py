"""One case as the list shows it: folded fact by fact, its clocks with it while it is open."""

from collections.abc import Callable, Iterable
from datetime import datetime
from json import dumps
from typing import Any
from uuid import UUID

from services.intake.amendments import AMENDING, supersedes
from shared.complaint.actions.work import alive
from shared.complaint.clocks.following import Following, KnownClocks
from shared.complaint.clocks.running import ClockRun, Policy
from shared.complaint.events.p06_investigation import HeadCharged
from shared.complaint.events.p09_tasks import TaskGiven
from shared.complaint.events.p12_amending import WordsAmended
from shared.complaint.state import Complaint, Escalation
from shared.decision.event import Event, Record
from shared.eventstore.log import Entry
from shared.handling.case_number import case_number
from shared.vocabulary.personal import personal_fields
from shared.vocabulary.time import sortable

History = Callable[[UUID, int], Iterable[Record[Any]]]
"""The records of a stream up to a version."""


class Case:
    """What is remembered of a case between its facts; the row is made from it.

    Facts are held back from the clocks until a row is made: of a case that is closed by then no clock is asked,
    and most of a log is closed cases.
    """

    __slots__ = (
        "_following", "_given", "first", "id", "number", "position", "shown", "stream", "texts", "version", "words",
    )  # fmt: skip

    def __init__(self, stream: UUID, known: KnownClocks) -> None:
        """Before the first fact; `known` is shared by the consumers of a process."""
        self.stream, self._following = stream, Following(stream, known)
        self.id = self.position = self.version = 0
        self.number: str | None = None
        self.first: Record[Any] | None = None
        self.shown = False  #: whether its row is in the tables already
        self.words: str | None = None  #: by which it is found in the tables; None: not known
        self.texts: dict[tuple[int, str], str] = {}  #: what was said, by version and field
        self._given: dict[str, tuple[int, str]] = {}  #: the words that gave a task or an investigation, by its id

    def take(self, entry: Entry, record: Record[Any]) -> None:
        """Let one fact change the case. Facts come in the order of the log."""
        event = record.event
        if self.first is None:
            self.first, self.id = record, entry.position
        if entry.series is not None and entry.number is not None:
            self.number = case_number(entry.series, entry.number)
        self._following.take(entry.version, record)
        self._say(entry.version, event)
        if isinstance(event, TaskGiven):
            self._given[event.task] = entry.version, "what"
        elif isinstance(event, HeadCharged):
            self._given[event.assignment] = entry.version, "question"
        self.version, self.position = entry.version, entry.position

    def _say(self, version: int, event: Event) -> None:
        """Keep the words of a fact, and forget those that it puts right (R12.29)."""
        if isinstance(event, AMENDING):
            for field, _ in supersedes(event):
                self.texts = {where: text for where, text in self.texts.items() if where[1] != field}
            if isinstance(event, WordsAmended):
                self.texts[event.version, event.field] = event.text
        for name in texts_of(event):
            if isinstance(text := getattr(event, name), str) and text:
                self.texts[version, name] = text

    @property
    def state(self) -> Complaint:
        """The case with every fact so far."""
        return self._following.state

    def row(self, history: History, policy: Policy) -> dict[str, Any] | None:
        """The case as a row of the list, None while it has not been received."""
        due = self._next_due(history, policy)
        state = self.state
        if self.first is None or not state.exists:
            return None
        reception, ladder, closing = state.reception, state.ladder, state.closing
        return {
            "id": self.id, "stream": self.stream.bytes, "version": self.version, "position": self.position,
            "number": self.number, "site": reception.site, "category": reception.category or None,
            "channel": reception.channel.value if reception.channel else None,
            "phase": state.phase.value, "is_open": int(state.is_open),
            "level": int(ladder.level), "owner": ladder.owner, "first_receiver": ladder.first_receiver,
            "customer": reception.customer.bytes if reception.customer else None,
            "anonymous": int(reception.anonymous), "unit": self._newest("unit"), "summary": self._newest("summary"),
            "received_at": sortable(reception.received_at), "recorded_at": sortable(self.first.recorded_at),
            "closed_at": sortable(closing.closed_at) if closing.closed_at else None,
            "next_due": sortable(due.due) if due else None,
            "next_clock": due.clock if due else None, "next_rule": due.rule if due else None,
            "referrer": self.first.by.id, "reference": getattr(self.first.event, "reference", None),
            "tell_since": sortable(state.work.tell_since) if state.work.tell_since else None,
            "accepting": _accepting(ladder.pending), "named": dumps(sorted(ladder.named)),
        }  # fmt: skip

    @property
    def gives_work(self) -> bool:
        """Whether anybody was ever given something to do in it."""
        return bool(self.state.work.given or self.state.investigation.given)

    def work(self) -> list[dict[str, Any]]:
        """What departments, contractors and persons have to do, as rows; after `row`."""
        tasks = [
            self._row_of("task", task.id, task.department, task.person, task.given_at, task.due, urgent=task.urgent)
            for task in alive(self.state)
            if not task.returned
        ]
        open_ones = self.state.investigation.assignments if self.state.closing.judged_at is None else ()
        return tasks + [
            self._row_of("assignment", one.id, one.department, one.head, one.given_at, None, urgent=False)
            for one in open_ones
            if one.findings is None
        ]

    def _row_of(
        self, kind: str, item: str, department: str | None, person: str | None, given_at: datetime,
        due: datetime | None, *, urgent: bool,
    ) -> dict[str, Any]:  # fmt: skip
        return {
            "complaint": self.id, "item": item, "kind": kind, "department": department, "person": person,
            "given_at": sortable(given_at), "due": None if due is None else sortable(due), "urgent": int(urgent),
            "what": self.texts.get(self._given.get(item, (0, "")), ""),
        }  # fmt: skip

    def _next_due(self, history: History, policy: Policy) -> ClockRun | None:
        """The open clock whose due comes first; one that was missed stays until the thing is done."""

        def records() -> Iterable[Record[Any]]:
            return history(self.stream, self.version)

        self._following.settle(records)
        if not self.state.is_open or self.first is None:
            return None
        runs = (run for run in self._following.runs(policy, records) if run.open)
        return min(runs, key=lambda run: (run.due, run.clock), default=None)

    def _newest(self, field: str) -> str:
        return next((text for (_, name), text in reversed(self.texts.items()) if name == field), "")


def texts_of(event: Event) -> tuple[str, ...]:
    """The fields of an event that people may search for: all that are personal."""
    kind = type(event)
    if (known := _TEXTS.get(kind)) is None:
        known = _TEXTS[kind] = personal_fields(kind)
    return known


_TEXTS: dict[type[Event], tuple[str, ...]] = {}


def _accepting(pending: Escalation | None) -> str | None:
    """Who is to accept the escalation that waits, the deputy where one is named; empty: a seat nobody holds (R8.5)."""
    return None if pending is None else pending.deputy or pending.to_person or ""
