"""Tables and headings in Markdown."""

from collections.abc import Iterable, Sequence

NOTE = "<!-- Written by `make reference` from the code; do not edit. -->"


def page(title: str, *parts: str) -> str:
    """A whole page: note, title, parts with a blank line between them."""
    return "\n\n".join([NOTE, f"# {title}", *parts]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; cells are escaped."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row([cell(text) for text in row]) for row in rows)]
    return "\n".join(lines)


def cell(text: str) -> str:
    """A text as it may stand in a table's cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def code(*names: str) -> str:
    """Names in typewriter, with commas."""
    return ", ".join(f"`{name}`" for name in names)
