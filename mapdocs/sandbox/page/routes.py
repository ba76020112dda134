"""The addresses of the pages."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from mapdocs.sandbox.drive_api import DOCUMENT, create_file
from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.page import frames
from mapdocs.sandbox.page.actions import act, acting_as, people_of, tab_of
from mapdocs.sandbox.state import State


def page_routes(state: State) -> list[Route]:
    """The list, a document, what is done on it, and whether it changed."""

    async def listed(_request: Request) -> Response:
        return frames.index(state.store.entries.values())

    async def made(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        body = {"name": form.get("name") or "Untitled", "mimeType": DOCUMENT}
        told = create_file(state.call(request.headers), body, {}, "")
        return RedirectResponse(f"/d/{told['id']}", 303)

    async def shown(request: Request) -> Response:
        entry = state.store.get(request.path_params["document"])
        if entry is None:
            return frames.missing()
        acting = acting_as(entry, request.query_params.get("as", ""))
        tab = tab_of(entry, request.query_params.get("tab", ""))
        return frames.document(entry, tab, people_of(entry), acting)

    async def version(request: Request) -> Response:
        entry = state.store.get(request.path_params["document"])
        return PlainTextResponse(str(entry.version) if entry else "gone")

    async def done(request: Request) -> Response:
        return _done(state, request, await request.body())

    return [
        Route("/", listed, methods=["GET"]),
        Route("/new", made, methods=["POST"]),
        Route("/d/{document}", shown, methods=["GET"]),
        Route("/d/{document}", done, methods=["POST"]),
        Route("/d/{document}/version", version, methods=["GET"]),
    ]


def _done(state: State, request: Request, raw: bytes) -> Response:
    """An action of the script, answered with what was wrong, or of a form, answered with the page."""
    scripted = request.headers.get("content-type", "").startswith("application/json")
    said: dict[str, Any] = {}
    try:
        told = json.loads(raw) if scripted else dict(parse_qsl(raw.decode("utf-8", "replace")))
        said = told if isinstance(told, dict) else {}
        entry = state.store.get(request.path_params["document"])
        if entry is None:
            return frames.missing()
        act(state, entry, said)
    except ValueError:
        return PlainTextResponse("This is not JSON.", 400)
    except ApiError as error:
        return PlainTextResponse(error.message, error.code)
    if scripted:
        return Response(status_code=204)
    back = urlencode({"as": str(said.get("as", "")), "tab": str(said.get("tab", ""))})
    return RedirectResponse(f"{request.url.path}?{back}", 303)
