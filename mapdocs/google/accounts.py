"""Who mapdocs is to Google: nobody to a local server, a service account, one person, or what gcloud knows."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from mapdocs.google.errors import Unreachable, unreachable
from mapdocs.google.settings import SCOPE, Login, read_login, settings_folder, write_login
from mapdocs.google.wire import Wire
from mapdocs.problems import Problem, RemoteError, UsageError, Where, nearest
from mapdocs.source import read_file

SANDBOX = "http://127.0.0.1:8765"
ENDPOINT = "MAPDOCS_GOOGLE_ENDPOINT"
KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS"
ACCOUNTS = ("sandbox", "service", "login", "default")
_LOG_IN = (
    "Log in with mapdocs google login, or try it without an account: run mapdocs google sandbox, "
    "and write account: sandbox under google: in the deal file. docs/google-setup.md tells how."
)


@dataclass(frozen=True, slots=True)
class Account:
    """Who calls, and where. `endpoint`: a local server in Google's place, "" for Google; `folder`: as in Login.

    `credentials` makes those of google-auth when they are first needed, None for nobody; `kept` saves a new token.
    """

    kind: Literal["endpoint", "sandbox", "service", "login", "default"]
    who: str = ""
    endpoint: str = ""
    folder: str = ""
    credentials: Callable[[], Any] | None = None
    kept: Callable[[Any], None] | None = None

    def wire(self, clock: Callable[[], float]) -> Wire:
        """What sends this account's calls."""
        return Wire(self.credentials() if self.credentials else None, clock, kept=self.kept)

    def away(self, why: str) -> Unreachable:
        """That nobody answers there, and what to do about it."""
        if self.kind == "sandbox":
            return unreachable(why, "The sandbox", "Start it in another window: mapdocs google sandbox.")
        if self.endpoint:
            return unreachable(why, self.endpoint, f"Start the server there, or unset {ENDPOINT}.")
        return unreachable(why)


def account_for(wanted: str, environ: Mapping[str, str]) -> Account:
    """The account for a deal. `wanted`: its `account:`, or the workspace's, or "".

    The endpoint variable goes before all else. RemoteError where there is none, or none that can be used.
    """
    if endpoint := environ.get(ENDPOINT, "").strip():
        return Account("endpoint", "nobody", endpoint=_checked(endpoint))
    if wanted and wanted not in ACCOUNTS:
        message = f'There is no account "{wanted}".'
        raise RemoteError(Problem("unknown-account", message, None, nearest(wanted, ACCOUNTS)))
    if wanted == "sandbox":
        return Account("sandbox", "nobody", endpoint=SANDBOX)
    return _real(wanted, environ)


def _real(wanted: str, environ: Mapping[str, str]) -> Account:
    folder = settings_folder(environ)
    login = read_login(folder)
    key_file = environ.get(KEY_FILE, "")
    if login and wanted in ("", login.kind):
        return of_login(login, folder)
    if wanted == "service" and key_file:
        return of_login(Login("service", key_file=key_file), folder)
    default = Path(key_file) if key_file else _gcloud(environ)
    if wanted in ("", "default") and (key_file or default.is_file()):
        return Account("default", "application-default credentials", credentials=lambda: _default(default))
    raise RemoteError(_none(wanted, login))


def of_login(login: Login, folder: Path) -> Account:
    """The account that was logged in with; its folder keeps a refreshed token."""
    if login.kind == "service":
        info = key_of(Path(login.key_file))
        email = str(info["client_email"])
        return Account("service", email, folder=login.folder, credentials=lambda: _service(info, login.key_file))

    def kept(credentials: Any) -> None:  # noqa: ANN401 - google-auth has no types
        token = {**login.token, **json.loads(credentials.to_json())}
        # Only where nobody logged out or in meanwhile.
        now = read_login(folder)
        if now and now.token.get("refresh_token") == login.token.get("refresh_token"):
            write_login(folder, replace(login, token=token))

    return Account("login", login.who, folder=login.folder, credentials=lambda: _person(login.token), kept=kept)


