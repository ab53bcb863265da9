"""The axes of a complaint (sections 2 and 4): each a field of its own, each value with its words."""

from enum import StrEnum
from typing import Self

from shared.vocabulary.text import Say, say


class Axis(StrEnum):
    """A closed set of values; each carries its English and Chinese words."""

    _words: Say

    def __new__(cls, value: str, en: str = "", zh: str = "") -> Self:
        """Make a member from its stored value and its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member._words = say(en, zh)  # noqa: SLF001 -- an enum member is built in __new__
        return member

    @property
    def words(self) -> Say:
        """What people read for this value."""
        return self._words


class Channel(Axis):
    """How the words reached us (R2.5)."""

    WALK_IN = "walk_in", "walk-in", "来访"
    PHONE = "phone", "phone", "来电"
    STAFF_VISIT = "staff_visit", "staff visit", "上门"
    STAFF = "staff", "staff", "员工发现"
    WECHAT = "wechat", "WeChat", "微信"
    APP = "app", "app", "应用"
    WEB_FORM = "web_form", "web form", "网页"
    EMAIL = "email", "e-mail", "电子邮件"
    ONLINE_ANONYMOUS = "online_anonymous", "online, anonymous", "网上匿名"
    LETTER = "letter", "letter", "来信"
    AUTHORITY = "authority", "12345, authority", "12345、政府转办"
    BOX = "box", "suggestion box", "意见箱"


ATTENDED = frozenset({Channel.WALK_IN, Channel.PHONE, Channel.STAFF_VISIT, Channel.STAFF})
"""Channels on which somebody of ours hears the words at that moment (R2.5); a company may change it."""


WRITTEN = frozenset(Channel) - ATTENDED
"""Channels whose words reach us in writing, whoever attends them today (R3.1a)."""

_RECEIVED_WHEN = {
    Channel.WALK_IN: say("reception begins", "开始接待时"),
    Channel.PHONE: say("the call is answered", "接听电话时"),
    Channel.STAFF_VISIT: say("staff hear it", "员工听到时"),
    Channel.STAFF: say("staff see it", "员工发现时"),
    Channel.LETTER: say("it is delivered", "送达时"),
    Channel.AUTHORITY: say("it is delivered", "送达时"),
    Channel.BOX: say("the box is emptied", "开箱时"),
}
_REACHES_US = say("it reaches our system", "到达本系统时")


def received_when(channel: Channel) -> Say:
    """The moment that counts as receipt on a channel (R2.5)."""
    return _RECEIVED_WHEN.get(channel, _REACHES_US)


class Demeanour(Axis):
    """The customer's demeanour (R1.1)."""

    ORDINARY = "ordinary", "ordinary", "平和"
    AGITATED = "agitated", "agitated", "激动"


class Failing(Axis):
    """The failing alleged (R1.0)."""

    NEGLECT = "neglect", "neglect", "失职"
    MISTAKE = "mistake", "mistake", "失误"
    EXCESS = "excess", "excess", "失度"
    LOSS_OF_CONTROL = "loss_of_control", "loss of control", "失控"
    UNMET_NEED = "unmet_need", "unmet need", "需求未满足"


class Severity(Axis):
    """How grave the matter is; findings say the first three (R6.3), *major* demands a reason (R12.2)."""

    MINOR = "minor", "minor", "轻微"
    MODERATE = "moderate", "moderate", "一般"
    SERIOUS = "serious", "serious", "严重"
    MAJOR = "major", "major", "重大"


class Urgency(Axis):
    """How soon something must be done (R12.2)."""

    NORMAL = "normal", "normal", "普通"
    URGENT = "urgent", "urgent", "紧急"


class Route(Axis):
    """The way a case takes after verification (R3.2); there is no other."""

    ON_THE_SPOT = "on_the_spot", "on the spot", "现场"
    AGREED = "agreed", "agreed reply time", "约定"


class RouteChange(Axis):
    """Why a case leaves the route that it took first; it always goes to the agreed reply time."""

    PROMISE_OPEN = "promise_open", "a promise is not carried out yet", "承诺尚未落实"
    NOT_SIGNED = "not_signed", "satisfied, but not signed", "满意但不愿签字"
    NOT_SETTLED = "not_settled", "cannot be settled on the spot", "无法现场解决"
    CUSTOMER_LEFT = "customer_left", "the customer left without a result", "业主未得结果即离开"
    UNREACHABLE = "unreachable", "the customer cannot be reached", "业主无法联络"
    OPEN_AGAIN = "open_again", "open again after it was judged closed", "判断关闭后再次处理"


class Confirmation(Axis):
    """How the main points were confirmed (R3.1a)."""

    BY_CUSTOMER = "by_customer", "by the customer", "经业主确认"
    AS_WRITTEN = "as_written", "as written", "以书面为准"
    AS_HEARD = "as_heard", "as heard", "以记录为准"


class Responsible(Axis):
    """The responsible party (section 4)."""

    MANAGEMENT = "management", "management", "物业管理方"
    DEPARTMENT = "department", "department", "责任部门"
    DEVELOPER = "developer", "developer", "开发商"
    NEIGHBOUR = "neighbour", "neighbour", "邻里"
    OUTSIDE = "outside", "outside", "外部单位"
    MISUNDERSTANDING = "misunderstanding", "customer misunderstanding", "业主误解"


class Accepted(Axis):
    """Whether the customer accepted an explanation (R1.2)."""

    ACCEPTED = "accepted", "accepted", "接受"
    NOT_ACCEPTED = "not_accepted", "not accepted", "不接受"
    NOT_SAID = "not_said", "not said", "未表态"


