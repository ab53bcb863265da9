"""What may be done to the company's directory; small files per subject."""

from shared.directory.actions.categories import CATEGORY_ACTIONS
from shared.directory.actions.company import COMPANY_ACTIONS
from shared.directory.actions.departments import DEPARTMENT_ACTIONS
from shared.directory.actions.importing import IMPORT_ACTIONS
from shared.directory.actions.limits import LIMIT_ACTIONS
from shared.directory.actions.people import PEOPLE_ACTIONS
from shared.directory.actions.roster import ROSTER_ACTIONS
from shared.directory.actions.sites import SITE_ACTIONS
from shared.directory.actions.words import WORDS_ACTIONS

ACTIONS = (
    *COMPANY_ACTIONS,
    *SITE_ACTIONS,
    *PEOPLE_ACTIONS,
    *ROSTER_ACTIONS,
    *DEPARTMENT_ACTIONS,
    *CATEGORY_ACTIONS,
    *IMPORT_ACTIONS,
    *LIMIT_ACTIONS,
    *WORDS_ACTIONS,
)
"""Every action of the directory."""