def key_of(file: Path) -> dict[str, Any]:
    """What a service account's key file says; RemoteError where it is none."""
    hint = "Download the key as JSON once more, and log in with it: mapdocs google login --service-account FILE."
    info = read_json(file, "bad-key-file", hint)
    if info.get("type") != "service_account" or not info.get("client_email") or not info.get("private_key"):
        message = "This is not the key of a service account."
        raise RemoteError(Problem("bad-key-file", message, Where(str(file)), hint))
    return info


def read_json(file: Path, code: str, hint: str) -> dict[str, Any]:
    """A file of the user's that holds a map as JSON; its content is in no message, since it holds secrets."""
    try:
        info = json.loads(read_file(file))
    except UsageError as error:
        raise RemoteError(replace(error.problems[0], code=code, hint=hint)) from None
    except ValueError:
        raise RemoteError(Problem(code, "This is not JSON.", Where(str(file)), hint)) from None
    if not isinstance(info, dict):
        raise RemoteError(Problem(code, "This is not what Google's console gives.", Where(str(file)), hint))
    return info


def _service(info: Mapping[str, Any], file: str) -> Any:  # noqa: ANN401 - google-auth has no types
    from google.oauth2.service_account import Credentials

    try:
        return Credentials.from_service_account_info(info, scopes=[SCOPE])
    except (ValueError, TypeError, KeyError):
        hint = "Download the key as JSON once more, and log in with it: mapdocs google login --service-account FILE."
        message = "The key in this file can't be used."
        raise RemoteError(Problem("bad-key-file", message, Where(file), hint)) from None


def _person(token: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the same
    from google.oauth2.credentials import Credentials

    names = ("token", "refresh_token", "token_uri", "client_id", "client_secret")
    told = {name: str(token.get(name) or "") for name in names}
    told["token_uri"] = told["token_uri"] or "https://oauth2.googleapis.com/token"
    try:
        expiry = datetime.fromisoformat(str(token["expiry"])).astimezone(UTC).replace(tzinfo=None)
    except (KeyError, ValueError):
        told["token"] = ""  # one that nobody knows the age of is fetched anew
        expiry = None
    if not all(value for name, value in told.items() if name != "token"):
        message = "What was remembered of your login can't be used."
        raise RemoteError(Problem("bad-login", message, None, "Log in again: mapdocs google login."))
    return Credentials(**{**told, "token": told["token"] or None}, scopes=[SCOPE], expiry=expiry)


def _default(file: Path) -> Any:  # noqa: ANN401 - the same
    """What a file of application-default credentials stands for; the kinds that people have are read here."""
    from google.auth import default
    from google.auth.exceptions import GoogleAuthError

    info = read_json(file, "bad-key-file", _LOG_IN)
    if info.get("type") == "service_account":
        return _service(key_of(file), str(file))
    if info.get("type") == "authorized_user" and info.get("refresh_token"):
        return _person(info)
    try:
        credentials, _ = default(scopes=[SCOPE])
    except (GoogleAuthError, ValueError, OSError):
        message = "This file holds no credentials that can be used."
        raise RemoteError(Problem("bad-key-file", message, Where(str(file)), _LOG_IN)) from None
    return credentials


def _gcloud(environ: Mapping[str, str]) -> Path:
    """Where gcloud keeps application-default credentials. Machines of Google's cloud are not asked: that takes long."""
    home = Path(environ.get("HOME") or Path.home())
    roaming = environ.get("APPDATA")
    folder = Path(
        environ.get("CLOUDSDK_CONFIG") or (Path(roaming) / "gcloud" if roaming else home / ".config" / "gcloud")
    )
    return folder / "application_default_credentials.json"


def _none(wanted: str, login: Login | None) -> Problem:
    if login:
        message = f'The deal is to use the account "{wanted}", and you are logged in as another kind ("{login.kind}").'
        return Problem("no-account", message, None, f"Change account: under google:, or log in again. {_LOG_IN}")
    return Problem("no-account", "No Google account is set up here.", None, _LOG_IN)


def _checked(endpoint: str) -> str:
    """The endpoint, where it is an address; in the clear only to this machine."""
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    if not host or not safe or parts.username or parts.query or parts.fragment:
        message = f"{ENDPOINT} is not an address that calls may go to."
        hint = "Use one as http://127.0.0.1:8765, or one that begins with https://."
        raise RemoteError(Problem("bad-endpoint", message, None, hint))
    return endpoint.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
