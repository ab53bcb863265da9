"""`suying notify`: how people want to be told of what happens."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from infra.cli import words as w
from infra.cli.options import As, Data, Json, Key, desk
from infra.cli.show import as_json, line, table
from infra.cli.speaking import Commands, told
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from shared.web.language import HEADER, known

notify = Commands(
    help="How people are told of what happens: off unless switched on.\n\nExample: suying notify show",
    no_args_is_help=True,
)
ME = "me"
Person = Annotated[str | None, typer.Option("--person", metavar="CODE", help="Somebody else, set by an administrator.")]
Where = Annotated[str, typer.Argument(metavar="TARGET", help="A mail address, wecombot://KEY …; - reads it unseen.")]


def _spoken(tag: str) -> Lang:
    found = known(tag)
    if found is None:
        raise typer.BadParameter(f"{tag!r} is not a language of the desk: {', '.join(HEADER.values())}.")
    return found


def _hours(text: str) -> str:
    start, mark, end = text.partition("-")
    if not mark or not start or not end:
        raise typer.BadParameter(f"{text!r} is not two times, such as 22:00-07:00.")
    return text


Messages = Annotated[
    Lang | None,
    typer.Option("--messages", parser=_spoken, metavar="LANG", help="Language of the messages: en, zh-Hans, zh-Hant."),
]
QuietHours = Annotated[
    str | None, typer.Option("--quiet", parser=_hours, metavar="HH:MM-HH:MM", help="When only what presses is told.")
]
Every = Annotated[
    int | None, typer.Option(min=0, max=1440, metavar="MINUTES", help="At most one message in so many minutes.")
]
OnOff = Annotated[bool | None, typer.Option("--on/--off", help="Whether anything is told.")]


@notify.command()
def show(*, person: Person = None, data: Data = None, key: Key = None, role: As = None, json: Json = False) -> None:
    """How I am told, and how that goes.

    Example: suying notify show
    """
    with desk(data, _role(person), key=key, chosen=role) as client:
        _tell(client.get(f"/notices/{person or ME}"), json=json)


@notify.command("set")
def set_wish(
    *,
    on: OnOff = None,
    messages: Messages = None,
    quiet: QuietHours = None,
    no_quiet: Annotated[bool, typer.Option("--no-quiet", help="No quiet hours.")] = False,
    every: Every = None,
    zone: Annotated[str | None, typer.Option(help="Time zone of the quiet hours, such as Asia/Shanghai.")] = None,
    person: Person = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """Switch notices on or off; set language, quiet hours, digest.

    Example: suying notify set --on --quiet 22:00-07:00 --every 30
    """
    form: dict[str, Any] = {"on": on, "lang": messages, "every_minutes": every, "zone": zone}
    form = {name: value for name, value in form.items() if value is not None}
    if quiet is not None or no_quiet:
        start, _, end = (quiet or "").partition("-")
        form["quiet"] = None if no_quiet else {"start": start, "end": end}
    _order(f"/notices/{person or ME}", form, person, data, key, role, json=json)


@notify.command()
def add(
    target: Where, *, person: Person = None, data: Data = None, key: Key = None, role: As = None, json: Json = False
) -> None:
    """Name one way more to be told; what was named is shown to nobody again.

    Example: suying notify add lin@example.com
    """
    with desk(data, _role(person), key=key, chosen=role) as client:
        made = client.post(f"/notices/{person or ME}/channels", {"target": _read(target)})
        if json:
            as_json(made)
        else:
            line(told(w.CHANNEL_ADDED, kind=made["kind"], id=made["id"]))


@notify.command()
def remove(
    channel: Annotated[str, typer.Argument(help="The channel's id, as `suying notify show` has it.")],
    *,
    person: Person = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """Take one way away.

    Example: suying notify remove 1f0c
    """
    _order(f"/notices/{person or ME}/channels/{channel}/remove", {}, person, data, key, role, json=json)


@notify.command("test")
def try_out(*, person: Person = None, data: Data = None, key: Key = None, role: As = None, json: Json = False) -> None:
    """Send a test to each channel; `suying notify show` tells how it went.

    Example: suying notify test
    """
    _order(f"/notices/{person or ME}/test", {}, person, data, key, role, json=json)


@notify.command("mail-server")
def mail_server(
    url: Annotated[str | None, typer.Argument(help="mailtos://USER:PASSWORD@HOST?from=ADDRESS; - reads it.")] = None,
    *,
    none: Annotated[bool, typer.Option("--none", help="Let go of it.")] = False,
    data: Data = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Name the mail server of the company, through which mail addresses are reached.

    Example: suying notify mail-server -
    """
    if none is (url is not None):
        raise typer.BadParameter("Name the server, or say --none.")
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        made = client.post("/mail-server", {"url": None if url is None else _read(url)})
        if json:
            as_json(made)
        else:
            line(told(w.MAIL_SERVER_SET if made["mail_server"] else w.NO_MAIL_SERVER))


def _role(person: str | None) -> Role:
    return Role.RECEPTIONIST if person is None else Role.ADMINISTRATOR


def _read(text: str) -> str:
    """What was named; `-` reads it, so that it stands in no list of processes and no history of a shell."""
    if text != "-":
        return text
    return str(typer.prompt(told(w.WHERE_TO), hide_input=True, err=True)) if sys.stdin.isatty() else sys.stdin.read()


def _order(
    path: str, form: dict[str, Any], person: str | None, data: Path | None, key: str | None, role: Role | None,
    *, json: bool,
) -> None:  # fmt: skip
    with desk(data, _role(person), key=key, chosen=role) as client:
        _tell(client.post(path, form), json=json)


def _tell(found: dict[str, Any], *, json: bool) -> None:
    if json:
        as_json(found)
        return
    line(told(w.IS_TOLD if found["on_since"] else w.IS_NOT_TOLD, person=found["person"]))
    quiet = found["quiet"]
    hours = told(w.NONE) if quiet is None else f"{quiet['start']}–{quiet['end']} {found['zone'] or ''}".rstrip()
    line(told(w.HOW_TOLD, language=HEADER[Lang(found["lang"])], quiet=hours, every=found["every_minutes"]))
    if not found["channels"]:
        line(told(w.NO_CHANNELS))
        return
    head = (w.ID, w.KIND, w.WAITING, w.SENT, w.UNCERTAIN, w.GIVEN_UP, w.STATE)
    rows = [
        (one["id"], one["kind"], one["waiting"], one["sent"], one["uncertain"], one["given_up"], _state(one))
        for one in found["channels"]
    ]
    table(head, rows, right=range(2, 6))
    if not found["mail_server"] and any(one["kind"] == "mail" for one in found["channels"]):
        line(told(w.MAILS_WAIT))


def _state(one: dict[str, Any]) -> str:
    return told(w.FAILING, count=one["failures"]) if one["failures"] else told(w.WORKS)
