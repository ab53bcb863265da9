"""Subjects that are in no tree become categories under *imported* 来源类别, with the source's code (section 4)."""

import re
from functools import lru_cache
from hashlib import sha256

from shared.directory.actions.categories import AddCategory
from shared.directory.state import Directory

ROOT = "imported"
ROOT_NAMES = {"en": "imported", "zh_Hans": "来源类别", "zh_Hant": "來源類別"}
LONGEST = 64
_CJK = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=10_000)
def category_code(source: str, subjects: tuple[str, ...]) -> str:
    """The code of a source's subject: `imported.SOURCE.subject.subject`; cut and hashed where that is too long."""
    code = ".".join((ROOT, source, *(_slug(subject) for subject in subjects)))
    return code if len(code) <= LONGEST else f"{code[: LONGEST - 9]}-{_digest(' / '.join(subjects))}"


def _slug(subject: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", subject.lower()).strip("-")
    return plain if plain and not _CJK.search(subject) else f"{plain}-{_digest(subject)}".strip("-")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def wanted(directory: Directory, source: str, subjects: tuple[str, ...]) -> list[AddCategory]:
    """What the tree lacks for this subject, from the root down; empty when it is there."""
    orders = []
    if ROOT not in directory.categories:
        orders.append(_add(ROOT, ROOT_NAMES))
    parent = ROOT
    for name, path in ((source, ()), *((subjects[n], subjects[: n + 1]) for n in range(len(subjects)))):
        code = category_code(source, path)
        if code not in directory.categories:
            orders.append(_add(code, _names(name), parent))
        parent = code
    return orders


def _add(code: str, names: dict[str, str], parent: str | None = None) -> AddCategory:
    return AddCategory.model_validate({"category": code, "names": names, "parent": parent})


def _names(name: str) -> dict[str, str]:
    return {"zh_Hans" if _CJK.search(name) else "en": name[:200]}
