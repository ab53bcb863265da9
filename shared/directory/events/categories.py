"""The classification tree, edited by the company (section 4). A retired category stays on its cases."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from typing_extensions import override

from shared.directory.events.base import DirectoryEvent, texts
from shared.directory.forms import NamesForm
from shared.directory.state import Category, Directory, put
from shared.vocabulary.ids import Code
from shared.vocabulary.text import Say, say


class CategoryEvent(DirectoryEvent):
    """A fact about one category."""

    category: Code

    @override
    def change(self, directory: Directory) -> Directory:
        changed = self.changed(directory.categories[self.category])
        return replace(directory, categories=put(directory.categories, self.category, changed))

    def changed(self, category: Category) -> Category:
        """Give the category after this fact."""
        raise NotImplementedError  # abstract: each fact has its own effect


class CategoryAdded(CategoryEvent):
    """Complaints can be classified so from now on, or from a named day to a named day."""

    TOPIC: ClassVar[str] = "directory.category_added.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.2",)
    LABEL: ClassVar[Say] = say("category added", "类别新增")
    names: NamesForm
    parent: Code | None
    active_from: date | None = None
    active_to: date | None = None

    @override
    def change(self, directory: Directory) -> Directory:
        added = Category(self.category, texts(self.names), self.parent, self.active_from, self.active_to)
        return replace(directory, categories=put(directory.categories, self.category, added))


class CategoryRenamed(CategoryEvent):
    """It is called so from now on; reports of past months say that it changed."""

    TOPIC: ClassVar[str] = "directory.category_renamed.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.2",)
    LABEL: ClassVar[Say] = say("category renamed", "类别更名")
    names: NamesForm

    @override
    def changed(self, category: Category) -> Category:
        return replace(category, names=texts(self.names))


class CategoryMoved(CategoryEvent):
    """It stands below another category from now on, or at the root."""

    TOPIC: ClassVar[str] = "directory.category_moved.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.2",)
    LABEL: ClassVar[Say] = say("category moved", "类别移动")
    parent: Code | None

    @override
    def changed(self, category: Category) -> Category:
        return replace(category, parent=self.parent)


class CategoryPeriodSet(CategoryEvent):
    """It can be chosen for complaints of these days only."""

    TOPIC: ClassVar[str] = "directory.category_period_set.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.2",)
    LABEL: ClassVar[Say] = say("category's period set", "类别启用期限设定")
    active_from: date | None  #: first day; None: always
    active_to: date | None  #: last day; None: until retired

    @override
    def changed(self, category: Category) -> Category:
        return replace(category, active_from=self.active_from, active_to=self.active_to)


class CategoryRetired(CategoryEvent):
    """It can be chosen no more; it stays on its cases until a person reclassifies them."""

    TOPIC: ClassVar[str] = "directory.category_retired.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.2",)
    LABEL: ClassVar[Say] = say("category retired", "类别停用")

    @override
    def changed(self, category: Category) -> Category:
        return replace(category, active=False)


class CategoryRestored(CategoryEvent):
    """It can be chosen again, below this parent."""

    TOPIC: ClassVar[str] = "directory.category_restored.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.2",)
    LABEL: ClassVar[Say] = say("category restored", "类别恢复")
    parent: Code | None

    @override
    def changed(self, category: Category) -> Category:
        return replace(category, active=True, parent=self.parent)


CATEGORY_EVENTS = (
    CategoryAdded, CategoryRenamed, CategoryMoved, CategoryPeriodSet, CategoryRetired, CategoryRestored,
)  # fmt: skip
