"""Plain tables for a terminal of 80 columns; Chinese characters take two of them."""

import io
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.console import Console, JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

WIDTH = 80
STEP = " / "
"""Between the names of a path."""
USUAL = 12
"""The width of the longest word that is kept whole; longer ones are folded."""
LOOSE = 8
"""The same where free text stands."""
GAP = 2
"""Between two columns."""


def printed(parts: Iterable[RenderableType]) -> str:
    """Everything as text of 80 columns, without colour and without trailing blanks."""
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, color_system=None, force_terminal=False, highlight=False, markup=False)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    whole: Sequence[int] = (),
    loose: Sequence[int] = (),
) -> Table:
    """A table without frames.

    The columns in `right` hold numbers, those in `whole` are never broken, those in `loose` hold free text, whose
    words give way to all others.
    """
    made = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False, padding=(0, 1, 0, 0))
    filled = list(rows)
    least = _least([[head, *(row[at] for row in filled)] for at, head in enumerate(heads)], whole, loose)
    for number, head in enumerate(heads):
        justify: JustifyMethod = "right" if number in right else "left"
        made.add_column(Text(head), justify=justify, overflow="fold", no_wrap=number in whole, min_width=least[number])
    for row in filled:
        made.add_row(*(Text(cell) for cell in row))
    return made


def _least(columns: Sequence[Sequence[str]], whole: Sequence[int], loose: Sequence[int]) -> Sequence[int]:
    """How wide each column has to be so that no usual word is broken, as far as all of them find room."""
    lines = [max(cell_len(line) for cell in cells for line in cell.split("\n")) for cells in columns]
    words = [max((cell_len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    least = [
        line if at in whole else min(word, LOOSE) if at in loose else word
        for at, (line, word) in enumerate(zip(lines, words, strict=True))
    ]
    room = WIDTH - GAP * len(columns)
    for usual in range(USUAL, 0, -1):
        found = [width if at in whole else min(width, usual) for at, width in enumerate(least)]
        if sum(found) <= room:
            return found
    return [1 for _ in columns]


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


def end_of(path: str, width: int) -> str:
    """A path of names in at most so many columns: its end says more than its beginning."""
    names, shown = path.split(STEP), path
    while cell_len(shown) > width and len(names) > 1:
        names = names[1:]
        shown = STEP.join(("…", *names))
    return cut(shown, width)
