"""The classification tree: add, rename, move, set the period, retire, restore (section 4)."""

from collections.abc import Iterator
from datetime import date

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.actions.base import POLICY, DirectoryAction
from shared.directory.checks import category_active, category_known, in_order
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.categories import (
    CategoryAdded,
    CategoryMoved,
    CategoryPeriodSet,
    CategoryRenamed,
    CategoryRestored,
    CategoryRetired,
)
from shared.directory.forms import NamesForm
from shared.directory.state import Directory
from shared.vocabulary.ids import Code
from shared.vocabulary.text import say

CODE_IN_USE = say(
    "The code {category} is taken; codes are never used again.", "类别代码 {category} 已被使用，且不得重用。"
)
CIRCLE = say(
    "{category} cannot stand below {parent}, which stands below it.", "{parent} 在 {category} 之下，不能成为其上级。"
)
HAS_CHILDREN = say(
    "Category {category} still has active ones below it: {children}.", "类别 {category} 之下仍有：{children}。"
)

_RULES = ("R12.2",)


@action(label=say("Add a category", "新增类别"), rules=_RULES, roles=POLICY, refuses=_RULES)
class AddCategory(DirectoryAction):
    """Add a node to the classification tree."""

    category: Code = ask("Code", "类别代码")
    names: NamesForm = ask("Name in each language", "各语言名称")
    parent: Code | None = ask("Below; empty for a root", "上级类别（空为顶级）", default=None)
    active_from: date | None = ask("First day", "启用日", default=None)
    active_to: date | None = ask("Last day", "截止日", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        if self.category in directory.categories:
            instead = ("rename_category", "restore_category")
            raise Refused("R12.2", CODE_IN_USE, instead=instead, category=self.category)
        if self.parent is not None:
            category_active(directory, self.parent)
        in_order(self.active_from, self.active_to)
        yield CategoryAdded(
            category=self.category,
            names=self.names,
            parent=self.parent,
            active_from=self.active_from,
            active_to=self.active_to,
        )


@action(label=say("Rename a category", "类别更名"), rules=_RULES, roles=POLICY, refuses=_RULES)
class RenameCategory(DirectoryAction):
    """Call a category something else from now on."""

    category: Code = ask("Category", "类别")
    names: NamesForm = ask("Name in each language", "各语言名称")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        category_active(directory, self.category)
        yield CategoryRenamed(category=self.category, names=self.names)


@action(label=say("Move a category", "移动类别"), rules=_RULES, roles=POLICY, refuses=_RULES)
class MoveCategory(DirectoryAction):
    """Let a category stand below another one, or at the root. A circle is refused."""

    category: Code = ask("Category", "类别")
    parent: Code | None = ask("Below; empty for a root", "上级类别（空为顶级）", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        category_active(directory, self.category)
        if self.parent is not None:
            category_active(directory, self.parent)
        if self.category in directory.path(self.parent):
            raise Refused("R12.2", CIRCLE, category=self.category, parent=self.parent)
        yield CategoryMoved(category=self.category, parent=self.parent)


@action(label=say("Set a category's period", "设定类别启用期限"), rules=_RULES, roles=POLICY, refuses=_RULES)
class SetCategoryPeriod(DirectoryAction):
    """Say for complaints of which days a category can be chosen."""

    category: Code = ask("Category", "类别")
    active_from: date | None = ask("First day", "启用日", default=None)
    active_to: date | None = ask("Last day", "截止日", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        category_active(directory, self.category)
        in_order(self.active_from, self.active_to)
        yield CategoryPeriodSet(category=self.category, active_from=self.active_from, active_to=self.active_to)


@action(label=say("Retire a category", "停用类别"), rules=_RULES, roles=POLICY, refuses=_RULES)
class RetireCategory(DirectoryAction):
    """Let a category be chosen no more; it stays on its cases."""

    category: Code = ask("Category", "类别")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        category_known(directory, self.category)
        if children := directory.children(self.category):
            codes = tuple(sorted(child.code for child in children))
            instead = ("move_category", "retire_category")
            raise Refused("R12.2", HAS_CHILDREN, instead=instead, category=self.category, children=codes)
        yield CategoryRetired(category=self.category)


@action(label=say("Restore a category", "恢复类别"), rules=_RULES, roles=POLICY, refuses=_RULES)
class RestoreCategory(DirectoryAction):
    """Let a retired category be chosen again, below the parent named."""

    category: Code = ask("Category", "类别")
    parent: Code | None = ask("Below; empty for a root", "上级类别（空为顶级）", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        category_known(directory, self.category)
        if self.parent is not None:
            category_active(directory, self.parent)
        yield CategoryRestored(category=self.category, parent=self.parent)


CATEGORY_ACTIONS = (
    AddCategory,
    RenameCategory,
    MoveCategory,
    SetCategoryPeriod,
    RetireCategory,
    RestoreCategory,
)
