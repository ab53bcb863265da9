"""The keys of the first start: one per role, in a file that only its owner can read."""

import os
from collections.abc import Mapping
from pathlib import Path

from shared.decision.moment import Caller
from shared.security.keys import Keys, new_token
from shared.vocabulary.roles import KEYLESS, Role

FILE = "keys.txt"
HOLDERS = tuple(role for role in Role if role not in KEYLESS)
SYSTEMS = frozenset({Role.INTEGRATOR})


def write_first_keys(folder: Path, keys: Keys, holders: Mapping[Role, Caller]) -> Path | None:
    """Make a key per role when the desk has none yet; the file's path, or None when there was nothing to do.

    A role that nobody holds yet gets a key in its own name. The file is there before the keys work, so
    that a crash between the two leaves at worst texts that open nothing, and the next start makes new ones.
    """
    if keys.all():
        return None
    made = {role: holders.get(role, Caller(role.value, role)) for role in HOLDERS}
    path = folder / FILE
    lines = ["# The first keys of this desk, one per role. Send one as: Authorization: Bearer <key>",
             "# Give each to its holder, then delete this file: a key cannot be read anywhere else."]  # fmt: skip
    tokens = {role: new_token() for role in made}
    width = max(len(role.value) for role in made)
    lines += [f"{role.value:<{width}}  {tokens[role]}  {caller.id}" for role, caller in made.items()]
    write_private(path, "\n".join(lines) + "\n")
    keys.add(*(keys.draft(tokens[role], caller, is_system=role in SYSTEMS) for role, caller in made.items()))
    return path


def read_first_keys(path: Path) -> dict[Role, str]:
    """Role → key, from the file; for the command line and tests."""
    rows = (line.split() for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {Role(role): token for role, token, _holder in rows}


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
