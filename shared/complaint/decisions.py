"""Asking for decisions and making them (CK14): what the actions of every chapter that asks or decides share."""

from collections.abc import Callable, Iterator

from shared.complaint.events.p12_decisions import DecisionAsked, DecisionDropped, DecisionMade
from shared.complaint.state import Complaint, Decision
from shared.decision.guard import Guard
from shared.decision.moment import Caller
from shared.decision.refusal import Refused
from shared.vocabulary.decisions import About
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say

NOT_THEIRS = say("This is for “{level}” or higher to decide: {about}.", "“{about}”须由“{level}”或以上层级决定。")


def asked(complaint: Complaint, about: About, level: Level = Level.SUPERVISOR, subject: str = "") -> DecisionAsked:
    """Ask a level to decide; where a rule names no level, level 1 decides. Not lower than the case stands itself."""
    return DecisionAsked(decision=f"d{complaint.decisions.asked + 1}", about=about, level=level, subject=subject)


def is_asked_about(about: About, *, instead: tuple[str, ...] = ("write_note",)) -> Guard:
    """The guard of an action that makes a decision of this kind: it was asked, of the caller's level or a lower one."""
    return Guard(
        "CK14",
        say("Nobody was asked to decide this, or it is for a higher level.", "尚未提请此项决定，或须由更高层级决定。"),
        _is_open(about),
        of_caller=_may_decide(about),
        instead=instead,
    )


def decide(complaint: Complaint, about: About, *, granted: bool, reason: str = "", subject: str | None = None
           ) -> Iterator[DecisionMade]:  # fmt: skip
    """The decision is made; give it before what follows from it."""
    found = complaint.decisions.about(about, subject)
    if found is not None:
        yield DecisionMade(decision=found.id, about=about, granted=granted, reason=reason)


def drop(complaint: Complaint, *abouts: About) -> Iterator[DecisionDropped]:
    """Decisions that the case has overtaken."""
    for found in complaint.decisions.open:
        if found.about in abouts:
            yield DecisionDropped(decision=found.id, about=found.about)


def must_be_theirs(found: Decision, by: Caller) -> None:
    """Where a case has several decisions of a kind, the one meant is for this caller. Raises Refused."""
    if by.level is None or by.level < found.level:
        raise Refused("CK14", NOT_THEIRS, level=found.level, about=found.about, instead=("write_note",))


def _is_open(about: About) -> Callable[[Complaint], bool]:
    return lambda complaint: complaint.decisions.about(about) is not None


def _may_decide(about: About) -> Callable[[Complaint, Caller], bool]:
    def may(complaint: Complaint, by: Caller) -> bool:
        found = complaint.decisions.about(about)
        return found is None or (by.level is not None and by.level >= found.level)

    return may
