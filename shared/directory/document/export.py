"""A directory as a document, and a document as YAML. `difference(x, export(x))` is empty."""

from collections.abc import Mapping
from typing import Any

import yaml

from shared.directory.document.model import (
    CategoryPart,
    CompanyPart,
    DepartmentPart,
    Document,
    Hours,
    LimitsPart,
    PersonPart,
    ProcedurePart,
    SitePart,
)
from shared.directory.schedule import Schedule
from shared.directory.state import Category, Department, Directory, Person, Site


def export(directory: Directory) -> Document:
    """Everything of a directory, who is retired too."""
    return Document(
        company=CompanyPart(names=_plain(directory.names)) if directory.names else None,
        attended_channels=tuple(sorted(directory.attended)),
        desk_hours=Hours.of(Schedule.of(directory.desk_hours)),
        procedure=ProcedurePart(names=_plain(directory.procedure.names), version=directory.procedure.version or None),
        words={step: _plain(texts) for step, texts in directory.words.items()},
        categories=_below(directory, None),
        sites={code: _site(site) for code, site in directory.sites.items()},
        departments={code: _department(department) for code, department in directory.departments.items()},
        people={code: _person(person) for code, person in directory.people.items()},
        limits=_limits(directory),
    )


def write(document: Document) -> str:
    """The document as YAML; `read` gives the same document back."""
    data = document.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)


def _plain(texts: Mapping[str, str]) -> Any:
    return dict(texts)


def _below(directory: Directory, parent: str | None) -> dict[str, CategoryPart]:
    nodes = [node for node in directory.categories.values() if node.parent == parent]
    return {node.code: _category(directory, node) for node in nodes}


def _category(directory: Directory, node: Category) -> CategoryPart:
    return CategoryPart(
        names=_plain(node.names),
        active_from=node.active_from,
        active_to=node.active_to,
        retired=not node.active,
        below=_below(directory, node.code),
    )


def _site(site: Site) -> SitePart:
    return SitePart(
        names=_plain(site.names),
        zone=site.zone.key,
        state=site.state,
        desk_hours=Hours.of(Schedule.of(site.desk_hours)) if site.own_hours else None,
        households={entry.since: entry.occupied for entry in site.households},
    )


def _department(department: Department) -> DepartmentPart:
    return DepartmentPart(
        names=_plain(department.names),
        site=department.site,
        head=department.head,
        contractor=department.contractor,
        retired=not department.active,
    )


def _person(person: Person) -> PersonPart:
    return PersonPart(
        names=_plain(person.names),
        role=person.role,
        sites=None if person.sites is None else tuple(sorted(person.sites)),
        department=person.department,
        deputy=person.deputy,
        on_duty=tuple(sorted(person.on_duty)) or None,
        absent=True if person.absent else None,
        retired=not person.active,
    )


def _limits(directory: Directory) -> LimitsPart:
    company: dict[str, Any] = {}
    sites: dict[str, dict[str, Any]] = {}
    categories: dict[str, dict[str, Any]] = {}
    both: dict[str, dict[str, dict[str, Any]]] = {}
    for (site, category), settings in directory.overrides.items():
        if site is None and category is None:
            company = dict(settings)
        elif category is None:
            sites[site or ""] = dict(settings)
        elif site is None:
            categories[category] = dict(settings)
        else:
            both.setdefault(site, {})[category] = dict(settings)
    return LimitsPart(company=company, sites=sites, categories=categories, sites_and_categories=both)
