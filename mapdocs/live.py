"""Which deals have a live document, by which account, and how it is with each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mapdocs.deal import Google
from mapdocs.google.accounts import Account, account_for
from mapdocs.google.errors import not_found, read_only, trashed
from mapdocs.google.service import Remote
from mapdocs.google.settings import SCOPE
from mapdocs.problems import MapdocsError, Problem, RemoteError
from mapdocs.source import merge, read_file, read_yaml
from mapdocs.validation import salvage

if TYPE_CHECKING:
    from mapdocs.google.transport import Pace
    from mapdocs.source import Node
    from mapdocs.workspace import DealPlace, Workspace

_KINDS = {
    "endpoint": "a server named by MAPDOCS_GOOGLE_ENDPOINT",
    "sandbox": "the sandbox on this machine",
    "service": "a service account",
    "login": "a person's login",
    "default": "application-default credentials",
}


@dataclass(frozen=True, slots=True)
class Live:
    """A deal and its document. `account`: as the deal or the workspace says; "" = whichever is logged in."""

    deal: str
    account: str
    document: str = ""
    url: str = ""
    name: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is logged in here, and the deals; `account` is None where nobody is."""

    account: Account | None
    deals: tuple[Live, ...]
    problems: tuple[Problem, ...]


def google_of(workspace: Workspace, own: Node | None = None) -> Google:
    """What the deal says under `google:` over what the workspace says; what is wrong there is left out."""
    node = merge(workspace.under, own) if own else workspace.under
    part = node.entries.get("google")
    model = salvage(part, Google).model if part and part.kind == "map" else None
    return model or Google()


def live_of(workspace: Workspace, place: DealPlace) -> Live:
    """The deal's document: the one that the deal names, else the one that is remembered from a push."""
    own, _ = read_yaml(read_file(place.file, place.shown), place.shown)
    google = google_of(workspace, own)
    return Live(place.name, google.account, google.document or _remembered(place))


def _remembered(place: DealPlace) -> str:
    try:
        known = json.loads(place.google.read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(known.get("document") or "") if isinstance(known, dict) else ""


def standing(workspace: Workspace, places: Sequence[DealPlace], environ: Mapping[str, str], pace: Pace) -> Standing:
    """Asks Google who we are, and for each document how it is. What fails is told, and the rest goes on."""
    remotes: dict[str, Remote | Problem] = {}

    def remote_for(wanted: str) -> Remote | Problem:
        if wanted not in remotes:
            remotes[wanted] = _remote(wanted, environ, pace)
        return remotes[wanted]

    here = remote_for(google_of(workspace).account)
    deals = [_looked(workspace, place, remote_for) for place in places]
    account, problems = (None, (here,)) if isinstance(here, Problem) else _who(here)
    for remote in remotes.values():
        if isinstance(remote, Remote):
            remote.close()
    return Standing(account, tuple(deals), problems)


def _remote(wanted: str, environ: Mapping[str, str], pace: Pace) -> Remote | Problem:
    try:
        return Remote(account_for(wanted, environ), pace)
    except RemoteError as error:
        return error.problems[0]


def _who(remote: Remote) -> tuple[Account, tuple[Problem, ...]]:
    """The account with the name that Google knows it by; that it answers shows that the account is good."""
    account = remote.account
    try:
        who = remote.who()
    except RemoteError as error:
        return account, error.problems
    return (account if account.endpoint else replace(account, who=who or account.who)), ()


def _looked(workspace: Workspace, place: DealPlace, remote_for: Callable[[str], Remote | Problem]) -> Live:
    try:
        live = live_of(workspace, place)
    except MapdocsError as error:
        return Live(place.name, "", problem=error.problems[0])
    if not live.document:
        return live
    remote = remote_for(live.account)
    if isinstance(remote, Problem):
        return replace(live, problem=remote)
    try:
        info = remote.info(live.document)
    except RemoteError as error:
        return replace(live, problem=error.problems[0])
    problem = trashed(info.name) if info.trashed else None if info.can_edit else read_only()
    if info.id != live.document:
        problem = not_found("the document")
    return replace(live, url=info.url, name=info.name, problem=problem)


def as_json(found: Standing) -> dict[str, object]:
    """The shape that docs/commands.md tells."""
    account = found.account
    return {
        "account": account and {**_account(account), "scopes": [] if account.endpoint else [SCOPE]},
        "deals": [_live(live) for live in found.deals],
        "problems": [problem.as_json() for problem in found.problems],
    }


def _account(account: Account) -> dict[str, Any]:
    return {"kind": account.kind, "who": account.who, "endpoint": account.endpoint, "folder": account.folder}


def _live(live: Live) -> dict[str, object]:
    return {
        "deal": live.deal,
        "account": live.account,
        "document": live.document or None,
        "url": live.url or None,
        "name": live.name or None,
        "reachable": bool(live.url or live.name),
        "problem": live.problem and live.problem.as_json(),
    }


def as_text(found: Standing) -> str:
    """For people: who, what access, and a line for each document."""
    lines = []
    if account := found.account:
        lines += [f"account:  {_named(account)}"]
        lines += [] if account.endpoint else ["access:   only documents that mapdocs made (drive.file)"]
        lines += [f"folder:   {account.folder}"] if account.folder else []
    with_document = [live for live in found.deals if live.document or live.problem]
    width = max((len(live.deal) for live in with_document), default=0)
    lines += [f"{live.deal:<{width}}  {_told(live)}" for live in with_document]
    others = len(found.deals) - len(with_document)
    if found.deals and others:
        lines.append(f"{others} deal{'s have' if others != 1 else ' has'} no document yet.")
    return "\n".join(lines)


def _named(account: Account) -> str:
    """As `tom@fernhill.example, a person's login`."""
    return f"{account.endpoint or account.who or 'somebody'}, {_KINDS[account.kind]}"


def _told(live: Live) -> str:
    if live.problem:
        return f"{live.problem.code}  {live.url or live.document}".rstrip()
    return f"ok  {live.url or live.document}  {live.name}".rstrip()
