"""The clock table in code is the one of section 3.2, column by column (CK2)."""

import re
from typing import NamedTuple

import pytest

from shared.complaint.clocks.columns import Clock
from shared.complaint.clocks.table import CLOCKS
from shared.directory.limits import BY_NAME
from tests.rules.catalogue import ROOT
from tests.support.rules import rule


class Row(NamedTuple):
    """One row of the handbook's table."""

    clock: str
    rule: str
    kind: str
    scope: str
    acts: str
    starts: str
    satisfied: str
    cancelled: str
    limit: str
    missed: str


def _rows() -> dict[str, Row]:
    text = (ROOT / "docs" / "process.md").read_text("utf-8")
    table = text.partition("### 3.2 The clocks")[2].partition("### 3.3")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith(("| clock", "| ---"))]
    rows = (Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines)
    return {row.clock: row for row in rows}


ROWS = _rows()


OF_MANY_SITES = {"authority"}
"""Built with the work package of many sites (R12.19)."""


def _row(clock: Clock) -> Row:
    """The handbook's row; a decision has one for each service that acts."""
    words = clock.name.removeprefix("follow_up_") if clock.rule == "CK14" else clock.name
    return next(row for name, row in ROWS.items() if name.replace(" ", "_").replace("-", "_") == words)


@rule("CK2")
def test_the_table_is_the_handbooks_and_nothing_else() -> None:
    assert {_row(clock).clock for clock in CLOCKS} == ROWS.keys() - OF_MANY_SITES


@rule("CK2")
@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
def test_every_clock_has_the_entries_of_the_handbooks_row(clock: Clock) -> None:
    row = _row(clock)
    assert (row.rule, row.kind, row.scope) == (clock.rule, clock.kind, clock.scope)
    assert clock.acts in row.acts
    settings = re.findall(r"`(\w+)`", row.limit)
    assert clock.limit == (settings[0] if settings else "")
    assert clock.warns in {*settings[1:], "warn_at", None}
    assert (clock.warns is None) is clock.runs_out, "what is to run out gives no warning"
    assert clock.slower is None or clock.slower.limit in settings
    assert row.missed == clock.missed
    assert not clock.limit or {clock.rule, _chapter(clock.rule)} & set(BY_NAME[clock.limit].rules)


def _chapter(rule_id: str) -> str:
    return rule_id.rstrip("ab")


@rule("CK2")
@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
def test_what_the_row_leaves_empty_the_clock_leaves_empty(clock: Clock) -> None:
    row = _row(clock)
    assert bool(clock.starts)
    assert (row.satisfied == "–") is (not clock.satisfied)
    names = {mark.name for mark in clock.cancelled} - {"CASE_ENDED", "ATTACHED"}
    assert (row.cancelled == "–") is (not names), "CK6 cancels all of them, 3.3 a child's work clocks; in no row"
