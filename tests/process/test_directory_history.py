"""The directory as it was: a change holds from its recording on, never before."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.decision.codec import Codec
from shared.directory.actions.limits import ChangeLimit, RestoreLimit
from shared.directory.actions.sites import OpenSite
from shared.directory.history import KEPT_EVERY, Policy
from shared.directory.kind import DIRECTORY
from tests.support.company import START, Company, site, staffed
from tests.support.rules import rule


@rule("CK12", "R12.13")
def test_a_changed_limit_holds_from_the_moment_of_its_recording_and_not_before() -> None:
    company = Company().given(ChangeLimit(setting="reply_within", value=12))
    policy, changed = company.policy, company.now
    just_before = changed - timedelta(microseconds=1)
    assert policy.at(just_before).limits().span("reply_within") == timedelta(hours=24)
    assert policy.at(changed).limits().span("reply_within") == timedelta(hours=12)
    assert policy.at(datetime(1999, 1, 1, tzinfo=UTC)) == DIRECTORY.blank


@rule("CK12")
def test_a_policy_takes_further_facts_and_keeps_the_old_days() -> None:
    company = Company().given(*staffed("LP"))
    policy = company.policy
    then = company.now
    company.given(OpenSite(site="LP"))
    policy.advance(company.records[policy.version :])
    assert not policy.at(then).sites["LP"].is_open
    assert policy.latest.sites["LP"].is_open
    assert policy.version == policy.latest.version == len(company.records)


@rule("CK12")
def test_snapshots_share_what_did_not_change() -> None:
    company = Company().given(*staffed("LP"))
    before = company.policy.latest
    policy = company.given(ChangeLimit(setting="rings", value=4)).policy
    assert policy.latest.limits().number("rings") == 4
    records = company.records
    two = Policy(records[:-1])
    old = two.latest
    two.advance(records[-1:])
    assert two.latest.people is old.people
    assert two.latest.sites is old.sites
    assert before.limits().number("rings") == 3


@rule("CK12")
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(("change", "reset", "site")), st.integers(1, 5)), max_size=12), st.data())
def test_at_any_moment_the_directory_is_the_fold_of_what_was_recorded_until_then(
    steps: list[tuple[str, int]], data: st.DataObject
) -> None:
    company = Company()
    for number, (step, value) in enumerate(steps):
        match step:
            case "change":
                company.when(ChangeLimit(setting="rings", value=value))
            case "reset":
                company.when(RestoreLimit(setting="rings"))
            case _:
                company.when(site(f"S{number}"))
    moment = START + timedelta(seconds=data.draw(st.integers(-60, 60 * 14)))
    known = [record for record in company.records if record.recorded_at <= moment]
    assert company.policy.at(moment) == DIRECTORY.fold(known)


@rule("CK12")
def test_every_version_of_a_long_history_is_at_hand_whatever_is_asked_first() -> None:
    company = Company()
    for number in range(3 * KEPT_EVERY + 5):
        company.given(ChangeLimit(setting="rings", value=number + 1))
    moments = [START - timedelta(minutes=1), *(record.recorded_at for record in company.records)]
    for order in (1, -1, 7):
        policy = company.policy
        for facts in range(len(moments))[::order]:
            assert policy.at(moments[facts]) == DIRECTORY.fold(company.records[:facts])


@rule("CK12")
def test_every_stored_fact_reads_back_as_it_was() -> None:
    codec, reader = Codec(DIRECTORY.events), Codec(DIRECTORY.events)  # the one that wrote remembers its records
    company = Company().given(
        *staffed("LP"), OpenSite(site="LP"), ChangeLimit(setting="same_day_cutoff", value="17:30")
    )
    for record in company.records:
        assert reader.decode(*codec.encode(record)) == record
    assert Policy(reader.decode(*codec.encode(r)) for r in company.records).latest == company.directory
