"""Logging in by way of a browser and a loopback server, with a key, and out again."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import pytest

from mapdocs.google.login import client_of, client_of_login, folder_id, log_out, person_login, service_login
from mapdocs.google.settings import SCOPE, Login, read_login, write_login
from mapdocs.problems import RemoteError, UsageError
from tests.google.server import CLOSED, Got, Reply, serving

GRANTED = {"access_token": "a", "refresh_token": "r", "expires_in": 3600, "token_type": "Bearer", "scope": SCOPE}


def client(url: str) -> dict[str, str]:
    uris = {"auth_uri": f"{url}/auth", "token_uri": f"{url}/token"}
    return {"client_id": "c", "client_secret": "client-secret", **uris}


def logged_in(url: str, answer: Callable[[str], dict[str, str]], wait: int = 10) -> Login:
    """Logs in as a person whose browser goes back to mapdocs with an answer; `answer` is given the state to repeat."""
    told = StringIO()
    found: list[Login | Exception] = []

    def run() -> None:
        try:
            found.append(person_login(client(url), browser=False, wait=wait))
        except RemoteError as error:
            found.append(error)

    with redirect_stdout(told):
        thread = threading.Thread(target=run)
        thread.start()
        opened = shown(told)
        back = opened["redirect_uri"][0]
        with urlopen(f"{back}?{urlencode(answer(opened['state'][0]))}", timeout=10) as page:  # noqa: S310 - loopback
            assert b"You are logged in" in page.read() or "error" in answer("")
        thread.join(20)
    (one,) = found
    if isinstance(one, Exception):
        raise one
    return one


def shown(told: StringIO) -> dict[str, list[str]]:
    """The query of the address that a person is to open, once it is there."""
    for _ in range(200):
        if found := re.search(r"http\S+\n", told.getvalue()):
            return parse_qs(urlsplit(found[0].strip()).query)
        time.sleep(0.05)
    raise AssertionError("no address was shown")


def said_yes(state: str) -> dict[str, str]:
    return {"code": "the-code", "state": state, "scope": SCOPE}


@pytest.fixture(autouse=True)
def loopback_needs_no_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


def test_a_person_logs_in_with_the_browser() -> None:
    """Asked for: only this app's files, for longer than an hour, with a proof that it was us who asked."""
    with serving(Reply(body=GRANTED)) as server:
        login = logged_in(server.url, said_yes)

        sent = {name: value for name, (value, *_) in parse_qs(server.got[0].body.decode()).items()}
    assert ("the-code", "authorization_code") == (sent["code"], sent["grant_type"])
    assert len(sent["code_verifier"]) >= 43
    assert ("login", "r", [SCOPE]) == (login.kind, login.token["refresh_token"], login.token["scopes"])


def test_what_is_asked_for_is_least() -> None:
    """The scope for files of this app, and no other."""
    asked: list[str] = []

    def script(got: Got) -> Reply:
        asked.append(got.path)
        return Reply(body=GRANTED)

    with serving(script=script) as server:
        told = StringIO()
        with redirect_stdout(told), pytest.raises(RemoteError, match="nobody did within"):
            person_login(client(server.url), browser=False, wait=1)
    opened = parse_qs(urlsplit(re.findall(r"http\S+", told.getvalue())[0]).query)

    assert ([SCOPE], ["offline"], ["consent"], []) == (
        opened["scope"],
        opened["access_type"],
        opened["prompt"],
        asked,
    )
    assert opened["redirect_uri"][0].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("answer", "reply", "code"),
    [
        (lambda state: {"error": "access_denied", "state": state}, Reply(), "login-failed"),
        (lambda _: {"code": "the-code", "state": "somebody-elses"}, Reply(body=GRANTED), "login-failed"),
        (said_yes, Reply(400, {"error": "invalid_client"}), "login-failed"),
        (said_yes, CLOSED, "login-failed"),
        (said_yes, Reply(body={**GRANTED, "scope": "openid"}), "google-scope"),
    ],
)
def test_a_login_that_failed_is_told(answer: Callable[[str], dict[str, str]], reply: Reply, code: str) -> None:
    """No, a forged answer, a client that is gone, no network, the box not ticked: told without a secret."""
    with serving(reply) as server, pytest.raises(RemoteError) as told:
        logged_in(server.url, answer)

    (problem,) = told.value.problems
    assert (code, True) == (problem.code, "mapdocs google login" in problem.hint)
    assert "secret" not in str(told.value)


