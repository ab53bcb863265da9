"""The stored samples: one file per topic and version, as its bytes stood in a log (G10).

`python -m tests.contract.stored_samples` writes those that are missing for today's versions; a file that is there
is never written again, because old bytes do not change.
"""

from pathlib import Path

from infra.kinds import KINDS
from shared.decision.event import Event, topic_name
from tests.contract.event_examples import example

SAMPLES = Path(__file__).parent / "samples"
WRITE = "python -m tests.contract.stored_samples"


def events() -> list[type[Event]]:
    """Every event of every kind."""
    return [event for kind in KINDS for event in kind.events]


def versions(event: type[Event]) -> list[str]:
    """Every topic under which this event was ever stored, oldest first."""
    name, newest = topic_name(event.TOPIC)
    return [f"{name}.v{version}" for version in range(1, newest + 1)]


def sample(topic: str) -> Path:
    """Where the sample of a topic lies."""
    return SAMPLES / f"{topic}.json"


def write_missing() -> list[str]:
    """Write the samples of today's versions that are not there; give their topics."""
    missing = [event for event in events() if not sample(event.TOPIC).exists()]
    for event in missing:
        sample(event.TOPIC).write_bytes(example(event).to_bytes() + b"\n")
    return [event.TOPIC for event in missing]


if __name__ == "__main__":
    for written in write_missing():
        print(f"tests/contract/samples/{written}.json")  # noqa: T201 -- a program that tells what it wrote
