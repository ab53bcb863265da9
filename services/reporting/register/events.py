"""What is on record about a site's daily log and months: signed, submitted, received, returned (R11.2)."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from services.reporting.register.state import Register, Submission
from shared.decision.event import Event, Stamp
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of what was looked at, in hexadecimal."""

MonthName = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
"""A month, 2026-03."""


class RegisterEvent(Event):
    """A fact about a site's daily log or one of its months."""

    site: SiteCode

    def apply(self, state: Register, stamp: Stamp) -> Register:
        """The register after this fact."""
        del stamp
        return state


class DailyLogSigned(RegisterEvent):
    """The supervisor signed a day's page, or a supplement of it (补记, 5.6). What was signed never changes."""

    TOPIC = "register.daily_log_signed.v1"
    LABEL = say("daily log signed", "日志签字")
    RULES: ClassVar = ("R11.2",)

    day: date
    page: int  #: 0 the page itself, 1, 2 … its supplements
    as_of: Instant  #: the page holds what was recorded until then
    digest: Digest  #: of the page's lines and foot

    def apply(self, state: Register, stamp: Stamp) -> Register:
        """One page more."""
        signed = (*state.pages.get(self.day, ()), self.as_of)
        return replace(state, pages=MappingProxyType({**state.pages, self.day: signed}))


class MonthSubmitted(RegisterEvent):
    """A version of the month's form went to the enterprise service centre (R11.2)."""

    TOPIC = "register.month_submitted.v1"
    LABEL = say("month submitted", "月报提交")
    RULES: ClassVar = ("R11.2",)

    month: MonthName
    version: int  #: 1, then the corrections (更正)
    as_of: Instant  #: the instant T of this version (5.2)
    digest: Digest  #: of its figures and the cases behind them
    words: Digest  #: of its names, units and words
    prepared_by: Code  #: 填报人
    late: bool  #: after the day of `submit_by` of the next month

    def apply(self, state: Register, stamp: Stamp) -> Register:
        """The newest version."""
        newest = Submission(self.version, self.as_of, self.digest, self.words)
        return replace(state, months=MappingProxyType({**state.months, self.month: newest}))


class MonthReceived(RegisterEvent):
    """The enterprise service centre received a version (R11.2)."""

    TOPIC = "register.month_received.v1"
    LABEL = say("month received", "月报接收")
    RULES: ClassVar = ("R11.2",)

    month: MonthName
    version: int

    def apply(self, state: Register, stamp: Stamp) -> Register:
        """Received."""
        newest = replace(state.months[self.month], received=True)
        return replace(state, months=MappingProxyType({**state.months, self.month: newest}))


class MonthReturned(RegisterEvent):
    """The enterprise service centre returned a version with a remark (R11.2)."""

    TOPIC = "register.month_returned.v1"
    LABEL = say("month returned", "月报退回")
    RULES: ClassVar = ("R11.2",)

    month: MonthName
    version: int
    remark: PersonalText

    def apply(self, state: Register, stamp: Stamp) -> Register:
        """Returned: it may be submitted again."""
        newest = replace(state.months[self.month], returned=True)
        return replace(state, months=MappingProxyType({**state.months, self.month: newest}))


class BoxEmptied(RegisterEvent):
    """The suggestion box was emptied; what lay in it is received at that moment (R2.5). Logged also when empty."""

    TOPIC = "register.box_emptied.v1"
    LABEL = say("box emptied", "开箱")
    RULES: ClassVar = ("R2.5",)

    day: date  #: the site's local date
    emptied_at: Instant
    letters: int  #: how many lay in it


EVENTS = (BoxEmptied, DailyLogSigned, MonthSubmitted, MonthReceived, MonthReturned)
