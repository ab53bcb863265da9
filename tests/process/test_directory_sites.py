"""Sites: known, opened, archived, retired; desk hours and households."""

from datetime import date, time

from shared.directory.actions.company import SetCompanyHours
from shared.directory.actions.people import RetirePerson
from shared.directory.actions.roster import MarkAbsent, SetDeputy
from shared.directory.actions.sites import (
    AddSite,
    ArchiveSite,
    ChangeSite,
    OpenSite,
    RecordHouseholds,
    RetireSite,
    SetDeskHours,
)
from shared.directory.events.company import CompanyHoursSet
from shared.directory.events.sites import (
    DeskHoursSet,
    HouseholdsRecorded,
    SiteAdded,
    SiteArchived,
    SiteChanged,
    SiteOpened,
    SiteRetired,
)
from shared.directory.schedule import Schedule, Span
from shared.directory.state import SiteState
from shared.vocabulary.roles import Role
from tests.support.cast import gao, he, lin, qian
from tests.support.company import Company, named, person, site, staffed
from tests.support.rules import rule

MORNINGS = Schedule(monday=Span(since=time(9), until=time(12)), closed=(date(2026, 10, 1),))


@rule("R11.5")
def test_a_new_site_is_known_and_not_open() -> None:
    company = Company().when(site("LP")).then(SiteAdded)
    assert company.directory.sites["LP"].state is SiteState.PREPARED
    assert not company.directory.sites["LP"].is_open


@rule("R11.5")
def test_a_site_code_is_never_used_twice_not_even_after_retiring() -> None:
    company = Company().given(site("LP"), RetireSite(site="LP"))
    company.when(site("LP")).then_refused("R11.5", instead=("change_site",), site="LP")


@rule("R11.5")
def test_a_site_nobody_knows_is_refused_by_every_action_on_sites() -> None:
    company = Company()
    for order in (
        ChangeSite(site="XX", names=named("x"), zone="Asia/Shanghai"),
        OpenSite(site="XX"),
        ArchiveSite(site="XX"),
        RetireSite(site="XX"),
        SetDeskHours(site="XX"),
        RecordHouseholds(site="XX", since=date(2026, 1, 1), occupied=3),
    ):
        company.when(order).then_refused("R11.5", instead=("add_site",), site="XX")


@rule("R8.5")
def test_a_site_opens_once_levels_1_to_3_each_have_somebody() -> None:
    company = Company().given(*staffed("LP")).when(OpenSite(site="LP")).then(SiteOpened)
    assert company.directory.sites["LP"].is_open


@rule("R8.5")
def test_a_site_without_a_holder_or_deputy_of_a_level_cannot_be_opened() -> None:
    for missing, level in (("s-LP", 1), ("m-LP", 2), ("e", 3)):
        company = Company().given(*staffed("LP"), RetirePerson(person=missing))
        company.when(OpenSite(site="LP")).then_refused("R8.5", instead=("add_person",), level=level)


@rule("R8.5")
def test_a_deputy_is_enough_to_open_a_site_when_the_holder_is_away() -> None:
    away = Company().given(*staffed("LP"), MarkAbsent(person="m-LP"))
    away.when(OpenSite(site="LP")).then_refused("R8.5", level=2)
    away.given(SetDeputy(person="m-LP", deputy="s-LP")).when(OpenSite(site="LP")).then(SiteOpened)


@rule("R8.5")
def test_people_of_another_site_do_not_count() -> None:
    company = Company().given(*staffed("HG"), site("LP"))
    company.when(OpenSite(site="LP")).then_refused("R8.5", site="LP", level=1)


@rule("CK12")
def test_a_site_that_was_never_opened_can_hold_imported_cases_only() -> None:
    company = Company().given(*staffed("LP")).when(ArchiveSite(site="LP")).then(SiteArchived)
    assert company.directory.sites["LP"].archived
    company.when(OpenSite(site="LP")).then(SiteOpened)
    assert not company.directory.sites["LP"].archived


