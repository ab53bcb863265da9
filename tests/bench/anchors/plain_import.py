"""The anchor of the import: read, validate and insert the rows of the same file with `executemany`."""

import csv
import gzip
import io
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

CHUNK = 10_000


class Row(BaseModel):
    """One row, validated: days are days, the key is there."""

    unique_key: str
    account: str
    opendate: date
    closedate: date | None
    complaint_type: str
    descriptor: str
    zip: str
    borough: str
    city: str
    council_dist: str
    community_board: str


ROWS: TypeAdapter[list[Row]] = TypeAdapter(list[Row])


def run(source: Path, target: Path) -> int:
    """Insert every row once; the number inserted."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    columns = ", ".join(Row.model_fields)
    connection.execute(f"CREATE TABLE complaint ({columns}, PRIMARY KEY (unique_key))")
    marks = ", ".join(f":{name}" for name in Row.model_fields)
    for rows in _chunks(source):
        connection.execute("BEGIN IMMEDIATE")
        values = [row.model_dump(mode="json") for row in ROWS.validate_python(rows)]
        connection.executemany(f"INSERT OR IGNORE INTO complaint VALUES ({marks})", values)
        connection.execute("COMMIT")
    (count,) = connection.execute("SELECT count(*) FROM complaint").fetchone()
    connection.close()
    return int(count)


def _chunks(source: Path) -> Iterator[list[dict[str, str | None]]]:
    with gzip.open(source) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        rows = []
        for row in csv.DictReader(text):
            rows.append({**row, "closedate": row["closedate"] or None})
            if len(rows) == CHUNK:
                yield rows
                rows = []
        yield rows
