"""Subjects that are in no tree become categories under *imported* 来源类别, with the source's code (section 4)."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from shared.directory.actions.importing import IMPORTED, Subject
from shared.directory.forms import NamesForm

LONGEST = 64
_CJK = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=10_000)
def category_code(source: str, subjects: tuple[str, ...]) -> str:
    """The code of a source's subject: `imported.SOURCE.subject.subject`; cut and hashed where that is too long."""
    code = ".".join((IMPORTED, source, *(_slug(subject) for subject in subjects)))
    return code if len(code) <= LONGEST else f"{code[: LONGEST - 9]}-{_digest(' / '.join(subjects))}"


def subjects_of(source: str, found: Iterable[tuple[str, ...]]) -> tuple[Subject, ...]:
    """Every subject found, with those it stands below, parents first."""
    paths = {path[:length] for path in found for length in range(1, len(path) + 1)}
    tree: list[Subject] = [(category_code(source, ()), _names(source), IMPORTED)]
    tree += [
        (category_code(source, path), _names(path[-1]), category_code(source, path[:-1])) for path in sorted(paths)
    ]
    return tuple(tree)


def _slug(subject: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", subject.lower()).strip("-")
    return plain if plain and not _CJK.search(subject) else f"{plain}-{_digest(subject)}".strip("-")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def _names(name: str) -> NamesForm:
    return {"zh_Hans" if _CJK.search(name) else "en": name[:200]}
