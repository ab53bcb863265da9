"""A rehearsal's script: who does what when, what is expected of the desk, and where in the file each word stands.

One YAML document, read as a directory file is: strict, every fault named with its line, all of them at once.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, PrivateAttr, ValidationError

from services.reporting.register.kind import REGISTER
from shared.complaint.kind import COMPLAINT
from shared.customer.actions import RegisterCustomer
from shared.decision.action import Action
from shared.decision.event import FROZEN
from shared.decision.kind import Kind
from shared.directory.document.model import Path as Place
from shared.directory.document.model import nearest
from shared.directory.document.reading import DocumentError, Problem, plain
from shared.directory.kind import DIRECTORY
from shared.vocabulary.ids import Code
from shared.vocabulary.roles import Role

SAMPLE = "sample"
KINDS: tuple[Kind[Any], ...] = (COMPLAINT, REGISTER, DIRECTORY)
"""What people act on: cases, a site's register, the directory."""


def _seconds(value: object) -> object:
    """`2026-03-03T09:00+08:00` is a moment too; what is none stays as it is and is refused."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


Moment = Annotated[AwareDatetime, BeforeValidator(_seconds)]
"""A local time with its offset."""

Label = Annotated[str, Field(min_length=1, max_length=24)]
"""The script's own name for a complaint."""


class _Part(BaseModel):
    model_config = {**FROZEN, "populate_by_name": True}
    _at: Place = PrivateAttr(default=())


class Step(_Part):
    """One thing that somebody does."""

    at: Moment  #: when it happens; also when it is entered, unless `recorded_at` says later
    by: Code = Field(alias="as")
    do: str
    complaint: Label | None = None
    form: dict[str, Any] = Field(default={}, alias="with")
    recorded_at: Moment | None = None
    refused: str | None = None  #: the rule that is expected to say no

    @property
    def entered(self) -> datetime:
        """When it is entered."""
        return self.recorded_at or self.at

    @property
    def kind(self) -> Kind[Any] | None:
        """What it acts on; None for an action that there is not."""
        return next((kind for kind in KINDS if self.do in kind.by_slug), None)

    @property
    def action(self) -> type[Action]:
        """The action."""
        return next(kind.by_slug[self.do] for kind in KINDS if self.do in kind.by_slug)


class Expected(_Part):
    """One thing that the desk is to do by itself: act on a clock, record a fact, tell somebody."""

    at: Moment  #: to the minute
    complaint: Label
    clock: str | None = None  #: it acts on this clock
    fact: str | None = None  #: it records this, such as `escalated`
    told: str | None = None  #: somebody is told, such as `missed`
    to: Code | None = None  #: who is to accept, or is told
    rule: str | None = None  #: of the clock; for the reader of anything else


class Ending(_Part):
    """How a complaint stands when the rehearsal is over."""

    phase: str | None = None
    owner: Code | None = None
    level: int | None = Field(default=None, ge=0, le=3)
    escalations: int | None = None
    round: int | None = None
    reason: str | None = None  #: why it is closed


class Script(_Part):
    """A whole script."""

    title: str = ""
    rules: tuple[str, ...] = ()  #: of the handbook, that it shows
    directory: Any = SAMPLE
    steps: tuple[Step, ...] = Field(min_length=1)
    until: Moment | None = None  #: the desk goes on by itself until then
    expect: tuple[Expected, ...] | None = None  #: everything that the desk does by itself, but telling people
    ends: dict[Label, Ending] = {}

    _lines: dict[Place, int] = PrivateAttr(default_factory=dict)

    def line(self, *place: str | int) -> int | None:
        """The line of a place in the file."""
        return nearest(self._lines, place)

    def problem(self, message: str, *place: str | int) -> Problem:
        """Something that is wrong there."""
        return Problem(self.line(*place), place, message)


