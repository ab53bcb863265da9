"""docs/reference/openapi.json: the document of the whole API, as a running desk serves it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI

from infra.compose import compose
from infra.settings import Settings

_NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # nothing in the document depends on it


def document() -> dict[str, Any]:
    """The document of a desk that is put together for this and never started."""
    with TemporaryDirectory() as folder:
        desk = compose(Settings(data=Path(folder), empty=True), now=lambda: _NO_TIME)
        try:
            assert isinstance(desk.app, FastAPI)  # noqa: S101 - what `compose` makes
            return desk.app.openapi()
        finally:
            desk.keys.close()
            desk.store.close()


def text() -> str:
    """The file: sorted, so that a change shows as what it is."""
    return json.dumps(document(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
