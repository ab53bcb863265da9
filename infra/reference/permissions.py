"""docs/reference/permissions.md: who may do what."""

from infra.reference.described import DESCRIBED
from infra.reference.markdown import code, page, table
from shared.vocabulary.roles import Role

SHOWN = tuple(role for role in Role if role is not Role.DESK)


def text() -> str:
    """The page: one table per kind, a row per action, a column per role."""
    head = ("action", *(role.value for role in SHOWN))
    parts = ["A dot means: the role may; the state of the case decides whether it may now."]
    for described in DESCRIBED:
        rows = [
            (code(action.SPEC.slug), *("•" if role in action.SPEC.roles else "" for role in SHOWN))
            for action in described.kind.actions
        ]
        parts += [f"## {described.title}", table(head, rows)]
    return page("Permissions", *parts)
