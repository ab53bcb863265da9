"""Departments, people and the roster of a file against those of a directory."""

from collections.abc import Iterator

from shared.directory.actions.base import DirectoryAction
from shared.directory.actions.departments import (
    AddDepartment,
    ChangeDepartment,
    RestoreDepartment,
    RetireDepartment,
    SetHead,
)
from shared.directory.actions.people import AddPerson, ChangePerson, RestorePerson, RetirePerson
from shared.directory.actions.roster import MarkAbsent, MarkBack, PutPersonOnDuty, SetDeputy, TakePersonOffDuty
from shared.directory.document.model import DepartmentPart, Document, Path, PersonPart
from shared.directory.state import Directory, Person

Steps = Iterator[tuple[Path, DirectoryAction]]


def departments_present(directory: Directory, document: Document) -> Steps:
    """Departments that come into being, come back, or change."""
    for code, wanted in (document.departments or {}).items():
        path: Path = ("departments", code)
        known = directory.departments.get(code)
        form = {"department": code, "names": wanted.names, "site": wanted.site, "contractor": wanted.contractor}
        if known is None:
            yield path, AddDepartment.model_validate(form)
            continue
        if not known.active and not wanted.retired:
            yield path, RestoreDepartment(department=code)
        if (known.names, known.site, known.contractor) != (wanted.names, wanted.site, wanted.contractor):
            yield path, ChangeDepartment.model_validate(form)


def people_present(directory: Directory, document: Document) -> Steps:
    """People who come, come back, or change."""
    for code, wanted in (document.people or {}).items():
        path: Path = ("people", code)
        known = directory.people.get(code)
        form = {
            "person": code,
            "names": wanted.names,
            "role": wanted.role,
            "sites": wanted.sites,
            "department": wanted.department,
        }
        if known is None:
            yield path, AddPerson.model_validate(form)
            continue
        if not known.active and not wanted.retired:
            yield path, RestorePerson.model_validate(form)
        elif not _is(known, wanted):
            yield path, ChangePerson.model_validate(form)


def _is(known: Person, wanted: PersonPart) -> bool:
    sites = None if wanted.sites is None else frozenset(wanted.sites)
    now = (known.names, known.role, known.sites, known.department)
    return now == (wanted.names, wanted.role, sites, wanted.department)


def deputies_and_heads(directory: Directory, document: Document) -> Steps:
    """Who stands in, who is charged with investigations."""
    for code, person in _staying(document):
        if directory.people[code].deputy != person.deputy:
            yield ("people", code, "deputy"), SetDeputy(person=code, deputy=person.deputy)
    for code, department in (document.departments or {}).items():
        if not department.retired and directory.departments[code].head != department.head:
            yield ("departments", code, "head"), SetHead(department=code, head=department.head)


def duty(directory: Directory, document: Document) -> Steps:
    """Who is on duty where, as far as the file says it."""
    for code, person in _staying(document):
        if person.on_duty is None:
            continue
        path: Path = ("people", code, "on_duty")
        known = directory.people[code].on_duty
        for site in sorted(known - set(person.on_duty)):
            yield path, TakePersonOffDuty(person=code, site=site)
        for site in sorted(set(person.on_duty) - known):
            yield path, PutPersonOnDuty(person=code, site=site)


def absences(directory: Directory, document: Document) -> Steps:
    """Who is away, as far as the file says it."""
    for code, person in _staying(document):
        if person.absent is not None and person.absent != directory.people[code].absent:
            order = MarkAbsent(person=code) if person.absent else MarkBack(person=code)
            yield ("people", code, "absent"), order


def people_gone(directory: Directory, document: Document) -> Steps:
    """People to retire."""
    if document.people is not None:
        for code, known in directory.people.items():
            if known.active and _leaves(document.people.get(code)):
                yield ("people", code) if code in document.people else ("people",), RetirePerson(person=code)


def departments_gone(directory: Directory, document: Document) -> Steps:
    """Departments to retire, once nobody belongs to them."""
    if document.departments is not None:
        for code, known in directory.departments.items():
            if known.active and _leaves(document.departments.get(code)):
                path: Path = ("departments", code) if code in document.departments else ("departments",)
                yield path, RetireDepartment(department=code)


def _leaves(wanted: PersonPart | DepartmentPart | None) -> bool:
    return wanted is None or wanted.retired


def _staying(document: Document) -> Iterator[tuple[str, PersonPart]]:
    return ((code, person) for code, person in (document.people or {}).items() if not person.retired)
