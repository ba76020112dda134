"""Which account a deal uses, what can be wrong with it, and that its secrets stay where they belong."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mapdocs.google.accounts import SANDBOX, Account, account_for
from mapdocs.google.errors import Refused, Unreachable
from mapdocs.google.service import Remote
from mapdocs.google.settings import SCOPE, Login, read_login, write_login
from mapdocs.google.transport import Pace
from mapdocs.problems import RemoteError
from tests.google.server import Got, Reply, Server, Time, fails, serving


@pytest.fixture(scope="session")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form).decode()


def key_file(folder: Path, private_key: str, where: str = "https://oauth2.googleapis.com/token") -> Path:
    file = folder / "key.json"
    info = {
        "type": "service_account",
        "client_email": "mapdocs@project.iam.gserviceaccount.com",
        "private_key": private_key,
        "token_uri": where,
    }
    file.write_text(json.dumps(info))
    return file


def environ(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(tmp_path), "MAPDOCS_CONFIG": str(tmp_path / "config"), **more}


def at(account: Account, server: Server, monkeypatch: pytest.MonkeyPatch) -> Remote:
    """The account's calls, sent to a server on loopback as if it were Google."""
    clock = Time()
    here = Remote(account, Pace(clock.pause, clock.clock, clock.spread))
    build = Remote._built
    local = Account("endpoint", endpoint=server.url)

    def built(remote: Remote, name: str, version: str, path: str) -> Any:  # noqa: ANN401 - as there
        remote.account = local
        return build(remote, name, version, path)

    monkeypatch.setattr(Remote, "_built", built)
    return here


@pytest.mark.parametrize("wanted", ["", "sandbox", "service", "login", "anything"])
def test_the_endpoint_goes_before_all_else(tmp_path: Path, wanted: str) -> None:
    """With it no account is needed, and none is used: nobody calls."""
    account = account_for(wanted, environ(tmp_path, MAPDOCS_GOOGLE_ENDPOINT="http://127.0.0.1:8123/"))

    assert ("http://127.0.0.1:8123", None) == (account.endpoint, account.credentials)


@pytest.mark.parametrize(
    "endpoint",
    [
        "8123",
        "http://",
        "ftp://127.0.0.1",
        "http://docs.example.com",
        "http://127.0.0.1:x",
        "https://a:b@h/",
        "http://[",
        "http://127.0.0.1/?q=1",
    ],
)
def test_an_endpoint_that_is_none_is_told(tmp_path: Path, endpoint: str) -> None:
    """A deal does not go over a network in the clear."""
    with pytest.raises(RemoteError, match="bad-endpoint"):
        account_for("", environ(tmp_path, MAPDOCS_GOOGLE_ENDPOINT=endpoint))


@pytest.mark.parametrize(
    "endpoint", ["http://localhost:1", "http://[::1]:1", "http://127.0.0.1:1", "https://docs.example.com"]
)
def test_an_endpoint_is_here_or_encrypted(tmp_path: Path, endpoint: str) -> None:
    """Loopback, or https."""
    assert endpoint == account_for("", environ(tmp_path, MAPDOCS_GOOGLE_ENDPOINT=endpoint)).endpoint


def test_the_sandbox_is_the_server_on_this_machine(tmp_path: Path) -> None:
    """No account is needed for it, and none is used."""
    account = account_for("sandbox", environ(tmp_path))

    assert (SANDBOX, None) == (account.endpoint, account.credentials)


@pytest.mark.parametrize("wanted", ["", "service", "login", "default"])
def test_without_an_account_it_is_told_how_to_get_one(tmp_path: Path, wanted: str) -> None:
    """It never pretends: log in, or try the sandbox."""
    with pytest.raises(RemoteError) as told:
        account_for(wanted, environ(tmp_path))

    (problem,) = told.value.problems
    assert ("no-account", 3) == (problem.code, told.value.exit_code)
    assert "mapdocs google login" in problem.hint
    assert "mapdocs google sandbox" in problem.hint


def test_an_account_that_does_not_exist_is_told(tmp_path: Path) -> None:
    """With the nearest right word."""
    with pytest.raises(RemoteError, match='Did you mean "sandbox"'):
        account_for("sandbx", environ(tmp_path))


def test_the_last_login_is_used(tmp_path: Path, private_key: str) -> None:
    """Where the deal does not say: whoever logged in."""
    here = environ(tmp_path)
    write_login(tmp_path / "config", Login("service", folder="F1", key_file=str(key_file(tmp_path, private_key))))
    account = account_for("", here)

    assert ("service", "mapdocs@project.iam.gserviceaccount.com", "F1") == (account.kind, account.who, account.folder)
    with pytest.raises(RemoteError, match="another kind"):
        account_for("login", here)


def test_a_key_file_in_the_environment_is_used(tmp_path: Path, private_key: str) -> None:
    """As on a build server: for `service` and where the deal does not say."""
    here = environ(tmp_path, GOOGLE_APPLICATION_CREDENTIALS=str(key_file(tmp_path, private_key)))

    assert ["service", "default"] == [account_for(wanted, here).kind for wanted in ("service", "")]
    credentials = account_for("", here).credentials
    assert credentials is not None
    assert [SCOPE] == list(credentials().scopes)


def test_what_gcloud_keeps_is_the_last_resort(tmp_path: Path) -> None:
    """Application-default credentials, where gcloud has some; no machine of Google's cloud is asked."""
    token = {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"}
    folder = tmp_path / ".config" / "gcloud"
    folder.mkdir(parents=True)
    (folder / "application_default_credentials.json").write_text(json.dumps(token))
    account = account_for("", environ(tmp_path))

    assert account.credentials is not None
    assert ("default", "r") == (account.kind, account.credentials().refresh_token)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "authorized_user"}', '{"type": "service_account"}'])
