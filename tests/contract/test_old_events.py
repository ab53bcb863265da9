"""G10: whatever was ever stored is read and folded by today's program."""

import json
from typing import Any

import pytest

from infra.kinds import KINDS
from shared.complaint.events.p04_signature import Signed
from shared.decision.codec import Codec, UnknownTopic
from shared.decision.event import Event, Record
from shared.decision.kind import Kind
from tests.contract.stored_samples import SAMPLES, WRITE, events, sample, versions

CODEC = Codec(events())
TOPICS = sorted(path.stem for path in SAMPLES.glob("*.json"))


def read(topic: str) -> Record[Any]:
    return CODEC.decode(topic, sample(topic).read_bytes())


@pytest.mark.guarantee("G10")
@pytest.mark.parametrize("event", events(), ids=lambda event: event.TOPIC)
def test_every_version_ever_written_has_a_stored_sample(event: type[Event]) -> None:
    missing = [topic for topic in versions(event) if not sample(topic).exists()]
    assert not missing, f"no stored bytes of {missing}; today's version is written by `{WRITE}`"


@pytest.mark.guarantee("G10")
@pytest.mark.parametrize("topic", TOPICS)
def test_every_stored_sample_reads_and_is_written_as_todays_version(topic: str) -> None:
    record = read(topic)
    again = Codec(events()).decode(*CODEC.encode(record))  # a codec of its own: one remembers what it wrote
    assert again == record
    assert topic in versions(type(record.event))


@pytest.mark.guarantee("G10")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_all_stored_samples_of_a_kind_fold(kind: Kind[Any]) -> None:
    records = [read(topic) for event in kind.events for topic in versions(event)]
    assert kind.fold(records) != kind.blank


@pytest.mark.guarantee("G10")
def test_a_signature_of_the_first_version_tells_who_was_absent() -> None:
    record = read("complaint.signed.v1")
    assert isinstance(record.event, Signed)
    assert (record.event.receiver, record.event.receiver_absent) == (None, False)
    data = json.loads(sample("complaint.signed.v1").read_bytes())
    data["event"]["receiver_absent"] = "lin"
    named = CODEC.decode("complaint.signed.v1", json.dumps(data).encode())
    assert (named.event.receiver, named.event.receiver_absent) == ("lin", True)


@pytest.mark.guarantee("G10")
def test_what_a_newer_program_wrote_is_not_guessed_at() -> None:
    data = sample("complaint.signed.v2").read_bytes()
    with pytest.raises(UnknownTopic):
        CODEC.decode("complaint.signed.v3", data)
