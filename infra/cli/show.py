"""What a person sees in the terminal, and what a script gets instead."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, JustifyMethod
from rich.table import Table

#: Where nobody looks (a pipe, a test) a table is as wide as the terminal it was made for.
PLAIN_WIDTH = 80

console = Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)


def as_json(data: Any) -> None:
    """Print data for a script: UTF-8, indented, keys in the order the desk gave."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, right: frozenset[str] = frozenset()) -> None:
    """Print a table without frames; long cells wrap at 80 columns."""
    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for number, name in enumerate(head):
        justify: JustifyMethod = "right" if name in right else "left"
        shown.add_column(name, justify=justify, overflow="fold", no_wrap=number < len(head) - 1)  # only the last wraps
    for row in rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    console.print(shown)


def line(text: str) -> None:
    """Print one line as it is."""
    console.print(text, markup=False, soft_wrap=True)
