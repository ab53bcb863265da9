"""Earlier customers are suggested: same phone; same unit and name, however they are written."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.customer.matching import Keys, Match, Why, closes_circle, matches, survivor
from shared.customer.spelling import calling_code, normalise_name, normalise_phone, normalise_unit
from shared.customer.state import Details
from tests.support.rules import rule

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


@rule("R12.1a")
@pytest.mark.parametrize(
    "written",
    [
        "13800001234",
        "138 0000 1234",
        "138-0000-1234",
        "+86 138 0000 1234",
        "+8613800001234",
        "0086 138 0000 1234",
        "86 13800001234",
        "１３８００００１２３４",
        "＋８６　１３８ ００００ １２３４",
        "(138) 0000.1234",
        "13800001234 转 22",
        "138 0000 1234 ext. 7",
    ],
)
def test_a_chinese_mobile_number_is_one_number_in_every_spelling(written: str) -> None:
    assert normalise_phone(written) == "+8613800001234"


@rule("R12.1a")
@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("021-5555 1234", "86", "+862155551234"),
        ("+86 (0)21 5555 1234", "86", "+862155551234"),
        ("86 21 5555 1234", "86", "+862155551234"),
        ("5555 1234", "86", "+8655551234"),
        ("(212) 555-0100", "1", "+12125550100"),
        ("1 212 555 0100", "1", "+12125550100"),
        ("+1 212 555 0100", "86", "+12125550100"),
        ("0012125550100", "86", "+12125550100"),
        ("2345 6789", "852", "+85223456789"),
        ("02 2345 6789", "886", "+886223456789"),
        ("12345", "86", "+8612345"),
        ("n/a", "86", ""),
        ("", "86", ""),
    ],
)
def test_other_numbers_are_taken_as_the_sites_country_writes_them(written: str, country: str, number: str) -> None:
    assert normalise_phone(written, country) == number


@settings(max_examples=50)
@given(st.text("0123456789+-() １８x", max_size=20), st.sampled_from(["86", "1", "852", "886"]))
def test_a_number_in_one_spelling_stays_as_it_is(text: str, country: str) -> None:
    number = normalise_phone(text, country)
    assert number == "" or normalise_phone(number, "44") == number


def test_the_sites_zone_says_which_code_people_leave_out() -> None:
    zones = ("Asia/Shanghai", "America/New_York", "Asia/Hong_Kong", "Pacific/Kiritimati")
    assert [calling_code(zone) for zone in zones] == ["86", "1", "852", "86"]


@rule("R12.1a")
def test_names_and_units_are_compared_without_titles_signs_and_width() -> None:
    assert {normalise_name(name) for name in ("Ms. Wang Fang", "WANG FANG", "wang  fang", "ＷａｎｇＦａｎｇ")} == {
        "wangfang"
    }
    assert {normalise_name(name) for name in ("王芳女士", "王芳", " 王 芳 ")} == {"王芳"}
    units = ("3-1-502", "3栋1单元502室", "３号楼-1单元-502", "3/1/502", "3 棟 1 單元 502 房")
    assert {normalise_unit(unit) for unit in units} == {"3-1-502"}


def keys(site: str = "LP", **details: object) -> Keys:
    return Keys.of(site, Details.model_validate(details))


@rule("R12.1a")
def test_same_phone_and_same_unit_with_name_are_suggested_phones_first() -> None:
    known = [
        (ONE, keys(name="Wang Fang", unit="3-1-502")),
        (TWO, keys("HG", name="Li", phones=("+86 138 0000 1234",))),
        (THREE, keys("HG", name="Wang Fang", unit="3-1-502")),
    ]
    wanted = keys(name="Ms Wang Fang", unit="3栋1单元502", phones=("13800001234",))
    assert matches(wanted, known) == [Match(TWO, Why.SAME_PHONE), Match(ONE, Why.SAME_UNIT_AND_NAME)]


@rule("R12.1a")
def test_a_name_alone_a_unit_alone_and_nothing_at_all_suggest_nobody() -> None:
    known = [(ONE, keys(name="Wang", unit="3-1-502")), (TWO, keys()), (THREE, keys(unit="3-1-502"))]
    for wanted in (keys(name="Wang"), keys(unit="3-1-502"), keys(), keys(name="Li", unit="3-1-502")):
        assert matches(wanted, known) == []


@rule("R12.1a")
def test_the_survivor_stands_at_the_end_of_the_chain_and_a_circle_has_one_too() -> None:
    chain = {ONE: TWO, TWO: THREE}
    assert survivor(ONE, chain.get) == survivor(THREE, chain.get) == THREE
    circle = {TWO: THREE, THREE: TWO, ONE: THREE}
    assert {survivor(customer, circle.get) for customer in (ONE, TWO, THREE)} == {TWO}


@rule("R12.1a")
def test_a_merging_that_would_close_a_circle_is_seen_before() -> None:
    chain = {ONE: TWO}
    assert closes_circle(TWO, ONE, chain.get)
    assert closes_circle(THREE, THREE, chain.get)
    assert not closes_circle(THREE, ONE, chain.get)
