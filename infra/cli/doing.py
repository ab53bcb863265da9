"""`suying do`: every action of the desk, on a case or on a site's register."""

from collections.abc import Sequence
from typing import Annotated

import typer

from infra.cli import words as w
from infra.cli.forms import form_of
from infra.cli.options import As, Data, Json, Key, desk, moment_option
from infra.cli.show import as_json, line
from infra.cli.speaking import listed, told
from infra.exits import WrongUsage
from shared.decision.action import Action
from shared.vocabulary.roles import Role


def do(
    action: Annotated[str, typer.Argument(help="What to do, such as receive, verify, sign (see docs/reference).")],
    words: Annotated[list[str] | None, typer.Argument(help="The case number, then FIELD=VALUE for its form.")] = None,
    *,
    occurred: Annotated[
        str | None,
        moment_option("When it happened, such as 2026-03-03T09:10+08:00; else now.", "--occurred"),
    ] = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """Do what the handbook knows: every action of the desk, with its form.

    Example: suying do receive site=LP channel=phone anonymous=true unit=3-1-502 category=facilities.lift

    Example: suying do verify LP-20260303-001 statement="The lift stopped twice."

    Example: suying do empty_box site=LP letters=0
    """
    found, of_register = _action(action)
    given = list(words or ())
    number = None if found.SPEC.creates or of_register else _number(found, given)
    form = form_of(found, given)
    about = number or form["site"]
    path = "/complaints" if number is None else f"/complaints/{number}/{hyphened(found)}"
    if of_register:
        path = f"/sites/{form.pop('site')}/register/{hyphened(found)}"
    with desk(data, Role.RECEPTIONIST, key=key, chosen=role) as client:
        receipt = client.post(path, form | ({"occurred_at": occurred} if occurred else {}))
    if json:
        as_json(receipt)
        return
    line(told(w.DONE, about=receipt["number"] or about, facts=listed(_labels(receipt["events"]))))
    if "link" in receipt:  # for the customer (R10.2)
        line(receipt["link"])


def hyphened(action: type[Action]) -> str:
    """An action's slug as addresses have it."""
    return action.SPEC.slug.replace("_", "-")


def _action(slug: str) -> tuple[type[Action], bool]:
    """The action of this name, and whether it is one of the register, which has no case number."""
    from services.reporting.register.kind import REGISTER  # noqa: PLC0415 - only `do` needs the forms
    from shared.complaint.kind import COMPLAINT  # noqa: PLC0415

    wanted = slug.replace("-", "_")
    for kind in (COMPLAINT, REGISTER):
        if wanted in kind.by_slug:
            return kind.by_slug[wanted], kind is REGISTER
    known = listed(sorted((*COMPLAINT.by_slug, *REGISTER.by_slug)))
    raise WrongUsage(told(w.NO_ACTION, action=slug, actions=known))


def _number(action: type[Action], given: list[str]) -> str:
    if not given or "=" in given[0]:
        raise WrongUsage(told(w.NAME_CASE, action=action.SPEC.slug))
    return given.pop(0)


def _labels(topics: Sequence[str]) -> list[str]:
    """What the facts of a receipt are called."""
    from services.reporting.register.kind import REGISTER  # noqa: PLC0415
    from shared.complaint.kind import COMPLAINT  # noqa: PLC0415

    labels = {event.TOPIC: event.LABEL for event in (*COMPLAINT.events, *REGISTER.events)}
    return [told(labels[topic]) for topic in topics]
