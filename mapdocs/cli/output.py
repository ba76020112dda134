"""What goes where: results to stdout; problems, questions and progress to stderr."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from mapdocs.problems import Problem


def as_document(given: argparse.Namespace) -> bool:
    """Whether stdout is one JSON document and nothing else."""
    return bool(getattr(given, "json", False))


def answer(given: argparse.Namespace, document: Callable[[], object], text: Callable[[], str]) -> None:
    """A command's result: one JSON document where that is asked for, else its text."""
    if as_document(given):
        show_json(document())
    else:
        show(text())


def show(text: str) -> None:
    """A line of the result."""
    print(text)


def show_json(document: object) -> None:
    """The result as a document."""
    print(json.dumps(document, indent=2, ensure_ascii=False))


def coloured() -> bool:
    """Whether somebody watches stdout who likes colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def tell(problems: Iterable[Problem]) -> None:
    """Problems, one a line."""
    for problem in problems:
        say(str(problem))


def say(text: str) -> None:
    """A line beside the result."""
    print(text, file=sys.stderr)


def confirmed(question: str) -> bool:
    """Whether somebody at the terminal says yes; the end of their input is a no."""
    sys.stdout.flush()
    print(f"\n{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def let_go() -> None:
    """The reader of stdout has left; nothing more is written, at exit neither."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
