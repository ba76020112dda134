"""Logging in and out: one person by way of the browser, a team by the key of a service account."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from mapdocs.google.accounts import key_of, read_json
from mapdocs.google.errors import scrubbed
from mapdocs.google.settings import SCOPE, Login, forget_login
from mapdocs.problems import Problem, RemoteError, UsageError, Where, brief

if TYPE_CHECKING:
    from pathlib import Path

REVOKE = "https://oauth2.googleapis.com/revoke"
_FOLDER = re.compile(r"(?:https://drive\.google\.com/\S*?/folders/)?([\w-]{6,100})(?:[/?#]\S*)?", re.ASCII)
_CLIENT_HINT = "In Google's console make a client of the type Desktop app and download it. See docs/google-setup.md."
_AGAIN = "Run mapdocs google login again."
_DONE = "You are logged in. You can close this window and go back to the terminal."
_WAIT = 300


def folder_id(text: str) -> str:
    """The id of a Drive folder, from the id or from the folder's address; UsageError for anything else."""
    found = _FOLDER.fullmatch(text.strip())
    if text and not found:
        message = f'"{brief(text)}" is not a folder of Google Drive.'
        raise UsageError(Problem("bad-folder", message, None, "Open the folder in Drive and copy its address."))
    return found[1] if found else ""


def service_login(key_file: Path, folder: str = "") -> Login:
    """The login of a service account, by its key file, which stays where it is; UsageError where it is none."""
    with _of_user():
        info = key_of(key_file)
    return Login("service", str(info["client_email"]), folder, str(key_file.resolve()))


def client_of(file: Path) -> dict[str, Any]:
    """The client that Google's console gave, as its file says; UsageError where it is none for a desktop."""
    with _of_user():
        info = read_json(file, "bad-client-file", _CLIENT_HINT)
    if "web" in info:
        message = "This client is for web sites; mapdocs needs one of the type Desktop app."
        raise UsageError(Problem("bad-client-file", message, Where(str(file)), _CLIENT_HINT))
    client = info.get("installed")
    names = ("client_id", "client_secret", "auth_uri", "token_uri")
    if not isinstance(client, dict) or not all(isinstance(client.get(name), str) and client[name] for name in names):
        message = "This is not the client that Google's console gives for a desktop app."
        raise UsageError(Problem("bad-client-file", message, Where(str(file)), _CLIENT_HINT))
    return client


@contextmanager
def _of_user() -> Iterator[None]:
    """A file that somebody names to log in with: one that can't be used is wrong use, and no fault of the remote."""
    try:
        yield
    except RemoteError as error:
        raise UsageError(*error.problems) from None


def client_of_login(login: Login | None) -> dict[str, Any]:
    """The client that somebody logged in with before; UsageError where nobody did."""
    token = login.token if login else {}
    if not token.get("client_id"):
        message = "Say which client to log in with, or which service account."
        hint = f"Give --client FILE or --service-account FILE. {_CLIENT_HINT}"
        raise UsageError(Problem("no-client", message, None, hint))
    return {
        "client_id": token["client_id"],
        "client_secret": token.get("client_secret", ""),
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": token.get("token_uri", "https://oauth2.googleapis.com/token"),
    }


def person_login(client: Mapping[str, Any], folder: str = "", *, browser: bool = True, wait: int = _WAIT) -> Login:
    """The login of whoever says yes in the browser within the time; the address to open is printed as well.

    The answer comes back to a server on loopback. RemoteError where it is no, or none.
    """
    from google.auth.exceptions import GoogleAuthError
    from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
    from oauthlib.oauth2 import OAuth2Error
    from requests import RequestException

    browser = browser and _has_browser()
    flow = InstalledAppFlow.from_client_config({"installed": dict(client)}, scopes=[SCOPE])
    try:
        credentials = flow.run_local_server(
            host="127.0.0.1",
            port=0,
            open_browser=browser,
            authorization_prompt_message="Log in to Google with your browser, at this address:\n{url}",
            success_message=_DONE,
            timeout_seconds=wait,
            access_type="offline",
            prompt="consent",
        )
    except WSGITimeoutError:
        raise _failed(f"nobody did within {wait // 60 or 1} min") from None
    except OAuth2Error as error:
        raise _failed(scrubbed(error.description or error.error)) from None
    except Warning:
        raise RemoteError(_no_access()) from None
    except (RequestException, GoogleAuthError):
        raise _failed("Google could not be reached") from None
    except OSError as error:
        raise _failed(f"no answer can be taken on this machine ({error.strerror or 'no port'})") from None
    if SCOPE not in (credentials.granted_scopes or credentials.scopes or ()):
        raise RemoteError(_no_access())
    return Login("login", "", folder, token=token_of(credentials))


def _has_browser() -> bool:
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def token_of(credentials: Any) -> dict[str, Any]:  # noqa: ANN401 - google-auth has no types
    """What is kept of a person's credentials."""
    token: dict[str, Any] = json.loads(credentials.to_json())
    return token


def log_out(settings: Path, login: Login, revoke: str = REVOKE) -> bool:
    """Forgets the login, and takes back what it allowed; whether Google has taken it back.

    A service account's key is its own; only Google's console ends it.
    """
    import requests

    forget_login(settings)
    token = login.token.get("refresh_token") or login.token.get("token")
    if not token:
        return False
    try:
        answer = requests.post(revoke, data={"token": token}, timeout=20, allow_redirects=False)
    except requests.RequestException:
        return False
    return answer.status_code < HTTPStatus.MULTIPLE_CHOICES


def named(login: Login, who: str) -> Login:
    """The login with the address that Google knows it by."""
    return replace(login, who=who)


def _failed(why: str) -> RemoteError:
    return RemoteError(Problem("login-failed", f"You are not logged in: {why}.", None, _AGAIN))


def _no_access() -> Problem:
    message = "You are not logged in: the access that mapdocs needs was not given."
    return Problem("google-scope", message, None, f"{_AGAIN} Tick the box for the files of this app.")
