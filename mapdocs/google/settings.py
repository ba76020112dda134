"""What mapdocs remembers of a login: one file in the user's own folder, which nobody else can read."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from mapdocs.problems import Problem, RemoteError, not_written
from mapdocs.source import write_whole

SCOPE = "https://www.googleapis.com/auth/drive.file"
"""The only access that is asked for: documents that this app made."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who logged in last. `key_file`: the service account's, which stays where it is; `token`: one person's.

    `folder`: the id of the folder, as of a shared drive, that new documents are made in; "" for the account's own.
    """

    kind: Literal["service", "login"]
    who: str = ""
    folder: str = ""
    key_file: str = ""
    token: Mapping[str, Any] = field(default_factory=dict)


def settings_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where a person's settings lie, by the platform's custom; MAPDOCS_CONFIG names another folder."""
    home = Path(environ.get("HOME") or Path.home())
    if own := environ.get("MAPDOCS_CONFIG"):
        return Path(own)
    if platform == "darwin":
        return home / "Library" / "Application Support" / "mapdocs"
    if platform == "win32" and (roaming := environ.get("APPDATA")):
        return Path(roaming) / "mapdocs"
    # The custom's own rule: a relative path counts for nothing.
    named = environ.get("XDG_CONFIG_HOME", "")
    return (Path(named) if Path(named).is_absolute() else home / ".config") / "mapdocs"


def read_login(folder: Path) -> Login | None:
    """Who logged in last; RemoteError where the file is none of ours."""
    try:
        login = Login(**json.loads(_file(folder).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        login = None
    if login is None or login.kind not in ("service", "login") or not isinstance(login.token, dict):
        message = "What was remembered of your login can't be read."
        raise RemoteError(Problem("bad-login", message, None, "Log in again: mapdocs google login."))
    return login


def write_login(folder: Path, login: Login) -> None:
    """Remembers it, whole or not at all; the folder and the file are the user's alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        write_whole(_file(folder), json.dumps(asdict(login), indent=2).encode(), mode=0o600)
    except OSError as error:
        raise RemoteError(not_written(error, "Your login")) from None


def forget_login(folder: Path) -> None:
    """Deletes it."""
    try:
        _file(folder).unlink(missing_ok=True)
    except OSError as error:
        raise RemoteError(not_written(error, "Your login")) from None


def _file(folder: Path) -> Path:
    return folder / "google.json"
