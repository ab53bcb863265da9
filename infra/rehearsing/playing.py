"""A script played through the real desk: everything on, in a folder of its own, as fast as the machine can."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from infra.compose import Desk, compose
from infra.passing import MovedClock, pass_time
from infra.rehearsing.script import Script, Step, directory_text
from infra.rehearsing.timeline import Line, timeline
from infra.settings import Settings
from services.reporting.register.kind import REGISTER
from shared.complaint.kind import COMPLAINT
from shared.decision.moment import ITSELF
from shared.directory.document import Document, difference
from shared.directory.document import read as read_directory
from shared.directory.document.reading import DocumentError
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from shared.web.language import HEADER

API = "/api/v1"
FOUNDED_BEFORE = timedelta(hours=1)
"""The company is there this long before the first thing happens."""
A_CENTURY = timedelta(days=36_525)
MALFORMED = 422
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Stop:
    """A step went another way than the script says; nothing after it was played."""

    step: int  #: counted from 1
    line: int | None
    rule: str | None  #: the rule that said no; None: it was expected to, and did not
    expected: str | None
    said: str


@dataclass
class Played:
    """What came of a script."""

    lines: list[Line] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)  #: the case number of each label
    zones: dict[str, str] = field(default_factory=dict)  #: the time zone of each label's site
    ended: datetime | None = None
    done: int = 0  #: steps
    stop: Stop | None = None


class Rehearsal:
    """One script on one desk. `play` once; the desk stays to be asked until it is closed."""

    def __init__(self, script: Script, desk: Desk, clock: MovedClock, client: httpx.AsyncClient, lang: Lang) -> None:
        """A desk that was just founded."""
        self.desk, self.clock, self.script = desk, clock, script
        self._client, self._lang, self._keys = client, lang, dict[str, str]()
        self.cases: dict[str, UUID] = {}
        self.played = Played()
        self._steps: dict[int, int] = {}
        self._refused: list[tuple[int, Line]] = []
        self._founded = desk.store.head()

    async def play(self, until: datetime | None, tell: Callable[[int], None]) -> Played:
        """Each step at its moment, and what the desk does in between. Raises DocumentError, StorageError, Contended."""
        steps, script = self.script.steps, self.script
        last = until or max(script.until or steps[-1].entered, steps[-1].entered)
        for at, step in enumerate(steps):
            if step.entered > last or self.played.stop is not None:
                break
            await pass_time(self.desk, self.clock, step.entered.astimezone(UTC))
            await self._do(at, step)
            tell(at + 1)
        if self.played.stop is None:
            await pass_time(self.desk, self.clock, last.astimezone(UTC))
        else:
            await self.desk.settle()
        self.played.ended = self.clock()
        labels = {stream: label for label, stream in self.cases.items()}
        self.played.lines = timeline(self.desk, self._founded, labels, self._steps, self._refused)
        return self.played

    async def report(self, site: str, month: str, as_of: str | None, *, written: str) -> httpx.Response:
        """The month's form."""
        asked = {"format": written} | ({} if as_of is None else {"as_of": as_of})
        people = self.desk.policy.current().people.values()
        reader = next((one.code for one in people if one.active and one.role is Role.ENTERPRISE), None)
        key = self._key(reader) if reader else self.desk.keys.create("rehearsal", Role.ENTERPRISE)[1]
        headers = {"authorization": f"Bearer {key}", "accept-language": HEADER[self._lang]}
        return await self._client.get(f"{API}/sites/{site}/months/{month}", params=asked, headers=headers)

    # ── one step ─────────────────────────────────────────────────────────────────────────────

    async def _do(self, at: int, step: Step) -> None:
        if step.by not in self.desk.policy.current().people:
            raise DocumentError(self.script.problem(f"there is no person {step.by}", "steps", at, "as"))
        form = self._form(at, step)
        if step.recorded_at is not None and step.kind is COMPLAINT:
            form["occurred_at"] = step.at.isoformat()
        headers = {
            "authorization": f"Bearer {self._key(step.by)}", "idempotency-key": f"step-{at + 1}",
            "accept-language": HEADER[self._lang],
        }  # fmt: skip
        answer = await self._client.post(API + self._path(step, form), json=form, headers=headers)
        if answer.is_success:
            self._recorded(at, step, answer.json())
        else:
            self._said_no(at, step, answer)

    def _path(self, step: Step, form: dict[str, Any]) -> str:
        slug = step.do.replace("_", "-")
        if step.kind is DIRECTORY:
            return f"/directory/{slug}"
        if step.kind is REGISTER:
            return f"/sites/{form.pop('site')}/register/{slug}"
        if step.action.SPEC.creates:
            return "/complaints"
        return f"/complaints/{self.played.numbers[step.complaint or '']}/{slug}"

    def _form(self, at: int, step: Step) -> dict[str, Any]:
        """The fields as the desk takes them: labels become ids, moments get their seconds."""
        ids = {name for name, known in step.action.model_fields.items() if "UUID" in str(known.annotation)}
        return {name: self._value(at, name, value, ids) for name, value in step.form.items()}

    def _value(self, at: int, name: str, value: Any, ids: set[str]) -> Any:
        if name in ids and isinstance(value, list):
            return [self._value(at, name, one, ids) for one in value]
        if name in ids and isinstance(value, str):
            if value not in self.cases:
                raise DocumentError(
                    self.script.problem(f"there is no complaint {value} yet", "steps", at, "with", name)
                )
            stream = self.cases[value]
            return str(self._customer(stream) if name == "customer" else stream)
        return _with_seconds(value)

    def _customer(self, stream: UUID) -> UUID | None:
        return self.desk.door.state(COMPLAINT, stream).state.reception.customer

    def _recorded(self, at: int, step: Step, receipt: dict[str, Any]) -> None:
        self.played.done = at + 1
        self._steps |= dict.fromkeys(range(receipt["first"], receipt["last"] + 1), at + 1)
        if step.complaint is not None and step.action.SPEC.creates:
            self.cases[step.complaint] = UUID(receipt["id"])
            self.played.numbers[step.complaint] = receipt["number"]
            site = self.desk.door.state(COMPLAINT, UUID(receipt["id"])).state.reception.site
            self.played.zones[step.complaint] = self.desk.policy.current().sites[site].zone.key
        if step.refused is not None:
            self.played.stop = Stop(at + 1, self.script.line("steps", at), None, step.refused, "")

    def _said_no(self, at: int, step: Step, answer: httpx.Response) -> None:
        problem = answer.json()
        if answer.status_code == MALFORMED and "rule" not in problem:
            raise DocumentError(*(
                self.script.problem(one["message"], "steps", at, "with", *_place(one["field"]))
                for one in problem.get("errors", [{"field": "body", "message": problem.get("title", "")}])
            ))  # fmt: skip
        rule, said = problem.get("rule"), str(problem.get("detail") or problem.get("title"))
        line = Line(
            self.clock(), step.at.astimezone(UTC), step.complaint or "", step.by, "refused", at + 1, None, None,
            {"rule": rule, "said": said, "do": step.do},
        )  # fmt: skip
        self._refused.append((self.desk.store.head(), line))
        self.played.done = at + 1
        if rule is None or rule != step.refused:
            stop = Stop(at + 1, self.script.line("steps", at), rule or str(answer.status_code), step.refused, said)
            self.played.stop = stop

    def _key(self, person: str) -> str:
        if person not in self._keys:
            who = self.desk.policy.current().people[person]
            _, self._keys[person] = self.desk.keys.create(
                who.code, who.role, sites=who.sites, expires_at=self.clock() + A_CENTURY
            )
        return self._keys[person]


