"""What is wanting: a rule in scope without code or test, a name that the catalogue does not know."""

from tests.rules.catalogue import rules
from tests.rules.code import Places, places
from tests.rules.scope import SCOPE


def complaints() -> list[str]:
    """One line for everything that is wrong; empty when every rule in scope is carried out and tested."""
    found = places()
    lines = [f"{name}: no such rule in docs/process.md" for name in SCOPE if name not in rules()]
    for name in SCOPE:
        if not found.get(name, Places()).has_code:
            lines.append(f"{name}: nothing carries it out")
        if not found.get(name, Places()).tests:
            lines.append(f"{name}: no test holds the desk to it")
    for name, there in found.items():
        if name not in rules():
            where = sorted(there.tests | there.modules | there.actions)
            lines.append(f"{name} is no rule of docs/process.md, but stands in {where[0] if where else 'an event'}")
    return lines
