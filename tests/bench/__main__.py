"""`make bench`: every row against its anchor, side by side; ROW=name runs one. Writes build/bench.json."""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.bench import rows
from tests.bench.measure import PAIRS, Measured, measure
from tests.bench.row import Row

BUILD = Path(__file__).parents[2] / "build"
RESULTS = BUILD / "bench.json"
console = Console(highlight=False)


def all_rows() -> list[Row]:
    """The rows of every module in tests/bench/rows, in the order of their names."""
    modules = sorted(module.name for module in pkgutil.iter_modules(rows.__path__))
    return [row for name in modules for row in importlib.import_module(f"{rows.__name__}.{name}").ROWS]


def main(wanted: list[str]) -> int:
    """Measure the rows named, or all; exit code 1 when a floor is missed, 2 when there is no such row."""
    chosen = [row for row in all_rows() if not wanted or row.name in wanted]
    if unknown := set(wanted) - {row.name for row in chosen}:
        console.print(f"There is no row {', '.join(sorted(unknown))}. Rows: {', '.join(r.name for r in all_rows())}")
        return 2
    folder = BUILD / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    results = _measure_all(chosen, folder)
    RESULTS.write_text(json.dumps([result.as_json() for result in results], indent=2) + "\n", "utf-8")
    console.print(_table(results))
    return 0 if all(result.holds for result in results) else 1


def _measure_all(chosen: list[Row], folder: Path) -> list[Measured]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(chosen) * PAIRS)
        results = []
        for row in chosen:
            progress.update(task, description=row.name)
            results.append(measure(row, folder, lambda: progress.advance(task)))
    return results


def _table(results: list[Measured]) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("row", "ours", "anchor", "unit", "ratio", "spread", "floor", "aim", ""):
        table.add_column(head, justify="left" if head in {"row", "unit", ""} else "right")
    for r in results:
        said = "reached" if r.reached else "holds" if r.holds else "MISSED"
        numbers = (_short(r.ours), _short(r.anchor), r.row.unit, f"{r.ratio:.2f}", f"{r.lowest:.2f}-{r.highest:.2f}")
        table.add_row(r.row.name, *numbers, f"{r.row.floor:g}", f"{r.row.aim:g}", said)
    return table


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
