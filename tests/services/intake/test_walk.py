"""Every operation of the API is asked for something it can do, and does it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.reference.api import document
from shared.decision.codec import Codec
from shared.decision.event import Record
from tests.contract.stored_samples import events
from tests.services.intake.steps import GET, Step
from tests.services.intake.walk import AT_THE_DESK, UNTIL_THE_END, walk
from tests.support.http import API, HttpDesk, Spoken, on_a_desk

NOT_WALKED = {
    ("post", f"{API}/complaints/{{number}}/ask-finally-refused"),  # need an outside body that is silent for 90 days:
    ("post", f"{API}/complaints/{{number}}/decide-finally-refused"),  # tests/process/test_p05_beyond.py
    ("post", f"{API}/consumers/{{name}}/parked/{{stream}}/retry"),  # need an event that cannot be folded:
    ("post", f"{API}/consumers/{{name}}/parked/{{stream}}/skip"),  # tests/services/intake_reading tries them
}


def filled(value: Any, kept: dict[str, str]) -> Any:
    """A form with what was kept in its places."""
    if isinstance(value, str) and (name := re.fullmatch(r"\{(\w+)\}", value)):
        return kept[name[1]]
    if isinstance(value, dict):
        return {key: filled(item, kept) for key, item in value.items()}
    return value


def ahead(now: datetime) -> dict[str, str]:
    """Moments and days to come: `{in_2_days}` and `{day_in_2_days}`, up to ten."""
    later = {days: (now + timedelta(days=days)).isoformat() for days in range(11)}
    return {f"in_{days}_days": at for days, at in later.items()} | {
        f"day_in_{days}_days": at[:10] for days, at in later.items()
    }


def found(answer: Any, place: str) -> str:
    """A member of an answer, `pages.0.digest`."""
    for part in place.split("."):
        answer = answer[int(part)] if isinstance(answer, list) else answer[part]
    return str(answer)


async def taken(desk: HttpDesk, who: Spoken, step: Step, path: str, kept: dict[str, str]) -> httpx.Response:
    """One step."""
    desk.now.move(days=step.wait, seconds=1)
    kept |= ahead(desk.now())
    if step.follows_others:
        await desk.carried_over()
    if step.method == GET:
        await desk.desk.consumers.wait(desk.desk.store.head())
        return await who.get(path)
    if step.file is not None:
        headers = {"content-type": "image/png", "content-disposition": 'attachment; filename="lift.png"'}
        return await who.post(path, headers=headers, content=step.file)
    return await who.post(path, filled(step.form, kept))


async def walked(desk: HttpDesk, steps: Iterator[Step]) -> None:
    """Each step is answered well."""
    kept: dict[str, str] = {}
    people: dict[str, Spoken] = {}
    for step in steps:
        who = people.get(step.who.id) or people.setdefault(step.who.id, desk.caller(step.who))
        path = step.path.format(**kept)
        answer = await taken(desk, who, step, path, kept)
        assert answer.is_success, (step.who.id, step.method, path, answer.text)
        kept |= {name: found(answer.json(), place) for name, place in step.keep.items()}


@pytest.mark.parametrize("parts", [AT_THE_DESK, UNTIL_THE_END], ids=["at the desk", "until the end"])
def test_every_step_of_the_walk_is_answered_well(
    tmp_path: Path, parts: tuple[Callable[[], Iterator[Step]], ...]
) -> None:
    async def story(desk: HttpDesk) -> None:
        await walked(desk, walk(*parts))
        consumers_were_handed_what_is_stored(desk)

    on_a_desk(tmp_path, story)


def test_every_operation_stands_in_the_walk() -> None:
    asked = {(step.method.lower(), API + step.path.partition("?")[0]) for step in walk()}
    missing = {
        (method, path)
        for path, operations in document()["paths"].items()
        for method in operations
        if path.startswith(API) and not any(method == m and matches(path, p) for m, p in asked)
    }
    assert missing == NOT_WALKED


def consumers_were_handed_what_is_stored(desk: HttpDesk) -> None:
    """The codec hands on the very record of a command: read anew from the bytes it is the same, to the last type."""
    entries = desk.desk.store.read(0, 10_000)
    fresh = Codec(events())
    handed = [desk.desk.door.codec.decode(entry.topic, entry.state) for entry in entries]
    stored = [fresh.decode(entry.topic, entry.state) for entry in entries]
    assert handed == stored
    assert [typed(record) for record in handed] == [typed(record) for record in stored]


def typed(record: Record[Any]) -> str:
    """A record with the types of its values, which equality passes over: `"met"` is no `Outcome.MET`."""
    fields = {**dict(record.event), **{name: value for name, value in record if name != "event"}}
    return repr(sorted(fields.items()))


def matches(template: str, path: str) -> bool:
    """Whether an address is of this template."""
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
    return re.fullmatch(pattern, path) is not None
