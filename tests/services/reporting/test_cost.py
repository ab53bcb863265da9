"""A report costs what it is large: no read of it goes through a table, each begins at a key."""

import sqlite3

import pytest

from services.reporting.projection.view import Reporting
from services.reporting.repository import SQL
from shared.database.migrations import statements
from tests.support.rules import rule

ASKED = {"site": "LP", "month": 202603, "known": 202603, "t": 0, "customer": b"", "stream": b"", "since": 0, "until": 0}
CHOSEN = "SCAN chosen"
"""The cases of the month, found by key just before."""


@rule("R11.2")
@pytest.mark.parametrize("name", list(SQL))
def test_no_table_is_read_from_end_to_end(name: str) -> None:
    connection = sqlite3.connect(":memory:")
    for statement in statements(Reporting.schema):
        connection.execute(statement)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {SQL[name]}", ASKED)]
    assert [step for step in plan if step.startswith("SCAN") and step != CHOSEN] == []
    connection.close()
