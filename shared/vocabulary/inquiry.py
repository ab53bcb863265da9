"""What is found out, apologised for, proposed and answered (P6, P7)."""

from shared.vocabulary.axes import Axis, Severity

FOUND_SEVERITIES = (Severity.MINOR, Severity.MODERATE, Severity.SERIOUS)
"""What findings may say, least first (R6.3); *major* is an assessment with a reason (R12.2)."""


class AssignmentReturn(Axis):
    """Why a department gives an assignment back (R12.7)."""

    NOT_OURS = "not_ours", "not ours", "非本部门职责"
    NOT_ENOUGH_INFORMATION = "not_enough_information", "not enough information", "信息不足"


class ApologyForm(Axis):
    """How the apology for a serious fault is made (R6.3)."""

    VISIT = "visit", "by home visit", "上门"
    PHONE = "phone", "by telephone", "电话"


class IncidentKind(Axis):
    """What makes a special incident (突发事件, R6.4)."""

    INJURY = "injury", "injury", "人员受伤"
    FIRE = "fire", "fire", "火灾"
    FLOOD = "flood", "flood", "水浸"
    CRIME = "crime", "crime", "治安刑事"
    CROWD = "crowd", "crowd", "群体聚集"
    MEDIA = "media", "media", "媒体关注"
    OTHER = "other", "other", "其他"


class Opens(Axis):
    """What danger, or the need to act now, opens (R12.18)."""

    SPECIAL_INCIDENT = "special_incident", "special incident", "突发事件"
    URGENT_WORK = "urgent_work", "urgent work", "紧急处理"


class DemandPart(Axis):
    """The three parts of what the customer wants (R7.0); *unknown* is an answer to each."""

    DEMAND = "demand", "what they want done", "要求"
    REASON = "reason", "their reason", "原由"
    STATE_OF_MIND = "state_of_mind", "their state of mind", "心态"


class ToldBy(Axis):
    """How a solution is told (R7.1)."""

    IN_PERSON = "in_person", "in person", "当面"
    PHONE = "phone", "by phone", "电话"


class Remedy(Axis):
    """What a solution may grant (R12.23)."""

    APOLOGY = "apology", "apology", "道歉"
    REPAIR = "repair", "repair", "维修"
    REDO = "redo", "redo", "返工"
    FEE_WAIVER = "fee_waiver", "fee waiver", "减免费用"
    REFUND = "refund", "refund", "退款"
    COMPENSATION = "compensation", "compensation", "补偿"
    DISCIPLINE = "discipline", "discipline", "处分"
    NONE = "none", "none", "无"


class OtherRemedy(Axis):
    """What is open to a customer whom we refuse (其他救济途径, R12.14)."""

    ENTERPRISE = "enterprise", "enterprise service centre", "企业客服中心"
    OWNERS_COMMITTEE = "owners_committee", "owners' committee", "业委会"
    AUTHORITY = "authority", "street office or housing authority", "街道办或房管部门"
    HOTLINE = "hotline_12345", "12345", "12345热线"
    MEDIATION = "mediation", "mediation", "调解"
    COURT = "court", "court", "法院"


class Understanding(Axis):
    """Whether the customer understands what cannot be solved (R7.3)."""

    GIVEN = "given", "given", "理解"
    NOT_GIVEN = "not_given", "not given", "不理解"
