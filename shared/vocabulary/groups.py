"""What a parent does that reaches its children (R12.5b)."""

from shared.vocabulary.axes import Axis


class ParentsAct(Axis):
    """An act on a parent that is done on each child too."""

    FINDINGS = "findings", "findings, or none needed", "调查结果或无需调查"
    PROPOSAL = "proposal", "proposal", "处理方案"
    WORK_COMPLETE = "work_complete", "work complete", "处理完成"
    WORK_GOES_ON = "work_goes_on", "work goes on", "继续处理"
