"""What a new desk is given: the shipped tree, and the sample company, marked as one."""

from importlib.resources import files

from shared.directory.actions.base import DirectoryAction
from shared.directory.document import difference, read
from shared.directory.document.difference import carried_out
from shared.directory.kind import DIRECTORY
from shared.directory.state import Directory
from shared.directory.tree import shipped_tree


def first_orders(*, sample: bool) -> list[DirectoryAction]:
    """The orders for an empty directory, in their order: always the shipped tree, and the sample company if wanted."""
    tree: list[DirectoryAction] = list(shipped_tree())
    if not sample:
        return tree
    planted = _after(DIRECTORY.blank, tree)
    return [*tree, *difference(planted, read(sample_text()))]


def sample_directory() -> Directory:
    """The directory of a new desk with the sample company."""
    return _after(DIRECTORY.blank, first_orders(sample=True))


def sample_text() -> str:
    """The sample company as a directory file, for people to begin from."""
    return files(__package__).joinpath("sample.yaml").read_text("utf-8")


def _after(directory: Directory, orders: list[DirectoryAction]) -> Directory:
    for order in orders:
        directory = carried_out(directory, order)
    return directory
