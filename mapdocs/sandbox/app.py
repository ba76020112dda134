"""The server's addresses: the Docs and Drive API, the control of tests, the pages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapdocs.sandbox import docs_api, drive_api, drive_comments
from mapdocs.sandbox.control import control_routes
from mapdocs.sandbox.docs_api import Call
from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.faults import BEFORE, LOST, Fault, refusal
from mapdocs.sandbox.guard import Guard
from mapdocs.sandbox.interference import interfere, over_suggestion
from mapdocs.sandbox.login import login_routes
from mapdocs.sandbox.page.routes import page_routes
from mapdocs.sandbox.state import State
from mapdocs.sandbox.wire import Lost, Truncated

Kind = Literal["docs", "drive"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, read."""

    call: Call
    path: dict[str, str]
    query: dict[str, str]
    body: dict[str, Any]
    base: str


Work = Callable[[Asked], dict[str, Any] | None]


def make_app(state: State) -> Starlette:
    """The application over a state."""
    routes = [
        *_docs(state),
        *_drive(state),
        *login_routes(state),
        *control_routes(state),
        *page_routes(state),
    ]
    app = Starlette(routes=routes)
    app.add_middleware(Guard)
    return app


def _docs(state: State) -> list[Route]:
    table: list[tuple[str, str, Work]] = [
        ("GET", "/v1/documents/{document}", lambda a: docs_api.get_document(a.call, a.path["document"], a.query)),
        ("POST", "/v1/documents", lambda a: docs_api.create_document(a.call, a.body)),
        (
            "POST",
            "/v1/documents/{document}:batchUpdate",
            lambda a: docs_api.batch_update(a.call, a.path["document"], a.body),
        ),
    ]
    return _routes(state, "docs", table)


def _drive(state: State) -> list[Route]:
    files, comments = "/drive/v3/files", "/drive/v3/files/{file}/comments"
    replies, permissions = comments + "/{comment}/replies", "/drive/v3/files/{file}/permissions"
    table: list[tuple[str, str, Work]] = [
        ("GET", "/drive/v3/about", lambda a: drive_api.about(a.call, a.query)),
        ("GET", files, lambda a: drive_api.list_files(a.call, a.query, a.base)),
        ("POST", files, lambda a: drive_api.create_file(a.call, a.body, a.query, a.base)),
        ("GET", files + "/{file}", lambda a: drive_api.get_file(a.call, a.path["file"], a.query, a.base)),
        ("PATCH", files + "/{file}", lambda a: drive_api.update_file(a.call, a.path["file"], a.body, a.query, a.base)),
        ("DELETE", files + "/{file}", lambda a: drive_api.delete_file(a.call, a.path["file"])),
        ("GET", permissions, lambda a: drive_api.list_permissions(a.call, a.path["file"], a.query)),
        ("POST", permissions, lambda a: drive_api.create_permission(a.call, a.path["file"], a.body, a.query)),
        ("GET", permissions + "/{id}", lambda a: drive_api.get_permission(a.call, *_two(a, "id"), a.query)),
        (
            "PATCH",
            permissions + "/{id}",
            lambda a: drive_api.update_permission(a.call, *_two(a, "id"), a.body, a.query),
        ),
        ("DELETE", permissions + "/{id}", lambda a: drive_api.delete_permission(a.call, *_two(a, "id"))),
        ("GET", comments, lambda a: drive_comments.list_comments(a.call, a.path["file"], a.query)),
        ("POST", comments, lambda a: drive_comments.create_comment(a.call, a.path["file"], a.body, a.query)),
        ("GET", comments + "/{comment}", lambda a: drive_comments.get_comment(a.call, *_two(a), a.query)),
        ("PATCH", comments + "/{comment}", lambda a: drive_comments.update_comment(a.call, *_two(a), a.body, a.query)),
        ("DELETE", comments + "/{comment}", lambda a: drive_comments.delete_comment(a.call, *_two(a))),
        ("GET", replies, lambda a: drive_comments.list_replies(a.call, *_two(a), a.query)),
        ("POST", replies, lambda a: drive_comments.create_reply(a.call, *_two(a), a.body, a.query)),
        ("GET", replies + "/{id}", lambda a: drive_comments.get_reply(a.call, *_two(a), a.path["id"], a.query)),
        (
            "PATCH",
            replies + "/{id}",
            lambda a: drive_comments.update_reply(a.call, *_two(a), a.path["id"], a.body, a.query),
        ),
        ("DELETE", replies + "/{id}", lambda a: drive_comments.delete_reply(a.call, *_two(a), a.path["id"])),
    ]
    return _routes(state, "drive", table)


