"""Google's login, with nobody asked."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from mapdocs.sandbox.server import Server


def ask(server: Server, method: str, path: str, **form: str) -> tuple[int, str, dict[str, Any]]:
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(form), headers)
    answer = connection.getresponse()
    told = answer.read()
    connection.close()
    parsed = json.loads(told) if told.startswith(b"{") else {}
    return answer.status, answer.headers.get("location", ""), parsed


def test_a_browser_is_sent_back_with_a_code_that_becomes_tokens(server: Server) -> None:
    """For whom the hint names; the refresh token gives new access tokens until it is revoked."""
    back = "http://localhost:1234/"
    query = urlencode({"redirect_uri": back, "state": "s", "login_hint": "ana@seller.example"})
    status, location, _ = ask(server, "GET", f"/auth?{query}")
    answer = parse_qs(urlsplit(location).query)
    assert (302, back, ["s"]) == (status, location.split("?")[0], answer["state"])
    _, _, tokens = ask(server, "POST", "/token", grant_type="authorization_code", code=answer["code"][0])
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    _, _, again = ask(server, "POST", "/token", **refresh)
    assert tokens["access_token"] != again["access_token"]
    ask(server, "POST", "/revoke", token=tokens["refresh_token"])
    status, _, told = ask(server, "POST", "/token", **refresh)
    assert (400, "invalid_grant") == (status, told["error"])


def test_the_browser_is_sent_nowhere_else(server: Server) -> None:
    """Only to this machine."""
    query = urlencode({"redirect_uri": "https://evil.example/"})
    assert 400 == ask(server, "GET", f"/auth?{query}")[0]


def test_a_refresh_can_fail_on_demand(server: Server) -> None:
    """Once, and go well after."""
    server.faults({"action": "invalid-grant"})
    refresh = {"grant_type": "refresh_token", "refresh_token": "1//x"}
    assert 400 == ask(server, "POST", "/token", **refresh)[0]
    assert 200 == ask(server, "POST", "/token", **refresh)[0]
    assert 400 == ask(server, "POST", "/token")[0]
