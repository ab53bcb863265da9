"""Cases on the command line: find, look, and what one owes."""

from typing import Annotated, Any

import typer

from infra.cli import words as w
from infra.cli.client import Client
from infra.cli.options import As, Data, Json, Key, desk
from infra.cli.show import as_json, errors, line, table
from infra.cli.speaking import told
from infra.cli.zones import Zones, elapsed, words
from shared.complaint.clocks.running import Outcome
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Say

Number = Annotated[str, typer.Argument(help="The case number, such as LP-20260303-001.")]
LONGEST = 60
PHASE_WIDTH = 18
"""What leaves room for what it is about in a terminal of 80 columns."""
MIDDLE = {True: w.NEXT, False: w.RECEIVED}


def find(
    text: Annotated[str | None, typer.Argument(help="Number, unit, name, phone, or words of the case.")] = None,
    *,
    site: Annotated[str | None, typer.Option(help="Only this site.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Only open cases.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="At most so many.")] = 50,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """Find cases, newest first.

    Example: suying find 502 --site LP --open
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role) as client:
        page = client.get("/complaints", q=text, site=site, open="true" if open_only else None, limit=limit)
        _listed(client, page, json=json, empty=w.NONE_FOUND, owed=False)


def work(*, data: Data = None, key: Key = None, role: As = None, json: Json = False) -> None:
    """What I owe, soonest due first.

    Example: suying work --as supervisor
    """
    with desk(data, Role.RECEPTIONIST, key=key, chosen=role) as client:
        _listed(client, client.get("/work", limit=200), json=json, empty=w.NOTHING_OWED, owed=True)


def stuck(
    *,
    site: Annotated[str | None, typer.Option(help="Only this site.")] = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """Open cases that nothing drives on: why, since when, and who can act.

    Example: suying stuck --site LP
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role) as client:
        page = client.get("/stuck", site=site, limit=200)
        while page["next"]:
            further = client.get("/stuck", site=site, limit=200, cursor=page["next"])
            page = {**further, "items": [*page["items"], *further["items"]]}
        if json:
            as_json(page)
        elif not page["items"]:
            line(told(w.NONE_STUCK))
        else:
            zones = Zones(client)
            table((w.CASE, w.SINCE, w.FOR_WHOM, w.WHY), [_stuck_row(zones, one) for one in page["items"]])


def board(
    *,
    site: Annotated[str | None, typer.Option(help="Only this site.")] = None,
    level: Annotated[int | None, typer.Option(min=0, max=3, help="Only this level of the ladder.")] = None,
    owner: Annotated[str | None, typer.Option(help="Only this person's.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="At most so many clocks.")] = 30,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """What is due next: how much with whom, and the clocks that fall due first.

    Example: suying board --site LP
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role) as client:
        page = client.get("/board", site=site, level=level, owner=owner, limit=limit)
        if json:
            as_json(page)
            return
        if page["stale"]:
            errors.print(told(w.STALE), markup=False, soft_wrap=True)
        if not page["items"]:
            line(told(w.NOTHING_RUNS))
            return
        zones = Zones(client)
        table(
            (w.SITE, w.LEVEL, w.OWNER, w.OVERDUE, w.SOON, w.RUNNING),
            [
                (one["site"], f"{one['level']}", one["owner"] or "–", one["over"], one["soon"], one["running"])
                for one in page["counts"]
            ],
            right=(3, 4, 5),
        )
        line("")
        head = (w.CASE, w.CLOCK, w.LEVEL, w.OWNER, w.DUE, None)
        table(head, [_board_row(zones, page["now"], one) for one in page["items"]])
        if page["next"]:
            line(told(w.AND_MORE))


def _board_row(zones: Zones, now: str, one: dict[str, Any]) -> tuple[str, ...]:
    site, due = one["site"], one["due"]
    return (
        one["number"], one["clock"]["words"], f"{one['level']}", one["owner"] or "–", zones.local(site, due),
        elapsed(zones, site, due, now),
    )  # fmt: skip


def _stuck_row(zones: Zones, case: dict[str, Any]) -> tuple[str, ...]:
    why = " · ".join(words(reason) for reason in case["reasons"])
    return case["number"] or "", zones.local(case["site"], case["since"]), words(case["for_role"]), why


def _listed(client: Client, page: dict[str, Any], *, json: bool, empty: Say, owed: bool) -> None:
    if page["stale"]:
        errors.print(told(w.STALE), markup=False, soft_wrap=True)
    if json:
        as_json(page)
    elif not page["items"]:
        line(told(empty))
    else:
        zones = Zones(client)
        head = (w.CASE, w.STANDS, MIDDLE[owed], w.DUE, w.ABOUT)
        table(head, [_row(zones, one, owed=owed) for one in page["items"]], widest={1: PHASE_WIDTH})
        if page.get("next") or page.get("more"):
            line(told(w.AND_MORE))


def _row(zones: Zones, case: dict[str, Any], *, owed: bool) -> tuple[str, ...]:
    following = case["next"] or {}
    if owed and case.get("tell_since"):  # at once (R9.4)
        following = {"label": told(w.TELL_CUSTOMER), "due": case["tell_since"]}
    middle = following.get("label", "") if owed else zones.local(case["site"], case["received_at"])
    return (
        case["number"] or "", words(case["phase"]), middle,
        zones.local(case["site"], following.get("due")), case["summary"][:LONGEST],
    )  # fmt: skip


def show(number: Number, *, data: Data = None, key: Key = None, role: As = None, json: Json = False) -> None:
    """One case: where it stands, and what may be done next.

    Example: suying show LP-20260303-001
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role) as client:
        case = client.get(f"/complaints/{number}")
    if json:
        as_json(case)
        return
    line(f"{case['number']}  {words(case['phase'])}  {told(w.VERSION, version=case['version'])}")
    allowed = [action for action in case["actions"] if action["allowed"]]
    table((w.MAY_BE_DONE, None), [(action["action"], action["label"]) for action in allowed])


def history(number: Number, *, data: Data = None, key: Key = None, role: As = None, json: Json = False) -> None:
    """One case fact by fact, as it was entered.

    Example: suying history LP-20260303-001
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role) as client:
        found = client.get(f"/complaints/{number}/history")
        if json:
            as_json(found)
            return
        zones, site = Zones(client), number.partition("-")[0]
        rows = [
            (fact["version"], zones.local(site, fact["occurred_at"]), fact["label"], fact["by"]["id"], _marks(fact))
            for fact in found["records"]
        ]
        table((w.NO, w.WHEN, w.WHAT, w.BY, None), rows, right=(0,))


def _marks(fact: dict[str, Any]) -> str:
    return told(w.ENTERED_LATE) if fact["late"] else ""


def clocks(number: Number, *, data: Data = None, key: Key = None, role: As = None, json: Json = False) -> None:
    """Every clock that ever ran on a case.

    Example: suying clocks LP-20260303-001
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role) as client:
        found = client.get(f"/complaints/{number}/clocks")
        if json:
            as_json(found)
            return
        zones, site = Zones(client), number.partition("-")[0]
        rows = [
            (
                run["label"], run["rule"], zones.local(site, run["started_at"]), zones.local(site, run["due"]),
                told(w.OUTCOMES[Outcome(run["outcome"])]),
                elapsed(zones, site, run["due"], found["now"]) if run["open"] else "",
            )
            for run in found["clocks"]
        ]  # fmt: skip
        table((w.CLOCK, w.RULE, w.STARTED, w.DUE, w.OUTCOME, None), rows)
