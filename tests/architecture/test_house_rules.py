"""Each house rule: lets its good sample pass, notices its bad ones, and is kept by the whole checkout."""

import pytest

from tests.architecture import branches, chapters, clockless, documents, events, names, papers, portable, rooms, routes
from tests.architecture.house import Files, HouseRule
from tests.architecture.sources import checkout, sample

HOUSE_RULES: tuple[HouseRule, ...] = (
    *clockless.RULES,
    *names.RULES,
    *rooms.RULES,
    *routes.RULES,
    *documents.RULES,
    *portable.RULES,
    *events.RULES,
    *branches.RULES,
    *chapters.RULES,
    *papers.RULES,
)
BAD = [(rule, files) for rule in HOUSE_RULES for files in rule.bad]


@pytest.mark.parametrize("rule", HOUSE_RULES, ids=lambda rule: rule.name)
def test_a_good_sample_passes(rule: HouseRule) -> None:
    assert list(rule.find(sample(rule.good))) == []


@pytest.mark.parametrize(("rule", "files"), BAD, ids=[f"{rule.name}: {', '.join(files)}" for rule, files in BAD])
def test_a_bad_sample_is_noticed(rule: HouseRule, files: Files) -> None:
    assert list(rule.find(sample(files)))


@pytest.mark.parametrize("rule", HOUSE_RULES, ids=lambda rule: rule.name)
def test_the_checkout_keeps_it(rule: HouseRule) -> None:
    broken = list(rule.find(checkout()))
    assert not broken, f"{rule.name}:\n" + "\n".join(broken)
