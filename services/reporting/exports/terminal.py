"""Plain tables for a terminal of 80 columns; Chinese characters take two of them."""

import io
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.console import Console, JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

WIDTH = 80


def printed(parts: Iterable[RenderableType]) -> str:
    """Everything as text of 80 columns, without colour and without trailing blanks."""
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, color_system=None, force_terminal=False, highlight=False, markup=False)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), whole: Sequence[int] = ()
) -> Table:
    """A table without frames; the columns in `right` hold numbers, those in `whole` are never broken."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        justify: JustifyMethod = "right" if number in right else "left"
        made.add_column(Text(head), justify=justify, overflow="fold", no_wrap=number in whole)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def heading(text: str) -> Text:
    """A line of its own above a table."""
    return Text(f"\n{text}")


def few(cases: Sequence[str], width: int) -> str:
    """As many case numbers as fit, and how many more there are."""
    shown = ""
    for count, number in enumerate(cases):
        longer = f"{shown} {number}".strip()
        rest = f" … +{len(cases) - count - 1}" if count + 1 < len(cases) else ""
        if cell_len(longer + rest) > width:
            return f"{shown} … +{len(cases) - count}".strip()
        shown = longer
    return shown


def cut(text: str, width: int) -> str:
    """A text of at most so many columns."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
