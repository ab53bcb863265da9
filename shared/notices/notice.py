"""What people are told: who, of which case, why. Nothing personal stands in it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.vocabulary.axes import Axis


class NoticeKind(Axis):
    """Why somebody is told."""

    WARNED = "warned", "falls due soon", "即将到期"
    MISSED = "missed", "time is over", "已超时"
    ESCALATED = "escalated", "is to be accepted", "待接受上移"
    PASSED_OVER = "passed_over", "was moved up past this level", "已越级上移"
    MOVE_UP_ASKED = "move_up_asked", "a colleague is called to the customer", "请到现场支援"
    ATTEND = "attend", "go to the customer", "请前往接待"
    ASSIGNED = "assigned", "is assigned", "已指派"
    RETURNED = "returned", "was given back", "已退回"
    DECISION = "decision", "waits for a decision", "待决定"
    INCIDENT = "incident", "special incident not reported", "突发事件尚未报告"
    URGED = "urged", "the customer urges", "业主催办"
    TELL_CUSTOMER = "tell_customer", "the customer is to be told", "需告知业主"
    FOLLOW_UP = "follow_up", "is to be followed up", "待回访"
    FILE = "file", "file is to be completed", "资料待补全"
    POSTPONED = "postponed", "the reply was postponed again", "答复再次延期"
    BOARD = "board", "stands at the top of the ladder", "列于企业看板"
    STUCK = "stuck", "stands on the stuck list", "列于滞留清单"
    TEST = "test", "a test of this channel", "通道测试"


@dataclass(frozen=True, slots=True)
class Tell:
    """An output of a reaction: these people are to be told."""

    kind: NoticeKind
    to: tuple[str, ...]  #: codes of people
    clock: str = ""  #: the clock it is about
    due: datetime | None = None  #: … and when it falls or fell due (UTC)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the outbox: one person is told one thing, once."""

    identity: str  #: what led to it; the same again is not told again
    person: str
    kind: NoticeKind
    complaint: UUID
    number: str | None
    site: str
    at: datetime  #: when it came up (UTC)
    clock: str = ""
    due: datetime | None = None
