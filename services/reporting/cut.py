"""Cuts a case at the end of a month and at T: a filter over its facts and one walk through them (5.2).

A fact counts if and only if it was recorded until T and occurred before the end of the month. Exceptions: a void
closing and its return are judged at T whatever their occurred-at; an amendment says what was so from the beginning
and a corrected time is one, so they count from their recording on (R12.29).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from services.reporting.effects import EFFECTS
from services.reporting.effects.links import AT_T
from services.reporting.life import Life
from services.reporting.repeats import Repeats
from services.reporting.repository import CaseFile, Fact
from shared.vocabulary.axes import VOID, ClosingReason

RETROACTIVE = frozenset({"amended", "words_amended", "statement_amended"}) | AT_T
"""Facts that say what was so from the beginning, or is judged at T: they count from their recording on."""


def cut(file: CaseFile, end: int, t: int, repeats: Repeats) -> Life | None:
    """The case as known at `t`, by what happened before `end`; None when it was not received by then."""
    known = sorted((fact for fact in file.facts if fact.known(t)), key=lambda fact: (fact.occurred, fact.version))
    found = Life(file, end)
    undone = _judge_void(found, known)
    found.newest_category = next((f.given["category"] for f in reversed(known) if f.kind == "reclassified"), None)
    for fact in _in_right_words(known):
        if fact.version not in undone and (fact.occurred < end or fact.kind in RETROACTIVE):
            if fact.occurred < end and fact.kind != "returned":
                found.facts.append(fact)
            if (effect := EFFECTS.get(fact.kind)) is not None:
                effect(found, fact)
        elif fact.version not in undone:
            found.later.append(fact)
    if not (found.received or found.imported):
        return None
    known_runs = (run for run in file.runs if run.known(t))
    found.runs = list(repeats.at(t, end, known_runs, found.newest_category or found.category))
    return found


def _in_right_words(known: Sequence[Fact]) -> Iterator[Fact]:
    """The facts with the texts that were put right since (R12.29)."""
    right: dict[int, dict[str, str]] = {}
    for fact in known:
        if fact.kind == "words_amended":
            right.setdefault(fact.given["version"], {})[fact.given["field"]] = fact.given.get("text", "")
    for fact in known:
        yield replace(fact, given={**fact.given, **right[fact.version]}) if fact.version in right else fact


def _judge_void(found: Life, known: Sequence[Fact]) -> set[int]:
    """Say whether the case is void at T; give the versions of void closings, which are in no count (5.2).

    A return is in none either; it begins a new round where the case had not been closed before (R12.6a).
    """
    undone: set[int] = set()
    closing: Fact | None = None
    for fact in sorted(known, key=lambda fact: fact.version):
        if fact.kind == "judged_closed" and fact.given.get("reason") in VOID:
            closing = fact
            undone |= _with(fact, known)
        elif fact.kind in ("returned", "received_by_transfer"):
            closing = None
    if closing is not None:
        found.void, found.voided = ClosingReason(closing.given["reason"]), closing
    return undone


def _with(judged: Fact, known: Iterable[Fact]) -> set[int]:
    """A void judgement and the closing entered with it."""
    return {judged.version} | {
        fact.version
        for fact in known
        if fact.kind == "closed" and fact.recorded == judged.recorded and fact.version > judged.version
    }
