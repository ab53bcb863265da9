"""People, departments and the roster: who acts where, who is charged, who stands in."""

import pytest

from shared.decision.action import Action
from shared.directory.actions.departments import (
    AddDepartment,
    ChangeDepartment,
    RestoreDepartment,
    RetireDepartment,
    SetHead,
)
from shared.directory.actions.people import AddPerson, ChangePerson, RestorePerson, RetirePerson
from shared.directory.actions.roster import MarkAbsent, MarkBack, PutPersonOnDuty, SetDeputy, TakePersonOffDuty
from shared.directory.actions.sites import RetireSite
from shared.directory.events.departments import (
    DepartmentAdded,
    DepartmentChanged,
    DepartmentRestored,
    DepartmentRetired,
    HeadSet,
)
from shared.directory.events.people import (
    DeputySet,
    MarkedAbsent,
    MarkedBack,
    PersonAdded,
    PersonChanged,
    PersonRestored,
    PersonRetired,
    PutOnDuty,
    TakenOffDuty,
)
from shared.vocabulary.roles import Level, Role
from tests.support.cast import gao, he, lin, qian, zhou
from tests.support.company import Company, named, person, site
from tests.support.rules import rule

ENGINEERING = AddDepartment(department="eng", names=named("Engineering"), site="LP")


def at_lp(*orders: Action) -> Company:
    """A company with the site LP, and what else is given."""
    return Company().given(site("LP"), site("HG"), *orders)


def change(code: str, **more: object) -> ChangePerson:
    usual = {"person": code, "names": named(code), "role": Role.SUPERVISOR, "sites": ("LP",)}
    return ChangePerson.model_validate({**usual, **more})


@rule("R8.5")
def test_a_person_acts_at_the_sites_named_or_at_every_one() -> None:
    company = at_lp().when(person("zhou")).then(PersonAdded).when(person("qian", Role.ENTERPRISE, None))
    people = company.then(PersonAdded).directory.people
    assert [people["zhou"].works_at(code) for code in ("LP", "HG")] == [True, False]
    assert [people["qian"].works_at(code) for code in ("LP", "HG")] == [True, True]
    assert people["zhou"].level is Level.SUPERVISOR


@rule("R8.5")
def test_a_persons_code_is_never_used_twice() -> None:
    company = at_lp(person("zhou"), RetirePerson(person="zhou"))
    company.when(person("zhou")).then_refused("R8.5", instead=("restore_person",), person="zhou")


@rule("R8.5")
def test_nobody_has_the_role_or_the_code_of_the_desk_itself() -> None:
    at_lp().when(person("robot", Role.DESK)).then_refused("R8.5")
    at_lp().when(person("desk")).then_refused("R8.5")


@rule("R6.1")
def test_who_works_for_a_department_or_contractor_names_it() -> None:
    company = at_lp(ENGINEERING)
    for role in (Role.DEPARTMENT, Role.CONTRACTOR):
        company.when(person("wu", role)).then_refused("R6.1", role=role)
    company.when(person("wu", Role.DEPARTMENT, department="eng")).then(PersonAdded)


@rule("R6.1")
def test_a_department_nobody_knows_or_that_is_retired_is_refused() -> None:
    company = at_lp(
        ENGINEERING, AddDepartment(department="old", names=named("Old")), RetireDepartment(department="old")
    )
    company.when(person("wu", Role.DEPARTMENT, department="xx")).then_refused("R6.1", instead=("add_department",))
    company.when(person("wu", Role.DEPARTMENT, department="old")).then_refused("R6.1", instead=("restore_department",))
    for order in (RetireDepartment(department="xx"), RestoreDepartment(department="xx"), SetHead(department="xx")):
        company.when(order).then_refused("R6.1", department="xx")
    company.when(SetHead(department="old")).then_refused("R6.1", department="old")


@rule("R11.5")
def test_people_and_departments_belong_to_sites_that_are_known() -> None:
    company = at_lp()
    company.when(person("zhou", sites=("XX",))).then_refused("R11.5", instead=("add_site",), site="XX")
    company.when(AddDepartment(department="d", names=named("D"), site="XX")).then_refused("R11.5", site="XX")


@rule("R8.5")
def test_a_change_of_role_or_sites_takes_off_duty_where_the_person_no_longer_works() -> None:
    company = at_lp(person("zhou", sites=("LP", "HG")))
    company.given(PutPersonOnDuty(person="zhou", site="LP"), PutPersonOnDuty(person="zhou", site="HG"))
    company.when(change("zhou")).then(PersonChanged)
    assert company.directory.people["zhou"].on_duty == {"LP"}
    company.when(change("zhou", role=Role.AUDITOR)).then(PersonChanged)
    assert company.directory.people["zhou"].on_duty == frozenset()


