"""`suying key`: keys of people and systems."""

from typing import Annotated, Any

import typer

from infra.cli import words as w
from infra.cli.options import As, Data, Json, Key, desk, moment, moment_option
from infra.cli.show import as_json, line, table
from infra.cli.speaking import Commands, listed, told
from shared.vocabulary.roles import Role

key_app = Commands(help="Keys of people and systems.\n\nExample: suying key list", no_args_is_help=True)
KeyId = Annotated[str, typer.Argument(help="The key's id, as `suying key list` shows it.")]


@key_app.command()
def create(
    holder: Annotated[str, typer.Argument(help="Code of a person in the directory, or of a system.")],
    *,
    system: Annotated[bool, typer.Option("--system", help="For a system, not a person.")] = False,
    role: Annotated[Role | None, typer.Option("--role", help="The system's role.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="Only these sites; may be given again.")] = None,
    expires: Annotated[str | None, moment_option("When it ends, such as 2027-01-01T00:00+08:00.")] = None,
    data: Data = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Make a key; its text is shown this once.

    Example: suying key create portal --system --role integrator --site LP
    """
    form = {"holder": holder, "is_system": system, "role": role, "sites": site, "expires_at": expires}
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        made = client.post("/keys", {name: value for name, value in form.items() if value is not None})
    if json:
        as_json(made)
    else:
        line(made["token"])


@key_app.command("list")
def list_keys(*, data: Data = None, key: Key = None, json: Json = False) -> None:
    """Show every key, without its text.

    Example: suying key list
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        keys = client.get("/keys")["keys"]
    if json:
        as_json(keys)
    else:
        table((w.ID, w.HOLDER, w.ROLE, w.SITES, w.STATE), [_row(one) for one in keys])


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    until = one["expires_at"]
    state = told(w.REVOKED) if one["revoked_at"] else told(w.UNTIL, moment=until) if until else told(w.WORKS)
    return one["id"], one["holder"], told(Role(one["role"]).words), listed(one["sites"] or [told(w.ALL)]), state


@key_app.command()
def expire(
    key_id: KeyId,
    at: Annotated[str, typer.Argument(parser=moment, help="When it ends, such as 2027-01-01T00:00+08:00.")],
    *,
    data: Data = None,
    key: Key = None,
) -> None:
    """Let a key end at a moment.

    Example: suying key expire 1f0c 2027-01-01T00:00+08:00
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        client.post(f"/keys/{key_id}/expire", {"at": at})
    line(told(w.ENDS, key=key_id, moment=at))


@key_app.command()
def revoke(key_id: KeyId, *, data: Data = None, key: Key = None, role: As = None) -> None:
    """End a key now and for good.

    Example: suying key revoke 1f0c
    """
    with desk(data, Role.ADMINISTRATOR, key=key, chosen=role) as client:
        client.post(f"/keys/{key_id}/revoke", {})
    line(told(w.NO_MORE, key=key_id))
