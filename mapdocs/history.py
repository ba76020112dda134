"""Published versions: what was agreed and sent, when and by whom; text made for git, never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mapdocs.deal import Deal
    from mapdocs.keys import Keys
    from mapdocs.timetable import Schedule


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A deal as it stood on a day: composed, with its keys and the dates that were computed of it."""

    deal: Deal
    left_out: frozenset[str]
    keys: Keys
    today: date
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Version:
    """A published version. `plans`: edition -> the Plan that was sent, as JSON; `files`: name -> SHA-256."""

    number: int
    hash: str
    parent: str
    on: date
    note: str
    by: str
    agreed_by: tuple[str, ...]
    snapshot: Snapshot
    plans: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
