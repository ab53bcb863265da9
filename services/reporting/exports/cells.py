"""Cells of a spreadsheet file: what a customer wrote must never become a formula (trap 16)."""

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets read Chinese as another encoding."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """The text with a leading apostrophe when a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def csv_text(sections: Iterable[Iterable[Sequence[str]]]) -> str:
    """Sections of rows as one CSV file, parted by empty lines, with a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, rows in enumerate(sections):
        if number:
            writer.writerow(())
        writer.writerows([safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()
