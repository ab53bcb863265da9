"""The small company of our stories under another policy, or in another zone."""

from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shared.directory.limits import Value
from shared.directory.state import Directory
from tests.support.cast import LP, company


def changed(**limits: Value) -> Directory:
    """With these settings changed for the whole company."""
    return replace(company(), overrides=MappingProxyType({(None, None): MappingProxyType(limits)}))


def moved_to(zone: ZoneInfo) -> Directory:
    """With the site LP in another zone."""
    known = company()
    return replace(known, sites=MappingProxyType({**known.sites, LP: replace(known.sites[LP], zone=zone)}))