@rule("R8.5")
def test_a_person_nobody_knows_or_who_is_retired_is_refused() -> None:
    company = at_lp(person("zhou"), person("old"), RetirePerson(person="old"))
    for code, way_out in (("xx", "add_person"), ("old", "restore_person")):
        for order in (
            change(code),
            SetDeputy(person=code),
            SetDeputy(person="zhou", deputy=code),
            PutPersonOnDuty(person=code, site="LP"),
            TakePersonOffDuty(person=code, site="LP"),
            MarkAbsent(person=code),
            MarkBack(person=code),
        ):
            company.when(order).then_refused("R8.5", instead=(way_out,), person=code)
    company.when(RetirePerson(person="xx")).then_refused("R8.5", person="xx")


@rule("R12.9")
def test_who_is_retired_is_head_deputy_and_on_duty_no_more_and_each_is_a_fact() -> None:
    company = at_lp(ENGINEERING, person("zhou"), person("wu", Role.DEPARTMENT, department="eng"), person("deng"))
    company.given(SetHead(department="eng", head="zhou"), SetDeputy(person="deng", deputy="zhou"))
    company.given(PutPersonOnDuty(person="zhou", site="LP"))
    company.when(RetirePerson(person="zhou")).then(HeadSet, DeputySet, PersonRetired)
    directory = company.directory
    assert directory.departments["eng"].head is None
    assert directory.people["deng"].deputy is None
    assert directory.people["zhou"].on_duty == frozenset()
    assert not directory.people["zhou"].works_at("LP")


@rule("R12.9")
def test_who_comes_back_is_told_anew_what_they_do() -> None:
    company = at_lp(person("zhou"), RetirePerson(person="zhou"))
    again = {"person": "zhou", "names": named("zhou"), "role": Role.MANAGER, "sites": ("HG",)}
    company.when(RestorePerson.model_validate(again)).then(PersonRestored, PersonChanged)
    back = company.directory.people["zhou"]
    assert (back.active, back.role, back.sites) == (True, Role.MANAGER, frozenset({"HG"}))


@rule("R8.5")
def test_a_level_is_held_by_who_is_on_duty_else_the_deputy_else_anybody_given_it() -> None:
    company = at_lp(person("zhou"), person("deng"), person("lin", Role.RECEPTIONIST))
    assert holder(company) == "zhou"  # nobody on duty: anybody given the level
    company.given(PutPersonOnDuty(person="deng", site="LP"))
    assert holder(company) == "deng"
    company.given(SetDeputy(person="deng", deputy="lin"), MarkAbsent(person="deng"))
    assert holder(company) == "lin"
    company.given(MarkAbsent(person="lin"))
    assert holder(company) == "zhou"
    company.given(MarkAbsent(person="zhou"))
    assert holder(company) is None
    company.given(MarkBack(person="lin"))
    assert holder(company) == "lin"


@rule("R8.5")
def test_of_two_on_duty_the_one_present_comes_before_the_others_deputy() -> None:
    company = at_lp(person("zhou"), person("deng"), person("lin", Role.RECEPTIONIST))
    company.given(SetDeputy(person="zhou", deputy="lin"))
    company.given(PutPersonOnDuty(person="zhou", site="LP"), PutPersonOnDuty(person="deng", site="LP"))
    company.given(MarkAbsent(person="zhou"))
    assert [p.code for p in company.directory.roster("LP", Level.SUPERVISOR)] == ["deng", "lin"]


@rule("R8.5", "R12.17")
def test_who_may_not_act_on_a_matter_is_passed_over() -> None:
    company = at_lp(person("zhou"), person("deng"))
    directory = company.given(PutPersonOnDuty(person="zhou", site="LP")).directory
    passed_over = directory.holder("LP", Level.SUPERVISOR, besides=("zhou",))
    assert passed_over is not None
    assert passed_over.code == "deng"
    assert directory.holder("LP", Level.SUPERVISOR, besides=("zhou", "deng")) is None


def holder(company: Company) -> str | None:
    """Who holds level 1 at LP."""
    found = company.directory.holder("LP", Level.SUPERVISOR)
    return found.code if found else None


