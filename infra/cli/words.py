"""What the command line itself says; what the desk answers comes in the caller's language already."""

from shared.complaint.clocks.running import Outcome
from shared.vocabulary.text import say

# ── heads of tables ─────────────────────────────────────────────────────────────────────────
CASE = say("case", "投诉")
STANDS = say("stands", "状态")
NEXT = say("next", "下一步")
RECEIVED = say("received", "受理时间")
DUE = say("due", "到期")
ABOUT = say("about", "内容")
SINCE = say("since", "起始")
FOR_WHOM = say("can act", "可处理人")
WHY = say("why", "原因")
MAY_BE_DONE = say("may be done now", "现在可以办理")
NO = say("no", "序号")
WHEN = say("when", "时间")
WHAT = say("what", "事项")
BY = say("by", "经办人")
CLOCK = say("clock", "时限")
RULE = say("rule", "条款")
STARTED = say("started", "起算")
OUTCOME = say("outcome", "结果")
CONSUMER = say("consumer", "读取端")
POSITION = say("position", "位置")
OF = say("of", "日志末尾")
BEHIND = say("behind", "落后")
PARKED = say("parked", "搁置")
STATE = say("state", "状态")
EVENT = say("event", "事件")
ERROR = say("error", "错误")
WAITING = say("waiting", "等待")
ID = say("id", "编号")
HOLDER = say("holder", "持有人")
ROLE = say("role", "角色")
SITES = say("sites", "项目")
SITE = say("site", "项目")
LEVEL = say("level", "层级")
OWNER = say("has it", "负责人")
OVERDUE = say("over", "已超时")
SOON = say("24 h", "24小时内")
RUNNING = say("running", "在计时")

# ── cases ───────────────────────────────────────────────────────────────────────────────────
DONE = say("{about}: {facts}", "{about}：{facts}")
VERSION = say("version {version}", "版本 {version}")
ENTERED_LATE = say("entered late", "补录")
LEFT = say("in {time}", "剩余 {time}")
OVER = say("{time} over", "已超 {time}")
DAYS = say("{count} d", "{count} 天")
HOURS = say("{count} h", "{count} 小时")
MINUTES = say("{count} min", "{count} 分钟")
NONE_FOUND = say("No case was found.", "未找到投诉。")
TELL_CUSTOMER = say("tell the customer", "告知业主")
NOTHING_RUNS = say("No clock runs.", "没有正在计时的时限。")
NONE_STUCK = say("No case is stuck.", "没有滞留的投诉。")
NOTHING_OWED = say("Nothing is owed.", "没有待办事项。")
STALE = say(
    "These lists are not up to date: what is shown may not be so. `suying status` says why, and what to do.",
    "列表未能与日志同步，所示内容可能有误。原因和处理办法请看 `suying status`。",
)
AND_MORE = say(
    "… and more: narrow the search, or use --json and the API's cursor.",
    "… 还有更多：请缩小查找范围，或用 --json 和 API 的分页游标。",
)
OUTCOMES = {
    Outcome.RUNNING: say("running", "进行中"),
    Outcome.MET: say("met", "达标"),
    Outcome.MISSED: say("missed", "超时"),
    Outcome.POSTPONED: say("postponed", "延期"),
    Outcome.CANCELLED: say("cancelled", "取消"),
}
NO_ACTION = say("There is no action {action}. Actions: {actions}.", "没有操作 {action}。可用操作：{actions}。")
NAME_CASE = say(
    "Name the case: suying do {action} LP-20260303-001 FIELD=VALUE …",
    "请写明投诉编号：suying do {action} LP-20260303-001 字段=值 …",
)
NOT_A_FIELD = say("{given!r} is not FIELD=VALUE. {fields}", "{given!r} 不是 字段=值 的形式。{fields}")
NO_FIELD = say("{action} has no field {names}. {fields}", "{action} 没有字段 {names}。{fields}")
WRONG_FIELD = say("{field}: {why}. {fields}", "{field}：{why}。{fields}")
FIELDS = say("Fields: {wanted}.", "字段：{wanted}。")
FIELDS_AND_MORE = say("Fields: {wanted}; optional: {more}.", "字段：{wanted}；选填：{more}。")
NO_FIELDS = say("none", "无")
FORM = say("form", "表单")

