"""Whatever a schema allows, and whatever it does not, sent to a served desk; the answers are held to the document."""

import json
import re
import zlib
from contextlib import suppress
from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from shared.vocabulary.roles import Role

CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "412"]},
        "negative_data_rejection": {"expected-statuses": ["4xx"]},  # 413 too, where a text is longer than any body
    },
}
"""What a well-formed request may be answered with: done, a missing right, not there, a rule's no, stale."""

SAYS_MORE = {
    "POST /api/v1/complaints/{number}/attach",  # the digest of a file that was uploaded
    "POST /api/v1/complaints/{number}/attachments",  # judged by its first bytes
    "POST /api/v1/directory/compare",  # YAML
    "POST /api/v1/directory/set-company-hours",  # opens before it closes
    "POST /api/v1/directory/set-desk-hours",
    "POST /api/v1/imports",  # a mapping that can be used
    "POST /api/v1/keys",  # a person whom the directory knows
}
"""Operations with a form that no schema describes wholly: 422 may follow a body that fits the schema."""

UNSEEN = re.compile(r"\\u00[0189][0-9a-f]|\\u007f")
"""Control characters, as JSON writes them: they are taken out of a text, which may then be too short."""

schemathesis.openapi.format("iana-time-zone", st.sampled_from(sorted(available_timezones())))

Operation = APIOperation[Any, Any, Any, Any]


class AnyInput:
    """The operations of a desk, and its keys by role."""

    def __init__(self, document: dict[str, Any], address: str, tokens: dict[Role, str], number: str) -> None:
        """`number` is a case that is there, so that not every question ends at *not found*."""
        schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(CONFIG))
        self.operations: list[Operation] = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
        self._address, self._tokens, self._number = address, tokens, number

    def try_operation(self, place: int, role: Role, examples: int) -> None:
        """Send what fits and what does not; every check of the tool is on. Raises what it finds."""
        operation = self.operations[place]
        for mode in GenerationMode:
            self._try(operation, mode, role, examples)

    def found(self, place: int, role: Role, examples: int) -> Exception | BaseExceptionGroup[Any] | None:
        """What `try_operation` raises: the other operations are tried all the same."""
        try:
            self.try_operation(place, role, examples)
        except (Exception, BaseExceptionGroup) as found:  # noqa: BLE001 - the tool's own kinds, whatever they are
            return found
        return None

    def _try(
        self, operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, role: Role, examples: int
    ) -> None:
        fits = mode is GenerationMode.POSITIVE
        known = {"path_parameters": {"number": self._number}} if fits and "{number}" in operation.path else {}
        positive = [schemathesis.checks.positive_data_acceptance]
        skipped = positive if operation.label in SAYS_MORE else []
        headers = {"Authorization": f"Bearer {self._tokens[role]}"}

        @seed(zlib.crc32(f"{operation.label} {role}".encode()))  # each role sends something else, each run the same
        @settings(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode, path_parameters=known))
        def send(case: Any) -> None:
            if fits:
                case.headers.update({**headers, "Idempotency-Key": uuid4().hex})
                case.query.pop("cursor", None)  # an opaque text of ours, no caller makes one
            taken_out = positive if isinstance(case.body, dict) and UNSEEN.search(json.dumps(case.body)) else []
            case.call_and_validate(base_url=self._address, headers=headers, excluded_checks=skipped + taken_out)

        with suppress(Unsatisfiable):  # nothing can be wrong with a question that has no parts
            send()


def seeded(address: str, token: str, body: dict[str, Any]) -> str:
    """Register a case over HTTP; its number."""
    headers = {"authorization": f"Bearer {token}", "idempotency-key": "seed"}
    answer = httpx.post(f"{address}/api/v1/complaints", json=body, headers=headers)
    return str(answer.raise_for_status().json()["number"])
