"""`make rules`, `make rule R=R4.4`: which rule is carried out where; fails where code or test is wanting."""

import sys

from rich.console import Console
from rich.table import Table

from tests.rules.catalogue import Rule, rules
from tests.rules.check import complaints
from tests.rules.code import Places, places
from tests.rules.scope import ACTED_ON_BY_THE_DESK, SCOPE

console = Console(width=None if sys.stdout.isatty() else 100, highlight=False)


def main(wanted: list[str]) -> int:
    """Print all rules, or those named; exit code 1 when a rule in scope lacks code or test."""
    if wanted:
        return max(one(name) for name in wanted)
    console.print(overview())
    problems = complaints()
    for problem in problems:
        console.print(problem, style="red")
    console.print(f"By people, not yet by the desk itself: {', '.join(ACTED_ON_BY_THE_DESK)}.")
    console.print(f"{len(SCOPE)} rules in scope of {len(rules())}; {len(problems)} wanting.")
    return 1 if problems else 0


def overview() -> Table:
    """Every rule with its action, event, clock and the number of its tests."""
    table = Table("rule", "action", "event", "clock", "tests", box=None, pad_edge=False)
    table.columns[4].justify = "right"
    for name in rules():
        found = places().get(name, Places())
        shown = (_some(found.actions), _some(found.events), _some(found.clocks))
        style = None if name in SCOPE else "dim"
        table.add_row(name, *shown, str(len(found.tests)) if name in SCOPE else "later", style=style)
    return table


def _some(names: set[str], most: int = 2) -> str:
    shown = sorted(names)[:most]
    return ", ".join(shown) + (f" +{len(names) - most}" if len(names) > most else "")


def one(name: str) -> int:
    """Print one rule with the handbook's text and everything that carries it out."""
    rule = rules().get(name)
    if rule is None:
        console.print(f"docs/process.md knows no rule {name}.", style="red")
        return 1
    _print(rule, places().get(name, Places()))
    return 0


def _print(rule: Rule, found: Places) -> None:
    console.print(f"[bold]{rule.id}[/bold]" + ("" if rule.id in SCOPE else " (not in scope yet)"))
    console.print(rule.text, markup=False)
    for title, names in (
        ("actions", found.actions),
        ("events", found.events),
        ("clocks", found.clocks),
        ("named in", found.modules),
        ("tests", found.tests),
    ):
        for number, entry in enumerate(sorted(names)):
            console.print(f"{title if number == 0 else '':>9}  {entry}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
