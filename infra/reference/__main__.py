"""`make reference` writes the pages; with --check it says which are not fresh and exits 1."""

import sys
from collections.abc import Callable
from pathlib import Path

from infra.reference import actions, api, clocks, errors, events, permissions, phases

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "actions.md": actions.text,
    "permissions.md": permissions.text,
    "events.md": events.text,
    "clocks.md": clocks.clocks,
    "limits.md": clocks.limits,
    "errors.md": errors.text,
    "phases.md": phases.text,
    "openapi.json": api.text,
}


def stale() -> list[str]:
    """Names of the pages whose file differs from what the code says."""
    return [name for name, text in PAGES.items() if _stored(name) != text()]


def _stored(name: str) -> str:
    path = FOLDER / name
    return path.read_text("utf-8") if path.exists() else ""


def main(arguments: list[str]) -> int:
    """Write every page, or only look."""
    changed = stale()
    if "--check" in arguments:
        for name in changed:
            print(f"docs/reference/{name} is not fresh; run `make reference`.")
        return 1 if changed else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in changed:
        (FOLDER / name).write_text(PAGES[name](), "utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