# ── the daily log and the month ─────────────────────────────────────────────────────────────
SIGN_PAGE = say("Sign this page?", "是否签署本页？")
SIGN_SUPPLEMENT = say("Sign supplement {number}?", "是否签署补记 {number}？")
SUBMIT = say("Submit this form?", "是否提交本表？")
RECEIVE = say("Receive version {version}?", "是否接收第 {version} 版？")
RETURN = say("Return version {version}?", "是否退回第 {version} 版？")
PAGE_SIGNED = say("{site} {day}: the page is signed.", "{site} {day}：日志页已签字。")
SUPPLEMENT_SIGNED = say("{site} {day}: supplement {number} is signed.", "{site} {day}：补记 {number} 已签字。")
SUBMITTED = say("{site} {month}: version {version} is submitted.", "{site} {month}：第 {version} 版已提交。")
SUBMITTED_LATE = say(
    "{site} {month}: version {version} is submitted, late.", "{site} {month}：第 {version} 版已提交，属逾期提交。"
)
IS_RECEIVED = say("{site} {month}: version {version} is received.", "{site} {month}：第 {version} 版已接收。")
IS_RETURNED = say("{site} {month}: version {version} is returned.", "{site} {month}：第 {version} 版已退回。")
ONE_AT_A_TIME = say("Only one of {options} at a time.", "{options} 每次只能用一个。")
NOT_WITH = say("{one} does not go with {other}.", "{one} 不能与 {other} 同用。")
ONLY_WITH = say("{one} goes with {other} only.", "{one} 只能与 {other} 同用。")
NOT_CONFIRMED = say("Nothing was done.", "未进行任何操作。")
NOBODY_TO_ASK = say(
    "Nothing was done, as nobody could be asked: say --yes.", "无法询问，未进行任何操作：请加上 --yes。"
)

# ── the desk ────────────────────────────────────────────────────────────────────────────────
REFUSED = say("{rule}: {detail}", "{rule}：{detail}")
FAILED = say("{title}. {detail}", "{title}。{detail}")
INSTEAD = say(" Instead: {actions}.", "可改为：{actions}。")
ANSWERED = say("The desk answered {status}.", "系统返回 {status}。")
NO_ANSWER = say(
    "The desk does not answer: {error}. Start it again, or wait a moment.",
    "系统没有应答：{error}。请重新启动，或稍候再试。",
)
NO_FOLDER = say(
    "There is no data folder {folder}: start the desk first, or name it with --data.",
    "没有数据目录 {folder}：请先启动系统，或用 --data 指定。",
)
NO_FIRST_KEYS = say(
    "No key: give one with --key or SUYING_KEY ({path} with the first keys is not there).",
    "没有密钥：请用 --key 或 SUYING_KEY 提供（存放首批密钥的 {path} 不存在）。",
)
NO_KEY_FOR = say(
    "{path} has no key for {role}: give one with --key or SUYING_KEY.",
    "{path} 中没有{role}的密钥：请用 --key 或 SUYING_KEY 提供。",
)
RUNS = say("runs", "运行中")
STOPPED = say("stopped", "已停止")
NOTHING_PARKED = say("Nothing is parked.", "没有搁置的事件。")
NOT_PARKED = say("{case} is not parked in {consumer}.", "{case} 未在 {consumer} 中搁置。")
NO_CONSUMER = say("There is no consumer {name}. Consumers: {names}.", "没有读取端 {name}。现有读取端：{names}。")
STILL_WAIT = say("{count} events still wait.", "还有 {count} 个事件在等待。")
GOES_ON = say("It goes on.", "已继续处理。")
REBUILDING = say("rebuilding", "重建")
REBUILT = say("{name} was rebuilt; it stands at {position}.", "{name} 已重建，现位于 {position}。")
NOT_REBUILT = say(
    "{name} was not rebuilt: see `suying status`; it stands at {position}.",
    "{name} 未重建：请看 `suying status`；现位于 {position}。",
)
REVOKED = say("revoked", "已作废")
UNTIL = say("until {moment}", "有效至 {moment}")
WORKS = say("works", "有效")
ALL = say("all", "全部")
ENDS = say("Key {key} ends at {moment}.", "密钥 {key} 有效至 {moment}。")
NO_MORE = say("Key {key} works no more.", "密钥 {key} 已失效。")

