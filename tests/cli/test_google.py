"""google login, logout and status on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mapdocs.cli import main
from mapdocs.google.settings import Login, read_login, write_login
from mapdocs.source import write_whole
from tests.google.server import Got, Reply, fails, serving
from tests.samples import SMALL


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's settings; a workspace with one deal, entered."""
    for name in ("MAPDOCS_GOOGLE_ENDPOINT", "GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MAPDOCS_CONFIG", str(tmp_path / "settings"))
    write_whole(tmp_path / "content/workspace.yaml", b"people: {}\n")
    write_whole(tmp_path / "content/deals/small/deal.yaml", f"{SMALL}\ngoogle: {{document: d1}}\n".encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "settings"


def google(got: Got) -> Reply:
    if "/about" in got.path:
        return Reply(body={"user": {"emailAddress": "mapdocs@p.example"}})
    return Reply(body={"id": "d1", "name": "Plan", "webViewLink": "https://docs/d1", "capabilities": {"canEdit": True}})


def test_status_without_an_account_tells_how_to_get_one(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It ends with 3, and never pretends."""
    assert 3 == main(["google", "status"])

    told = capsys.readouterr()
    assert "no-account: " in told.err
    assert "mapdocs google login" in told.err
    assert "mapdocs google sandbox" in told.err


def test_status_tells_the_documents(
    settings: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the endpoint variable no account is needed."""
    with serving(script=google) as server:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", server.url)
        assert 0 == main(["google", "status"])
        text = capsys.readouterr().out
        assert 0 == main(["--json", "google", "status"])
        first = json.loads(capsys.readouterr().out)
        assert 0 == main(["google", "status", "--json"])

    assert "small  ok  https://docs/d1  Plan" in text
    assert first == json.loads(capsys.readouterr().out)
    assert ["small"] == [deal["deal"] for deal in first["deals"]]


def test_logging_in_asks_for_a_client(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Called without any: wrong use, with what to give."""
    assert 2 == main(["google", "login"])
    assert "no-client: " in capsys.readouterr().err
    assert read_login(settings) is None


def test_a_service_account_is_logged_in(settings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Kept with its folder, though Google does not take the key: told, and 3; the key is not shown."""
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(*form).decode()
    key = tmp_path / "key.json"
    with serving(Reply(400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."})) as server:
        told_by_google = {"client_email": "m@p.example", "private_key": secret, "token_uri": f"{server.url}/token"}
        key.write_text(json.dumps({"type": "service_account", **told_by_google}))
        code = main(["google", "login", "--service-account", str(key), "--folder", "0AFolder_9"])

    told = capsys.readouterr()
    assert (3, Login("service", "m@p.example", "0AFolder_9", str(key))) == (code, read_login(settings))
    assert "Logged in as m@p.example" in told.out
    assert "google-signed-out" in told.err
    assert secret[100:140] not in told.out + told.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--client", "none.json"], "bad-client-file"),
        (["--service-account", "none.json"], "bad-key-file"),
        (["--client", "c.json", "--folder", "my folder"], "bad-folder"),
    ],
)
def test_what_can_not_be_used_is_told(
    settings: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: str
) -> None:
    """Wrong use, as of any file that is not what it should be; nothing is kept of it."""
    assert 2 == main(["google", "login", *words])
    assert f"{code}: " in capsys.readouterr().err
    assert read_login(settings) is None


def test_logging_out_forgets(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A service account, then nobody."""
    write_login(settings, Login("service", "m@p.example", key_file="k"))
    assert [0, 0] == [main(["google", "logout"]), main(["google", "logout"])]

    assert "Logged out: m@p.example.\nNobody was logged in.\n" == capsys.readouterr().out
    assert read_login(settings) is None


def test_a_login_that_can_not_be_read_is_forgotten_too(settings: Path) -> None:
    """Logging out helps whatever is kept."""
    write_whole(settings / "google.json", b"{")
    assert 0 == main(["google", "logout"])
    assert not (settings / "google.json").exists()


def test_a_google_that_fails_is_told(
    settings: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One document that is refused: its code, and 3."""
    with serving(script=lambda got: google(got) if "/about" in got.path else fails(404, "notFound")) as server:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", server.url)
        assert 3 == main(["google", "status"])

    assert "google-not-found: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["google"], ["google", "dance"], ["google", "login", "--client", "a", "--service-account", "b"]]
)
def test_wrong_use_is_told(words: list[str]) -> None:
    """No action, an unknown one, two ways at once."""
    assert 2 == main(words)
