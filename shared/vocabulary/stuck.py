"""Why a case stands on the stuck list (滞留清单, CK13)."""

from shared.vocabulary.axes import Axis


class StuckReason(Axis):
    """The reasons that CK13 knows; there is no other."""

    NO_ASSIGNEE = "no_assignee", "nobody has it", "无人负责"
    CANNOT_BE_ESCALATED = "cannot_be_escalated", "it cannot be escalated", "无法上移"
    ONLY_MISSED_CLOCKS = "only_missed_clocks", "only missed clocks are left", "仅剩超时的时限"
    NOT_TAKEN_OVER = "not_taken_over", "imported, not taken over", "来源导入，尚未接管"
    NO_TASK = "no_task", "incident record with no task", "事件记录无处理任务"
    RAN_OUT = "ran_out", "a week or wait that is over, not judged closed yet", "期满尚未判断关闭"
    PARENT_STANDS_STILL = "parent_stands_still", "no clock of its parent runs either", "父件亦无运行中的时限"
