"""The prover itself: what it takes away is gone, in the child only."""

import pytest

from shared.complaint.clocks import table
from tests.prove.removals import Removal, removals
from tests.prove.trial import notices


def _find(rule: str, start: str) -> Removal:
    return next(removal for removal in removals() if removal.rule == rule and removal.what.startswith(start))


@pytest.mark.parametrize(("rule", "what"), [("R4.4", "guard"), ("R3.1", "clock verification")])
def test_what_is_taken_away_is_missed_by_the_tests_of_its_rule(rule: str, what: str) -> None:
    assert notices(_find(rule, what))
    assert any(clock.name == "verification" for clock in table.CLOCKS), "taken away in the child only"


def test_what_takes_nothing_away_is_not_noticed() -> None:
    assert not notices(Removal("R4.4", "nothing", lambda: None))
