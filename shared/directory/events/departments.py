"""Departments and contractors, and their heads, who are charged with investigations (R6.1)."""

from dataclasses import replace
from typing import ClassVar

from typing_extensions import override

from shared.directory.events.base import DirectoryEvent, texts
from shared.directory.forms import NamesForm
from shared.directory.state import Department, Directory, put
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.text import Say, say


class DepartmentEvent(DirectoryEvent):
    """A fact about one department."""

    department: Code

    @override
    def change(self, directory: Directory) -> Directory:
        changed = self.changed(directory.departments[self.department])
        return replace(directory, departments=put(directory.departments, self.department, changed))

    def changed(self, department: Department) -> Department:
        """Give the department after this fact."""
        raise NotImplementedError  # abstract: each fact has its own effect


class DepartmentAdded(DepartmentEvent):
    """A department or contractor works for a site, or for all of them, from now on."""

    TOPIC: ClassVar[str] = "directory.department_added.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R6.1",)
    LABEL: ClassVar[Say] = say("department added", "部门新增")
    names: NamesForm
    site: SiteCode | None  #: None: every site
    contractor: bool = False

    @override
    def change(self, directory: Directory) -> Directory:
        added = Department(self.department, texts(self.names), self.site, contractor=self.contractor)
        return replace(directory, departments=put(directory.departments, self.department, added))


class DepartmentChanged(DepartmentEvent):
    """Its names, site and kind are so from now on."""

    TOPIC: ClassVar[str] = "directory.department_changed.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R6.1",)
    LABEL: ClassVar[Say] = say("department changed", "部门变更")
    names: NamesForm
    site: SiteCode | None
    contractor: bool = False

    @override
    def changed(self, department: Department) -> Department:
        return replace(department, names=texts(self.names), site=self.site, contractor=self.contractor)


class HeadSet(DepartmentEvent):
    """This person is charged with the department's investigations from now on, or nobody (R6.1)."""

    TOPIC: ClassVar[str] = "directory.head_set.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R6.1",)
    LABEL: ClassVar[Say] = say("head of department set", "部门负责人设定")
    head: Code | None

    @override
    def changed(self, department: Department) -> Department:
        return replace(department, head=self.head)


class DepartmentRetired(DepartmentEvent):
    """The department takes no more assignments."""

    TOPIC: ClassVar[str] = "directory.department_retired.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R6.1",)
    LABEL: ClassVar[Say] = say("department retired", "部门停用")

    @override
    def changed(self, department: Department) -> Department:
        return replace(department, active=False, head=None)


class DepartmentRestored(DepartmentEvent):
    """The department takes assignments again."""

    TOPIC: ClassVar[str] = "directory.department_restored.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R6.1",)
    LABEL: ClassVar[Say] = say("department restored", "部门恢复")

    @override
    def changed(self, department: Department) -> Department:
        return replace(department, active=True)


DEPARTMENT_EVENTS = (DepartmentAdded, DepartmentChanged, HeadSet, DepartmentRetired, DepartmentRestored)
