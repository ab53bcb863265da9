"""What is agreed, done, given back and paused (P9, CK7)."""

from shared.vocabulary.axes import Axis


class AgreedBy(Axis):
    """What stands for the customer's yes to a solution."""

    CUSTOMER = "customer", "the customer", "业主同意"
    NOT_OBJECTED = "not_objected", "not objected", "未表异议"  # R7.4
    DECIDED = "decided", "decided by the manager", "主任决定"  # R5.5


class Completion(Axis):
    """With which outcome a case is completed (R9.3a, R7.3)."""

    DONE = "done", "done", "办结"
    EXPLAINED = "explained", "explained", "解释说明"


class TaskReturn(Axis):
    """Why a department gives a task back (R12.7)."""

    NOT_OURS = "not_ours", "not ours", "非本部门职责"
    NOT_ENOUGH_INFORMATION = "not_enough_information", "not enough information", "信息不足"
    COMPLAINED_ABOUT = "complained_about", "whoever had it is complained about", "承办人须回避"  # R12.17


class PauseFor(Axis):
    """What a paused clock waits for (CK7)."""

    CUSTOMER = "customer", "waiting for the customer", "等待业主"
    OUTSIDE_BODY = "outside_body", "waiting for an outside body", "等待外部单位"


class Pausable(Axis):
    """The clocks that can be paused (CK7), by their names."""

    COMPLETION = "completion", "completion", "处理完毕"
    TASK = "task", "task", "处理任务"
    FINDINGS = "findings", "findings", "调查结果"


class Extended(Axis):
    """For what more time is asked (R12.24)."""

    DATE = "date", "the date told to the customer", "已告知业主的日期"
    TASK = "task", "a task", "处理任务"
    FINDINGS = "findings", "findings", "调查结果"