class MoveUpReason(Axis):
    """Why a case is to move up in the customer's presence or on the line (R1.3, R2.2, R2.3, R4.2)."""

    EXPLANATION_DID_NOT_HELP = "explanation_did_not_help", "the explanation did not help", "解释无效"
    OFFER_DOES_NOT_SATISFY = "offer_does_not_satisfy", "what is offered does not satisfy", "对处理意见不满意"
    STILL_AGITATED = "still_agitated", "still agitated", "情绪仍激动"
    DISPUTE = "dispute", "dispute", "发生争执"
    OUTSIDE_REMIT = "outside_remit", "outside the receiver's remit", "超出受理人职责"
    NOT_SATISFIED = "not_satisfied", "not satisfied on the spot", "现场处理不满意"
    BEYOND_ABILITY = "beyond_ability", "beyond the receiver's ability", "超出受理人能力"
    CUSTOMER_WISHES = "customer_wishes", "the customer wishes it", "业主要求"


class EscalationReason(Axis):
    """Why a case goes to a higher level without a handover in the customer's presence (section 1, R8.0, R8.1)."""

    CANNOT_EXPLAIN = "cannot_explain", "the receiver cannot explain it", "受理人无法解释"
    OUTSIDE_REMIT = "outside_remit", "outside the receiver's remit", "超出受理人职责"
    BEYOND_ABILITY = "beyond_ability", "beyond the receiver's ability", "超出受理人能力"
    NOT_SATISFIED = "not_satisfied", "not satisfied on the spot", "现场处理不满意"
    PROPOSAL_REJECTED = "proposal_rejected", "the proposal was rejected", "方案被拒绝"
    CUSTOMER_WISHES = "customer_wishes", "the customer wishes it", "业主要求"
    MISSED_CLOCK = "missed_clock", "missed clock", "超时"
    POSTPONED_AGAIN = "postponed_again", "the reply was postponed again", "再次延期答复"
    NOT_DECIDED = "not_decided", "a decision was not made in time", "未按时决定"
    FOLLOW_UP_NOT_SATISFIED = "follow_up_not_satisfied", "follow-up not satisfied", "回访不满意"
    COMPLAINED_ABOUT = "complained_about", "whoever holds it is complained about", "被投诉人回避"


class Consent(Axis):
    """Whether the customer agreed to a move (R1.4); moves by a missed clock need none."""

    GIVEN = "given", "given", "同意"
    REFUSED = "refused", "refused", "不同意"
    NOT_APPLICABLE = "not_applicable", "not applicable", "不适用"


class SignatureMethod(Axis):
    """How a customer's satisfaction is signed (R4.4, R4.4a)."""

    PAPER = "paper", "on paper", "纸质签名"
    SCREEN = "screen", "on a screen", "电子签名"
    RECORDED_CALL = "recorded_call", "recorded call", "电话录音"
    ANSWERED_MESSAGE = "answered_message", "message answered by the customer", "业主回复信息"


class ClosingReason(Axis):
    """Why a case is closed (R11.6). No others exist."""

    SETTLED_ON_THE_SPOT = "settled_on_the_spot", "settled on the spot", "现场满意"
    FOLLOW_UP_SATISFIED = "follow_up_satisfied", "follow-up satisfied", "回访满意"
    NO_RECURRENCE = "no_recurrence", "no recurrence", "一周无再诉"
    FOLLOW_UP_EXEMPT = "follow_up_exempt", "follow-up exempt", "免回访"
    FINAL_POSITION_GIVEN = "final_position_given", "final position given", "最终答复"
    WITHDRAWN = "withdrawn", "withdrawn", "撤诉"
    CANCELLED = "cancelled", "cancelled", "录入错误"
    DUPLICATE = "duplicate", "duplicate", "重复"
    NOT_KNOWN = "not_known", "not known from the source", "来源未载"


VOID = frozenset({ClosingReason.CANCELLED, ClosingReason.DUPLICATE})
"""The reasons that make a case void (作废), section 5.2."""


class FollowUpOutcome(Axis):
    """How a follow-up attempt ends (R12.3); the first five are *reached*."""

    VERY_SATISFIED = "very_satisfied", "very satisfied", "非常满意"
    SATISFIED = "satisfied", "satisfied", "满意"
    NEUTRAL = "neutral", "neutral", "一般"
    DISSATISFIED = "dissatisfied", "dissatisfied", "不满意"
    VERY_DISSATISFIED = "very_dissatisfied", "very dissatisfied", "非常不满意"
    NO_ANSWER = "no_answer", "no answer", "未接通"
    POSTPONED = "postponed", "postponed", "约期再访"
    REFUSED = "refused", "refused", "谢绝回访"
    EXEMPT = "exempt", "exempt", "免回访"


REACHED = frozenset(
    {
        FollowUpOutcome.VERY_SATISFIED,
        FollowUpOutcome.SATISFIED,
        FollowUpOutcome.NEUTRAL,
        FollowUpOutcome.DISSATISFIED,
        FollowUpOutcome.VERY_DISSATISFIED,
    }
)
"""*Reached* means one of these five (R12.3); *declined* is refused."""


class Known(Axis):
    """How exactly a source knows when something happened (CK12)."""

    MOMENT = "moment", "to the moment", "精确到时刻"
    DAY = "day", "to the day", "精确到日"


class FileKind(Axis):
    """What an attachment is (R12.1)."""

    PHOTO = "photo", "photo", "照片"
    RECORDING = "recording", "recording", "录音录像"
    SIGNED_FORM = "signed_form", "signed form", "签字表单"
    DOCUMENT = "document", "document", "文件"
