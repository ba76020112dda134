"""What is remembered of a co-edited document, beside the deal and committed with it: the base of the next merge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapdocs.codec import from_plain, to_plain
from mapdocs.layout import Layout
from mapdocs.observed import Known
from mapdocs.problems import DealError, Problem, UsageError, Where
from mapdocs.source import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 2
UNKNOWN = "?"
"""The serial of a document of which nothing is remembered: whatever it carries is taken as known. Never written."""
_MOST_BYTES = 64 * 1024 * 1024
_CONFLICT = ("<<<<<<< ", ">>>>>>> ")
_DEPTH = 3
"""How far values are parted into lines: the state's parts, the layout's, and each block."""


@dataclass(frozen=True, slots=True)
class State:
    """A document as the last push left it.

    `mark`: the deal's mark, as the document carries it. `layout`: what of it is ours, as it stands there.
    `fields`: field -> its base. `edited`: id of a paragraph of ours that holds no field and that people rewrote ->
    what we had written. `kept`: keys of rows that people took out and that `--take ours` brings back. `given`: address
    -> role that a push gave. `again`: id of a paragraph as in `edited` that the next push writes over -> what stood
    there when somebody said so, empty where it was gone. `serial`: of the last batch that it knows of, as the document
    carries it (serials.py). `locales`: of the deal at the last push, as en-GB; behind it those of earlier pushes that
    something which still waits may have been typed by. Empty in files of before this was remembered.
    """

    document: str
    mark: str
    layout: Layout
    revision: str = ""
    fields: Mapping[str, Known] = field(default_factory=dict)
    edited: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)
    serial: str = ""
    locales: tuple[str, ...] = ()


def read_state(path: Path, shown: str) -> State | None:
    """What is remembered; None where nothing was pushed. DealError where the file can't be read as that."""
    if not path.exists():
        return None
    where = Where(shown)
    try:
        content = read_json(path)
        number = content.pop("format", None)
        if isinstance(number, int) and number > FORMAT:
            raise DealError(
                Problem("newer-state", "The file was written by a newer mapdocs.", where, "Update mapdocs.")
            )
        state: State = from_plain(State, content)
    except OSError as error:
        raise UsageError(Problem("unreadable-state", f"{error.strerror}.", where, "Check its permissions.")) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DealError(_damaged(error, path, shown)) from None
    return state


def _damaged(error: Exception, path: Path, shown: str) -> Problem:
    """Where the file is damaged, what of, and what is lost by it."""
    hint = (
        f"Restore it as it was committed: git checkout -- {shown}. Deal and document are whole. Where it can't be "
        "restored, delete it: then each difference between the two is shown as edited in the document."
    )
    where, message = Where(shown), "This is not what mapdocs remembers of a document."
    if isinstance(error, UnicodeDecodeError):
        message = "The file is not UTF-8 text."
    elif isinstance(error, json.JSONDecodeError):
        text = path.read_bytes().decode("utf-8-sig", "replace")
        line = next((number for number, one in enumerate(text.splitlines(), 1) if one.startswith(_CONFLICT)), 0)
        where = Where(shown, line or error.lineno, 1 if line else error.colno)
        message = "The file is damaged: from here on it is not JSON."
        if line:
            message = "The file holds both sides of a merge that nobody has settled."
            hint = (
                f"Take the side whose serial begins with the higher number, whole: git checkout --ours -- {shown}, or "
                "--theirs. Deal and document are whole."
            )
        elif error.pos >= len(text.rstrip()):
            message = "The file is damaged: it ends before it is complete."
    return Problem("unreadable-state", message, where, hint)


def read_json(path: Path) -> dict[str, Any]:
    """A map from a file; ValueError where it holds none, or is huge."""
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError("it is larger than 64 MiB")
    content = json.loads(path.read_bytes().decode("utf-8-sig"))
    if not isinstance(content, dict):
        raise ValueError("it is not a map")  # noqa: TRY004 - what it holds is wrong, not our types
    return content


def write_state(path: Path, state: State) -> None:
    """Keep it, whole or not at all; a file that says the same already is left alone."""
    data = (_lines({"format": FORMAT, **to_plain(state)}) + "\n").encode()
    if not path.exists() or path.read_bytes() != data:
        write_whole(path, data)


def _lines(value: Any, depth: int = _DEPTH) -> str:  # noqa: ANN401 - JSON
    """JSON with a line for each block and each field, so that git tells what changed."""
    if not depth or not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[\n" + ",\n".join(_lines(item, depth - 1) for item in value) + "\n]"
    parts = (f"{json.dumps(key, ensure_ascii=False)}: {_lines(item, depth - 1)}" for key, item in value.items())
    return "{\n" + ",\n".join(parts) + "\n}"
