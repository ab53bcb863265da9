"""Identities. People, sites and categories have short codes of the company's own; streams have UUIDs."""

from typing import Annotated

from pydantic import StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A short stable code: letters, digits, dot, hyphen, underscore; never a name of a person."""

SiteCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,12}$")]
"""A site's code, part of every case number (R11.5): capitals and digits."""

DESK = "desk"
"""The author of what the desk does by itself (系统)."""

CUSTOMER = "customer"
"""The author of what a customer does on a page of ours; which customer it is, the case says."""
