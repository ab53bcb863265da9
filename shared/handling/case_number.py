"""The case number that people read over the phone (R11.5): site, local date of recording, running number."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.vocabulary.time import local_date

_NUMBER = re.compile(r"^([A-Z0-9]{1,12}-\d{8})-(\d{3,9})$")
PATTERN = r"^[A-Z0-9]{1,12}-[0-9]{8}-[0-9]{3,9}$"
"""What a case number looks like, for forms and documents."""


def series_of(site: str, zone: ZoneInfo, recorded_at: datetime) -> str:
    """The series in which the store counts: `LP-20260303`."""
    return f"{site}-{local_date(recorded_at, zone):%Y%m%d}"


def case_number(series: str, number: int) -> str:
    """`LP-20260303-001`; more than 999 cases of one day simply take more digits."""
    return f"{series}-{number:03d}"


def parse(text: str) -> tuple[str, int] | None:
    """Series and running number of what somebody typed; None when it is no case number."""
    match = _NUMBER.match(text)
    if match is None or case_number(match[1], int(match[2])) != text:
        return None
    return match[1], int(match[2])
