"""The rates of section 5.3 as declarations, and the one interpreter that works them out.

Numerator and denominator are populations: lists of what is counted, so the cases behind both are known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from services.reporting.chapters import BUILT, Chapter
from services.reporting.moments import moment
from services.reporting.month import Item, Month
from shared.complaint.clocks.running import Outcome
from shared.vocabulary.axes import Channel, ClosingReason, FollowUpOutcome
from shared.vocabulary.follow_up import Solved
from shared.vocabulary.text import Say, say

Population = Callable[[Month], list[Item]]
Test = Callable[[Month, Item], bool]


def where(population: Population, *tests: Test) -> Population:
    """The part of a population for which every test holds."""
    return lambda month: [item for item in population(month) if all(test(month, item) for test in tests)]


def clock(name: str) -> Population:
    """The clocks of one name decided in M (met, missed or postponed), every round."""
    return where(_decided, lambda _month, item: item.what == name)


def _decided(month: Month) -> list[Item]:
    return month.decided


def _received(month: Month) -> list[Item]:
    return month.received


def _signed(month: Month) -> list[Item]:
    return [item for item in month.signed if _rated(month, item)]


def _met(_month: Month, item: Item) -> bool:
    return item.outcome is Outcome.MET


def _by_phone(_month: Month, item: Item) -> bool:
    return item.life.channel == Channel.PHONE and item.life.rings is not None


def _within_rings(month: Month, item: Item) -> bool:
    limits = month.policy.at(moment(item.life.received)).limits(month.site, item.life.category)
    return item.life.rings is not None and item.life.rings <= limits.number("rings")


def _rounds_decided(month: Month) -> list[Item]:
    return month.rounds_decided


def _reached(month: Month) -> list[Item]:
    return month.reached


def _rated(_month: Month, item: Item) -> bool:
    return item.life.rated_since_taken_over


def happened(row: str) -> Population:
    """What is counted one by one in M."""
    return lambda month: month.happened(row)


SATISFIED = where(
    _reached, lambda _month, item: item.what in (FollowUpOutcome.VERY_SATISFIED, FollowUpOutcome.SATISFIED)
)
ASKED_SOLVED = where(happened("asked_solved"), _rated)
RATED_RECEIVED = where(_received, lambda _month, item: item.life.rated)
PHONE = where(RATED_RECEIVED, _by_phone)
JUDGED_VALIDITY = where(RATED_RECEIVED, lambda _month, item: item.life.valid is not None)


@dataclass(frozen=True, slots=True)
class Rate:
    """One row of section 5.3. Several populations are counted together."""

    key: str
    label: Say
    chapter: Chapter  #: whose facts it counts; while that is not built it prints —
    good: tuple[Population, ...] = ()
    whole: tuple[Population, ...] = ()
    per_household: bool = False  #: the denominator is the mean of occupied households, per 1,000
    note: Say | None = None


RATES = (
    Rate("K1", say("answered within three rings", "三声接听率"), Chapter.P2,
         good=(where(PHONE, _within_rings),), whole=(PHONE,)),
    Rate("K2", say("verified in time", "核实及时率"), Chapter.P3,
         good=(where(clock("verification"), _met),), whole=(clock("verification"),)),
    Rate("K3", say("replied in time", "答复及时率"), Chapter.P5,
         good=(where(clock("reply"), _met),), whole=(clock("reply"),)),
    Rate("K4", say("completed in time", "处理及时率"), Chapter.P9,
         good=(where(clock("completion"), _met), _signed), whole=(clock("completion"), _signed)),
    Rate("K5", say("escalated", "升级率"), Chapter.P1,
         good=(where(RATED_RECEIVED, lambda _month, item: bool(item.life.escalations)),), whole=(RATED_RECEIVED,)),
    Rate("K6", say("followed up", "回访率"), Chapter.P10,
         good=(where(_rounds_decided, lambda _month, item: item.reached),), whole=(_rounds_decided,)),
    Rate("K6b", say("followed up in time", "回访及时率"), Chapter.P10,
         good=(where(_rounds_decided, _met),), whole=(_rounds_decided,)),
    Rate("K7", say("satisfied", "满意率"), Chapter.P10, good=(SATISFIED,), whole=(_reached,)),
    Rate("K7b", say("satisfied, all", "综合满意率"), Chapter.P10, good=(SATISFIED, _signed), whole=(_reached, _signed)),
    Rate("K8", say("closed of received", "关闭率"), Chapter.P11,
         good=(where(RATED_RECEIVED, lambda month, item: not item.life.is_open_at(month.end)),),
         whole=(RATED_RECEIVED,)),
    Rate("K9", say("reopened", "重启率"), Chapter.P11,
         good=(lambda month: month.own_reopenings,),
         whole=(where(lambda month: month.own_closings,
                      lambda _month, item: item.what != ClosingReason.WITHDRAWN),)),
    Rate("K10", say("valid", "有效投诉率"), Chapter.P4,
         good=(where(JUDGED_VALIDITY, lambda _month, item: item.life.valid is True),), whole=(JUDGED_VALIDITY,)),
    Rate("solved", say("solved", "解决率"), Chapter.P10,
         good=(where(ASKED_SOLVED, lambda _month, item: item.what == Solved.SOLVED),), whole=(ASKED_SOLVED,)),
    Rate("per_1000", say("per 1,000 households", "千户投诉率"), Chapter.P1, good=(_received,), per_household=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RateResult:
    """A rate worked out: shown value, both counts, and the cases behind both."""

    rate: Rate
    shown: str  #: one decimal, half up; — when the denominator is 0 or the chapter is not built
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    households: Fraction | None = None
    elsewhere: tuple[str, ...] = ()  #: of the denominator: clocks decided at another site before a transfer (转入)


NOTHING = "—"


def work_out(rate: Rate, month: Month) -> RateResult:
    """One rate of one month."""
    if rate.chapter not in BUILT:
        return RateResult(rate, NOTHING, (), ())
    good, whole = _numbers(rate.good, month), _numbers(rate.whole, month)
    if rate.per_household:
        households = _mean_households(month)
        return RateResult(rate, one_decimal(1000 * len(good), households), good, (), households)
    shown = one_decimal(100 * len(good), Fraction(len(whole)))
    return RateResult(rate, shown, good, whole, elsewhere=_numbers(tuple(map(_of_elsewhere, rate.whole)), month))


def one_decimal(top: int, bottom: Fraction | None) -> str:
    """The exact fraction with one decimal, half up; — for a denominator of 0 or one not known."""
    if not bottom:
        return NOTHING
    tenths = (top * 10 / bottom + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"


def _of_elsewhere(population: Population) -> Population:
    """Those of them that were decided at another site (R12.11b)."""
    return where(population, lambda _month, item: item.run is not None and item.life.decided_elsewhere(item.run))


def _numbers(populations: tuple[Population, ...], month: Month) -> tuple[str, ...]:
    return tuple(sorted(item.life.number for population in populations for item in population(month)))


def _mean_households(month: Month) -> Fraction | None:
    first, last = month.households()
    return None if first is None or last is None else Fraction(first + last, 2)
