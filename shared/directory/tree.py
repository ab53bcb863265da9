"""The classification tree we ship (section 4), a company's to edit: code, parent, words."""

from collections.abc import Iterator

from shared.directory.actions.categories import AddCategory
from shared.directory.actions.importing import IMPORTED
from shared.directory.forms import LangKey
from shared.vocabulary.text import Lang, Say, say

ROOTS: tuple[tuple[str, Say, tuple[tuple[str, Say], ...]], ...] = (
    (
        "housing",
        say("housing quality", "房屋质量"),
        (
            ("leak", say("leak, seepage", "渗漏水")),
            ("wall", say("wall, ceiling, floor", "墙体、顶面、地面")),
            ("window", say("windows and doors", "门窗")),
            ("pipes", say("pipes and drains", "管道及排水")),
            ("other", say("other housing quality", "其他房屋质量")),
        ),
    ),
    (
        "facilities",
        say("facilities and equipment", "设施设备"),
        (
            ("lift", say("lift", "电梯")),
            ("water", say("water supply", "供水")),
            ("power", say("power supply", "供电")),
            ("climate", say("heating and air conditioning", "暖气及空调")),
            ("access", say("access control", "门禁")),
            ("lighting", say("lighting", "照明")),
            ("parking", say("parking equipment", "停车设备")),
            ("other", say("other facilities", "其他设施设备")),
        ),
    ),
    (
        "safety",
        say("safety and order", "安全秩序"),
        (
            ("security", say("security", "治安保卫")),
            ("fire", say("fire protection", "消防")),
            ("parking", say("parking order", "停车秩序")),
            ("theft", say("theft", "失窃")),
            ("falling", say("falling objects", "高空坠物")),
            ("other", say("other safety and order", "其他安全秩序")),
        ),
    ),
    (
        "cleaning",
        say("cleaning", "环境卫生"),
        (
            ("indoor", say("halls and stairs", "楼道卫生")),
            ("outdoor", say("outdoor areas", "室外卫生")),
            ("waste", say("waste", "垃圾清运")),
            ("pests", say("pests and odours", "虫害及异味")),
        ),
    ),
    (
        "greening",
        say("greening", "绿化养护"),
        (
            ("plants", say("care of plants", "植物养护")),
            ("damage", say("damaged or occupied green", "绿地损毁或占用")),
        ),
    ),
    (
        "fees",
        say("fees and billing", "收费服务"),
        (
            ("management", say("management fee", "物业费")),
            ("parking", say("parking fee", "停车费")),
            ("utilities", say("water and power charges", "水电费")),
            ("billing", say("bills and receipts", "账单及票据")),
        ),
    ),
    (
        "service",
        say("service attitude and quality", "服务态度与质量"),
        (
            ("attitude", say("attitude", "服务态度")),
            ("quality", say("quality of work", "服务质量")),
            ("delay", say("delay, no answer", "拖延或未回复")),
        ),
    ),
    (
        "neighbours",
        say("neighbours", "邻里纠纷"),
        (
            ("noise", say("noise", "噪音")),
            ("pets", say("pets", "宠物")),
            ("clutter", say("clutter", "杂物堆放")),
            ("building", say("illegal building", "违章搭建")),
            ("other", say("other neighbour matters", "其他邻里事项")),
        ),
    ),
    (
        "renovation",
        say("renovation", "装修管理"),
        (
            ("hours", say("noise outside permitted hours", "违时装修噪音")),
            ("damage", say("damage by renovation", "装修损坏")),
            ("waste", say("renovation waste", "装修垃圾")),
        ),
    ),
    (
        "public",
        say("public resources and owners' affairs", "公共资源与业委会"),
        (
            ("areas", say("use of common areas", "公共区域使用")),
            ("income", say("income from common areas", "公共收益")),
            ("committee", say("owners' committee", "业委会事务")),
        ),
    ),
    (
        "developer",
        say("developer's matters", "开发遗留问题"),
        (
            ("defects", say("defects left by the developer", "开发遗留缺陷")),
            ("promises", say("promises made at sale", "销售承诺")),
            ("title", say("title and handover", "产权及交付")),
        ),
    ),
    (
        "incident",
        say("special incidents", "突发事件"),
        (
            ("injury", say("injury", "人身伤害")),
            ("fire", say("fire", "火灾")),
            ("flood", say("flood", "水浸")),
            ("crime", say("crime", "治安案件")),
            ("media", say("crowd, media", "群体及媒体事件")),
        ),
    ),
    ("other", say("other", "其他"), ()),
    (
        IMPORTED,
        say("imported", "来源类别"),
        (),
    ),
)
"""Roots in the handbook's order; *imported* takes the subjects of an import that are in no tree."""


def named(words: Say) -> dict[LangKey, str]:
    """A name in all three languages."""
    return {"en": words.en, "zh_Hans": words.zh, "zh_Hant": words.to(Lang.ZH_HANT)}


def shipped_tree() -> Iterator[AddCategory]:
    """The orders that plant the shipped tree in an empty directory, parents first."""
    for root, words, children in ROOTS:
        yield AddCategory(category=root, names=named(words))
        for code, child in children:
            yield AddCategory(category=f"{root}.{code}", names=named(child), parent=root)
