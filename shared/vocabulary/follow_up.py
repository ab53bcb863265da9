"""The axes of a follow-up (P10, R12.15) and of what ends a case beside it (R12.11)."""

from shared.vocabulary.axes import Axis, FollowUpOutcome


class FollowUpForm(Axis):
    """How a follow-up is made (R10.2)."""

    PHONE = "phone", "phone", "电话回访"
    HOME_VISIT = "home_visit", "home visit", "上门回访"
    ONLINE_REPLY = "online_reply", "online reply", "网上回复"
    QUESTIONNAIRE = "questionnaire", "questionnaire", "问卷"
    OTHER = "other", "other", "其他方式"


class Rating(Axis):
    """How the customer rates reception, handling and result (R10.2); the first five outcomes of R12.3."""

    VERY_SATISFIED = "very_satisfied", "very satisfied", "非常满意"
    SATISFIED = "satisfied", "satisfied", "满意"
    NEUTRAL = "neutral", "neutral", "一般"
    DISSATISFIED = "dissatisfied", "dissatisfied", "不满意"
    VERY_DISSATISFIED = "very_dissatisfied", "very dissatisfied", "非常不满意"

    @property
    def outcome(self) -> FollowUpOutcome:
        """The outcome of a follow-up in which this rating decides (R10.3a)."""
        return FollowUpOutcome(self.value)


class Solved(Axis):
    """Whether it is solved, asked beside whether the customer is satisfied (R12.15)."""

    SOLVED = "solved", "solved", "已解决"
    PARTLY = "partly", "partly", "部分解决"
    NOT = "not", "not", "未解决"


class Exemption(Axis):
    """Why no follow-up is needed (R10.6 b to d); what was settled on the spot needs none by itself (a)."""

    CANNOT_BE_REACHED = "cannot_be_reached", "anonymous, or cannot be reached", "匿名或无法联系"
    SENSITIVE = "sensitive", "sensitive, it would be unwelcome", "敏感，不宜回访"
    OTHER = "other", "another reason, decided by the manager", "其他原因，经主任决定"


class AfterAttempts(Axis):
    """What the supervisor decides when nobody was reached (R10.2)."""

    ANOTHER_DATE = "another_date", "another form and date", "另定方式与日期"
    QUIET_WEEK = "quiet_week", "the quiet week", "一周观察"
    EXEMPT = "exempt", "exempt: cannot be reached", "免回访：无法联系"


class CancelReason(Axis):
    """Why a case was entered by mistake (R12.11)."""

    TEST = "test", "test", "测试"
    NOT_A_COMPLAINT = "not_a_complaint", "not a complaint", "非投诉"
    ENTERED_TWICE = "entered_twice", "entered twice", "重复录入"
    WRONG_SITE = "wrong_site", "wrong site", "项目错误"
