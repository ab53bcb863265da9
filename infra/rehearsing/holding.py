"""What a script expects of the desk against what it did by itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from infra.compose import Desk
from infra.rehearsing.playing import Rehearsal
from infra.rehearsing.script import Ending, Expected
from infra.rehearsing.timeline import Line
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.kind import COMPLAINT
from shared.vocabulary.text import say

MISSING = say("expected, and did not happen: {what}", "预期发生而未发生：{what}")
UNEXPECTED = say("the desk did this, and nobody expected it: {what}", "系统自行办理而未在预期之内：{what}")
ENDS_OTHERWISE = say(
    "{complaint} ends with {field} {found}, not {wanted}", "{complaint} 结束时{field}为 {found}，而非 {wanted}"
)

Key = tuple[str, str, str]
Difference = tuple[Any, int | None, dict[str, Any]]
"""A sentence, the line of the script, and the facts of the sentence."""


def differences(rehearsal: Rehearsal) -> list[Difference]:
    """Where the desk did not do what the script expects; empty when it did."""
    script, lines = rehearsal.script, rehearsal.played.lines
    found: list[Difference] = []
    if script.expect is not None:
        acted = [line for line in lines if line.by_itself]
        found += _compared(script.expect, acted, script.line)
    for label, ending in script.ends.items():
        found += _ends(rehearsal.desk, rehearsal.cases.get(label), label, ending, script.line("ends", label))
    return found


def _compared(expected: tuple[Expected, ...], acted: list[Line], line_of: Any) -> Iterator[Difference]:
    """Facts of the desk one for one, notices as far as the script names them."""
    left = Counter[int]()
    for at, one in enumerate(expected):
        match = next((n for n, line in enumerate(acted) if not left[n] and _is(one, line)), None)
        if match is None:
            yield MISSING, line_of("expect", at), {"what": _in_words(one)}
        else:
            left[match] = 1
    for number, line in enumerate(acted):
        if not left[number] and line.notice is None:
            yield UNEXPECTED, None, {"what": f"{line.at:%Y-%m-%dT%H:%MZ} {line.complaint} {name(line)}"}


def name(line: Line) -> str:
    """What a line is called in a script."""
    event = None if line.record is None else line.record.event
    return f"clock: {event.clock}, rule: {event.rule}" if isinstance(event, ClockActedOn) else f"fact: {line.what}"


def _is(one: Expected, line: Line) -> bool:
    if line.complaint != one.complaint or _minute(line.at) != _minute(one.at):
        return False
    if line.notice is not None:
        notice = line.notice
        same = one.told == notice.kind.value and one.to in (None, notice.person)
        return same and one.clock in (None, notice.clock)
    event = line.record.event if line.record is not None else None
    if isinstance(event, ClockActedOn):
        return one.told is None and one.clock == event.clock and one.rule in (None, event.rule)
    return one.fact == line.what and (one.to is None or one.to == getattr(event, "person", None))


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _in_words(one: Expected) -> str:
    said = one.model_dump(exclude_none=True, exclude={"at", "complaint"})
    return f"{one.at.isoformat()} {one.complaint} " + ", ".join(f"{key}: {value}" for key, value in said.items())


def _ends(desk: Desk, stream: UUID | None, label: str, ending: Ending, line: int | None) -> Iterator[Difference]:
    if stream is None:
        return
    state = desk.door.state(COMPLAINT, stream).state
    found: Mapping[str, Any] = {
        "phase": state.phase.value, "owner": state.ladder.owner, "level": int(state.ladder.level),
        "escalations": state.ladder.escalations, "round": state.round.number,
        "reason": None if state.closing.reason is None else state.closing.reason.value,
    }  # fmt: skip
    for key, wanted in ending.model_dump(exclude_unset=True).items():
        if found[key] != wanted:
            yield ENDS_OTHERWISE, line, {"complaint": label, "field": key, "found": found[key], "wanted": wanted}