@rule("R12.9")
def test_nobody_is_their_own_deputy() -> None:
    at_lp(person("zhou")).when(SetDeputy(person="zhou", deputy="zhou")).then_refused("R12.9")


@rule("R8.5")
def test_duty_is_for_a_level_and_a_site_where_the_person_works() -> None:
    company = at_lp(person("zhou"), person("sun", Role.AUDITOR, None))
    company.when(PutPersonOnDuty(person="zhou", site="HG")).then_refused("R8.5", instead=("change_person",), site="HG")
    company.when(PutPersonOnDuty(person="sun", site="LP")).then_refused("R8.5", person="sun")
    company.given(RetireSite(site="LP")).when(PutPersonOnDuty(person="zhou", site="LP")).then_refused("R11.5")


@rule("R12.9")
def test_duty_absence_and_deputies_are_facts_of_their_own() -> None:
    company = at_lp(person("zhou"), person("deng"))
    company.when(PutPersonOnDuty(person="zhou", site="LP")).then(PutOnDuty)
    company.when(PutPersonOnDuty(person="zhou", site="LP")).then_refused("R8.5")
    company.when(MarkAbsent(person="zhou")).then(MarkedAbsent)
    company.when(MarkAbsent(person="zhou")).then_refused("R12.9")
    company.when(MarkBack(person="zhou")).then(MarkedBack)
    company.when(SetDeputy(person="zhou", deputy="deng")).then(DeputySet)
    company.when(SetDeputy(person="zhou")).then(DeputySet)
    company.when(TakePersonOffDuty(person="zhou", site="LP")).then(TakenOffDuty)


@rule("R8.5", "R12.9")
def test_a_manager_keeps_the_roster_of_the_own_sites_only() -> None:
    company = at_lp(person("zhou"), person("gao", Role.RECEPTIONIST, ("HG",)), person("qian", Role.ENTERPRISE, None))
    company.when(PutPersonOnDuty(person="zhou", site="LP"), by=he).then(PutOnDuty)
    company.when(MarkAbsent(person="zhou"), by=he).then(MarkedAbsent)
    for order in (
        PutPersonOnDuty(person="gao", site="HG"),
        TakePersonOffDuty(person="gao", site="HG"),
        SetDeputy(person="gao", deputy="zhou"),
        MarkAbsent(person="gao"),
        MarkBack(person="gao"),
        MarkAbsent(person="qian"),  # of every site, and so not only of the manager's
    ):
        company.when(order, by=he).then_forbidden()
    company.when(MarkAbsent(person="gao"), by=qian).then(MarkedAbsent)
    for caller in (lin, zhou, gao):
        company.when(MarkBack(person="zhou"), by=caller).then_forbidden()


@rule("R6.1")
def test_a_department_has_a_head_who_is_charged_with_its_investigations() -> None:
    company = at_lp().when(ENGINEERING).then(DepartmentAdded)
    company.given(person("wu", Role.DEPARTMENT, department="eng"))
    company.when(SetHead(department="eng", head="wu")).then(HeadSet)
    assert company.directory.departments["eng"].head == "wu"
    company.when(ENGINEERING).then_refused("R6.1", instead=("change_department",), department="eng")


@rule("R8.5")
def test_a_head_is_somebody_of_ours() -> None:
    at_lp(ENGINEERING).when(SetHead(department="eng", head="xx")).then_refused("R8.5", person="xx")


@rule("R6.1")
def test_a_department_is_retired_when_nobody_belongs_to_it_and_can_come_back() -> None:
    company = at_lp(ENGINEERING, person("wu", Role.DEPARTMENT, department="eng"))
    company.when(RetireDepartment(department="eng")).then_refused("R6.1", instead=("change_person",), people=("wu",))
    company.given(RetirePerson(person="wu")).when(RetireDepartment(department="eng")).then(DepartmentRetired)
    company.when(RestoreDepartment(department="eng")).then(DepartmentRestored)
    contractor = ChangeDepartment(department="eng", names=named("Lifts Ltd"), contractor=True)
    company.when(contractor).then(DepartmentChanged)
    assert company.directory.departments["eng"].contractor


@rule("R12.9")
def test_a_persons_form_is_strict() -> None:
    wrongs: tuple[dict[str, object], ...] = (
        {"names": {}}, {"names": {"fr": "Zhou"}}, {"role": "boss"}, {"person": "Zhou Min"}, {"size": 3},
    )  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(ValueError, match="validation error"):
            AddPerson.model_validate({"person": "zhou", "names": named("Zhou"), "role": Role.MANAGER, **wrong})
