"""Departments and contractors, and their heads (R6.1)."""

from collections.abc import Iterator

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.actions.base import ADMINISTRATION, DirectoryAction
from shared.directory.checks import department_active, department_known, person_active, site_known
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.departments import (
    DepartmentAdded,
    DepartmentChanged,
    DepartmentRestored,
    DepartmentRetired,
    HeadSet,
)
from shared.directory.forms import NamesForm
from shared.directory.state import Directory
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.text import say

CODE_IN_USE = say(
    "The code {department} is taken; codes are never used again.", "部门代码 {department} 已被使用，且不得重用。"
)
NOT_EMPTY = say("Department {department} still has people: {people}.", "部门 {department} 仍有人员：{people}。")


class _DepartmentForm(DirectoryAction):
    """The fields of a department."""

    department: Code = ask("Code", "部门代码")
    names: NamesForm = ask("Name in each language", "各语言名称")
    site: SiteCode | None = ask("Site; empty for every site", "所属项目（空为全部）", default=None)
    contractor: bool = ask("Contractor", "外包单位", default=False)


@action(label=say("Add a department", "新增部门"), rules=("R6.1",), roles=ADMINISTRATION, refuses=("R6.1", "R11.5"))
class AddDepartment(_DepartmentForm):
    """Let a department or contractor take assignments and tasks."""

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        if self.department in directory.departments:
            instead = ("change_department", "restore_department")
            raise Refused("R6.1", CODE_IN_USE, instead=instead, department=self.department)
        if self.site is not None:
            site_known(directory, self.site)
        yield DepartmentAdded(department=self.department, names=self.names, site=self.site, contractor=self.contractor)


@action(label=say("Change a department", "变更部门"), rules=("R6.1",), roles=ADMINISTRATION, refuses=("R6.1", "R11.5"))
class ChangeDepartment(_DepartmentForm):
    """Give a department other names, another site or kind, from now on."""

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        department_active(directory, self.department)
        if self.site is not None:
            site_known(directory, self.site)
        yield DepartmentChanged(
            department=self.department, names=self.names, site=self.site, contractor=self.contractor
        )


@action(
    label=say("Set the head of a department", "设定部门负责人"),
    rules=("R6.1",),
    roles=ADMINISTRATION,
    refuses=("R6.1", "R8.5"),
)
class SetHead(DirectoryAction):
    """Name who is charged with a department's investigations, or leave it empty for nobody."""

    department: Code = ask("Department", "部门")
    head: Code | None = ask("Head", "负责人", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        department_active(directory, self.department)
        if self.head is not None:
            person_active(directory, self.head)
        yield HeadSet(department=self.department, head=self.head)


@action(label=say("Retire a department", "停用部门"), rules=("R6.1",), roles=ADMINISTRATION, refuses=("R6.1",))
class RetireDepartment(DirectoryAction):
    """Let a department take no more assignments. Its people are moved first."""

    department: Code = ask("Department", "部门")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        department_known(directory, self.department)
        members = (p for p in directory.people.values() if p.active and p.department == self.department)
        there = tuple(sorted(person.code for person in members))
        if there:
            instead = ("change_person", "retire_person")
            raise Refused("R6.1", NOT_EMPTY, instead=instead, department=self.department, people=there)
        yield DepartmentRetired(department=self.department)


@action(label=say("Restore a department", "恢复部门"), rules=("R6.1",), roles=ADMINISTRATION, refuses=("R6.1",))
class RestoreDepartment(DirectoryAction):
    """Let a retired department take assignments again."""

    department: Code = ask("Department", "部门")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        department_known(directory, self.department)
        yield DepartmentRestored(department=self.department)


DEPARTMENT_ACTIONS = (AddDepartment, ChangeDepartment, SetHead, RetireDepartment, RestoreDepartment)
