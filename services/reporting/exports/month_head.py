"""The form's head (5.5) as pairs of label and value."""

from services.reporting.document import HeadShown, MonthReport, RateShown
from services.reporting.exports import words as w
from services.reporting.moments import micros
from services.reporting.shown import NOTHING, Shown


def head_lines(report: MonthReport, shown: Shown) -> list[tuple[str, str]]:
    """项目, 月份, 版本, 统计截止, 入住户数, 填报人, 审核人, 接收人, 退回意见."""
    head = report.head
    pairs = (
        (w.SITE, f"{head.site} {head.site_name}"),
        (w.MONTH, head.month),
        (w.VERSION, _version(head, shown)),
        (w.AS_OF, shown.minute(micros(head.as_of))),
        (w.HOUSEHOLDS, f"{_known(head.households_start)} → {_known(head.households_end)}"),
        (w.PREPARED, _by(head.prepared_by, head, shown)),
        (w.REVIEWED, _by(head.submitted_by, head, shown)),
        (w.RECEIVED, _received(head, shown)),
        (w.REMARK, head.remark or NOTHING),
    )
    return [(shown.say(label), value) for label, value in pairs]


def identity(report: MonthReport, shown: Shown) -> str:
    """The identity, printed."""
    return w.IDENTITY.to(shown.lang, **report.identity.model_dump(exclude={"holds"}))


def named(rate: RateShown) -> str:
    """K3 答复及时率; the rates without a letter by their name."""
    return f"{rate.key} {rate.label}" if rate.key.startswith("K") else rate.label


def _version(head: HeadShown, shown: Shown) -> str:
    if head.version is None:
        return shown.say(w.NOT_SUBMITTED)
    name = str(head.version) if head.version == 1 else w.CORRECTION.to(shown.lang, version=head.version)
    return f"{name} {shown.say(w.LATE)}" if head.late else name


def _by(who: str | None, head: HeadShown, shown: Shown) -> str:
    return NOTHING if who is None or head.submitted_at is None else f"{who} {shown.minute(micros(head.submitted_at))}"


def _received(head: HeadShown, shown: Shown) -> str:
    if head.received_by is None or head.received_at is None:
        return NOTHING
    return f"{head.received_by} {shown.minute(micros(head.received_at))}"


def _known(households: int | None) -> str:
    return NOTHING if households is None else str(households)
