"""What a push was about to do, written before it does it: whoever comes next finds out whether it was done."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.codec import from_plain, to_plain
from mapdocs.google.state import State, read_json
from mapdocs.source import alone, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = "journal.json"


@dataclass(frozen=True, slots=True)
class Creating:
    """A document is being made; it carries this nonce, by which it is found again."""

    nonce: str


@dataclass(frozen=True, slots=True)
class Writing:
    """A batch is being sent to a document that stood at `before`; `after`: what is then to be remembered."""

    before: str
    after: State


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Nobody else here pushes or pulls the deal meanwhile; `folder` is the machine's own, never committed."""
    if not (folder / ".gitignore").exists():
        write_whole(folder / ".gitignore", b"*\n")
    with alone(folder):
        yield


def read_journal(folder: Path) -> Creating | Writing | None:
    """What was begun and not ended. A journal that can't be read was not whole, so what it tells of was not begun."""
    path = folder / _NAME
    if not path.exists():
        return None
    try:
        content = read_json(path)
        kind: type[Creating | Writing] = Creating if "nonce" in content else Writing
        found: Creating | Writing = from_plain(kind, content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found


def begin(folder: Path, what: Creating | Writing) -> None:
    """Written before the call that it tells of."""
    write_whole(folder / _NAME, json.dumps(to_plain(what), ensure_ascii=False).encode())


def end(folder: Path) -> None:
    """What was begun is done, and remembered."""
    (folder / _NAME).unlink(missing_ok=True)
