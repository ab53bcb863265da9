"""A mapping, a table and its rows: what can be taken, and what is said of the rest."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.intake.importing.categories import category_code, subjects_of
from services.intake.importing.mapping import Mapping, MappingUnusable, shipped
from services.intake.importing.reading import Read, RowReader, RowRejected
from services.intake.importing.table import Row, TableUnusable, opened
from shared.vocabulary.axes import Channel, Known
from tests.support.rules import rule

MAPPING: dict[str, Any] = {
    "source": "old-desk",
    "zone": "Asia/Shanghai",
    "columns": {
        "key": "no", "site": "place", "received": "in", "closed": "out", "category": ["kind", "subject"],
        "unit": ["block", "flat"], "channel": "how",
    },
    "formats": {"received": "%Y-%m-%d %H:%M", "closed": "%Y-%m-%d"},
    "sites": {"Lakeside": "LP"},
}  # fmt: skip
CELLS = {
    "no": "7", "place": "Lakeside", "in": "2025-03-03 09:10", "out": "2025-03-05", "kind": "Lift", "subject": "stops",
    "block": "3", "flat": "502", "how": "phone", "else": "=1+1",
}  # fmt: skip


def read(**changes: str) -> Read:
    """The usual row with other cells."""
    return RowReader(Mapping.of(MAPPING)).read(Row(2, CELLS | changes))


@rule("CK12")
def test_a_row_says_what_its_source_knows_and_keeps_all_of_it() -> None:
    found = read()
    assert found.received_at == datetime(2025, 3, 3, 1, 10, tzinfo=UTC)
    assert found.fact.closed_at == datetime(2025, 3, 4, 16, tzinfo=UTC)
    assert (found.fact.received_known, found.fact.closed_known) == (Known.MOMENT, Known.DAY)
    assert (found.site, found.fact.unit, found.fact.channel) == ("LP", "3 502", Channel.PHONE)
    assert found.fact.category == "imported.old-desk.lift.stops"
    assert '"else":"=1+1"' in found.fact.row


@rule("CK12")
def test_an_empty_closing_is_an_open_case_and_an_empty_subject_no_category() -> None:
    found = read(out="", kind="", subject="", how="", block="", flat="")
    assert (found.fact.closed_at, found.fact.category, found.fact.channel, found.fact.unit) == (None, None, None, "")


def test_the_same_key_is_the_same_case_whatever_else_the_row_says() -> None:
    assert read().stream == read(flat="601").stream
    assert read().stream != read(no="8").stream


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"no": " "}, "no is empty"),
        ({"no": "x" * 201}, "no is too long"),
        ({"in": ""}, "in is empty"),
        ({"in": "3 March"}, "in '3 March' is not written as %Y-%m-%d %H:%M"),
        ({"out": "2025-03-01"}, "out 2025-03-01 lies before in"),
        ({"place": "Hill house"}, "place 'Hill house' is no site code"),
        ({"how": "pigeon"}, "how 'pigeon' is no channel"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(changes: dict[str, str], said: str) -> None:
    with pytest.raises(RowRejected, match=said.replace("(", r"\(")):
        read(**changes)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (MAPPING | {"zone": "Mars/Olympus"}, "zone"),
        (MAPPING | {"columns": {"key": "no"}}, "columns.site"),
        (MAPPING | {"colour": "blue"}, "colour"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where(document: dict[str, Any], said: str) -> None:
    with pytest.raises(MappingUnusable, match=said):
        Mapping.of(document)


def test_shipped_mappings_can_be_used_and_others_are_named(tmp_path: Path) -> None:
    assert [Mapping.read(name).source for name in shipped()] == ["nyc-council"]
    with pytest.raises(MappingUnusable, match="Shipped: nyc-council"):
        Mapping.read("london")
    broken = tmp_path / "broken.toml"
    broken.write_text("source = ", "utf-8")
    with pytest.raises(MappingUnusable, match="is not TOML"):
        Mapping.read(str(broken))


def test_a_table_may_be_packed_begin_with_a_mark_and_have_short_rows(tmp_path: Path) -> None:
    text = "\ufeffno,place,in\n1,LP,x\n\n2,LP\n" + '3,"two\nlines",y\n4,LP,z\n'
    packed = tmp_path / "table.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    with opened(packed, {"no", "in"}) as table:
        rows = list(table.rows())
        assert table.done == table.size
    assert [(row.line, row.cells["no"], row.cells["in"]) for row in rows] == [
        (2, "1", "x"), (4, "2", ""), (5, "3", "y"), (7, "4", "z"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no,place\n1,LP\n", "has no column in"),
        (b"", "it has none"),
        (b"\xff\xfe\x00", "cannot be read as CSV in UTF-8"),
        (gzip.compress(b"no,place,in\n" + b"1,LP,x\n" * 9999, mtime=0)[:60], "line"),
    ],
    ids=("a column missing", "empty", "not UTF-8", "cut off"),
)
def test_a_file_that_is_no_table_says_so_in_one_line(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    with pytest.raises(TableUnusable, match=said) as caught, opened(file, {"in"}) as table:
        list(table.rows())
    assert "\n" not in str(caught.value)
    with pytest.raises(TableUnusable, match="cannot be read"), opened(tmp_path / "nothing.csv", set()):
        pass


def test_subjects_have_codes_of_their_own_in_any_script_and_length() -> None:
    assert category_code("x", ("Lift", "電梯")) != category_code("x", ("Lift", "电梯"))
    long = tuple("very long subject indeed " * 3 + str(n) for n in range(2))
    assert len(category_code("x", long)) == 64
    tree = subjects_of("x", [("Lift", "stops"), ("Lift",)])
    assert [(code, parent) for code, _, parent in tree] == [
        ("imported.x", "imported"), ("imported.x.lift", "imported.x"), ("imported.x.lift.stops", "imported.x.lift"),
    ]  # fmt: skip
