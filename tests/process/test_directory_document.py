"""The directory as a file: read strictly, compared, applied once, given back."""

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from shared.decision.action import Action
from shared.directory.actions.categories import AddCategory, MoveCategory, RetireCategory
from shared.directory.actions.departments import AddDepartment, SetHead
from shared.directory.actions.limits import ChangeLimit
from shared.directory.actions.people import ChangePerson, RetirePerson
from shared.directory.actions.roster import MarkAbsent, PutPersonOnDuty, SetDeputy
from shared.directory.actions.sites import ArchiveSite, OpenSite, RecordHouseholds, RetireSite
from shared.directory.actions.words import ChangeWords
from shared.directory.document import DocumentError, difference, export, read, shown, write
from shared.directory.document.difference import carried_out
from shared.directory.kind import DIRECTORY
from shared.directory.sample import first_orders, sample_directory, sample_text
from shared.directory.state import Directory
from shared.vocabulary.roles import KEYLESS, Role
from tests.support import cast
from tests.support.company import Company, named, person, site, staffed
from tests.support.rules import rule

SITE = """
sites:
  LP:
    names: {en: Park}
    zone: Asia/Shanghai
    state: prepared
"""


def applied(directory: Directory, text: str) -> Directory:
    """The directory after the file."""
    for order in difference(directory, read(text)):
        directory = carried_out(directory, order)
    return directory


def problem(text: str, directory: Directory | None = None) -> str:
    """What is said about a file that cannot be carried out."""
    with pytest.raises(DocumentError) as caught:
        difference(directory or DIRECTORY.blank, read(text))
    return str(caught.value)


def test_the_sample_company_is_there_after_its_orders_and_applying_it_again_does_nothing() -> None:
    directory = sample_directory()
    assert set(directory.sites) == {"LP", "HG"}
    assert all(place.is_open for place in directory.sites.values())
    assert {str(place.zone) for place in directory.sites.values()} == {"Asia/Shanghai", "America/New_York"}
    assert difference(directory, read(sample_text())) == []
    assert "sample" in directory.names["en"]
    assert directory.version == len(first_orders(sample=True))


@rule("R8.5")
def test_the_sample_has_every_level_with_a_deputy_at_every_site() -> None:
    directory = sample_directory()
    for code in directory.sites:
        for level in range(4):
            holder = next(p for p in directory.people.values() if p.level == level and code in p.on_duty)
            assert holder.deputy is not None
    assert {role for role in Role if role not in KEYLESS} == {p.role for p in directory.people.values()}
    assert all(department.head for department in directory.departments.values())


def test_the_cast_of_our_stories_works_at_the_sample_company() -> None:
    people = sample_directory().people
    for caller in (*cast.STAFF, cast.portal):
        assert (people[caller.id].role, people[caller.id].sites) == (caller.role, caller.sites)


def test_an_exported_directory_read_again_changes_nothing_and_builds_the_same_company() -> None:
    directory = sample_directory()
    text = write(export(directory))
    assert read(text).model_dump() == export(directory).model_dump()
    assert difference(directory, read(text)) == []
    assert export(applied(DIRECTORY.blank, text)) == export(directory)


def test_an_empty_desk_still_has_the_shipped_tree() -> None:
    orders = first_orders(sample=False)
    assert all(isinstance(order, AddCategory) for order in orders)
    assert len(orders) > 60


def test_a_section_that_is_left_out_is_left_alone() -> None:
    directory = sample_directory()
    after = applied(directory, "company: {names: {en: Other}}")
    assert after.names == {"en": "Other"}
    assert after.people is directory.people
    assert after.sites is directory.sites