@rule("CK12")
def test_a_site_that_was_open_is_retired_and_not_archived() -> None:
    company = Company().given(*staffed("LP"), OpenSite(site="LP"))
    company.when(ArchiveSite(site="LP")).then_refused("CK12", instead=("retire_site",))
    company.when(RetireSite(site="LP")).then(SiteRetired)
    assert company.directory.sites["LP"].state is SiteState.RETIRED
    company.when(ArchiveSite(site="LP")).then_refused("CK12")
    company.when(OpenSite(site="LP")).then(SiteOpened)


@rule("R11.5")
def test_a_retired_site_gets_no_desk_hours() -> None:
    company = Company().given(site("LP"), RetireSite(site="LP"))
    company.when(SetDeskHours(site="LP", hours=MORNINGS)).then_refused("R11.5", instead=("open_site",))


@rule("CK12")
def test_a_sites_names_and_zone_change_from_now_on() -> None:
    company = Company().given(site("LP")).when(ChangeSite(site="LP", names=named("Park"), zone="America/New_York"))
    company.then(SiteChanged)
    assert str(company.directory.sites["LP"].zone) == "America/New_York"


@rule("CK11")
def test_desk_hours_are_the_sites_own_or_the_companys() -> None:
    company = Company().given(site("LP"), site("HG")).when(SetDeskHours(site="LP", hours=MORNINGS)).then(DeskHoursSet)
    evenings = Schedule(sunday=Span(since=time(18), until=time(20)))
    company.when(SetCompanyHours(hours=evenings)).then(CompanyHoursSet)
    sites = company.given(site("NEW")).directory.sites
    assert sites["LP"].desk_hours == MORNINGS.desk_hours()
    assert sites["HG"].desk_hours == sites["NEW"].desk_hours == evenings.desk_hours()
    company.when(SetDeskHours(site="LP")).then(DeskHoursSet)
    assert company.directory.sites["LP"].desk_hours == evenings.desk_hours()


@rule("R11.2")
def test_households_are_known_from_the_day_they_are_recorded_for() -> None:
    company = Company().given(site("LP"))
    for since, occupied in ((date(2026, 3, 1), 810), (date(2026, 1, 1), 800), (date(2026, 3, 1), 812)):
        company.when(RecordHouseholds(site="LP", since=since, occupied=occupied)).then(HouseholdsRecorded)
    known = company.directory.sites["LP"]
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1))
    assert [known.occupied(day) for day in days] == [None, 800, 800, 812]


@rule("R11.2")
def test_a_manager_records_the_households_of_the_own_sites_only() -> None:
    company = Company().given(site("LP"), site("HG"))
    company.when(RecordHouseholds(site="LP", since=date(2026, 1, 1), occupied=1), by=he).then(HouseholdsRecorded)
    company.when(RecordHouseholds(site="HG", since=date(2026, 1, 1), occupied=1), by=he).then_forbidden()
    company.when(RecordHouseholds(site="HG", since=date(2026, 1, 1), occupied=1), by=qian).then(HouseholdsRecorded)


@rule("R8.5")
def test_only_administration_adds_and_opens_sites() -> None:
    company = Company().given(*staffed("LP"))
    for caller in (lin, he, gao, qian):
        company.when(OpenSite(site="LP"), by=caller).then_forbidden()
        company.when(AddSite(site="ZZ", names=named("z"), zone="Asia/Shanghai"), by=caller).then_forbidden()


@rule("R11.5")
def test_what_would_change_nothing_is_refused() -> None:
    company = Company().given(site("LP"))
    company.when(ChangeSite(site="LP", names=named("LP"), zone="Asia/Shanghai")).then_refused("CK12")
    company.given(person("zhou", Role.SUPERVISOR))
    company.given(RetireSite(site="LP")).when(RetireSite(site="LP")).then_refused("R11.5")
