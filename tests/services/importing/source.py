"""The real file read by hand, with nothing of ours: what each office and month must say."""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "data" / "nyc-council-housing-2016-2018.csv.gz"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One row of the source, the first with its key."""

    key: str
    office: str
    running: int  #: its number among the office's rows, in the order of the file
    opened: date
    closed: date | None
    kind: str
    subject: str
    place: str


def complaints() -> list[Complaint]:
    """Every complaint of the file, in its order."""
    found: list[Complaint] = []
    seen: set[str] = set()
    running: dict[str, int] = defaultdict(int)
    for row in _rows():
        if row["unique_key"] in seen:
            continue
        seen.add(row["unique_key"])
        running[row["account"]] += 1
        found.append(
            Complaint(
                row["unique_key"], row["account"], running[row["account"]], date.fromisoformat(row["opendate"]),
                date.fromisoformat(row["closedate"]) if row["closedate"] else None,
                row["complaint_type"].strip(), row["descriptor"].strip(),
                " ".join(part for name in ("zip", "borough", "city") if (part := row[name].strip())),
            )
        )  # fmt: skip
    return found


def _rows() -> Iterator[dict[str, str]]:
    with gzip.open(SOURCE) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def offices(found: list[Complaint]) -> dict[str, list[Complaint]]:
    """The complaints of each office."""
    by_office: dict[str, list[Complaint]] = defaultdict(list)
    for one in found:
        by_office[one.office].append(one)
    return dict(sorted(by_office.items()))


def months(found: list[Complaint]) -> list[int]:
    """Every month from the first opening to the one after the last closing, as 201601."""
    first = min(one.opened for one in found)
    last = max(one.closed or one.opened for one in found)
    count = (last.year - first.year) * 12 + last.month - first.month + 2
    return [(first.year + (first.month - 1 + n) // 12) * 100 + (first.month - 1 + n) % 12 + 1 for n in range(count)]


def month_of(day: date | None) -> int:
    """A day's month as 201601; of no day, the end of time."""
    return 999_912 if day is None else day.year * 100 + day.month
