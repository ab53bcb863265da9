"""A month's report as it is served: every figure with the cases behind it, every cell as people read it."""

from datetime import datetime

from pydantic import BaseModel


class FigureShown(BaseModel):
    """One row of the summary (5.4)."""

    key: str
    label: str
    under: str | None  #: key of the row it is a part of
    value: int | None  #: None: of a chapter that is not built
    cases: tuple[str, ...] | None


class GroupShown(BaseModel):
    """The rows for one value of an axis."""

    value: str | None
    label: str
    rows: tuple[FigureShown, ...]


class GroupingShown(BaseModel):
    """One axis: category, channel, responsible party, severity."""

    key: str
    label: str
    groups: tuple[GroupShown, ...]


class CountShown(BaseModel):
    """A number and the cases behind it."""

    count: int
    cases: tuple[str, ...]


class RateShown(BaseModel):
    """One rate (5.3)."""

    key: str
    label: str
    value: str  #: one decimal, half up, as a percentage or per 1,000 households; — for nothing to divide by
    numerator: CountShown
    denominator: CountShown
    transferred_in: CountShown  #: of the denominator: clocks decided at another site before a transfer (转入)
    households: str | None  #: the mean of occupied households, exact, where that is the denominator


class RankShown(BaseModel):
    """A unit or subject among those with most complaints."""

    name: str
    count: int
    cases: tuple[str, ...]


class ChangeShown(BaseModel):
    """One row against another month."""

    key: str
    label: str
    now: int | None
    before: int | None
    change: int | None


class AgainstShown(BaseModel):
    """Month over month, or year over year, against the latest version of the other month."""

    month: str
    version: int | None  #: None: that month was not submitted; as known at the same T
    as_of: datetime
    rows: tuple[ChangeShown, ...]


class IdentityShown(BaseModel):
    """carried in + received + reopenings = closings + carried out."""

    carried_in: int
    received: int
    reopenings: int
    closings: int
    carried_out: int
    holds: bool


class HeadShown(BaseModel):
    """The form's head (5.5)."""

    title: str
    site: str
    site_name: str
    month: str
    version: int | None  #: None: not submitted as of T
    newest_version: int | None
    as_of: datetime
    late: bool | None  #: submitted after the day of `submit_by`
    households_start: int | None
    households_end: int | None
    prepared_by: str | None
    submitted_by: str | None
    submitted_at: datetime | None
    received_by: str | None
    received_at: datetime | None
    returned_by: str | None
    returned_at: datetime | None
    remark: str | None
    unchanged: bool | None  #: the submitted figures are still what was submitted; None: not submitted


class ColumnShown(BaseModel):
    """One of the 38 columns."""

    number: int
    key: str
    label: str


class PartShown(BaseModel):
    """One part of the form; each line has its 38 cells."""

    part: str
    label: str
    lines: tuple[tuple[str, ...], ...]


class CorrectionShown(BaseModel):
    """One line of part D: what differs from another version."""

    figure: str
    old: str
    new: str
    cases: tuple[str, ...]
    why: tuple[str, ...]


class CorrectionsShown(BaseModel):
    """Part D."""

    label: str
    against: int | None  #: the version compared with
    lines: tuple[CorrectionShown, ...]


class MonthReport(BaseModel):
    """The form of one site's month, with its summary and rates."""

    head: HeadShown
    identity: IdentityShown
    summary: tuple[FigureShown, ...]
    rates: tuple[RateShown, ...]
    groupings: tuple[GroupingShown, ...]
    top_units: tuple[RankShown, ...]
    top_subjects: tuple[RankShown, ...]
    month_before: AgainstShown
    year_before: AgainstShown
    columns: tuple[ColumnShown, ...]
    parts: tuple[PartShown, ...]
    corrections: CorrectionsShown
    digest: str  #: of the figures and the cases behind them
    words: str  #: of the names, units and words
