"""Tree, limits and channels: what a company decides about its own process."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.decision.action import Action
from shared.directory.actions.categories import (
    AddCategory,
    MoveCategory,
    RenameCategory,
    RestoreCategory,
    RetireCategory,
    SetCategoryPeriod,
)
from shared.directory.actions.company import ChangeAttendedChannels, NameCompany
from shared.directory.actions.importing import IMPORTED
from shared.directory.actions.limits import ChangeLimit, RestoreLimit
from shared.directory.events.categories import (
    CategoryAdded,
    CategoryMoved,
    CategoryPeriodSet,
    CategoryRenamed,
    CategoryRestored,
    CategoryRetired,
)
from shared.directory.events.company import AttendedChannelsChanged, CompanyNamed
from shared.directory.events.policy import LimitChanged, LimitRestored
from shared.directory.kind import DIRECTORY
from shared.directory.limits import BY_NAME, SETTINGS, Unit, Value
from shared.directory.sample import first_orders
from shared.directory.state import name_in
from shared.directory.tree import ROOTS
from shared.directory.values import UNIT_WORDS, fits, wanted
from shared.vocabulary.axes import ATTENDED, Channel
from shared.vocabulary.text import Lang
from tests.support.cast import admin, he, lin, qian, sun, zhou
from tests.support.company import Company, named, site
from tests.support.rules import rule


def category(code: str, parent: str | None = None) -> AddCategory:
    return AddCategory(category=code, names=named(code), parent=parent)


TREE = (category("a"), category("a.b", "a"), category("a.b.c", "a.b"), category("d"))


@rule("R12.2")
def test_the_tree_is_edited_by_the_company() -> None:
    company = Company().given(*TREE)
    company.when(category("e", "d"), by=qian).then(CategoryAdded)
    company.when(RenameCategory(category="e", names=named("E2"))).then(CategoryRenamed)
    company.when(MoveCategory(category="e", parent="a")).then(CategoryMoved)
    company.when(MoveCategory(category="e")).then(CategoryMoved)
    assert company.directory.categories["e"].names["en"] == "E2"
    assert company.directory.path("a.b.c") == ["a.b.c", "a.b", "a"]


@rule("R12.2")
def test_a_category_code_is_never_used_twice() -> None:
    Company().given(*TREE).when(category("d")).then_refused("R12.2", instead=("rename_category",), category="d")


@rule("R12.2")
def test_a_circle_in_the_tree_is_refused() -> None:
    company = Company().given(*TREE)
    for parent in ("a", "a.b", "a.b.c"):
        company.when(MoveCategory(category="a", parent=parent)).then_refused("R12.2", category="a", parent=parent)


@rule("R12.2")
def test_a_category_nobody_knows_or_that_is_retired_is_refused() -> None:
    company = Company().given(*TREE, RetireCategory(category="d"))
    for code, way_out in (("x", "add_category"), ("d", "restore_category")):
        for order in (
            category("new", code),
            RenameCategory(category=code, names=named("N")),
            MoveCategory(category=code),
            MoveCategory(category="a", parent=code),
            SetCategoryPeriod(category=code),
        ):
            company.when(order).then_refused("R12.2", instead=(way_out,), category=code)
    company.when(RetireCategory(category="x")).then_refused("R12.2", category="x")


@rule("R12.2")
def test_a_category_is_retired_after_those_below_it_and_stays_known() -> None:
    company = Company().given(*TREE)
    company.when(RetireCategory(category="a.b")).then_refused("R12.2", instead=("move_category",), children=("a.b.c",))
    company.when(RetireCategory(category="a.b.c")).then(CategoryRetired)
    company.when(RetireCategory(category="a.b")).then(CategoryRetired)
    gone = company.directory.categories["a.b.c"]
    assert (gone.active, gone.active_on(date(2026, 3, 3)), gone.names["en"]) == (False, False, "a.b.c")
    company.when(RestoreCategory(category="a.b.c", parent="a.b")).then_refused("R12.2", category="a.b")
    company.when(RestoreCategory(category="a.b.c", parent="d")).then(CategoryRestored)
    assert company.directory.path("a.b.c") == ["a.b.c", "d"]


@rule("R12.2")
def test_a_category_can_be_chosen_from_its_first_to_its_last_day() -> None:
    march = {"active_from": date(2026, 3, 1), "active_to": date(2026, 3, 31)}
    company = Company().given(category("a")).when(SetCategoryPeriod.model_validate({"category": "a", **march}))
    node = company.then(CategoryPeriodSet).directory.categories["a"]
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [node.active_on(day) for day in days] == [False, True, True, False]


@rule("R12.2")
def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    backwards = {"category": "a", "active_from": date(2026, 3, 2), "active_to": date(2026, 3, 1)}
    Company().given(category("a")).when(SetCategoryPeriod.model_validate(backwards)).then_refused("R12.2")
    Company().when(AddCategory.model_validate({**backwards, "names": named("A")})).then_refused("R12.2")


@rule("R12.2")
def test_the_shipped_tree_has_every_root_of_the_handbook_in_three_languages() -> None:
    company = Company().given(*first_orders(sample=False))
    roots = [name_in(node.names, Lang.ZH_HANS) for node in company.directory.children(None)]
    assert roots == [
        "房屋质量", "设施设备", "安全秩序", "环境卫生", "绿化养护", "收费服务", "服务态度与质量", "邻里纠纷",
        "装修管理", "公共资源与业委会", "开发遗留问题", "突发事件", "其他", "来源类别",
    ]  # fmt: skip
    assert all(set(node.names) == set(Lang) for node in company.directory.categories.values())
    assert "housing.leak" in company.directory.categories
    assert IMPORTED in {code for code, _, _ in ROOTS}


@rule("R12.13", "CK12")
def test_a_limit_holds_for_the_company_a_site_a_category_and_both_the_nearest_wins() -> None:
    company = Company().given(site("LP"), *TREE)
    for value, where in (
        (30, {}), (20, {"site": "LP"}), (10, {"category": "a"}), (8, {"category": "a.b"}),
        (5, {"site": "LP", "category": "a"}),
    ):  # fmt: skip
        order = ChangeLimit.model_validate({"setting": "reply_within", "value": value, **where})
        company.when(order, by=qian).then(LimitChanged)

    def hours(place: str | None = None, code: str | None = None) -> float:
        return company.directory.limits(place, code).number("reply_within")

    assert [hours(), hours("HG"), hours("LP"), hours("HG", "d"), hours("LP", "d")] == [30, 30, 20, 30, 20]
    assert [hours("HG", "a"), hours("HG", "a.b.c"), hours("LP", "a"), hours("LP", "a.b.c")] == [10, 8, 5, 5]
    company.when(RestoreLimit(setting="reply_within", site="LP", category="a")).then(LimitRestored)
    assert hours("LP", "a.b.c") == 8


@rule("R12.13")
def test_restoring_what_was_never_changed_does_nothing() -> None:
    Company().when(RestoreLimit(setting="rings")).then_refused("R12.13")
    company = Company().given(ChangeLimit(setting="rings", value=4), RestoreLimit(setting="rings"))
    assert company.directory.overrides == {}


@rule("R12.13")
def test_a_setting_nobody_knows_is_refused() -> None:
    for order in (ChangeLimit(setting="reply_withn", value=3), RestoreLimit(setting="reply_withn")):
        Company().when(order).then_refused("R12.13", setting="reply_withn")


@rule("CK11")
def test_desk_hours_are_set_by_their_own_action() -> None:
    order = ChangeLimit(setting="desk_hours", value="08:00-20:00")
    Company().when(order).then_refused("CK11", instead=("set_desk_hours", "set_company_hours"))


@rule("R11.5", "R12.2")
def test_a_limit_holds_where_something_is_known() -> None:
    Company().when(ChangeLimit(setting="rings", value=3, site="XX")).then_refused("R11.5", site="XX")
    Company().when(ChangeLimit(setting="rings", value=3, category="x")).then_refused("R12.2", category="x")


@rule("R12.13")
@pytest.mark.parametrize(
    ("setting", "good", "bad"),
    [
        ("agitated_warn", (1, 2.5, 60), (0, -1, "3", None, True, 10**9, float("inf"), float("nan"))),
        ("reply_within", (1, 0.5, 48), (0, None, 10**6)),
        ("quiet_week", (1, 7, 3660), (0, 0.5, 3661, "7")),
        ("rings", (1, 3), (0, 1.5, None, "three")),
        ("silence_share", (0.1, 1, 1.0), (0, 1.1, None)),
        ("submit_by", (1, 28), (0, 29, 1.5)),
        ("review_every", (1, 120), (0, 121)),
        ("same_day_cutoff", (None, "17:30", "00:00"), ("17:3", "25:00", "17:30:00", "17:30Z", 17)),
        ("calendar", ("wall",), ("working", None, 1)),
        ("remedy_limits", (None, "refund:2", "refund:2 compensation:3"), ("", "refund", "refund:4", "car:1", 2)),
    ],
)
def test_a_value_fits_the_unit_of_its_setting(setting: str, good: tuple[Value, ...], bad: tuple[Value, ...]) -> None:
    for value in good:
        assert fits(setting, value), value
    for value in bad:
        assert not fits(setting, value), value
    company = Company().when(ChangeLimit(setting=setting, value=bad[0])).then_refused("R12.13", setting=setting)
    assert company.refusal is not None
    for lang in Lang:
        assert wanted(setting).to(lang) in company.refusal.to(lang)


@rule("R12.13")
def test_every_shipped_default_fits_its_own_unit() -> None:
    assert all(fits(s.name, s.default) for s in SETTINGS if s.unit is not Unit.DESK_HOURS)


@rule("R12.13")
def test_changing_the_handbooks_own_number_is_allowed_warned_about_and_stays_visible() -> None:
    order = ChangeLimit(setting="reply_within", value=12)
    (warning,) = order.warnings()
    assert warning.rule == "R5.1"
    assert warning.to(Lang.EN) == "reply_within is the handbook's own number: 24 h. It will be 12."
    assert warning.to(Lang.ZH_HANS) == "reply_within 是手册规定的数值：24 小时，将改为 12。"
    company = Company().when(order).then(LimitChanged)
    assert company.new[0].event.against_handbook
    assert {setting.unit for setting in SETTINGS if setting.is_handbooks} <= set(UNIT_WORDS)


@rule("R12.13")
@given(st.sampled_from(SETTINGS), st.integers(1, 100))
@settings(max_examples=60)
def test_only_a_handbook_number_that_really_changes_is_warned_about(setting: object, value: int) -> None:
    name = getattr(setting, "name", "")
    warned = list(ChangeLimit(setting=name, value=value).warnings())
    assert bool(warned) == (BY_NAME[name].mark == "S" and value != BY_NAME[name].default)


@rule("R2.5", "CK11")
def test_a_company_may_change_which_channels_are_attended() -> None:
    company = Company()
    assert company.directory.attended == ATTENDED
    order = ChangeAttendedChannels(channels=(Channel.PHONE, Channel.WECHAT, Channel.PHONE))
    company.when(order, by=qian).then(AttendedChannelsChanged)
    assert company.directory.attended == {Channel.PHONE, Channel.WECHAT}
    company.when(order).then_refused("R2.5")


@rule("R11.2")
def test_the_company_has_a_name_per_language() -> None:
    company = Company().when(NameCompany(names={"en": "Qinghe", "zh_Hans": "清禾"})).then(CompanyNamed)
    names = company.directory.names
    assert [name_in(names, lang) for lang in Lang] == ["Qinghe", "清禾", "清禾"]
    assert name_in({"zh_Hant": "甲"}, Lang.EN) == "甲"
    assert name_in({}, Lang.EN) == ""


@rule("R12.2", "R12.13")
def test_the_enterprise_and_the_administrator_decide_about_tree_and_limits_and_nobody_else_does() -> None:
    orders: list[Action] = [category("a"), ChangeLimit(setting="rings", value=2)]
    for caller in (lin, zhou, he, sun):
        for order in orders:
            Company().when(order, by=caller).then_forbidden()
    for caller in (qian, admin):
        for order in orders:
            assert Company().when(order, by=caller).new


@rule("R12.13")
def test_limits_are_read_once_per_snapshot() -> None:
    directory = Company().given(ChangeLimit(setting="rings", value=2)).directory
    assert directory.limits("LP", "a") is directory.limits("LP", "a")
    assert directory.limits().version == directory.version == 1
    assert DIRECTORY.blank.limits().span("reply_within") == timedelta(hours=24)


@rule("R12.13")
def test_every_action_and_fact_has_words_in_every_language() -> None:
    for lang in Lang:
        assert all(action.SPEC.label.to(lang) for action in DIRECTORY.actions)
        assert all(event.LABEL.to(lang) for event in DIRECTORY.events)
