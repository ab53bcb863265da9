"""A projection whose rows change their meaning gets a new version, so that every desk makes its views anew (G7)."""

import pytest

from tests.contract.golden_views import WRITE, Seen, current, projections, seen, story, told, wrong

pytestmark = pytest.mark.guarantee("G7")


def test_rows_change_only_with_the_version_of_their_projection() -> None:
    before, now = told(), current()
    assert wrong(before, now) == []
    assert before == now, f"a version was raised, or a consumer is new: run `{WRITE}`"


def test_a_change_without_a_new_version_is_told_with_what_to_do() -> None:
    before = {"reporting": Seen(3, "a"), "intake": Seen(1, "a")}
    (said,) = wrong(before, {"reporting": Seen(3, "b"), "intake": Seen(2, "b")})
    assert said.startswith("The rows of reporting have changed, and its version is still 3: raise `version`")
    assert said.endswith(f"then run `{WRITE}`.")


def test_one_case_less_is_another_digest_for_every_consumer() -> None:
    entries = story()
    first = next(entry.stream for entry in entries if entry.topic.startswith("complaint.received."))
    left = [entry for entry in entries if entry.stream != first]
    for whole, less in zip(projections(entries), projections(left), strict=True):
        assert seen(whole, entries).rows != seen(less, left).rows


def test_the_digest_does_not_depend_on_the_batches() -> None:
    entries = story()
    assert {one.name: seen(one, entries, batch=7) for one in projections(entries)} == current()
