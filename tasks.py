"""The verbs of `./inv` and `invoke`: the daily ones are `mapdocs`'s own, those for who changes mapdocs run tools."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent

# ---------------------------------------------------------------- daily verbs


@task(
    iterable=["deal"],
    help={
        "deal": "a folder name under content/deals/, or a path to a deal.yaml; may be given again; none: all",
        "to": "formats, with commas between: pdf,docx,html,md,json",
        "edition": "buyer or internal",
        "size": "full or brief",
        "today": "the data date, as 2026-11-23",
        "language": "of the documents, as de",
        "out": "the folder that the documents go to",
        "jobs": "how many deals at a time",
        "force": "build what did not change as well",
    },
)
def build(
    _context: Context,
    deal: list[str],
    to: str = "",
    edition: str = "",
    size: str = "",
    today: str = "",
    language: str = "",
    out: str = "",
    jobs: str = "",
    force: bool = False,
) -> None:
    """Make the documents of the deals, into dist/."""
    options = {"to": to, "edition": edition, "size": size, "today": today, "language": language, "out": out}
    _mapdocs("build", deal, options | {"jobs": jobs}, ["--force"] if force else [])


@task(
    iterable=["deal"],
    help={
        "deal": "a folder name under content/deals/, or a path to a deal.yaml; may be given again; none: all",
        "format": "text, json, github or sarif",
        "today": "the data date, as 2026-11-23",
    },
)
def check(_context: Context, deal: list[str], format: str = "", today: str = "") -> None:
    """Tell every problem of the deals."""
    _mapdocs("check", deal, {"format": format, "today": today}, [])


@task(
    help={
        "deal": "a folder name under content/deals/, or a path to a deal.yaml",
        "yes": "share it as the deal file says, without asking",
        "today": "the data date, as 2026-11-23",
    }
)
def push(_context: Context, deal: str, today: str = "", yes: bool = False) -> None:
    """Write the plan into its Google document."""
    _mapdocs("push", [deal], {"today": today}, ["--yes"] if yes else [])


@task(
    help={
        "deal": "a folder name under content/deals/, or a path to a deal.yaml",
        "apply": "write what people changed into the deal file",
        "today": "the data date, as 2026-11-23",
    }
)
def pull(_context: Context, deal: str, apply: bool = False, today: str = "") -> None:
    """Tell what people changed in the Google document."""
    _mapdocs("pull", [deal], {"today": today}, ["--apply"] if apply else [])


@task(
    help={
        "deal": "a folder name under content/deals/, or a path to a deal.yaml",
        "note": "printed in the list of versions",
        "agreed-by": "who agreed, ids with commas between",
        "by": "who publishes",
        "yes": "publish without asking",
        "today": "the data date, as 2026-11-23",
    }
)
def publish(
    _context: Context, deal: str, note: str = "", agreed_by: str = "", by: str = "", today: str = "", yes: bool = False
) -> None:
    """Freeze a version of a deal and make the documents to send."""
    flags = [*(["-m", note] if note else []), *(["--yes"] if yes else [])]
    _mapdocs("publish", [deal], {"agreed-by": agreed_by, "by": by, "today": today}, flags)


@task(
    help={
        "deal": "a folder name under content/deals/, or a path to a deal.yaml",
        "from": "the earlier state: a version (default: last)",
        "to": "the later state: a version (default: the deal as it stands)",
        "today": "the data date, as 2026-11-23",
    }
)
def diff(_context: Context, deal: str, from_: str = "", to: str = "", today: str = "") -> None:
    """Tell what moved since a version of a deal, and why."""
    _mapdocs("diff", [deal], {"from": from_, "to": to, "today": today}, [])


@task(help={"deal": "a folder name under content/deals/, or a path to a deal.yaml"})
def history(_context: Context, deal: str) -> None:
    """List the published versions of a deal."""
    _mapdocs("history", [deal], {}, [])


def _mapdocs(verb: str, deals: list[str], options: dict[str, str], flags: list[str]) -> None:
    # Imported here, so that the tools' verbs run while the package is being changed.
    from mapdocs.cli import main

    given = [part for name, value in options.items() if value for part in (f"--{name}", value)]
    sys.exit(main([verb, *deals, *given, *flags, "-w", str(ROOT)]))


# ---------------------------------------------------------------- verbs for who changes mapdocs


@task(help={"args": "arguments for pytest, as --args='-k keys -x'; none: all tests, one process for each processor"})
def test(_context: Context, args: str = "") -> None:
    """Run the tests."""
    _python("pytest", *(shlex.split(args) or ["--numprocesses=auto", "--dist=worksteal"]))


@task
def lint(_context: Context) -> None:
    """Look for faults that need no run: ruff's rules, its format, types."""
    tools = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    # All of them, and then the verdict: who mends faults wants to see them at once.
    codes = [_code(sys.executable, "-m", *tool) for tool in tools]
    sys.exit(max(codes))


@task(help={"args": "words of the names of cases; none: all"})
def bench(_context: Context, args: str = "") -> None:
    """Measure what the README claims, and compare it with the budgets."""
    _python("benchmarks", *shlex.split(args))


@task
def docs(_context: Context) -> None:
    """Run the commands and examples of the docs, and compare them with the code."""
    _python("pytest", "tests/test_docs.py", "tests/test_docs_reference.py")


@task(help={"upgrade": "take the newest versions, not only what pyproject.toml changed"})
def lock(_context: Context, upgrade: bool = False) -> None:
    """Renew the lock files from pyproject.toml and package.json."""
    _lock("requirements.lock", ["--group", "setup"], upgrade=upgrade)
    _lock("requirements-dev.lock", ["--group", "setup", "--group", "dev", "-c", "requirements.lock"], upgrade=upgrade)
    _run("npm", "update" if upgrade else "install", "--package-lock-only", "--no-audit", "--no-fund")


def _lock(name: str, groups: list[str], *, upgrade: bool) -> None:
    # No address of a package index may come into the file: whoever installs uses their own.
    how = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-emit-index-url"]
    head = ["--quiet", "--custom-compile-command", "./inv lock"]
    more = ["--upgrade"] if upgrade else []
    _python("uv", "pip", "compile", "pyproject.toml", *groups, *how, *head, *more, "--output-file", name)


def _python(module: str, *arguments: str) -> None:
    _run(sys.executable, "-m", module, *arguments)


def _run(*command: str) -> None:
    if code := _code(*command):
        sys.exit(code)


def _code(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode
