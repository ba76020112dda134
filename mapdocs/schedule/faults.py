"""Collecting what is wrong with a plan: errors that stop, all at once, and findings beside the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.problems import DealError, Problem, Severity, Where

if TYPE_CHECKING:
    from collections.abc import Callable

Path = tuple[str | int, ...]


def nowhere(path: Path) -> Where | None:  # noqa: ARG001 - the shape of `place`
    """No place is known, as for a deal that was never in a file."""
    return None


class Faults:
    """Problems in the order in which they were found."""

    def __init__(self, place: Callable[[Path], Where | None] = nowhere) -> None:
        """`place` says where a path such as ("tasks", "dpa", "after", 0) stands in its file."""
        self._place = place
        self.errors: list[Problem] = []
        self.findings: list[Problem] = []

    def add(self, code: str, message: str, path: Path, hint: str = "") -> None:
        """An error: there is no schedule."""
        self.errors.append(self._problem(code, message, path, hint, "error"))

    def find(self, code: str, message: str, path: Path, hint: str = "") -> None:
        """A finding, returned beside the schedule."""
        self.findings.append(self._problem(code, message, path, hint, "warning"))

    def stop(self) -> None:
        """DealError where there are errors."""
        if self.errors:
            raise DealError(*dict.fromkeys(self.errors))

    def _problem(self, code: str, message: str, path: Path, hint: str, severity: Severity) -> Problem:
        where = self._place(path)
        if path[0] == "tasks" and where and "templates/phases/" in where.file:
            hint = f"{hint} Override it under tasks: in the deal file.".strip()
        return Problem(code, message, where, hint, severity)
