"""The company as the desk knows it: sites, people, departments, the tree, changed limits; now or at any moment."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.routes.cases import At
from shared.decision.moment import Caller
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.directory.limits import Value
from shared.directory.state import Category, Department, Directory, Person, Site, SiteState
from shared.vocabulary.roles import Role
from shared.web.acting import API, Target, add_acting_routes
from shared.web.gate import caller_of
from shared.web.reading import add_reading_route
from shared.web.requests import etag
from shared.web.responses import json_response
from shared.web.shown import plain

Names = dict[str, str]


class SiteShown(BaseModel):
    """A site that the caller sees."""

    code: str
    names: Names
    zone: str
    state: SiteState
    households: int | None  #: occupied, as told last


class PersonShown(BaseModel):
    """Somebody of ours."""

    code: str
    names: Names
    role: Role
    level: int | None
    sites: tuple[str, ...] | None  #: None: every site
    department: str | None
    deputy: str | None
    on_duty: tuple[str, ...]
    absent: bool
    active: bool


class DepartmentShown(BaseModel):
    """A department or contractor."""

    code: str
    names: Names
    site: str | None
    head: str | None
    contractor: bool
    active: bool


class CategoryShown(BaseModel):
    """A node of the classification tree."""

    code: str
    names: Names
    parent: str | None
    active_from: date | None
    active_to: date | None
    active: bool


class LimitShown(BaseModel):
    """A limit that differs from the handbook's default, and where."""

    setting: str
    value: Value
    site: str | None
    category: str | None


class DirectoryShown(BaseModel):
    """The directory at one moment, as far as the caller sees it."""

    version: int
    names: Names
    sites: tuple[SiteShown, ...]
    people: tuple[PersonShown, ...]
    departments: tuple[DepartmentShown, ...]
    categories: tuple[CategoryShown, ...]
    limits: tuple[LimitShown, ...]
    attended: tuple[str, ...]


def add_directory_routes(router: APIRouter, parts: Parts) -> None:
    """`/directory` to read, `/directory/{action}` to change."""

    async def directory(request: Request, at: At = None) -> Response:
        """Sites, people, departments, categories and changed limits."""
        found = parts.policy.current() if at is None else parts.policy.at(at)
        return json_response(_shown(found, caller_of(request)), headers={"etag": etag(found.version)})

    add_reading_route(router, f"{API}/directory", directory, DirectoryShown, tag="directory")
    add_acting_routes(router, parts.door, DIRECTORY, f"{API}/directory", lambda _request: Target(DIRECTORY_ID))


def _shown(directory: Directory, caller: Caller) -> dict[str, Any]:
    sites = [site for site in directory.sites.values() if caller.sees(site.code)]
    people = [] if caller.role is Role.INTEGRATOR else [p for p in directory.people.values() if _shares(p, caller)]
    departments = [d for d in directory.departments.values() if d.site is None or caller.sees(d.site)]
    return {
        "version": directory.version,
        "names": dict(directory.names),
        "sites": [_site(site) for site in sites],
        "people": [_person(person) for person in people],
        "departments": [_department(department) for department in departments],
        "categories": [_category(category) for category in directory.categories.values()],
        "limits": _limits(directory, caller),
        "attended": sorted(channel.value for channel in directory.attended),
    }


def _shares(person: Person, caller: Caller) -> bool:
    """Whether both work at some site."""
    return person.sites is None or caller.sites is None or bool(person.sites & caller.sites)


def _site(site: Site) -> dict[str, Any]:
    return {
        "code": site.code, "names": dict(site.names), "zone": site.zone.key, "state": site.state.value,
        "households": site.households[-1].occupied if site.households else None,
    }  # fmt: skip


def _person(person: Person) -> dict[str, Any]:
    return {
        "code": person.code, "names": dict(person.names), "role": person.role.value, "level": person.level,
        "sites": None if person.sites is None else sorted(person.sites), "department": person.department,
        "deputy": person.deputy, "on_duty": sorted(person.on_duty), "absent": person.absent, "active": person.active,
    }  # fmt: skip


def _department(department: Department) -> dict[str, Any]:
    return {
        "code": department.code, "names": dict(department.names), "site": department.site, "head": department.head,
        "contractor": department.contractor, "active": department.active,
    }  # fmt: skip


def _category(category: Category) -> dict[str, Any]:
    return {
        "code": category.code, "names": dict(category.names), "parent": category.parent, "active": category.active,
        "active_from": plain(category.active_from), "active_to": plain(category.active_to),
    }  # fmt: skip


def _limits(directory: Directory, caller: Caller) -> list[dict[str, Any]]:
    return [
        {"setting": name, "value": plain(value), "site": site, "category": category}
        for (site, category), changed in directory.overrides.items()
        if site is None or caller.sees(site)
        for name, value in sorted(changed.items())
    ]
