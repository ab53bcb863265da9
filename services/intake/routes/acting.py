"""What intake's routes take from the acting routes of the web basics."""

from shared.web.acting import (
    ACTING,
    API,
    PATH_PARAMETERS,
    Endpoint,
    Target,
    add_acting_routes,
    add_command_route,
    command,
    form_schema,
    hyphened,
    receipt_response,
)

__all__ = [
    "ACTING",
    "API",
    "PATH_PARAMETERS",
    "Endpoint",
    "Target",
    "add_acting_routes",
    "add_command_route",
    "command",
    "form_schema",
    "hyphened",
    "receipt_response",
]
