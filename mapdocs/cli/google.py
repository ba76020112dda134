"""google login, logout, status and sandbox: the account that documents are shared with, or a server in its place."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.cli.asked import pace, workspace
from mapdocs.cli.output import answer, say, tell
from mapdocs.cli.sandbox import sandbox
from mapdocs.problems import has_errors

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from mapdocs.google.settings import Login


def google(given: argparse.Namespace) -> int:
    """One of the sub-commands."""
    return _ACTIONS[given.action](given)


def login(given: argparse.Namespace) -> int:
    """Logs in, and asks Google who that is; the login is kept even where Google does not answer."""
    from mapdocs.google.accounts import of_login
    from mapdocs.google.login import named
    from mapdocs.google.service import Remote
    from mapdocs.google.settings import settings_folder, write_login
    from mapdocs.problems import RemoteError

    settings = settings_folder(os.environ)
    made = _made(given, settings)
    write_login(settings, made)
    problems = []
    remote = Remote(of_login(made, settings), pace())
    try:
        made = named(made, remote.who() or made.who)
        write_login(settings, made)
    except RemoteError as error:
        problems = list(error.problems)
    tell(problems)
    told = {"who": made.who, "kind": made.kind, "folder": made.folder, "problems": [p.as_json() for p in problems]}
    who = made.who or "somebody that Google did not name"
    answer(given, lambda: told, lambda: f"Logged in as {who}. Next: mapdocs google status")
    return 3 if problems else 0


def _made(given: argparse.Namespace, settings: Path) -> Login:
    from mapdocs.google.login import client_of, client_of_login, folder_id, person_login, service_login
    from mapdocs.google.settings import read_login
    from mapdocs.problems import RemoteError

    folder = folder_id(given.folder)
    if given.service_account:
        return service_login(given.service_account, folder)
    if given.client:
        client = client_of(given.client)
    else:
        try:
            client = client_of_login(read_login(settings))
        except RemoteError:
            client = client_of_login(None)
    # Google's library prints the address; stdout is for the result.
    with redirect_stdout(sys.stderr):
        return person_login(client, folder, browser=not given.no_browser)


def logout(given: argparse.Namespace) -> int:
    """Forgets the login, and tells Google so."""
    from mapdocs.google.login import log_out
    from mapdocs.google.settings import forget_login, read_login, settings_folder
    from mapdocs.problems import RemoteError

    settings = settings_folder(os.environ)
    try:
        known = read_login(settings)
    except RemoteError:
        known = None
        forget_login(settings)
    revoked = log_out(settings, known) if known else False
    if known and known.kind == "login" and not revoked:
        say("Google could not be told. Take the access back at https://myaccount.google.com/connections.")
    told = {"was": known.who if known else None, "revoked": revoked}
    answer(given, lambda: told, lambda: f"Logged out: {known.who or known.kind}." if known else "Nobody was logged in.")
    return 0


def status(given: argparse.Namespace) -> int:
    """Who we are to Google, and the documents of the workspace's deals."""
    from mapdocs.live import as_json, as_text, standing
    from mapdocs.workspace import all_deals

    opened, current = workspace(given)
    found = standing(opened, all_deals(opened, current), os.environ, pace())
    problems = [*found.problems, *(live.problem for live in found.deals if live.problem)]
    tell(dict.fromkeys(problems))
    answer(given, lambda: as_json(found), lambda: as_text(found))
    return 3 if has_errors(problems) else 0


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "login": login,
    "logout": logout,
    "status": status,
    "sandbox": sandbox,
}