def test_who_is_missing_from_a_section_is_retired_and_can_come_back() -> None:
    company = Company().given(*staffed("LP"))
    file = export(company.directory)
    people = {code: part for code, part in (file.people or {}).items() if code != "s-LP"}
    without = applied(company.directory, write(file.model_copy(update={"people": people})))
    assert not without.people["s-LP"].active
    again = applied(without, write(file))
    assert again.people["s-LP"].active
    assert difference(again, file) == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("sites:\n  LP:\n    zone: Asia/Shanghai\n", 2, "sites.LP.names: Field required"),
        (SITE.replace("Asia/Shanghai", "Asia/Nowhere"), 5, "sites.LP.zone: 'Asia/Nowhere' is no time zone"),
        (SITE + "    size: 3\n", 7, "sites.LP.size: Extra inputs are not permitted"),
        (SITE + "  LP:\n    names: {en: Other}\n", 7, "sites.LP: stands twice"),
        (SITE + "    desk_hours: {daily: 22:00-08:00}\n", 7, "a desk opens before it closes"),
        (SITE + "    desk_hours: {daily: 8-22}\n", 7, "daily"),
        (SITE + "    households: {2026-13-01: 8}\n", 7, "households"),
        ("people:\n  zhou:\n    names: {en: Z}\n    role: boss\n", 4, "people.zhou.role"),
        ("people:\n  zhou:\n    names: {}\n    role: manager\n", 3, "people.zhou.names"),
        (
            "people:\n  zhou:\n    names: {en: Z}\n    role: manager\n    sites: [XX]\n",
            2,
            "There is no site XX. (R11.5)",
        ),
        (
            "people:\n  zhou:\n    names: {en: Z}\n    role: manager\n    deputy: he\n",
            5,
            "people.zhou.deputy: There is no person he. (R8.5)",
        ),
        (SITE.replace("prepared", "open"), 6, 'sites.LP.state: Site LP has nobody for the level "supervisor"'),
        ("limits: {company: {reply_withn: 12}}", 1, "There is no setting reply_withn"),
        ("limits:\n  company:\n    rings: three\n", 3, "rings does not take three"),
        (
            "categories:\n  a: {names: {en: A}}\n  b:\n    names: {en: B}\n    below: {a: {names: {en: A}}}\n",
            5,
            "twice",
        ),
        ("words:\n  calming: {en: Calm, zh_Hans: 静}\n", 2, "words.calming"),
        ("words:\n  singing: {en: La, zh_Hans: 啦, zh_Hant: 啦}\n", 2, "There is no step singing"),
        ("a: &x [1]\nb: *x\n", None, "anchors"),
        ("sites: [\n", 2, "file"),
        ("? [a]\n: 1\n", 1, "a key is a word"),
        ("- just\n- a list\n", 1, "file"),
        ("sites: {'': {names: {en: A}, zone: Asia/Shanghai}}", 1, "sites"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_line(text: str, line: int | None, said: str) -> None:
    told = problem(text)
    assert said in told
    assert line is None or f"line {line}:" in told


def test_everything_that_is_wrong_is_said_at_once() -> None:
    told = problem("sites:\n  LP:\n    zone: Asia/Nowhere\npeople:\n  x:\n    role: boss\n")
    assert len(told.splitlines()) == 4


def test_times_words_and_dates_are_taken_as_people_write_them() -> None:
    text = (
        SITE
        + "    desk_hours: {daily: 08:00-24:00, sunday: closed, closed: [2026-10-01]}\n"
        + "    households: {2026-01-01: 7}\n"
    )
    text = text.replace("{en: Park}", "{en: No}") + "limits: {company: {same_day_cutoff: 17:30}}\n"
    directory = applied(DIRECTORY.blank, text)
    assert directory.sites["LP"].names == {"en": "No"}
    assert directory.limits("LP").value("same_day_cutoff") == "17:30"
    off = applied(directory, "limits: {company: {same_day_cutoff: 'off'}}")
    assert off.limits("LP").value("same_day_cutoff") is None
    assert difference(off, export(off)) == []


@rule("R12.13")
def test_the_preview_shows_old_and_new_and_warns_about_the_handbooks_own_numbers() -> None:
    directory = Company().given(site("LP"), ChangeLimit(setting="reply_within", value=20)).directory
    orders = difference(directory, read("limits: {company: {reply_within: 12, decide_within: 8}}"))
    lines = "\n".join(str(order) for order in shown(directory, orders))
    assert "overrides.company.reply_within: 20 → 12" in lines
    assert "! reply_within is the handbook's own number: 24 h. It will be 12." in lines
    assert "decide_within: — → 8" in lines
    assert lines.count("!") == 1


def test_a_tree_turned_upside_down_is_reached_without_a_circle() -> None:
    company = Company().given(
        AddCategory(category="a", names=named("A")), AddCategory(category="b", names=named("B"), parent="a")
    )
    directory = applied(company.directory, "categories:\n  b:\n    names: {en: B}\n    below: {a: {names: {en: A}}}\n")
    assert directory.path("a") == ["a", "b"]


CODES = ("a", "b", "c")
SITES = ("LP", "HG")


code, other = st.sampled_from(CODES), st.sampled_from((None, *CODES))
place, no_place = st.sampled_from(SITES), st.sampled_from((None, *SITES))
leading = st.sampled_from((Role.SUPERVISOR, Role.MANAGER, Role.ENTERPRISE))
orders: st.SearchStrategy[Action] = st.one_of(
    place.map(site),
    *(st.builds(change, site=place) for change in (OpenSite, ArchiveSite, RetireSite)),
    st.builds(RecordHouseholds, site=place, since=st.dates(), occupied=st.integers(0, 9)),
    st.builds(person, code, leading, st.tuples(place)),
    code.map(lambda code: person(code, Role.ENTERPRISE, None)),
    *(st.builds(change, person=code) for change in (RetirePerson, MarkAbsent)),
    st.builds(ChangePerson, person=code, names=st.just(named("X")), role=st.just(Role.MANAGER), department=other),
    st.builds(SetDeputy, person=code, deputy=other),
    st.builds(PutPersonOnDuty, person=code, site=place),
    st.builds(AddDepartment, department=code, names=st.just(named("D")), site=place),
    st.builds(SetHead, department=code, head=other),
    st.builds(AddCategory, category=code, names=st.just(named("C")), parent=other),
    st.builds(MoveCategory, category=code, parent=other),
    st.builds(RetireCategory, category=code),
    st.builds(ChangeLimit, setting=st.just("rings"), value=st.integers(1, 5), site=no_place, category=other),
    st.sampled_from("靜安").map(
        lambda hant: ChangeWords(step="calming", words={"en": "Calm", "zh_Hans": "静", "zh_Hant": hant})
    ),
)
"""Some order; the desk may refuse it."""


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """A directory that real orders led to."""
    company = Company()
    for order in draw(st.lists(orders, max_size=25)):
        company.when(order)
    return company.directory


FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@FEW
@given(directories())
def test_what_is_exported_applies_to_nothing(directory: Directory) -> None:
    document = export(directory)
    assert read(write(document)).model_dump() == document.model_dump()
    assert difference(directory, document) == []


@FEW
@given(directories(), directories())
def test_a_file_brings_any_directory_to_what_it_says_or_says_why_not_and_then_does_nothing(
    one: Directory, other: Directory
) -> None:
    document = read(write(export(other)))
    try:
        found = difference(one, document)
    except DocumentError as told:
        event(f"refused, {len(told.problems)} problem")
        return
    for order in found:
        one = carried_out(one, order)
    assert difference(one, document) == []
