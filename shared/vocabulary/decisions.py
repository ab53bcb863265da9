"""What a named level is asked to decide (CK14)."""

from shared.vocabulary.axes import Axis


class About(Axis):
    """What a decision is about."""

    NOT_GIVEN = "not_given", "the customer's understanding was not given", "业主不理解"  # R5.3
    FINALLY_REFUSED = "finally_refused", "whether the outside body has finally refused", "外部单位是否视为最终拒绝"
    UNREACHABLE = "unreachable", "whether the customer is unreachable", "是否无法联络"  # R5.5
    FOR_UNREACHABLE = "for_unreachable", "what to do for a customer who cannot be reached", "无法联络时如何处理"
    UNANSWERED_PROPOSAL = "unanswered_proposal", "the proposal that nobody answered", "方案未获回应"  # R7.4
    FINAL_POSITION = "final_position", "whether to give the final position", "是否作出最终答复"  # R7.6
    AFTER_ATTEMPTS = "after_attempts", "what to do after the attempts to follow up", "多次回访未果后如何处理"  # R10.2
    SUGGESTED_REPEAT = "suggested_repeat", "whether it is a repeat complaint", "是否重复投诉"  # R10.5, R12.4
    CHILDREN = "children", "what becomes of the children", "子投诉如何处理"  # R12.5a
    RETURNED_DUPLICATE = "returned_duplicate", "which of the returned duplicates survives", "恢复后以何件为准"  # R12.6a
    WITHDRAWAL = "withdrawal", "whether the withdrawal is confirmed", "是否确认撤诉"  # R12.11
    SENT_BACK = "sent_back", "which site a case sent back belongs to", "退回的投诉归属何项目"  # R12.11b
    APPROVAL = "approval", "whether the remedy is approved", "是否批准补救措施"  # R12.23
    EXTENSION = "extension", "whether more time is granted", "是否准予延期"  # R12.24


OF_FOLLOW_UP = frozenset({About.AFTER_ATTEMPTS, About.SUGGESTED_REPEAT})
"""What belongs to P10: its clock is the follow-up service's to act on (3.2)."""
