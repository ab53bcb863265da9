"""What somebody was told while away."""

from collections.abc import Iterator
from typing import Annotated, Any

from infra.cli import words as w
from infra.cli.options import As, Data, Json, Key, desk, moment_option
from infra.cli.show import as_json, line, table
from infra.cli.speaking import told
from infra.cli.zones import Zones, words
from shared.vocabulary.roles import Role


def away(
    *,
    since: Annotated[str | None, moment_option("Since when; for the last 24 hours if left out.", "--since")] = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """What happened while I was away: what I was to be told, case by case.

    Example: suying away --since 2026-03-03T18:00+08:00
    """
    with desk(data, Role.RECEPTIONIST, key=key, chosen=role) as client:
        found = client.get("/away", since=since)
        if json:
            as_json(found)
        elif not found["items"]:
            line(told(w.NOTHING_HAPPENED))
        else:
            zones = Zones(client)
            rows = [row for case in found["items"] for row in _case_rows(zones, case)]
            table((w.CASE, w.STANDS, w.WHEN, w.WHAT), rows, widest={1: STANDS_WIDTH})
            if found["more"]:
                line(told(w.OLDER_LEFT_OUT))


STANDS_WIDTH = 14
"""What leaves room for what happened in a terminal of 80 columns."""


def _case_rows(zones: Zones, case: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """One line for each notice; the case stands on the first."""
    head = case["number"], words(case["phase"])
    for notice in case["notices"]:
        yield (*head, zones.local(case["site"], notice["at"]), _said(zones, case["site"], notice))
        head = "", ""


def _said(zones: Zones, site: str, notice: dict[str, Any]) -> str:
    said = words(notice["kind"])
    if notice["clock"]:
        said = told(w.OF_CLOCK, clock=words(notice["clock"]), rule=notice["rule"], what=said)
    said = told(w.WITH_DUE, what=said, due=zones.local(site, notice["due"])) if notice["due"] else said
    return told(w.UNSURE, what=said) if notice["uncertain"] else said
