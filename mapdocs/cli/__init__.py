"""Arguments, printing, exit codes: the only place that prints, exits or reads the clock."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.arguments import parser
from mapdocs.cli import documents, editing, google, pulling, pushing, starting, telling
from mapdocs.cli.output import as_document, let_go, say, show_json, tell
from mapdocs.problems import MapdocsError, exit_code, not_written
from mapdocs.verbs import DAILY

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from mapdocs.problems import Problem

COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": starting.init,
    "new": starting.new,
    "build": documents.build,
    "check": telling.check,
    "schedule": telling.schedule,
    "publish": documents.publish,
    "diff": telling.diff,
    "history": telling.history,
    "schema": telling.schema,
    "push": pushing.push,
    "pull": pulling.pull,
    "sync": pushing.sync,
    "google": google.google,
    **dict.fromkeys(DAILY, editing.daily),
}
"""Command -> what runs it: prints its result, returns its exit code."""


def run() -> None:
    """The installed command."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Runs one command; the exit code as docs/commands.md has it. Never a traceback for what a user did."""
    try:
        code = _ran(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()
        return 0
    except OSError as error:
        let_go()
        tell([not_written(error, "What is told on stdout")])
        return 1
    except KeyboardInterrupt:
        say("Stopped. What was written is whole; run it again to go on.")
        return 130
    return code


def _ran(argv: Sequence[str]) -> int:
    try:
        given = parser().parse_args(argv)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        return COMMANDS[given.command](given)
    except MapdocsError as error:
        return _failed(given, error.problems, max(error.exit_code, exit_code(error.problems)))
    except OSError as error:
        if not error.filename:  # not a file: a stream of ours
            raise
        from mapdocs.workspace import shown

        in_the_way = isinstance(error, (NotADirectoryError, FileExistsError, IsADirectoryError))
        problem = not_written(error, shown(Path(error.filename), Path.cwd()))
        return _failed(given, [problem], 2 if in_the_way else 1)


def _failed(given: argparse.Namespace, problems: Sequence[Problem], code: int) -> int:
    tell(problems)
    if as_document(given):
        show_json({"problems": [problem.as_json() for problem in problems]})
    return code