def _place(field_: str) -> Iterator[str | int]:
    for part in field_.removeprefix("body").strip(".").split("."):
        yield int(part) if part.isdigit() else part


def _with_seconds(value: Any) -> Any:
    """Moments as RFC 3339 has them, wherever they stand."""
    match value:
        case dict():
            return {name: _with_seconds(one) for name, one in value.items()}
        case list():
            return [_with_seconds(one) for one in value]
        case str() if _MOMENT.fullmatch(value):
            try:
                return datetime.fromisoformat(value).isoformat()
            except ValueError:
                return value
    return value


@asynccontextmanager
async def rehearsing(script: Script, folder: Path, beside: Path, lang: Lang) -> AsyncIterator[Rehearsal]:
    """The desk of a script in a fresh folder, founded with its directory. Raises DocumentError, StorageError."""
    text = directory_text(script, beside)
    document = None if text is None else read_directory(text)
    first = min(step.at for step in script.steps).astimezone(UTC)
    clock = MovedClock(first - FOUNDED_BEFORE)
    desk = compose(Settings(data=folder, rate=0, empty=document is not None), now=clock, quiet=True, driven=True)
    try:
        await desk.start()
        if document is not None:
            await _found(desk, document)
        transport = httpx.ASGITransport(app=desk.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            yield Rehearsal(script, desk, clock, client, lang)
    finally:
        await desk.stop()


async def _found(desk: Desk, document: Document) -> None:
    for order in difference(desk.policy.current(), document):
        await desk.door.act(DIRECTORY, DIRECTORY_ID, order, ITSELF)
