"""What a person sees in the terminal, and what a script gets instead."""

import json
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rich.console import Console, JustifyMethod
from rich.table import Table

from infra.cli.speaking import told
from shared.vocabulary.text import Say

#: Where nobody looks (a pipe, a test) a table is as wide as the terminal it was made for.
PLAIN_WIDTH = 80

console = Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)


def as_json(data: Any) -> None:
    """Print data for a script: UTF-8, indented, keys in the order the desk gave."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def table(
    head: Sequence[Say | None],
    rows: Iterable[Sequence[object]],
    *,
    right: Collection[int] = (),
    widest: Mapping[int, int] = MappingProxyType({}),
) -> None:
    """Print a table without frames, the columns in `right` to the right; long cells wrap at 80 columns.

    `widest` gives columns beside the last one that wrap, at so many characters.
    """
    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for number, name in enumerate(head):
        justify: JustifyMethod = "right" if number in right else "left"
        may_wrap = number == len(head) - 1 or number in widest
        said = "" if name is None else told(name)
        shown.add_column(said, justify=justify, overflow="fold", no_wrap=not may_wrap, max_width=widest.get(number))
    for row in rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    console.print(shown)


def line(text: str) -> None:
    """Print one line as it is."""
    console.print(text, markup=False, soft_wrap=True)