# ---------------------------------------------------------------- files


def written(folder: Path, content: object) -> Path:
    file = folder / "client.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def test_the_client_of_a_desktop_app_is_read(tmp_path: Path) -> None:
    """As Google's console gives it."""
    known = client("https://example.com")

    assert known == client_of(written(tmp_path, {"installed": known}))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        {},
        {"installed": {}},
        {"installed": {"client_id": "c"}},
        {"installed": 5},
        {"web": {"client_id": "c"}},
    ],
)
def test_a_client_that_is_none_is_told(tmp_path: Path, content: object) -> None:
    """Broken, empty, or of another type: what to make instead, and where that is told."""
    with pytest.raises(UsageError, match="bad-client-file") as told:
        client_of(written(tmp_path, content))

    assert "Desktop app" in str(told.value)


def test_a_client_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(UsageError, match="bad-client-file"):
        client_of(tmp_path / "none.json")


def test_a_client_is_used_again() -> None:
    """Whoever logged in before need not find the file again; who did not is told what to give."""
    login = Login("login", token={"client_id": "c", "client_secret": "s", "token_uri": "https://x/token"})

    assert ("c", "https://x/token") == (client_of_login(login)["client_id"], client_of_login(login)["token_uri"])
    for nobody in (None, Login("service", key_file="k")):
        with pytest.raises(UsageError, match="no-client"):
            client_of_login(nobody)


def test_a_key_stays_where_it_is(tmp_path: Path) -> None:
    """Only its path is remembered, not what is in it."""
    file = written(tmp_path, {"type": "service_account", "client_email": "m@p.example", "private_key": "hunter2"})
    login = service_login(file, "F1")

    assert Login("service", "m@p.example", "F1", str(file.resolve())) == login
    assert "hunter2" not in str(login)


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("", ""),
        ("0ABCdef_ghi-123", "0ABCdef_ghi-123"),
        ("https://drive.google.com/drive/folders/0ABCdef_ghi-123", "0ABCdef_ghi-123"),
        ("https://drive.google.com/drive/u/1/folders/0ABCdef_ghi-123?usp=sharing", "0ABCdef_ghi-123"),
    ],
)
def test_a_folder_is_named_by_its_address(text: str, folder: str) -> None:
    """Or by its id."""
    assert folder == folder_id(text)


@pytest.mark.parametrize(
    "text", ["my folder", "https://example.com/folders/0ABCdef_ghi", "x", "https://drive.google.com/"]
)
def test_what_is_no_folder_is_told(text: str) -> None:
    """A name, another site, half an address."""
    with pytest.raises(UsageError, match="bad-folder"):
        folder_id(text)


# ---------------------------------------------------------------- out


@pytest.mark.parametrize(("reply", "revoked"), [(Reply(), True), (Reply(400, {}), False), (CLOSED, False)])
def test_who_logs_out_is_forgotten_and_revoked(tmp_path: Path, reply: Reply, revoked: bool) -> None:  # noqa: FBT001 - a case
    """The file goes whatever Google says; the token stands in the body, not in an address that is logged."""
    login = Login("login", "tom", token={"refresh_token": "r"})
    write_login(tmp_path, login)
    with serving(reply) as server:
        assert revoked == log_out(tmp_path, login, f"{server.url}/revoke")

        assert ("/revoke", b"token=r") == (server.got[0].path, server.got[0].body)
    assert read_login(tmp_path) is None


def test_a_service_account_is_only_forgotten(tmp_path: Path) -> None:
    """Its key is the project's; nothing is sent."""
    login = Login("service", key_file="k")
    write_login(tmp_path, login)

    assert not log_out(tmp_path, login, "http://127.0.0.1:9/none")
    assert read_login(tmp_path) is None
