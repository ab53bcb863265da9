"""What happened in a rehearsal, in its order: people's steps, what the desk did by itself, whom it told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.compose import Desk
from shared.complaint.clocks.columns import Acts
from shared.complaint.escalating import ROWS
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.events.p08_escalation import Escalated
from shared.decision.event import Record, topic_name
from shared.decision.refusal import worded
from shared.notices.notice import Notice
from shared.notices.outbox import Outbox
from shared.reacting.acting import outbox_file
from shared.vocabulary.ids import DESK
from shared.vocabulary.text import Lang, say

AND = say("{label}: {about}", "{label}：{about}")
DUE = say("{clock} ({rule})", "{clock}（{rule}）")
TO = say("level {level}, {person}", "{level} 级，{person}")
NOBODY = say("nobody", "无人")
TOLD = say("{person} is told: {kind}", "告知{person}：{kind}")
TOLD_OF = say("{person} is told: {kind} – {clock}", "告知{person}：{kind}－{clock}")
READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline."""

    at: datetime  #: when it was entered, or came up (UTC)
    occurred_at: datetime
    complaint: str  #: the script's label, "" beside the cases
    by: str  #: code of the person; `desk`
    what: str  #: a fact's name, `refused`, or `told`
    step: int | None = None  #: the script's step, counted from 1
    record: Record[Any] | None = None
    notice: Notice | None = None
    refusal: Mapping[str, Any] = field(default_factory=dict)

    @property
    def by_itself(self) -> bool:
        """Whether the desk did it, not a person."""
        return self.by == DESK

    def said(self, lang: Lang) -> str:
        """The line's last column."""
        if self.notice is not None:
            return _told(self.notice, lang)
        if self.record is None:
            return str(self.refusal.get("said", ""))
        event, label = self.record.event, self.record.event.LABEL.to(lang)
        match event:
            case ClockActedOn():
                return AND.to(lang, label=label, about=DUE.to(lang, clock=_clock(event.clock, lang), rule=event.rule))
            case Escalated():
                person = event.person or NOBODY.to(lang)
                return AND.to(lang, label=label, about=TO.to(lang, level=int(event.to_level), person=person))
        return str(label)

    def plain(self, lang: Lang) -> dict[str, Any]:
        """The line for a script that reads it."""
        found: dict[str, Any] = {
            "at": self.at.isoformat(), "occurred_at": self.occurred_at.isoformat(), "complaint": self.complaint or None,
            "by": self.by, "what": self.what, "step": self.step, "said": self.said(lang),
        }  # fmt: skip
        if self.record is not None and self.record.cause is not None:
            cause = self.record.cause
            found["cause"] = {"version": cause.version, "clock": cause.clock, "cycle": cause.cycle}
        if isinstance(getattr(self.record, "event", None), ClockActedOn):
            acted = self.record.event  # type: ignore[union-attr]
            found |= {"clock": acted.clock, "rule": acted.rule, "due": acted.due.isoformat()}
        if self.notice is not None:
            found |= {"kind": self.notice.kind.value, "to": self.notice.person, "clock": self.notice.clock or None}
        return found | ({"rule": self.refusal["rule"]} if "rule" in self.refusal else {})


def _told(notice: Notice, lang: Lang) -> str:
    kind = worded(notice.kind, lang)
    if not notice.clock:
        return TOLD.to(lang, person=notice.person, kind=kind)
    return TOLD_OF.to(lang, person=notice.person, kind=kind, clock=_clock(notice.clock, lang))


def _clock(name: str, lang: Lang) -> str:
    return ROWS[name].label.to(lang)


def timeline(
    desk: Desk, after: int, labels: Mapping[UUID, str], steps: Mapping[int, int], refused: Sequence[tuple[int, Line]]
) -> list[Line]:
    """Everything after a position of the log. `steps`: by position, which step led to it; `refused`: after which."""
    keyed = [((line.at, position, 1), line) for position, line in refused]
    for position, record, stream in _facts(desk, after):
        if stream in labels:
            name = topic_name(record.event.TOPIC)[0].removeprefix("complaint.")
            line = Line(record.recorded_at, record.occurred_at, labels[stream], record.by.id, name,
                        steps.get(position), record)  # fmt: skip
            keyed.append(((record.recorded_at, position, 0), line))
    for notice in _notices(desk):
        head = notice.identity.split(" ", 1)[0]
        place = int(head) if head.isdigit() else desk.store.head()
        label = labels.get(notice.complaint, "")
        keyed.append(((notice.at, place, 2), Line(notice.at, notice.at, label, DESK, "told", None, None, notice)))
    return [line for _, line in sorted(keyed, key=lambda one: one[0])]


def _notices(desk: Desk) -> Iterator[Notice]:
    """Everything that people were told, service by service in the order in which it came up."""
    for acts in Acts:
        outbox = Outbox(acts.value, desk.settings.data / outbox_file(acts))
        with closing(outbox):
            place = 0
            while found := outbox.after(place, READ_AT_ONCE):
                yield from (notice for _, notice in found)
                place = found[-1][0]


def _facts(desk: Desk, after: int) -> Iterator[tuple[int, Record[Any], UUID]]:
    while entries := desk.store.read(after, READ_AT_ONCE):
        for entry in entries:
            yield entry.position, desk.door.codec.decode(entry.topic, entry.state), entry.stream
        after = entries[-1].position
