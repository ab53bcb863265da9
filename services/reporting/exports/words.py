"""What the printed forms say around their figures."""

from shared.vocabulary.text import say

LABELLED = say("{label}: {value}", "{label}：{value}")
SITE = say("Site", "项目")
MONTH = say("Month", "月份")
DAY = say("Day", "日期")
BOX = say("Suggestion box emptied", "意见箱开箱")
NOT_EMPTIED = say("not yet", "尚未开箱")
CLOSED_DAY = say("closed that day", "当日不开放")
VERSION = say("Version", "版本")
NOT_SUBMITTED = say("not submitted", "未提交")
CORRECTION = say("{version} (correction)", "{version}（更正）")
LATE = say("submitted late", "逾期提交")
AS_OF = say("As of", "统计截止")
HOUSEHOLDS = say("Occupied households", "入住户数")
PREPARED = say("Prepared by", "填报人")
REVIEWED = say("Reviewed (supervisor)", "审核人（主任）")
RECEIVED = say("Received by", "接收人")
REMARK = say("Remark on return", "退回意见")
SUMMARY = say("Summary", "汇总")
RATES = say("Rates", "各项比率")
COUNT = say("Count", "件数")
BEFORE = say("Month before", "上月")
YEAR_BEFORE = say("Year before", "去年同月")
CASES = say("Cases", "投诉编号")
RATE = say("Rate", "比率")
NUMERATOR = say("Numerator", "分子")
DENOMINATOR = say("Denominator", "分母")
IDENTITY = say(
    "carried in {carried_in} + received {received} + reopenings {reopenings}"
    " = closings {closings} + carried out {carried_out}",
    "期初结转 {carried_in} + 本期受理 {received} + 本期重启 {reopenings} = "
    "本期关闭 {closings} + 期末结转 {carried_out}",
)
PART = say("Part {part}: {label}", "{part} {label}")
TOP_UNITS = say("Units with most complaints", "投诉最多的房号")
TOP_SUBJECTS = say("Subjects with most complaints", "投诉最多的类别")
FIGURE = say("Figure", "项目名称")
OLD = say("Old", "原")
NEW = say("New", "新")
WHY = say("Why", "原因")
AGAINST = say("against version {version}", "与第 {version} 版相比")
NONE = say("none", "无")
PAGE = say("Page", "页")
SUPPLEMENT = say("Supplement {number}", "补记 {number}")
SIGNED = say("signed by {by}, {at}, as of {as_of}", "{by} 签字，{at}，统计截止 {as_of}")
UNSIGNED = say("not signed", "未签字")