def _two(asked: Asked, second: str = "comment") -> tuple[str, str]:
    return asked.path["file"], asked.path[second]


def _routes(state: State, kind: Kind, table: list[tuple[str, str, Work]]) -> list[Route]:
    # The longest first, so that `{document}:batchUpdate` is not taken for a document.
    ordered = sorted(table, key=lambda line: -len(line[1]))
    return [Route(path, _endpoint(state, kind, work), methods=[method]) for method, path, work in ordered]


def _endpoint(state: State, kind: Kind, work: Work) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        raw = await request.body()
        note: dict[str, Any] = {
            "method": request.method,
            "path": request.url.path,
            "query": str(request.url.query),
            "bytes": len(raw),
            "faults": [],
        }
        state.log.append(note)
        faults = state.faults.take(request.method, request.url.path, raw)
        faults = [fault for fault in faults if not fault.suggested or over_suggestion(state, request.url.path, raw)]
        note["faults"] = [fault.action for fault in faults]
        answer = await _answered(state, kind, work, request, raw, faults)
        note["status"], note["answer"] = answer.status_code, len(answer.body)
        return await _spoilt(answer, faults)

    return endpoint


async def _answered(
    state: State, kind: Kind, work: Work, request: Request, raw: bytes, faults: list[Fault]
) -> Response:
    try:
        for fault in faults:
            if fault.action in BEFORE:
                interfere(state, fault, request.url.path)
        for fault in faults:
            if error := refusal(fault):
                return _refused(kind, error, fault)
        for fault in faults:
            if LOST.get(fault.action, ("", ""))[0] == "before":
                return Lost(LOST[fault.action][1])
        base = f"{request.url.scheme}://{request.url.netloc}"
        call = state.call(request.headers)
        asked = Asked(call, request.path_params, dict(request.query_params), _body(request, raw), base)
        told = work(asked)
    except ApiError as error:
        return _refused(kind, error)
    for fault in faults if told is not None else ():
        _without(told or {}, fault)
    return Response(status_code=204) if told is None else as_json(told)


def _without(told: dict[str, Any], fault: Fault) -> None:
    """What a fault keeps out of an answer."""
    if fault.action == "no-revision":
        told.pop("revisionId", None)
    elif fault.action == "unlisted" and "files" in told:
        told["files"] = []


def _body(request: Request, raw: bytes) -> dict[str, Any]:
    if request.method in {"GET", "DELETE"} or not raw:
        return {}
    try:
        told = json.loads(raw)
    except ValueError as error:
        raise bad(f"Invalid JSON payload received. {error}") from None
    if not isinstance(told, dict):
        raise bad("Invalid JSON payload received. Root element must be a message.")
    return told


def _refused(kind: Kind, error: ApiError, fault: Fault | None = None) -> Response:
    answer = as_json(error.as_docs() if kind == "docs" else error.as_drive(), error.code)
    if fault and fault.retry_after is not None:
        answer.headers["retry-after"] = f"{fault.retry_after:g}"
    return answer


def as_json(told: object, status: int = 200) -> Response:
    """An answer of JSON."""
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Response(data, status, media_type="application/json; charset=UTF-8")


async def _spoilt(answer: Response, faults: list[Fault]) -> Response:
    """What the wire makes of an answer, after all was done."""
    for fault in faults:
        if fault.action == "delay":
            await asyncio.sleep(fault.seconds)
        elif LOST.get(fault.action, ("", ""))[0] == "after":
            return Lost(LOST[fault.action][1])
        elif fault.action == "truncate":
            return Truncated(answer.body, answer.status_code, dict(answer.headers))
    return answer
