"""The prover itself: what it takes away is gone, in the child only."""

from shared.complaint.clocks import table
from tests.prove.removals import Removal, removals
from tests.prove.trial import notices


def _find(rule: str, start: str) -> Removal:
    return next(removal for removal in removals() if removal.rule == rule and removal.what.startswith(start))


def test_a_guard_a_clock_and_a_refusal_are_missed_by_the_tests_of_their_rule() -> None:
    assert notices(_find("R4.4", "guard"))
    assert notices(_find("R3.1", "clock verification"))
    assert any(clock.name == "verification" for clock in table.CLOCKS), "taken away in the child only"


def test_what_takes_nothing_away_is_not_noticed() -> None:
    assert not notices(Removal("R4.4", "nothing", lambda: None))
