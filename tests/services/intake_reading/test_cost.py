"""What the desk looks up for every receipt begins at a key, however many cases a site has."""

import sqlite3

from services.intake.projection.views import IntakeViews
from services.intake.repository import SQL
from shared.database.migrations import statements
from tests.support.rules import rule

ASKED = {"customer": b"", "site": "LP", "unit": "3-1-502", "stream": b"", "limit": 50}
IN_HAND = {"SCAN CONSTANT ROW", "SCAN up", "SCAN same"}
"""The customer's own record and those merged with it, found by key just before."""


@rule("R12.4")
def test_earlier_cases_are_found_by_customer_and_by_unit_not_by_going_through_a_site() -> None:
    connection = sqlite3.connect(":memory:")
    for statement in (*statements(IntakeViews.schema), *statements(IntakeViews.indexes)):
        connection.execute(statement)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {SQL['earlier_cases']}", ASKED)]
    assert [step for step in plan if step.startswith("SCAN") and step not in IN_HAND] == []
    assert [step for step in plan if step.startswith("SEARCH complaint")] == [
        "SEARCH complaint USING INDEX complaint_customer (customer=?)",
        "SEARCH complaint USING INDEX complaint_unit (site=? AND unit=?)",
    ]
    connection.close()
