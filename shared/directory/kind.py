"""The directory as a kind of aggregate: one stream per desk, changed by actions like any other."""

from uuid import UUID

from shared.decision.kind import Kind
from shared.directory.actions import ACTIONS
from shared.directory.events import EVENTS
from shared.directory.state import Directory

DIRECTORY_ID = UUID("6ec5b9f2-6c0f-5d2a-9c3b-1f0a4d1e7a10")
"""The one stream of a desk's directory; the same in every desk."""

DIRECTORY: Kind[Directory] = Kind(name="directory", blank=Directory(), events=EVENTS, actions=ACTIONS, folds_once=False)
"""Company, sites, people, departments, tree, limits and words."""
