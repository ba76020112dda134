"""What can be wrong: problems are a user's faults, as data; errors are exceptions that end an operation."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "info"]
# What a file is that can't be read as what it claims to be.
_UNREADABLE = frozenset("no-file too-large bad-encoding bad-yaml two-documents alias-bomb too-deep unsafe-tag".split())
# Comparing words costs time by the product of their numbers; nobody mistypes a word this long.
_LONGEST = 80
_MOST_COMPARED = 2000


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, as editors make it clickable."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the input: where, a stable code, the fact with the value seen, and the next step."""

    code: str
    message: str
    where: Where | None = None
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Place, code, fact, next step, in one line."""
        place = f"{self.where}: " if self.where else ""
        word = "" if self.severity == "error" else f"{self.severity}: "
        return f"{place}{word}{self.code}: {self.message}" + (f" {self.hint}" if self.hint else "")

    def as_json(self) -> dict[str, object]:
        """The shape of docs/commands.md: code, message, where, hint, severity."""
        where = None
        if self.where:
            where = {"file": self.where.file, "line": self.where.line, "column": self.where.column}
        return {
            "code": self.code,
            "message": self.message,
            "where": where,
            "hint": self.hint,
            "severity": self.severity,
        }


class MapdocsError(Exception):
    """An operation can't go on; carries the problems that say why."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems, in order."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class DealError(MapdocsError):
    """A deal, template or workspace has errors."""


class UsageError(MapdocsError):
    """The command was called wrongly, or a file isn't what it claims to be."""

    exit_code = 2


class RemoteError(MapdocsError):
    """The remote refused or could not be reached."""

    exit_code = 3


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem is more than a warning."""
    return any(problem.severity == "error" for problem in problems)


def exit_code(problems: Iterable[Problem]) -> int:
    """0, or 1 for errors, or 2 where a file can't be read as what it claims to be."""
    codes = {problem.code for problem in problems if problem.severity == "error"}
    return 2 if codes & _UNREADABLE else 1 if codes else 0


def not_written(error: OSError, name: str) -> Problem:
    """A file or folder that could not be written, by the name that people know it by."""
    in_the_way = isinstance(error, (NotADirectoryError, FileExistsError, IsADirectoryError))
    hint = "Move what is in the way." if in_the_way else "Check the folder's space and permissions."
    return Problem("not-written", f"{name}: {error.strerror or error}.", None, hint)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file and place, each once; what has no place comes last."""
    last = Where("\uffff")
    return sorted(dict.fromkeys(problems), key=lambda p: (p.where or last, p.code, p.message))


def brief(text: object, most: int = 60) -> str:
    """What was seen, for a message: on one line, and cut where it is long."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def apart(*texts: str, most: int = 60) -> tuple[str, ...]:
    """Texts on one line each, cut so that those that differ look different: what is equal before may be left out."""
    lines = [" ".join(text.split()) for text in texts]
    differ = [max((_equal(line, other) for other in lines if other != line), default=0) for line in lines]
    told = [_around(line, at, most) for line, at in zip(lines, differ, strict=True)]
    return tuple(told if len({*told}) == len({*lines}) else lines)


def _equal(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _around(line: str, differs: int, most: int) -> str:
    """A line around the place where it differs from another; its first words tell what it is about."""
    head, before = most // 4, most // 4
    if len(line) > most and differs > most // 2:
        word = line.find(" ", differs - before, differs) + 1 or differs - before
        line = f"{line[:head].rstrip()} … {line[word:]}"
    return brief(line, most)


def nearest(word: str, known: Iterable[str], most: int = 8) -> str:
    """The hint for a wrong word: the nearest right one, or those there are."""
    choices = sorted(known)
    compared = len(word) <= _LONGEST and len(choices) <= _MOST_COMPARED
    close = [choice for choice in choices if choice.casefold() == word.casefold()]
    if compared and not close:
        close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    if not choices:
        return ""
    shown = ", ".join(map(brief, choices[:most]))
    return f"Use one of: {shown}, ..." if len(choices) > most else f"Use one of: {shown}."
