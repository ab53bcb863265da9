"""People: who they are, where they act, who stands in, who is on duty (R8.5, R12.9)."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from typing_extensions import override

from shared.directory.events.base import DirectoryEvent, texts
from shared.directory.forms import PersonNames
from shared.directory.state import Directory, Person, put
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Say, say


class PersonEvent(DirectoryEvent):
    """A fact about one of ours."""

    person: Code

    @override
    def change(self, directory: Directory) -> Directory:
        changed = self.changed(directory.people[self.person])
        return replace(directory, people=put(directory.people, self.person, changed))

    def changed(self, person: Person) -> Person:
        """Give the person after this fact."""
        raise NotImplementedError  # abstract: each fact has its own effect


class PersonAdded(PersonEvent):
    """Somebody works for the company from now on, or a system speaks for one."""

    TOPIC: ClassVar[str] = "directory.person_added.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R8.5",)
    LABEL: ClassVar[Say] = say("person added", "人员新增")
    names: PersonNames
    role: Role
    sites: tuple[SiteCode, ...] | None  #: None: every site
    department: Code | None

    @override
    def change(self, directory: Directory) -> Directory:
        sites = None if self.sites is None else frozenset(self.sites)
        person = Person(self.person, texts(self.names), self.role, sites, self.department)
        return replace(directory, people=put(directory.people, self.person, person))


class PersonChanged(PersonEvent):
    """Name, role, sites or department are so from now on; duty at sites no longer worked at ends with it."""

    TOPIC: ClassVar[str] = "directory.person_changed.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R8.5",)
    LABEL: ClassVar[Say] = say("person changed", "人员变更")
    names: PersonNames
    role: Role
    sites: tuple[SiteCode, ...] | None
    department: Code | None

    @override
    def changed(self, person: Person) -> Person:
        sites = None if self.sites is None else frozenset(self.sites)
        on_duty = person.on_duty if sites is None else person.on_duty & sites
        if self.role.level is None:
            on_duty = frozenset()
        return replace(
            person,
            names=texts(self.names), role=self.role, sites=sites, department=self.department, on_duty=on_duty,
        )  # fmt: skip


class PersonRetired(PersonEvent):
    """The person no longer acts; what they did stays theirs."""

    TOPIC: ClassVar[str] = "directory.person_retired.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.9",)
    LABEL: ClassVar[Say] = say("person retired", "人员停用")

    @override
    def changed(self, person: Person) -> Person:
        return replace(person, active=False, on_duty=frozenset(), deputy=None)


class PersonRestored(PersonEvent):
    """The person acts again."""

    TOPIC: ClassVar[str] = "directory.person_restored.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.9",)
    LABEL: ClassVar[Say] = say("person restored", "人员恢复")

    @override
    def changed(self, person: Person) -> Person:
        return replace(person, active=True)


class DeputySet(PersonEvent):
    """This deputy stands in from now on, or nobody (R8.5, R12.9)."""

    TOPIC: ClassVar[str] = "directory.deputy_set.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R8.5", "R12.9")
    LABEL: ClassVar[Say] = say("deputy set", "代理人设定")
    deputy: Code | None

    @override
    def changed(self, person: Person) -> Person:
        return replace(person, deputy=self.deputy)


class PutOnDuty(PersonEvent):
    """The person holds their level at this site from now on (R8.5)."""

    TOPIC: ClassVar[str] = "directory.put_on_duty.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R8.5",)
    LABEL: ClassVar[Say] = say("put on duty", "安排值班")
    site: SiteCode

    @override
    def changed(self, person: Person) -> Person:
        return replace(person, on_duty=person.on_duty | {self.site})


class TakenOffDuty(PersonEvent):
    """The person no longer holds their level at this site (R8.5)."""

    TOPIC: ClassVar[str] = "directory.taken_off_duty.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R8.5",)
    LABEL: ClassVar[Say] = say("taken off duty", "取消值班")
    site: SiteCode

    @override
    def changed(self, person: Person) -> Person:
        return replace(person, on_duty=person.on_duty - {self.site})


class MarkedAbsent(PersonEvent):
    """The person is away; the deputy stands in (R12.9)."""

    TOPIC: ClassVar[str] = "directory.marked_absent.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.9", "R8.5")
    LABEL: ClassVar[Say] = say("marked absent", "登记缺勤")
    until: date | None = None  #: last day expected; the return is an event of its own

    @override
    def changed(self, person: Person) -> Person:
        return replace(person, absent=True)


class MarkedBack(PersonEvent):
    """The person is back (R12.9)."""

    TOPIC: ClassVar[str] = "directory.marked_back.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.9",)
    LABEL: ClassVar[Say] = say("marked back", "登记返岗")

    @override
    def changed(self, person: Person) -> Person:
        return replace(person, absent=False)


PEOPLE_EVENTS = (
    PersonAdded, PersonChanged, PersonRetired, PersonRestored, DeputySet,
    PutOnDuty, TakenOffDuty, MarkedAbsent, MarkedBack,
)  # fmt: skip
