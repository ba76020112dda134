"""The command line: each command with its arguments."""

from __future__ import annotations

import argparse
import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.verbs import DAILY
from mapdocs.writers import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Callable

BUILD_KINDS = tuple(EXTENSIONS)
DEFAULT_KINDS = "pdf,docx,html"


def parser() -> argparse.ArgumentParser:
    """Reads `given.command` and what belongs to it; -w, --today and --json stand before or after the command."""
    common = _common()
    whole = argparse.ArgumentParser("mapdocs", description="Mutual Action Plans from one deal file.", parents=[common])
    whole.add_argument("--version", action="version", version=f"mapdocs {told_version()}")
    verbs = whole.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    for name, make in _VERBS.items():
        make(verbs.add_parser(name, parents=[common], help=_HELP[name], description=_HELP[name]))
    return whole


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("-w", dest="workspace", metavar="DIR", type=Path, help="the folder with content/workspace.yaml")
    common.add_argument("--today", metavar="DATE", help="the data date (default: today, or MAPDOCS_TODAY)")
    common.add_argument("--json", action="store_true", help="one JSON document on stdout and nothing else")
    return common


def told_version() -> str:
    """The installed version."""
    try:
        return version("mapdocs")
    except PackageNotFoundError:
        return "0"


def _deals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deals", nargs="*", metavar="DEAL", help="a name, or a path to a deal.yaml (none: all)")


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    _deals(parser)
    parser.add_argument("--to", default=DEFAULT_KINDS, metavar="KINDS", help=f"of {','.join(BUILD_KINDS)}")
    parser.add_argument("--edition", choices=("buyer", "internal"), default="buyer")
    parser.add_argument("--size", choices=("full", "brief"), default="full")
    parser.add_argument("--language", default="", metavar="L", help="de, fr, ... (default: the deal's)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the folder for documents (default: dist)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="deals built side by side")
    parser.add_argument("--force", action="store_true", help="build what has not changed, too")
    parser.add_argument("--redline", action="store_true", help="also what changed since a version, marked")
    parser.add_argument("--from", dest="since", default="", metavar="V", help="that version (default: last)")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _deals(parser)
    parser.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text")


def _schedule_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a name, or a path to a deal.yaml")
    forms = 'as "M-07+5bd" (longer), "M-07-3bd", "M-07=2026-12-18" (due), "drop M-09"; may be given again'
    parser.add_argument("--what-if", action="append", default=[], metavar="CHANGE", help=forms)


def _publish_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a name, or a path to a deal.yaml")
    parser.add_argument("-m", dest="note", default="", metavar="NOTE", help="printed in the list of versions")
    parser.add_argument("--agreed-by", default="", metavar="ID,ID", help="who agreed to it, of both sides")
    parser.add_argument("--by", default="", metavar="ID", help="who publishes (default: the seller's lead)")
    parser.add_argument("--yes", action="store_true", help="publish without asking")


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a name, or a path to a deal.yaml")
    parser.add_argument("--from", dest="since", default="last", metavar="V", help="a version (default: last)")
    parser.add_argument("--to", default="", metavar="V", help="a version (default: the deal as it stands)")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--md", action="store_true", help="for an e-mail to the buyer")
    forms.add_argument("--html", action="store_true", help="the same as a page")


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a name, or a path to a deal.yaml")


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR")


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    from mapdocs.begin import QUESTIONS

    parser.add_argument("deal", metavar="DEAL", help="its folder's name under content/deals/")
    parser.add_argument("--playbook", required=True, metavar="P")
    parser.add_argument("--from-csv", type=Path, metavar="F", help="a CRM export with one row for the deal")
    parser.add_argument("--buyer", default="", help="the buyer's name (default: made from DEAL)")
    parser.add_argument("--country", default="", help="the buyer's country, as GB")
    for name, question in QUESTIONS.items():
        parser.add_argument(f"--{name}", help=question)


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = ("deal", "playbook", "phase", "workspace")
    parser.add_argument("kind", nargs="?", choices=kinds, default="deal", help="which file (default: deal)")


def _push_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a name, or a path to a deal.yaml")
    parser.add_argument("--yes", action="store_true", help="share it as the deal file says, without asking")


def _pull_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a name, or a path to a deal.yaml")
    parser.add_argument("--apply", action="store_true", help="write what is settled into the deal file")
    _takes(parser)


def _takes(parser: argparse.ArgumentParser) -> None:
    forms = "settle a conflict or a question, as --take theirs tasks.M-07.due; may be given again"
    parser.add_argument("--take", nargs=2, action="append", default=[], metavar=("WHOSE", "FIELD"), help=forms)


def _sync_arguments(parser: argparse.ArgumentParser) -> None:
    _push_arguments(parser)
    _takes(parser)
    parser.add_argument("--watch", action="store_true", help="again whenever the deal or the document changes")
    parser.add_argument(
        "--every", type=float, metavar="S", help="with --watch: seconds between two looks (default: 20)"
    )
    parser.add_argument("--rounds", type=int, metavar="N", help="with --watch: look so often, then end")


def _google_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="what to do", dest="action", metavar="ACTION", required=True)
    made = {
        name: actions.add_parser(name, parents=[_common()], help=text, description=text)
        for name, text in _GOOGLE.items()
    }
    login = made["login"]
    which = login.add_mutually_exclusive_group()
    which.add_argument("--client", type=Path, metavar="FILE", help="the desktop client from Google's console, as JSON")
    which.add_argument("--service-account", type=Path, metavar="FILE", help="the key of a service account, as JSON")
    login.add_argument("--folder", default="", metavar="F", help="make documents in this Drive folder: address or id")
    login.add_argument("--no-browser", action="store_true", help="only print the address to open")
    sandbox = made["sandbox"]
    sandbox.add_argument("--port", type=int, default=8765, metavar="N", help="of 127.0.0.1 (default: 8765)")
    sandbox.add_argument("--folder", type=Path, metavar="DIR", help="keeps the documents (default: in your settings)")


