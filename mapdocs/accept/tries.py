"""Steps made together and tried out; where the deal would have errors, which of the steps are at fault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.dealfile import apply_edits
from mapdocs.desk import logged, tried
from mapdocs.problems import DealError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapdocs.accept.parts import Basis, Step
    from mapdocs.deals import OpenDeal
    from mapdocs.desk import Desk


@dataclass(frozen=True, slots=True)
class Trial:
    """A deal file's text, and what it is a deal of."""

    desk: Desk
    basis: Basis
    text: str

    def entries(self, steps: Sequence[Step]) -> tuple[Mapping[str, str], ...]:
        """The log entries of some steps."""
        return tuple(_entry(self.basis.today, step) for step in steps if step.what)

    def made(self, steps: Sequence[Step]) -> tuple[str, OpenDeal]:
        """The text with all of these steps, and the deal that it is. DealError tells which of them can't be made."""
        try:
            return self._made(steps)
        except DealError as error:
            raise DealError(*(self._faults(steps) or error.problems)) from None

    def _made(self, steps: Sequence[Step]) -> tuple[str, OpenDeal]:
        if not steps:
            return self.text, self.basis.opened
        edits = [edit for step in steps for edit in step.edits]
        log = logged(self.basis.own, self.entries(steps))
        text = apply_edits(self.text, (*edits, *log), self.desk.place.shown)
        return text, tried(self.desk, text)

    def _faults(self, steps: Sequence[Step]) -> list[Problem]:
        """The problems of the steps that fail, looked for by halves; where both can be made, those of both together."""
        if len(steps) < 2:  # noqa: PLR2004 - one can't be halved
            return self._wrong(steps)
        half = len(steps) // 2
        parts = [part for part in (steps[:half], steps[half:]) if self._wrong(part)]
        if parts:
            return [problem for part in parts for problem in self._faults(part)]
        count = next((n for n in range(half + 1, len(steps) + 1) if self._wrong(steps[:n])), 0)
        return [_beside(problem) for problem in self._wrong(steps[:count])]

    def _wrong(self, steps: Sequence[Step]) -> list[Problem]:
        """Why some steps can't be made together, told of the last of them."""
        try:
            self._made(steps)
        except DealError as error:
            return [_told_of(problem, steps[-1]) for problem in error.problems if problem.severity == "error"]
        return []


def _told_of(problem: Problem, step: Step) -> Problem:
    way_out = "leave it out: --take ours" if step.field else "don't give --take theirs"
    hint = f"{problem.hint} Correct it in the document, or {way_out} {step.name}".strip()
    return replace(problem, where=None, message=f"{step.name}: {problem.message}", hint=hint)


def _beside(problem: Problem) -> Problem:
    return replace(problem, message=f"{problem.message} By itself it could be made, but not with the other edits.")


def _entry(today: str, step: Step) -> dict[str, str]:
    entry = {"on": today, "by": step.by, "what": step.what, "task": step.task}
    return {name: value for name, value in entry.items() if value}
