"""The part of Google's login that clients call: tokens, refreshed and revoked, with nobody asked."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from mapdocs.sandbox.faults import OTHERS
from mapdocs.sandbox.state import OWNER, State

_HOUR = 3599


def login_routes(state: State) -> list[Route]:
    """/auth for the browser, /token for the client, /revoke."""

    async def auth(request: Request) -> Response:
        return _auth(request.query_params)

    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        faults = state.faults.take("POST", "/token", b"")
        if any(fault.action == "invalid-grant" for fault in faults if fault.action in OTHERS):
            return _refused("invalid_grant", "Token has been expired or revoked.")
        return _token(state, form)

    async def revoke(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        state.refused.add(form.get("token", request.query_params.get("token", "")))
        return Response("{}", media_type="application/json")

    return [
        Route("/auth", auth, methods=["GET"]),
        Route("/token", token, methods=["POST"]),
        Route("/revoke", revoke, methods=["POST"]),
    ]


def _auth(query: Mapping[str, str]) -> Response:
    """Consents at once, for whom `login_hint` names, and sends the browser back to this machine."""
    target = query.get("redirect_uri", "")
    if urlsplit(target).hostname not in {"127.0.0.1", "localhost", "::1"}:
        return PlainTextResponse("The local server only sends back to this machine.\n", 400)
    code = _packed(query.get("login_hint") or OWNER.email)
    answer = {"code": code, "state": query.get("state", ""), "scope": query.get("scope", "")}
    return RedirectResponse(f"{target}{'&' if '?' in target else '?'}{urlencode(answer)}", 302)


def _token(state: State, form: Mapping[str, str]) -> Response:
    """An access token for a code, a refresh token or a service account's signed claim."""
    kind = form.get("grant_type", "")
    given = form.get({"authorization_code": "code", "refresh_token": "refresh_token"}.get(kind, "assertion"), "")
    if given in state.refused or not given:
        return _refused("invalid_grant", "Token has been expired or revoked.")
    email = _claimed(given) if kind.endswith("jwt-bearer") else _unpacked(given)
    access = f"ya29.sandbox-{secrets.token_hex(12)}"
    state.tokens[access] = email
    out = {"access_token": access, "expires_in": _HOUR, "token_type": "Bearer", "scope": form.get("scope", "")}
    if kind == "authorization_code":
        out["refresh_token"] = f"1//{_packed(email)}"
        out["scope"] = "https://www.googleapis.com/auth/drive.file"
    return Response(json.dumps(out), media_type="application/json")


def _refused(error: str, why: str) -> Response:
    return Response(json.dumps({"error": error, "error_description": why}), 400, media_type="application/json")


def _packed(email: str) -> str:
    return base64.urlsafe_b64encode(email.encode()).decode().rstrip("=")


def _unpacked(code: str) -> str:
    """The address in a code; the owner's where it is none of ours."""
    text = code.removeprefix("1//")
    try:
        email = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return OWNER.email
    return email if re.fullmatch(r"[^@\s]+@[^@\s]+", email) else OWNER.email


def _claimed(token: str) -> str:
    """Who a service account's claim is by; nobody checks its signature here."""
    parts = token.split(".")
    try:
        claim = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        return str(claim["iss"])
    except (ValueError, IndexError, KeyError, TypeError):
        return OWNER.email