def read(text: str) -> Script:
    """The script of a file's text. Raises DocumentError, naming all that is wrong without playing it."""
    data, lines = plain(text)
    try:
        script = Script.model_validate_json(json.dumps(data))
    except ValidationError as wrong:
        raise DocumentError(*(_unreadable(error, lines) for error in wrong.errors())) from wrong
    script._lines.update(lines)  # noqa: SLF001 - our own, made a line above
    problems = [*_order(script), *(one for at, step in enumerate(script.steps) for one in _step(script, at, step))]
    problems += _labels(script)
    if problems:
        raise DocumentError(*sorted(problems, key=lambda one: one.line or 0))
    return script


def directory_text(script: Script, beside: Path) -> str | None:
    """The directory file that a script names or holds; None for the sample company. Raises DocumentError."""
    match script.directory:
        case "sample":
            return None
        case str(name):
            try:
                return (beside / name).read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise DocumentError(script.problem(f"cannot be read: {error}", "directory")) from error
        case dict(part):
            return json.dumps(part, ensure_ascii=False)  # JSON is YAML
    raise DocumentError(
        script.problem("is `sample`, a file beside the script, or a directory file's text", "directory")
    )


def _unreadable(error: Any, lines: dict[Place, int]) -> Problem:
    place = tuple(error["loc"])
    return Problem(nearest(lines, place), place, str(error["msg"]).removeprefix("Value error, "))


def _order(script: Script) -> list[Problem]:
    """Steps stand in the order of their entry, and nothing is entered before it happens."""
    found, last = [], script.steps[0].entered
    for at, step in enumerate(script.steps):
        if step.entered < last:
            found.append(script.problem(f"goes back: the step before is entered at {last.isoformat()}", "steps", at))
        if step.entered < step.at:
            found.append(script.problem("is entered before it happens", "steps", at, "recorded_at"))
        last = max(last, step.entered)
    return found


def _step(script: Script, at: int, step: Step) -> list[Problem]:
    place = ("steps", at)
    if step.kind is None:
        return [script.problem(f"there is no action {step.do}", *place, "do")]
    if set(step.action.SPEC.roles) == {Role.DESK}:
        return [script.problem(f"{step.do} is done by the desk alone", *place, "do")]
    found = []
    if (step.complaint is None) == (step.kind is COMPLAINT):
        wanted = "names its complaint" if step.kind is COMPLAINT else "belongs to no complaint"
        found.append(script.problem(f"{step.do} {wanted}", *place, "complaint"))
    if step.kind is REGISTER and "site" not in step.form:
        found.append(script.problem(f"{step.do} names its site", *place, "with"))
    known = step.action.model_fields
    found += [
        script.problem(f"{step.do} has no field {name}", *place, "with", name)
        for name in step.form
        if name not in known and not (name == "site" and step.kind is REGISTER)
    ]
    customer = step.form.get("customer")
    if isinstance(customer, dict):
        found += [
            script.problem(f"a customer has no field {name}", *place, "with", "customer", name)
            for name in customer
            if name not in RegisterCustomer.model_fields
        ]
    needed = [name for name, field in known.items() if field.is_required() and name not in step.form]
    if needed and step.refused is None and step.kind is not REGISTER:
        found.append(script.problem(f"{step.do} lacks {', '.join(needed)}", *place, "with"))
    return found


def _labels(script: Script) -> list[Problem]:
    """A label is begun once, by a reception, before anything else speaks of it."""
    found: list[Problem] = []
    begun: set[str] = set()
    for at, step in enumerate(script.steps):
        if step.kind is not COMPLAINT or step.complaint is None:
            continue
        begins = step.action.SPEC.creates
        if begins and step.complaint in begun:
            found.append(script.problem(f"{step.complaint} was received before", "steps", at, "complaint"))
        if not begins and step.complaint not in begun:
            found.append(script.problem(f"{step.complaint} was not received yet", "steps", at, "complaint"))
        if begins and step.refused is None:
            begun.add(step.complaint)
    spoken: list[tuple[str, str | int, str]] = [("ends", label, label) for label in script.ends]
    spoken += [("expect", at, one.complaint) for at, one in enumerate(script.expect or ())]
    for section, place, label in spoken:
        if label not in begun:
            found.append(script.problem(f"there is no complaint {label} in the script", section, place))
    return found
