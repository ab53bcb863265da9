"""The desk that the http row measures, in a process of its own: `python -m tests.bench.http_desk FOLDER`.

It is the desk as it is served, with one endpoint more: the anchor's.
"""

import sys
from pathlib import Path

from fastapi import FastAPI

from infra.compose import Desk, compose
from infra.serve import serve
from infra.settings import Settings
from tests.bench.anchors import only_validates


def build(settings: Settings) -> Desk:
    """The desk, with the endpoint."""
    desk = compose(settings)
    assert isinstance(desk.app, FastAPI)
    only_validates.add_endpoint(desk.app)
    return desk


if __name__ == "__main__":
    serve(Settings(data=Path(sys.argv[1]), port=0, rate=0), build)