def _daily_arguments(parser: argparse.ArgumentParser) -> None:
    for name, options in DAILY[parser.prog.split()[-1]][1].items():
        parser.add_argument(name, **options)


_HELP = {
    "init": "make a workspace with one example deal",
    "new": "make a deal file: six questions, or flags for all",
    "build": "make the documents of the deals, into dist/",
    "check": "tell every problem of the deals",
    "schedule": "tell a deal's dates, what drives them and how sure they are",
    "publish": "freeze a version and make the documents to send",
    "diff": "tell what moved since a version, by how much, and because of what",
    "history": "list the published versions",
    "schema": "print the JSON Schema of a file for editors",
    "push": "write the plan into its Google document, and leave what people did there",
    "pull": "show what people changed in the document, and with --apply write it into the deal file",
    "sync": "pull, accept what is settled, push; with --watch again and again",
    "google": "log in to Google, log out, tell how the live documents are",
    **{name: text for name, (text, _) in DAILY.items()},
}
_GOOGLE = {
    "login": "log in to Google, for one person or with a service account",
    "logout": "forget the login, and take its access back",
    "status": "tell who is logged in, and how it is with each deal's document",
    "sandbox": "serve documents on this machine, so that all of it can be tried with no account",
}
_VERBS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "init": _init_arguments,
    "new": _new_arguments,
    "build": _build_arguments,
    "check": _check_arguments,
    "schedule": _schedule_arguments,
    "publish": _publish_arguments,
    "diff": _diff_arguments,
    "history": _history_arguments,
    "schema": _schema_arguments,
    "push": _push_arguments,
    "pull": _pull_arguments,
    "sync": _sync_arguments,
    "google": _google_arguments,
    **dict.fromkeys(DAILY, _daily_arguments),
}
