"""What tests steer the server with: faults, edits by somebody else, the log, a clean start."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapdocs.codec import to_plain
from mapdocs.sandbox.entry import new_entry
from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.faults import BEFORE, read_faults
from mapdocs.sandbox.interference import edit, interfere
from mapdocs.sandbox.model.reading import read_document
from mapdocs.sandbox.model.tree import NOTHING
from mapdocs.sandbox.state import State, person

Work = Callable[[State, dict[str, Any]], object]


def control_routes(state: State) -> list[Route]:
    """Everything under /_control."""
    table: list[tuple[str, str, Work]] = [
        ("GET", "faults", lambda s, _: {"faults": to_plain(s.faults.waiting)}),
        ("POST", "faults", _add_faults),
        ("DELETE", "faults", lambda s, _: s.faults.waiting.clear()),
        ("GET", "log", lambda s, _: {"log": list(s.log)}),
        ("DELETE", "log", lambda s, _: s.log.clear()),
        ("POST", "edit", _edit),
        ("POST", "interfere", _interfere),
        ("POST", "document", _load),
        ("POST", "tokens", _tokens),
        ("POST", "reset", lambda s, _: s.reset()),
    ]
    return [Route(f"/_control/{name}", _endpoint(state, work), methods=[method]) for method, name, work in table]


def _endpoint(state: State, work: Work) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        raw = await request.body()
        try:
            told = work(state, json.loads(raw) if raw else {})
        except ApiError as error:
            return _json(error.as_docs(), error.code)
        except ValueError as error:
            return _json(bad(f"This is not JSON: {error}").as_docs(), 400)
        return _json(told or {})

    return endpoint


def _json(told: object, status: int = 200) -> Response:
    data = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Response(data, status, media_type="application/json")


def _add_faults(state: State, said: dict[str, Any]) -> object:
    state.faults.add(read_faults(said))
    return {"faults": len(state.faults.waiting)}


def _edit(state: State, said: dict[str, Any]) -> object:
    """A batch by somebody else: `document`, `requests`, `as`, `suggest`."""
    entry = state.store.get(said.get("document", ""))
    if entry is None:
        raise ApiError(404, f"There is no document {said.get('document')}.")
    return edit(state, entry, said)


def _interfere(state: State, said: dict[str, Any]) -> None:
    """Does at once what a fault of that name would do: comment, share, trash, delete, split-ranges, ..."""
    for fault in read_faults([said]):
        if fault.action not in BEFORE:
            raise bad(f"{fault.action} is nothing that somebody does.")
        interfere(state, fault, "")


def _load(state: State, said: dict[str, Any]) -> object:
    """A document put in as an answer of documents.get told it."""
    document = read_document(said["document"])
    entry = new_entry(document, person(said.get("as", "")), state.clock(), said.get("appProperties", NOTHING), NOTHING)
    state.store.put(entry)
    return {"documentId": entry.id}


def _tokens(state: State, said: dict[str, Any]) -> None:
    """Access or refresh tokens that are no longer good, or good again."""
    state.refused |= set(said.get("refuse", ()))
    state.refused -= set(said.get("accept", ()))
