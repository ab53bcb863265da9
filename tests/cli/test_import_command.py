"""`suying import`: what is taken, what was there, what cannot be taken and where it is kept."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.xdist_group("cli")

MAPPING = """
source = "{source}"
zone = "Asia/Shanghai"
[columns]
key = "no"
site = "place"
received = "in"
"""
ROWS = "no,place,in\n1,OLDA,2025-03-03\n2,OLDA,3 March\n3,old court,2025-03-04\n4,OLDA,2025-03-05\n1,OLDA,2025-03-03\n"


def files(folder: Path, source: str) -> tuple[str, str]:
    """A table and its mapping."""
    table, mapping = folder / "old.csv", folder / "old.toml"
    table.write_text(ROWS, "utf-8")
    mapping.write_text(MAPPING.format(source=source), "utf-8")
    return str(table), str(mapping)


def test_the_last_line_counts_and_what_cannot_be_taken_is_kept_with_its_reason(suying: Run, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, "counting")
    *_, last = suying("import", table, "--mapping", mapping)
    assert last == f"2 taken, 1 already there, 2 rejected (see {table}.rejects.csv)"
    kept = list(csv.reader(Path(f"{table}.rejects.csv").read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in kept] == ["line", "3", "4"]
    assert "'3 March' is not written as %Y-%m-%d" in kept[1][1]
    assert "'old court' is no site code" in kept[2][1]
    assert kept[1][2:] == ["2", "OLDA", "3 March"]


def test_the_same_file_again_takes_nothing(suying: Run, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, "again")
    suying("import", table, "--mapping", mapping)
    said = json.loads("\n".join(suying("import", table, "--mapping", mapping, "--json")))
    assert said == {"taken": 0, "already_there": 3, "rejected": 2}


def test_what_was_interrupted_goes_on_where_it_was(suying: Run, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, "halted")
    Path(table).write_text("\n".join(ROWS.splitlines()[:2]) + "\n", "utf-8")
    assert suying("import", table, "--mapping", mapping)[-1] == "1 taken, 0 already there, 0 rejected"
    Path(table).write_text(ROWS, "utf-8")
    assert suying("import", table, "--mapping", mapping)[-1].startswith("1 taken, 2 already there, 2 rejected")


def test_only_the_enterprise_imports(suying: Run, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, "forbidden")
    assert "may not" in suying("import", table, "--mapping", mapping, "--as", "supervisor")[-1]


@pytest.mark.parametrize(("mapping", "said"), [("london", "There is no mapping london"), ("nyc-council", "no column")])
def test_a_wrong_mapping_is_told_in_one_line(suying: Run, tmp_path: Path, mapping: str, said: str) -> None:
    table, _ = files(tmp_path, "wrong")
    (line,) = suying("import", table, "--mapping", mapping)
    assert said in line