def test_a_key_file_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    """By its name; what stands in it is in no message."""
    file = tmp_path / "key.json"
    file.write_text(text)
    with pytest.raises(RemoteError, match="bad-key-file"):
        account_for("service", environ(tmp_path, GOOGLE_APPLICATION_CREDENTIALS=str(file)))


def test_a_key_that_is_broken_is_told(tmp_path: Path) -> None:
    """The key's own text is not shown."""
    file = key_file(tmp_path, "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n")
    account = account_for("service", environ(tmp_path, GOOGLE_APPLICATION_CREDENTIALS=str(file)))
    assert account.credentials is not None
    with pytest.raises(RemoteError, match="bad-key-file") as told:
        account.credentials()

    assert "hunter2" not in str(told.value)


# ---------------------------------------------------------------- tokens


def token(server: Server, **more: str) -> Login:
    """A person's login whose token comes from the server."""
    kept = {
        "token": "old",
        "refresh_token": "r-secret",
        "token_uri": f"{server.url}/token",
        "client_id": "c",
        "client_secret": "s",
        "expiry": (datetime.now(UTC) + timedelta(hours=1)).isoformat().replace("+00:00", "Z"),
        **more,
    }
    return Login("login", "tom@fernhill.example", token=kept)


def google(tokens: list[Reply], answers: Mapping[str, Reply]) -> Any:  # noqa: ANN401 - a script
    """Gives tokens in turn, and answers by the token that a call carries."""

    def script(got: Got) -> Reply:
        if got.path == "/token":
            return tokens.pop(0)
        return answers.get(got.headers.get("authorization", ""), fails(401, "authError"))

    return script


NEW = Reply(body={"access_token": "new", "expires_in": 3600})
DONE = Reply(body={"replies": [], "writeControl": {"requiredRevisionId": "r2"}})


def test_a_token_that_is_not_taken_is_renewed_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 401 did nothing: the write is sent once more with a new token, which is saved, still for the user alone."""
    config = tmp_path / "config"
    with serving(script=google([NEW], {"Bearer new": DONE})) as server:
        write_login(config, token(server))
        here = at(account_for("", environ(tmp_path)), server, monkeypatch)
        here.batch_update("d", [], "r1")

        assert 2 == len([path for path in server.paths("POST") if path != "/token"])
    kept = read_login(config)
    assert kept is not None
    assert ("new", "r-secret", 0o600) == (
        kept.token["token"],
        kept.token["refresh_token"],
        (config / "google.json").stat().st_mode & 0o777,
    )


def test_a_token_that_has_run_out_is_renewed_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No call is made with it."""
    with serving(script=google([NEW], {"Bearer new": DONE})) as server:
        write_login(tmp_path / "config", token(server, expiry="2020-01-01T00:00:00Z"))
        at(account_for("", environ(tmp_path)), server, monkeypatch).batch_update("d", [], "r1")

        assert ["/token", "/v1/documents/d:batchUpdate"] == server.paths("POST")


def test_a_login_that_was_revoked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """invalid_grant: log in again; the write was not done, and no secret is shown."""
    gone = Reply(400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
    with serving(script=google([gone], {})) as server:
        write_login(tmp_path / "config", token(server, expiry="2020-01-01T00:00:00Z"))
        with pytest.raises(Refused, match="google-signed-out") as told:
            at(account_for("", environ(tmp_path)), server, monkeypatch).batch_update("d", [], "r1")

        assert ["/token"] == server.paths("POST")
    assert "secret" not in str(told.value)


def test_a_401_that_stays_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renewed once, and not for ever."""
    with serving(script=google([NEW, NEW, NEW], {})) as server:
        write_login(tmp_path / "config", token(server))
        with pytest.raises(Refused, match="google-signed-out"):
            at(account_for("", environ(tmp_path)), server, monkeypatch).batch_update("d", [], "r1")

        assert 3 == len(server.got)


def test_a_token_server_that_is_away_is_not_a_revoked_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network nobody needs to log in again."""
    with serving(NEW) as server:
        login = token(server, expiry="2020-01-01T00:00:00Z")
    monkeypatch.setattr(time, "sleep", lambda _: None)
    write_login(tmp_path / "config", login)
    with pytest.raises(Unreachable, match="tokens"):
        at(account_for("", environ(tmp_path)), server, monkeypatch).batch_update("d", [], "r1")


def test_a_service_account_signs_for_its_token(
    tmp_path: Path, private_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An assertion is exchanged for a token; only the scope for files of this app is asked for."""
    with serving(script=google([NEW], {"Bearer new": DONE})) as server:
        file = key_file(tmp_path, private_key, f"{server.url}/token")
        account = account_for("service", environ(tmp_path, GOOGLE_APPLICATION_CREDENTIALS=str(file)))
        at(account, server, monkeypatch).batch_update("d", [], "r1")

        assert b"assertion=" in server.got[0].body


def test_a_login_that_was_left_meanwhile_does_not_come_back(tmp_path: Path) -> None:
    """A run that still goes on when somebody logs out saves no token after that."""
    with serving(NEW) as server:
        write_login(tmp_path / "config", token(server))
        account = account_for("", environ(tmp_path))
        (tmp_path / "config" / "google.json").unlink()
        wire = account.wire(time.monotonic)

        assert wire.refresh()
    assert read_login(tmp_path / "config") is None
