"""Whoever follows the log: how far each is, what is parked, rebuilding (G6, G7)."""

import time
from typing import Annotated, Any

import typer

from infra.cli import words as w
from infra.cli.client import Client
from infra.cli.options import Data, Json, Key, desk
from infra.cli.progress import telling
from infra.cli.show import as_json, line, table
from infra.cli.speaking import Commands, listed, told
from infra.exits import WrongUsage
from shared.vocabulary.roles import Role

parked = Commands(
    help="Events that a consumer could not digest: list, show, retry, skip.\n\nExample: suying parked list",
    no_args_is_help=True,
)
Consumer = Annotated[str, typer.Argument(help="The consumer's name, such as reporting.")]
Case = Annotated[str, typer.Argument(help="The case number, or the id of the stream that waits.")]
_PAUSE_S = 0.2


def status(*, data: Data = None, key: Key = None, json: Json = False) -> None:
    """How far each consumer is.

    Example: suying status
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        found = client.get("/consumers")["consumers"]
    if json:
        as_json(found)
    else:
        head = (w.CONSUMER, w.POSITION, w.OF, w.BEHIND, w.PARKED, w.STATE)
        table(head, [_row(one) for one in found], right=range(1, 5))


def _row(one: dict[str, Any]) -> tuple[object, ...]:
    state = one["alarm"] or told(w.RUNS if one["running"] else w.STOPPED)
    return one["name"], one["position"], one["head"], one["lag_events"], one["parked"], state


@parked.command("list")
def list_parked(*, data: Data = None, key: Key = None, json: Json = False) -> None:
    """Show what is parked, in every consumer.

    Example: suying parked list
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        found = [{"consumer": name, **one} for name in _names(client) for one in _parked(client, name)]
    if json:
        as_json(found)
    elif not found:
        line(told(w.NOTHING_PARKED))
    else:
        head = (w.CONSUMER, w.CASE, w.POSITION, w.EVENT, w.ERROR, w.WAITING)
        table(
            head,
            [
                [one["consumer"], _case(one), one["position"], one["topic"], one["error"], one["behind"]]
                for one in found
            ],
        )


@parked.command()
def show(consumer: Consumer, case: Case, *, data: Data = None, key: Key = None) -> None:
    """Show one parked event with its error and where it arose.

    Example: suying parked show reporting LP-20260303-001
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        as_json(_one(client, consumer, case))


@parked.command()
def retry(consumer: Consumer, case: Case, *, data: Data = None, key: Key = None, json: Json = False) -> None:
    """Fold a parked case's events again.

    Example: suying parked retry reporting LP-20260303-001
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        one = _one(client, consumer, case)
        _still(client.post(f"/consumers/{consumer}/parked/{one['stream']}/retry", {}), json=json)


@parked.command()
def skip(consumer: Consumer, case: Case, *, data: Data = None, key: Key = None, json: Json = False) -> None:
    """Leave the event that failed out, for good, and go on with those behind it.

    Example: suying parked skip reporting LP-20260303-001
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client:
        one = _one(client, consumer, case)
        path = f"/consumers/{consumer}/parked/{one['stream']}/skip"
        _still(client.post(path, {"position": one["position"]}), json=json)


def rebuild(consumer: Consumer, *, data: Data = None, key: Key = None, json: Json = False) -> None:
    """Make a consumer's views anew from the log, beside the serving ones, and switch.

    Example: suying rebuild reporting
    """
    with desk(data, Role.ADMINISTRATOR, key=key) as client, telling() as tell:
        before = _standing(client, consumer)["generation"]
        client.post(f"/consumers/{consumer}/rebuild", {})
        while (standing := _standing(client, consumer))["rebuilding"]:
            tell(told(w.REBUILDING), *standing["rebuilding"])
            time.sleep(_PAUSE_S)
    if json:
        as_json(standing)
    else:
        done = w.REBUILT if standing["generation"] != before else w.NOT_REBUILT
        line(told(done, name=consumer, position=standing["position"]))


def _names(client: Client) -> list[str]:
    return [one["name"] for one in client.get("/consumers")["consumers"]]


def _standing(client: Client, name: str) -> dict[str, Any]:
    for one in client.get("/consumers")["consumers"]:
        if one["name"] == name:
            return dict(one)
    raise WrongUsage(told(w.NO_CONSUMER, name=name, names=listed(_names(client))))


def _parked(client: Client, name: str) -> list[dict[str, Any]]:
    return list(client.get(f"/consumers/{name}/parked")["parked"])


def _case(one: dict[str, Any]) -> str:
    return str(one["number"] or one["stream"])


def _one(client: Client, consumer: str, case: str) -> dict[str, Any]:
    for one in _parked(client, consumer):
        if case in (one["number"], one["stream"]):
            return one
    raise WrongUsage(told(w.NOT_PARKED, case=case, consumer=consumer))


def _still(answer: dict[str, Any], *, json: bool) -> None:
    if json:
        as_json(answer)
    else:
        line(told(w.STILL_WAIT, count=answer["waiting"]) if answer["waiting"] else told(w.GOES_ON))
