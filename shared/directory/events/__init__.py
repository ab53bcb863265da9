"""What can be on record about the company; small files per subject."""

from shared.directory.events.categories import CATEGORY_EVENTS
from shared.directory.events.company import AttendedChannelsChanged, CompanyHoursSet, CompanyNamed
from shared.directory.events.departments import DEPARTMENT_EVENTS
from shared.directory.events.people import PEOPLE_EVENTS
from shared.directory.events.policy import POLICY_EVENTS
from shared.directory.events.sites import SITE_EVENTS

EVENTS = (
    CompanyNamed,
    AttendedChannelsChanged,
    CompanyHoursSet,
    *SITE_EVENTS,
    *PEOPLE_EVENTS,
    *DEPARTMENT_EVENTS,
    *CATEGORY_EVENTS,
    *POLICY_EVENTS,
)
"""Every fact of the directory."""
