"""What the directory's actions look up first; each says no with the rule that wants the thing to exist."""

from datetime import date

from shared.decision.moment import Caller
from shared.decision.refusal import Forbidden, Refused
from shared.directory.state import Category, Department, Directory, Person, Site, SiteState
from shared.vocabulary.text import say

UNKNOWN_SITE = say("There is no site {site}.", "没有项目 {site}。")
RETIRED_SITE = say("Site {site} is retired.", "项目 {site} 已停用。")
UNKNOWN_PERSON = say("There is no person {person}.", "没有人员 {person}。")
RETIRED_PERSON = say("{person} no longer works here.", "人员 {person} 已停用。")
UNKNOWN_DEPARTMENT = say("There is no department {department}.", "没有部门 {department}。")
RETIRED_DEPARTMENT = say("Department {department} is retired.", "部门 {department} 已停用。")
UNKNOWN_CATEGORY = say("There is no category {category}.", "没有类别 {category}。")
RETIRED_CATEGORY = say("Category {category} is retired.", "类别 {category} 已停用。")
ENDS_BEFORE_IT_BEGINS = say("The period ends before it begins.", "期限的结束日早于开始日。")


def site_known(directory: Directory, code: str) -> Site:
    """The site of this code, retired or not. Raises Refused."""
    if code not in directory.sites:
        raise Refused("R11.5", UNKNOWN_SITE, instead=("add_site",), site=code)
    return directory.sites[code]


def site_in_use(directory: Directory, code: str) -> Site:
    """The site of this code. Raises Refused when it is retired."""
    site = site_known(directory, code)
    if site.state is SiteState.RETIRED:
        raise Refused("R11.5", RETIRED_SITE, instead=("open_site",), site=code)
    return site


def person_known(directory: Directory, code: str) -> Person:
    """The person of this code, retired or not. Raises Refused."""
    if code not in directory.people:
        raise Refused("R8.5", UNKNOWN_PERSON, instead=("add_person",), person=code)
    return directory.people[code]


def person_active(directory: Directory, code: str) -> Person:
    """The person of this code. Raises Refused when retired."""
    person = person_known(directory, code)
    if not person.active:
        raise Refused("R8.5", RETIRED_PERSON, instead=("restore_person",), person=code)
    return person


def department_known(directory: Directory, code: str) -> Department:
    """The department of this code, retired or not. Raises Refused."""
    if code not in directory.departments:
        raise Refused("R6.1", UNKNOWN_DEPARTMENT, instead=("add_department",), department=code)
    return directory.departments[code]


def department_active(directory: Directory, code: str) -> Department:
    """The department of this code. Raises Refused when retired."""
    department = department_known(directory, code)
    if not department.active:
        raise Refused("R6.1", RETIRED_DEPARTMENT, instead=("restore_department",), department=code)
    return department


def category_known(directory: Directory, code: str) -> Category:
    """The category of this code, retired or not. Raises Refused."""
    if code not in directory.categories:
        raise Refused("R12.2", UNKNOWN_CATEGORY, instead=("add_category",), category=code)
    return directory.categories[code]


def category_active(directory: Directory, code: str) -> Category:
    """The category of this code. Raises Refused when retired."""
    category = category_known(directory, code)
    if not category.active:
        raise Refused("R12.2", RETIRED_CATEGORY, instead=("restore_category",), category=code)
    return category


def in_order(active_from: date | None, active_to: date | None) -> None:
    """A period begins before it ends. Raises Refused."""
    if active_from is not None and active_to is not None and active_to < active_from:
        raise Refused("R12.2", ENDS_BEFORE_IT_BEGINS, active_from=active_from, active_to=active_to)


def may_touch(caller: Caller, slug: str, sites: frozenset[str] | None) -> None:
    """A caller bound to sites changes nothing beyond them. Raises Forbidden."""
    if caller.sites is not None and (sites is None or not sites <= caller.sites):
        raise Forbidden(slug, caller.role)
