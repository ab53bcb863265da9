"""What is told to the customer, and why a reply is due anew (P5)."""

from shared.vocabulary.axes import Axis


class ReplyKind(Axis):
    """What counts as a reply (R5.4); an answer on the spot does by R4.1a and R4.4a."""

    PROPOSAL = "proposal", "a proposal", "处理方案"
    EXPLANATION = "explanation", "a final explanation", "最终说明"
    FINAL_POSITION = "final_position", "the final position", "最终答复"
    DONE = "done", "the report that it is done", "完成答复"
    ON_THE_SPOT = "on_the_spot", "the answer given on the spot", "现场答复"


class ReplyDue(Axis):
    """Why a reply is due once more in a round (3.2 *reply*)."""

    PROPOSAL_REJECTED = "proposal_rejected", "the proposal was rejected", "业主不接受方案"
    ACCEPTANCE_TAKEN_BACK = "acceptance_taken_back", "the acceptance was taken back", "业主撤回同意"
    NEW_FACT = "new_fact", "the customer brought a new fact", "业主提出新情况"
    WITHIN_ABILITY = "within_ability", "no longer beyond the unit's ability", "障碍已消除"
    REACHABLE_AGAIN = "reachable_again", "the customer can be reached again", "业主恢复联络"
    BEYOND_AUTHORITY = "beyond_authority", "beyond the receiver's authority", "超出受理人权限"


PROGRESS_TOO = frozenset({ReplyDue.NEW_FACT, ReplyDue.WITHIN_ABILITY})
"""Where how it stands is to be told anew as well (3.2 *progress*)."""


class Means(Axis):
    """How the customer is told something (R5.2, R12.16)."""

    SPOKEN = "spoken", "spoken", "当面"
    PHONE = "phone", "by telephone", "电话"
    VISIT = "visit", "by home visit", "上门"
    MESSAGE = "message", "by message", "信息"
    EMAIL = "email", "by e-mail", "电子邮件"
    LETTER = "letter", "by letter", "书面"
    PRINTED = "printed", "printed", "打印"


TALKED = frozenset({Means.SPOKEN, Means.PHONE, Means.VISIT})
"""Where somebody of ours spoke with the customer."""


class Understands(Axis):
    """Whether the customer understands that a matter is beyond the unit's ability (R5.3)."""

    GIVEN = "given", "given", "理解"
    NOT_GIVEN = "not_given", "not given", "不理解"
    NOT_REACHED = "not_reached", "not reached", "未联系上"


class BeyondEnd(Axis):
    """How a matter beyond the unit's ability ends (R5.3a)."""

    OBSTACLE_GONE = "obstacle_gone", "the obstacle is gone", "障碍已消除"
    SOLVED = "solved", "the outside body solved it", "外部单位已解决"
    REFUSED = "refused", "the outside body finally refused", "外部单位最终拒绝"
    NO_ANSWER = "no_answer", "no answer, treated as finally refused", "未获答复，视为最终拒绝"
