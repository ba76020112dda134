"""What every writer hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapdocs.problems import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """A document's bytes, its number of pages where it has pages, and what was wrong while writing."""

    data: bytes
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
