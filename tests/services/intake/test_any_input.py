"""No input makes a fault, no answer is of a kind that the document does not name, whatever the role of the key."""

import shutil
from collections.abc import Iterator

import pytest

from infra.reference.api import document
from shared.vocabulary.roles import KEYLESS, Role
from shared.web import waiting
from tests.services.intake.cases import receive
from tests.support.any_input import AnyInput, seeded
from tests.support.cast import LP, STAFF, portal
from tests.support.http import founded
from tests.support.in_thread import served

ROLES = tuple(role for role in Role if role not in KEYLESS)
CHUNK = 2
"""Operations of one test, so that none takes long."""
EXAMPLES = 4
"""Of what fits, and of what does not, for each role and operation; every role sends something else. A minute a role."""
DOCUMENT = document()
COUNT = sum(len(operations) for operations in DOCUMENT["paths"].values())


@pytest.fixture(scope="module")
def any_input(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnyInput]:
    """A served desk with one case and a key of every role."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(founded(), folder)
    with pytest.MonkeyPatch.context() as patch, served(folder) as (desk, address):
        patch.setattr(waiting, "LONGEST_S", 0.01)
        holders = {caller.role: caller for caller in reversed((*STAFF, portal))}
        tokens: dict[Role, str] = {}
        for role in ROLES:
            holder = holders[role].id if role in holders else role.value
            _, tokens[role] = desk.keys.create(holder, role, sites=None if role is Role.ADMINISTRATOR else [LP])
        yield AnyInput(DOCUMENT, address, tokens, seeded(address, tokens[Role.RECEPTIONIST], receive()))


@pytest.mark.parametrize("first", range(0, COUNT, CHUNK))
def test_any_input_is_answered_as_the_document_says(any_input: AnyInput, first: int) -> None:
    for place in range(first, min(first + CHUNK, COUNT)):
        any_input.try_operation(place, ROLES[place % len(ROLES)], examples=2)


@pytest.mark.faults
@pytest.mark.parametrize("role", ROLES)
def test_any_input_with_a_key_of_every_role(any_input: AnyInput, role: Role) -> None:
    found = list(filter(None, (any_input.found(place, role, examples=EXAMPLES) for place in range(COUNT))))
    if found:
        raise BaseExceptionGroup(f"{len(found)} of {COUNT} operations", found)
