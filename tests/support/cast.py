"""The people of our stories. Lin, Zhou, He and Qian work at LP, Gao and Reyes at HG; Ms Wang owns a flat at LP.

Wu heads the engineers of LP, Jiang comes from the lift firm.
"""

from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.decision.moment import Caller
from shared.directory.state import Category, Department, Directory, Person, Site, SiteState
from shared.vocabulary.ids import CUSTOMER, DESK
from shared.vocabulary.roles import Role

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
LP, HG = "LP", "HG"


def _caller(code: str, role: Role, site: str | None = LP, department: str | None = None) -> Caller:
    return Caller(code, role, None if site is None else frozenset({site}), department=department)


lin = _caller("lin", Role.RECEPTIONIST)
mei = _caller("mei", Role.RECEPTIONIST)
zhou = _caller("zhou", Role.SUPERVISOR)
he = _caller("he", Role.MANAGER)
qian = _caller("qian", Role.ENTERPRISE, None)
gao = _caller("gao", Role.RECEPTIONIST, HG)
reyes = _caller("reyes", Role.SUPERVISOR, HG)
sun = _caller("sun", Role.AUDITOR, None)
wu = _caller("wu", Role.DEPARTMENT, department="LP-engineering")
jiang = _caller("jiang", Role.CONTRACTOR, department="LP-lifts")
admin = _caller("admin", Role.ADMINISTRATOR, None)
portal = _caller("portal", Role.INTEGRATOR)
desk_itself = _caller(DESK, Role.DESK, None)
wang_herself = _caller(CUSTOMER, Role.CUSTOMER, None)

STAFF = (lin, mei, zhou, he, qian, gao, reyes, wu, jiang, sun, admin)
ms_wang = UUID("00000000-0000-4000-8000-0000000a0001")


def _person(caller: Caller) -> Person:
    name = MappingProxyType({"en": caller.id.title(), "zh_Hans": caller.id, "zh_Hant": caller.id})
    return Person(caller.id, name, caller.role, caller.sites, department=caller.department)


def _department(code: str, name: str, head: str | None, *, contractor: bool = False) -> Department:
    return Department(code, MappingProxyType({"en": name}), LP, head=head, contractor=contractor)


def company() -> Directory:
    """A small company: LP in Shanghai, HG in New York, an archived site OLD, three categories."""
    sites = {
        LP: Site(LP, MappingProxyType({"en": "Lakeside Park"}), SHANGHAI),
        HG: Site(HG, MappingProxyType({"en": "Harbour Gate"}), NEW_YORK),
        "OLD": Site("OLD", MappingProxyType({"en": "Old Court"}), SHANGHAI, state=SiteState.ARCHIVED),
    }
    tree = {
        "facilities": Category("facilities", MappingProxyType({"en": "Facilities"})),
        "facilities.lift": Category("facilities.lift", MappingProxyType({"en": "Lift"}), parent="facilities"),
        "noise": Category("noise", MappingProxyType({"en": "Noise"})),
    }
    departments = (
        _department("LP-engineering", "Engineering", "wu"),
        _department("LP-lifts", "Lift firm", "jiang", contractor=True),
        _department("LP-cleaning", "Cleaning", None),
    )
    return Directory(
        sites=MappingProxyType(sites),
        people=MappingProxyType({caller.id: _person(caller) for caller in STAFF}),
        categories=MappingProxyType(tree),
        departments=MappingProxyType({department.code: department for department in departments}),
    )
