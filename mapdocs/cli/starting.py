"""init and new: the commands that begin a workspace or a deal."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.cli.asked import workspace
from mapdocs.cli.output import answer, say, tell
from mapdocs.problems import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable


def init(given: argparse.Namespace) -> int:
    """A workspace with one example deal."""
    from mapdocs.begin import begin_workspace

    folder = (Path.cwd() / given.folder).resolve()
    written = begin_workspace(folder)
    enter = "" if folder == Path.cwd() else f"cd {given.folder} && "
    _told(given, written, Path.cwd(), f"{enter}mapdocs build")
    return 0


def new(given: argparse.Namespace) -> int:
    """A deal file; what no flag answers is asked where somebody can answer."""
    from mapdocs.begin import QUESTIONS, Answers, answers_of_row, begin_deal

    opened, current = workspace(given)
    answers = answers_of_row(given.from_csv, given.deal) if given.from_csv else Answers()
    flags = {name: value for name in ("buyer", "country", *QUESTIONS) if (value := getattr(given, name))}
    answers = replace(answers, **flags)
    if sys.stdin.isatty():
        unknown = [name for name in QUESTIONS if not getattr(answers, name) and getattr(given, name) is None]
        answers = replace(answers, **{name: _ask(name) for name in unknown})
    file = begin_deal(opened, given.deal, given.playbook, answers)
    _told(given, [file], current, f"fill in what its comments ask for, then: mapdocs build {given.deal}")
    return 0


def _told(given: argparse.Namespace, written: Iterable[Path], current: Path, then: str) -> None:
    """What was written, and what comes next."""
    from mapdocs.workspace import shown

    names = [shown(path, current) for path in written]
    lines = [*(f"wrote {name}" for name in names), f"Next: {then}"]
    answer(given, lambda: {"written": names}, lambda: "\n".join(lines))


def _ask(name: str) -> str:
    """The answer; one that can't be taken is asked for again."""
    from mapdocs.begin import QUESTIONS, read_answer

    say(QUESTIONS[name])
    try:
        return read_answer(name, sys.stdin.readline())
    except UsageError as error:
        tell(error.problems)
        return _ask(name)
