"""The 38 columns of the form (5.5) as declarations: what stands in each, and how it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.reporting import work_cells as cells
from services.reporting.chapters import BUILT, Chapter
from services.reporting.life import Life
from services.reporting.month import Month
from services.reporting.shown import LABELS, LATE, NOTHING, Shown
from shared.complaint.state import Phase
from shared.vocabulary.axes import Channel, ClosingReason, Demeanour, Responsible, Route, Severity
from shared.vocabulary.roles import Level
from shared.vocabulary.text import Say, say

Value = Callable[[Month, Life], Any]
Show = Callable[[Any, Shown], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its value without any language, and how people see it."""

    number: int
    key: str
    label: Say
    value: Value
    show: Show
    chapter: Chapter | None = None  #: prints — until this chapter is built
    personal: bool = False  #: words, names or units: shown through the customer's keys later

    def cell(self, month: Month, life: Life, shown: Shown) -> str:
        """What stands in the cell."""
        if self.chapter is not None and self.chapter not in BUILT:
            return NOTHING
        return self.show(self.value(month, life), shown)


def _text(value: Any, _shown: Shown) -> str:
    return NOTHING if value in (None, "") else str(value)


def _minute(value: Any, shown: Shown) -> str:
    return shown.minute(value)


def _person(value: Any, shown: Shown) -> str:
    return shown.person(value)


def _category(value: Any, shown: Shown) -> str:
    return shown.category(value)


def _axis(axis: Any) -> Show:
    return lambda value, shown: shown.words(axis, value)


def _recorded(value: Any, shown: Shown) -> str:
    recorded, late = value
    return f"{shown.minute(recorded)} {shown.say(LATE)}" if late else shown.minute(recorded)


def _late(month: Month, life: Life) -> tuple[int, bool]:
    return life.recorded, month.entered_late(life)


VALID: Mapping[bool | None, Say] = {
    True: say("valid", "有效"), False: say("not valid", "无效"), None: say("undecided", "未定"),
}  # fmt: skip


def _customer(value: Any, shown: Shown) -> str:
    name, anonymous = value
    return shown.customer(name, anonymous=anonymous)


def _handling(_month: Month, life: Life) -> list[tuple[int, str]]:
    return [(fact.occurred, fact.kind) for fact in life.facts]


def _steps(value: Any, shown: Shown) -> str:
    """The course of events in one line, in order of time."""
    return "；".join(f"{shown.minute(at)[5:]} {shown.say(LABELS[kind])}" for at, kind in value)


def _progress(month: Month, life: Life) -> tuple[int, str, str] | None:
    if not life.is_open_at(month.end) or not life.facts:
        return None
    newest = life.facts[-1]
    return newest.occurred, newest.kind, newest.content


def _newest(value: Any, shown: Shown) -> str:
    if value is None:
        return NOTHING
    at, kind, content = value
    return f"{shown.minute(at)} {shown.say(LABELS[kind])}" + (f"：{content}" if content else "")


def _remarks(month: Month, life: Life) -> dict[str, Any]:
    """What else must be said: entered late, closed before, reclassified since, imported."""
    said: dict[str, Any] = {}
    if month.entered_late(life):
        said["late"] = True
    if len(life.closings) > 1:
        said["first_closed"] = life.closings[0].at
    if life.newest_category not in (None, life.category):
        said["reclassified"] = life.newest_category
    if life.imported:
        said["imported"] = True
    return said


FIRST_CLOSED = say("first closed {at}", "首次关闭 {at}")
RECLASSIFIED = say("reclassified since as {to}", "其后改为 {to}")
IMPORTED = say("imported", "来源导入")


def _said(value: Any, shown: Shown) -> str:
    parts = []
    if "late" in value:
        parts.append(shown.say(LATE))
    if "first_closed" in value:
        parts.append(FIRST_CLOSED.to(shown.lang, at=shown.minute(value["first_closed"])))
    if "reclassified" in value:
        parts.append(RECLASSIFIED.to(shown.lang, to=shown.category(value["reclassified"])))
    if "imported" in value:
        parts.append(shown.say(IMPORTED))
    return "；".join(parts)


def _last_closed(_month: Month, life: Life) -> int | None:
    if life.voided is not None:
        return life.voided.occurred
    return life.closings[-1].at if life.closings else None


def _closing_reason(_month: Month, life: Life) -> str | None:
    if life.void is not None:
        return life.void.value
    return (life.closings[-1].what or None) if life.closings else None


REOPENED = say("reopened {at}", "重启 {at}")


LINKS = {
    "duplicate_of": say("duplicate of {case}", "重复于 {case}"),
    "parent": say("part of {case}", "父事件 {case}"),
    "repeats": say("repeats {case}", "再诉 {case}"),
    "transferred_from": say("transferred in from {case}", "转入 {case}"),
}


def _links(value: Any, shown: Shown) -> str:
    """重复于, 父事件, 再诉, 转入, 重启."""
    links, reopened = value
    said = [words.to(shown.lang, case=links[link]) for link, words in LINKS.items() if link in links]
    return "；".join((*said, *(REOPENED.to(shown.lang, at=shown.minute(at)) for at in reopened)))


