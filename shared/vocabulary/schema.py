"""What validation asks for and a JSON schema would not say by itself: told in the type, so that the API tells it."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class InSchema:
    """Stands in an `Annotated` type and is added to its JSON schema. Validates nothing."""

    pattern: str | None = None
    format: str | None = None

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Pydantic asks here when it writes the schema of the type."""
        added = {"pattern": self.pattern, "format": self.format}
        return {**handler(core), **{keyword: said for keyword, said in added.items() if said is not None}}


NOT_BLANK = InSchema(pattern=r"\S")
"""For a text whose ends are stripped before its length is looked at."""
