"""The company of the cast, founded through the real actions: LP in Shanghai, HG in New York, their staff, a tree."""

from collections.abc import Iterator

from shared.customer.actions import RegisterCustomer
from shared.customer.kind import CUSTOMER
from shared.decision.action import Action
from shared.directory.actions.categories import AddCategory
from shared.directory.actions.company import NameCompany
from shared.directory.actions.departments import AddDepartment
from shared.directory.actions.people import AddPerson
from shared.directory.actions.sites import AddSite, OpenSite
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.handling.door import Door
from shared.vocabulary.roles import Role
from tests.support.cast import HG, LP, STAFF, desk_itself, lin, ms_wang

OF_HARBOUR_GATE = (("liu", Role.SUPERVISOR), ("ma", Role.MANAGER))


def _names(text: str) -> dict[str, str]:
    return {"en": text, "zh_Hans": text, "zh_Hant": text}


def _orders() -> Iterator[Action]:
    yield NameCompany.model_validate({"names": _names("Lakeside Property")})
    yield AddSite.model_validate({"site": LP, "names": _names("Lakeside Park"), "zone": "Asia/Shanghai"})
    yield AddSite.model_validate({"site": HG, "names": _names("Harbour Gate"), "zone": "America/New_York"})
    for department, name in (("LP-engineering", "Engineering"), ("LP-lifts", "Lifts"), ("LP-cleaning", "Cleaning")):
        form = {"department": department, "names": _names(name), "site": LP, "contractor": department == "LP-lifts"}
        yield AddDepartment.model_validate(form)
    for caller in STAFF:
        sites = None if caller.sites is None else tuple(caller.sites)
        form = {"person": caller.id, "names": _names(caller.id.title()), "role": caller.role}
        yield AddPerson.model_validate({**form, "sites": sites, "department": caller.department})
    for code, role in OF_HARBOUR_GATE:
        yield AddPerson.model_validate({"person": code, "names": _names(code.title()), "role": role, "sites": (HG,)})
    yield OpenSite(site=LP)
    yield OpenSite(site=HG)
    for category, parent in (("facilities", None), ("facilities.lift", "facilities"), ("noise", None)):
        yield AddCategory.model_validate({"category": category, "names": _names(category.title()), "parent": parent})


async def found_company(door: Door) -> None:
    """Found it unless it is there."""
    if LP in door.state(DIRECTORY, DIRECTORY_ID).state.sites:
        return
    for order in _orders():
        await door.act(DIRECTORY, DIRECTORY_ID, order, desk_itself)
    await door.act(CUSTOMER, ms_wang, _ms_wang(), lin)


def _ms_wang() -> Action:
    form = {"site": LP, "name": "王女士", "phones": ("13812345678",), "unit": "3-1-502"}
    return RegisterCustomer.model_validate(form)
