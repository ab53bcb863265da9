"""Cases on the command line: act, find, look, and what one owes."""

from typing import Annotated, Any

import typer

from infra.cli.client import Client
from infra.cli.forms import form_of
from infra.cli.options import As, Data, Json, Key, Language, desk
from infra.cli.show import as_json, line, table
from infra.cli.zones import Zones, elapsed, words
from infra.exits import WrongUsage
from shared.decision.action import Action
from shared.vocabulary.roles import Role

Number = Annotated[str, typer.Argument(help="The case number, such as LP-20260303-001.")]
LONGEST = 60
MIDDLE = {True: "next", False: "received"}


def do(
    action: Annotated[str, typer.Argument(help="What to do, such as receive, verify, sign (see docs/reference).")],
    words: Annotated[list[str] | None, typer.Argument(help="The case number, then FIELD=VALUE for its form.")] = None,
    *,
    occurred: Annotated[
        str | None, typer.Option("--occurred", help="When it happened, such as 2026-03-03T09:10+08:00; else now.")
    ] = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
    lang: Language = "en",
) -> None:
    """Do what the handbook knows: every action of the desk, with its form.

    Example: suying do receive site=LP channel=phone anonymous=true unit=3-1-502 category=facilities.lift

    Example: suying do verify LP-20260303-001 statement="The lift stopped twice."
    """
    found = _action(action)
    given = list(words or ())
    number = None if found.SPEC.creates else _number(found, given)
    form = form_of(found, given) | ({"occurred_at": occurred} if occurred else {})
    path = f"/complaints/{number}/{found.SPEC.slug.replace('_', '-')}" if number else "/complaints"
    with desk(data, Role.RECEPTIONIST, key=key, chosen=role, lang=lang) as client:
        receipt = client.post(path, form)
    if json:
        as_json(receipt)
        return
    line(f"{receipt['number']}: {', '.join(_said(topic) for topic in receipt['events'])}")


def _action(slug: str) -> type[Action]:
    from shared.complaint.kind import COMPLAINT  # noqa: PLC0415 - only `do` needs the forms

    found = COMPLAINT.by_slug.get(slug.replace("-", "_"))
    if found is None:
        raise WrongUsage(f"There is no action {slug}. Actions: {', '.join(sorted(COMPLAINT.by_slug))}.")
    return found


def _number(action: type[Action], given: list[str]) -> str:
    if not given or "=" in given[0]:
        raise WrongUsage(f"Name the case: suying do {action.SPEC.slug} LP-20260303-001 FIELD=VALUE …")
    return given.pop(0)


def _said(topic: str) -> str:
    return topic.split(".")[1].replace("_", " ")


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
    lang: Language = "en",
) -> None:
    """Find cases, newest first.

    Example: suying find 502 --site LP --open
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role, lang=lang) as client:
        page = client.get("/complaints", q=text, site=site, open="true" if open_only else None, limit=limit)
        _listed(client, page, json=json, empty="No case was found.", owed=False)


def work(*, data: Data = None, key: Key = None, role: As = None, json: Json = False, lang: Language = "en") -> None:
    """What I owe, soonest due first.

    Example: suying work --as supervisor
    """
    with desk(data, Role.RECEPTIONIST, key=key, chosen=role, lang=lang) as client:
        _listed(client, client.get("/work", limit=200), json=json, empty="Nothing is owed.", owed=True)


def _listed(client: Client, page: dict[str, Any], *, json: bool, empty: str, owed: bool) -> None:
    if json:
        as_json(page)
    elif not page["items"]:
        line(empty)
    else:
        zones = Zones(client)
        table(("case", "stands", MIDDLE[owed], "due", "about"), [_row(zones, one, owed=owed) for one in page["items"]])
        if page.get("next") or page.get("more"):
            line("… and more: narrow the search, or use --json and the API's cursor.")


def _row(zones: Zones, case: dict[str, Any], *, owed: bool) -> tuple[str, ...]:
    following = case["next"] or {}
    middle = following.get("label", "") if owed else zones.local(case["site"], case["received_at"])
    return (
        case["number"] or "", words(case["phase"]), middle,
        zones.local(case["site"], following.get("due")), case["summary"][:LONGEST],
    )  # fmt: skip


def show(
    number: Number, *, data: Data = None, key: Key = None, role: As = None, json: Json = False, lang: Language = "en"
) -> None:
    """One case: where it stands, and what may be done next.

    Example: suying show LP-20260303-001
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role, lang=lang) as client:
        case = client.get(f"/complaints/{number}")
    if json:
        as_json(case)
        return
    line(f"{case['number']}  {words(case['phase'])}  version {case['version']}")
    allowed = [action for action in case["actions"] if action["allowed"]]
    table(("may be done now", ""), [(action["action"], action["label"]) for action in allowed])


def history(
    number: Number, *, data: Data = None, key: Key = None, role: As = None, json: Json = False, lang: Language = "en"
) -> None:
    """One case fact by fact, as it was entered.

    Example: suying history LP-20260303-001
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role, lang=lang) as client:
        told = client.get(f"/complaints/{number}/history")
        if json:
            as_json(told)
            return
        zones, site = Zones(client), number.partition("-")[0]
        rows = [
            (fact["version"], zones.local(site, fact["occurred_at"]), fact["label"], fact["by"]["id"], _marks(fact))
            for fact in told["records"]
        ]
        table(("no", "when", "what", "by", ""), rows, right=frozenset({"no"}))


def _marks(fact: dict[str, Any]) -> str:
    return "补录" if fact["late"] else ""


def clocks(
    number: Number, *, data: Data = None, key: Key = None, role: As = None, json: Json = False, lang: Language = "en"
) -> None:
    """Every clock that ever ran on a case.

    Example: suying clocks LP-20260303-001
    """
    with desk(data, Role.ENTERPRISE, key=key, chosen=role, lang=lang) as client:
        told = client.get(f"/complaints/{number}/clocks")
        if json:
            as_json(told)
            return
        zones, site = Zones(client), number.partition("-")[0]
        rows = [
            (
                run["label"], run["rule"], zones.local(site, run["started_at"]), zones.local(site, run["due"]),
                run["outcome"], elapsed(zones, site, run["due"], told["now"]) if run["open"] else "",
            )
            for run in told["clocks"]
        ]  # fmt: skip
        table(("clock", "rule", "started", "due", "outcome", ""), rows)
