"""The anchor of the http row: an endpoint of the same app that only authenticates and validates the same body."""

from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from shared.complaint.kind import COMPLAINT

PATH = "/bench/validates"
_DONE = b'{"valid":true}'


def add_endpoint(app: FastAPI) -> None:
    """`POST /bench/validates/{action}`: the gate before it is the app's; the body goes from bytes into the model.

    Declared as the commands are, so that both go the same way through the framework.
    """

    async def validates(request: Request) -> Response:
        action: Any = COMPLAINT.by_slug[request.path_params["action"]]
        action.model_validate_json(await request.body())
        return Response(_DONE, media_type="application/json")

    app.add_api_route(f"{PATH}/{{action}}", validates, methods=["POST"], response_class=Response)