# ── notices ─────────────────────────────────────────────────────────────────────────────────
NOTHING_HAPPENED = say("Nothing happened of which you were to be told.", "期间没有需要告知您的事项。")
OLDER_LEFT_OUT = say("Older ones were left out.", "更早的未列出。")
OF_CLOCK = say("{clock} ({rule}): {what}", "{clock}（{rule}）：{what}")
WITH_DUE = say("{what}, due {due}", "{what}，到期 {due}")
UNSURE = say("{what} (was sent; nobody knows whether it arrived)", "{what}（已发送，是否送达不明）")
IS_TOLD = say("{person} is told of what happens.", "{person} 已开启通知。")
IS_NOT_TOLD = say(
    "{person} is told nothing: `suying notify set --on`.", "{person} 未开启通知：`suying notify set --on`。"
)
HOW_TOLD = say(
    "Language {language}; quiet hours {quiet}; at most one message in {every} min.",
    "语言 {language}；免打扰时段 {quiet}；每 {every} 分钟最多一条。",
)
NONE = say("none", "无")
NO_CHANNELS = say("No channel is named: `suying notify add TARGET`.", "尚未设置通道：`suying notify add TARGET`。")
KIND = say("kind", "类型")
SENT = say("sent", "已发送")
UNCERTAIN = say("uncertain", "不明")
GIVEN_UP = say("given up", "已放弃")
FAILING = say("failed {count} times in a row", "连续失败 {count} 次")
CHANNEL_ADDED = say("Channel {id} ({kind}) is added.", "已添加通道 {id}（{kind}）。")
MAIL_SERVER_SET = say("The mail server is set.", "邮件服务器已设置。")
NO_MAIL_SERVER = say("There is no mail server any more.", "已取消邮件服务器。")
MAILS_WAIT = say(
    "Mails wait until an administrator names a mail server: `suying notify mail-server -`.",
    "邮件须等管理员设置邮件服务器后才能发送：`suying notify mail-server -`。",
)
WHERE_TO = say("Target", "目标地址")

# ── files and folders ───────────────────────────────────────────────────────────────────────
UNREADABLE = say("{file} cannot be read: {error}.", "无法读取 {file}：{error}。")
SO_ALREADY = say("The directory is so already; nothing to do.", "名录已是如此，无需更改。")
CARRY_OUT = say("Carry out these {count} changes?", "是否进行这 {count} 项更改？")
CARRIED_OUT = say("{count} changes carried out.", "已完成 {count} 项更改。")
APPLYING = say("applying", "更改")
IMPORTING = say("importing", "导入")
IMPORTED = say(
    "{taken:,} taken, {already_there:,} already there, {rejected:,} rejected",
    "导入 {taken:,} 行，已有 {already_there:,} 行，未能导入 {rejected:,} 行",
)
SEE = say(" (see {file})", "（见 {file}）")
REJECTS_ARE_IN = say("Rows that cannot be taken are in {file}.", "未能导入的行在 {file} 中。")
LINE = say("line", "行号")
REASON = say("reason", "原因")
FAULTS = say("The log of {folder} has {count} faults.", "{folder} 的日志有 {count} 处错误。")
SOUND = say("The log is sound.", "日志完好。")
COPIED = say(
    "{count} files are in {folder}, and the log there is sound.", "{folder} 中有 {count} 个文件，其中的日志完好。"
)
DEMO_MONTH = say("a month", "一个月")
DEMO_MADE = say(
    "{cases} complaints, {commands} commands, {events} events in {folder}. Look at it:",
    "{folder} 中有 {cases} 件投诉、{commands} 次操作、{events} 条事件。可以这样查看：",
)
DEMO_IN_USE = say(
    "{folder} is there already; name another folder with --data, or remove it.",
    "{folder} 已存在；请用 --data 指定其他文件夹，或先删除它。",
)

# ── a rehearsal ─────────────────────────────────────────────────────────────────────────────
REHEARSING = say("rehearsing", "演练")
WHO = say("who", "何人")
THE_DESK = say("· desk", "· 系统")
REHEARSED_AS_SAID = say(
    "Steps: {steps}. Acts of the desk by itself: {acts}. People told: {told}. All went as the script says.",
    "共 {steps} 步；系统自行办理 {acts} 次，告知有关人员 {told} 次。一切与剧本相符。",
)
STEP_REFUSED = say(
    "Line {line}, step {step}: refused by {rule}, which the script does not expect. {what}",
    "第 {line} 行，第 {step} 步：被 {rule} 拒绝，剧本并未预期。{what}",
)
STEP_TAKEN = say(
    "Line {line}, step {step}: the script expects {rule} to refuse this, and it was done.",
    "第 {line} 行，第 {step} 步：剧本预期 {rule} 拒绝此操作，实际却已办理。",
)
OTHERWISE = say("Otherwise than the script expects: {count}.", "有 {count} 处与剧本预期不符。")
AT_LINE = say("line {line}: {what}", "第 {line} 行：{what}")
REFUSED_AS_EXPECTED = say("refused by {rule}: {what}", "{rule} 不予办理：{what}")
ENTERED_FOR = say("{what} (of {moment})", "{what}（发生于 {moment}）")
