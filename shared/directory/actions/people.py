"""People: add, change, retire and restore them (section 1, R12.9)."""

from collections.abc import Iterator

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.actions.base import ADMINISTRATION, DirectoryAction
from shared.directory.checks import department_active, person_active, person_known, site_known
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.departments import HeadSet
from shared.directory.events.people import DeputySet, PersonAdded, PersonChanged, PersonRestored, PersonRetired
from shared.directory.forms import PersonNames
from shared.directory.state import Directory
from shared.vocabulary.ids import CUSTOMER, DESK, Code, SiteCode
from shared.vocabulary.roles import KEYLESS, Role
from shared.vocabulary.text import say

CODE_IN_USE = say("The code {person} is taken; codes are never used again.", "人员代码 {person} 已被使用，且不得重用。")
NOBODY_OF_OURS = say(
    "The desk itself and the customer are nobody's role or code.", "“系统”和“业主”不能作为人员的角色或代码。"
)
NO_DEPARTMENT = say("{role}: this role belongs to a department.", "角色“{role}”的人员须属于某一部门。")

_OF_A_DEPARTMENT = (Role.DEPARTMENT, Role.CONTRACTOR)


class _PersonForm(DirectoryAction):
    """The fields of a person."""

    person: Code = ask("Code", "人员代码")
    names: PersonNames = ask("Name in each language", "各语言姓名")
    role: Role = ask("Role", "角色")
    sites: tuple[SiteCode, ...] | None = ask("Sites; empty for every site", "所属项目（空为全部）", default=None)
    department: Code | None = ask("Department", "部门", default=None)

    def check(self, directory: Directory) -> None:
        """Sites and department exist, and the role may be given to a person. Raises Refused."""
        if self.role in KEYLESS or self.person in {DESK, CUSTOMER}:
            raise Refused("R8.5", NOBODY_OF_OURS)
        for site in self.sites or ():
            site_known(directory, site)
        if self.department is not None:
            department_active(directory, self.department)
        elif self.role in _OF_A_DEPARTMENT:
            raise Refused("R6.1", NO_DEPARTMENT, role=self.role)

    def changed(self) -> PersonChanged:
        """The fact that the person is so from now on."""
        return PersonChanged(
            person=self.person,
            names=self.names,
            role=self.role,
            sites=self.sorted_sites,
            department=self.department,
        )

    @property
    def sorted_sites(self) -> tuple[str, ...] | None:
        """The sites, each once."""
        return None if self.sites is None else tuple(sorted(set(self.sites)))


@action(
    label=say("Add a person", "新增人员"),
    rules=("R8.5",),
    roles=ADMINISTRATION,
    refuses=("R8.5", "R6.1", "R11.5"),
)
class AddPerson(_PersonForm):
    """Let somebody act for the company: a person with a role, or a system that speaks for one."""

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        self.check(directory)
        if self.person in directory.people:
            raise Refused("R8.5", CODE_IN_USE, instead=("change_person", "restore_person"), person=self.person)
        yield PersonAdded(
            person=self.person,
            names=self.names,
            role=self.role,
            sites=self.sorted_sites,
            department=self.department,
        )


@action(
    label=say("Change a person", "变更人员"),
    rules=("R8.5",),
    roles=ADMINISTRATION,
    refuses=("R8.5", "R6.1", "R11.5"),
)
class ChangePerson(_PersonForm):
    """Give a person another name, role, sites or department, from now on."""

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        person_active(directory, self.person)
        self.check(directory)
        yield self.changed()


@action(label=say("Retire a person", "停用人员"), rules=("R12.9",), roles=ADMINISTRATION, refuses=("R8.5",))
class RetirePerson(DirectoryAction):
    """Let a person act no more; they are head and deputy of nobody from then on."""

    person: Code = ask("Person", "人员")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        person_known(directory, self.person)
        for department in directory.departments.values():
            if department.head == self.person:
                yield HeadSet(department=department.code, head=None)
        for person in directory.people.values():
            if person.deputy == self.person:
                yield DeputySet(person=person.code, deputy=None)
        yield PersonRetired(person=self.person)


@action(
    label=say("Restore a person", "恢复人员"),
    rules=("R12.9",),
    roles=ADMINISTRATION,
    refuses=("R8.5", "R6.1", "R11.5"),
)
class RestorePerson(_PersonForm):
    """Let a retired person act again, in the role, department and at the sites now named."""

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        person_known(directory, self.person)
        self.check(directory)
        yield PersonRestored(person=self.person)
        yield self.changed()


PEOPLE_ACTIONS = (AddPerson, ChangePerson, RetirePerson, RestorePerson)
