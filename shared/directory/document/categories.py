"""The tree of a file against that of a directory."""

from collections.abc import Iterator

from shared.directory.actions.base import DirectoryAction
from shared.directory.actions.categories import (
    AddCategory,
    MoveCategory,
    RenameCategory,
    RestoreCategory,
    RetireCategory,
    SetCategoryPeriod,
)
from shared.directory.document.model import CategoryPart, Document, Path
from shared.directory.state import Category, Directory

Steps = Iterator[tuple[Path, DirectoryAction]]


def present(directory: Directory, document: Document) -> Steps:
    """Categories that come into being, come back, or change; parents first, so that no circle arises on the way."""
    for path, code, parent, wanted in document.tree():
        known = directory.categories.get(code)
        if known is None:
            order = AddCategory(
                category=code,
                names=wanted.names,
                parent=parent,
                active_from=wanted.active_from,
                active_to=wanted.active_to,
            )
            yield path, order
            continue
        if not known.active and not wanted.retired:
            yield path, RestoreCategory(category=code, parent=parent)
        elif known.parent != parent:
            yield path, MoveCategory(category=code, parent=parent)
        yield from _changed(path, known, wanted)


def _changed(path: Path, known: Category, wanted: CategoryPart) -> Steps:
    if known.names != wanted.names:
        yield (*path, "names"), RenameCategory(category=known.code, names=wanted.names)
    if (known.active_from, known.active_to) != (wanted.active_from, wanted.active_to):
        period = SetCategoryPeriod(
            category=known.code,
            active_from=wanted.active_from,
            active_to=wanted.active_to,
        )
        yield path, period


def gone(directory: Directory, document: Document) -> Steps:
    """Categories to retire, the deepest first."""
    if document.categories is None:
        return
    kept = {code: path for path, code, _, wanted in document.tree() if not wanted.retired}
    named = {code: path for path, code, _, _ in document.tree()}
    going = [code for code, node in directory.categories.items() if node.active and code not in kept]
    for code in sorted(going, key=lambda code: -len(directory.path(code))):
        yield named.get(code, ("categories",)), RetireCategory(category=code)