UNKNOWN = say("not known", "未知")


def _demand(value: Any, shown: Shown) -> str:
    """*Unknown* is an answer (R7.0)."""
    demand, unknown = value
    return shown.say(UNKNOWN) if unknown else _text(demand, shown)


COLUMNS = (
    Column(2, "number", say("Case no.", "投诉编号"), lambda _m, life: life.number, _text),
    Column(3, "received", say("Received at", "受理时间"), lambda _m, life: life.received, _minute),
    Column(4, "recorded", say("Recorded at", "录入时间"), _late, _recorded),
    Column(5, "channel", say("Channel", "渠道"), lambda _m, life: life.channel, _axis(Channel)),
    Column(6, "unit", say("Unit", "房号"), lambda _m, life: life.unit, _text, personal=True),
    Column(7, "customer", say("Customer", "投诉人"), lambda _m, life: (life.name, life.anonymous), _customer,
           personal=True),
    Column(8, "category", say("Category path", "投诉类别"), lambda _m, life: life.category, _category),
    Column(9, "statement", say("Statement of facts", "投诉要点"), lambda _m, life: life.statement, _text,
           personal=True),
    Column(10, "demand", say("Demand", "客户诉求"), lambda _m, life: (life.demand, life.demand_unknown),
           _demand, Chapter.P7, personal=True),
    Column(11, "demeanour", say("Demeanour", "情绪"), lambda _m, life: life.demeanour, _axis(Demeanour)),
    Column(12, "severity", say("Severity", "严重程度"), lambda _m, life: life.severity, _axis(Severity)),
    Column(13, "valid", say("Valid", "是否有效"), lambda _m, life: life.valid,
           lambda value, shown: shown.say(VALID[value])),
    Column(14, "responsible", say("Responsible party", "责任归属"), lambda _m, life: life.responsible,
           _axis(Responsible)),
    Column(15, "department", say("Department", "责任部门"), lambda _m, life: life.department,
           lambda value, shown: shown.department(value), Chapter.P6),
    Column(16, "first_receiver", say("First receiver", "首次受理人"), lambda _m, life: life.first_receiver, _person),
    Column(17, "last_receiver", say("Last receiver", "最终受理人"), lambda _m, life: life.last_receiver, _person),
    Column(18, "route", say("Route", "处理途径"), lambda _m, life: life.route, _axis(Route)),
    Column(19, "reply_time", say("Reply time", "约定答复时间"), cells.reply_time, cells.show_reply_time, Chapter.P5),
    Column(20, "replied", say("Replied at", "实际答复时间"), cells.replied, _minute, Chapter.P5),
    Column(21, "level", say("Highest level", "最高层级"), lambda _m, life: life.level,
           lambda value, shown: f"{value} {shown.say(Level(value).words)}"),
    Column(22, "solution", say("Solution", "处理方案"), lambda _m, life: life.solution, _text, personal=True),
    Column(23, "handling", say("Handling summary", "处理经过"), _handling, _steps),
    Column(24, "completion_due", say("Completion due", "应完成时间"), cells.completion_due,
           cells.show_completion_due, Chapter.P9),
    Column(25, "completed", say("Completed at", "处理完毕时间"), cells.completed, _minute, Chapter.P9),
    Column(26, "in_time", say("In time", "是否及时"), cells.in_time, cells.show_in_time, Chapter.P9),
    Column(27, "follow_up_form", say("Follow-up form", "回访方式"), cells.follow_up_form, cells.show_form,
           Chapter.P10, personal=True),
    Column(28, "followed_up", say("Followed up at", "回访时间"), cells.followed_up, _minute, Chapter.P10),
    Column(29, "outcome", say("Outcome", "回访结果"), cells.outcome, cells.show_outcome, Chapter.P10),
    Column(30, "ratings", say("Ratings", "三项评分"), cells.ratings, cells.show_ratings, Chapter.P10),
    Column(31, "rounds", say("Rounds", "轮次"), lambda _m, life: life.rounds, _text),
    Column(32, "closed", say("Closed at", "关闭时间"), _last_closed, _minute),
    Column(33, "reason", say("Closing reason", "关闭原因"), _closing_reason, _axis(ClosingReason)),
    Column(34, "state", say("State at end of month", "期末状态"), lambda _m, life: life.phase.value, _axis(Phase)),
    Column(35, "progress", say("Why open, and progress", "未关闭原因及进展"), _progress, _newest, personal=True),
    Column(36, "prevention", say("Corrective action, lesson", "纠正预防措施及经验"),
           lambda _m, life: life.lesson, lambda value, _s: value, personal=True),
    Column(37, "links", say("Links", "关联"), lambda _m, life: (life.links, [one.at for one in life.reopenings]),
           _links),
    Column(38, "remarks", say("Remarks", "备注"), _remarks, _said),
)  # fmt: skip
"""Column 1 is the running number within its part, given when the form is written."""
