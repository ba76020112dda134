"""Each batch leaves its serial in the document: whoever comes with an older google.json is told, and changes nothing.

It is the name of a few named ranges, written with the batch itself, so that one is never there without the other. A
document without one, as after an older mapdocs or where people deleted all that held it, is taken as it always was.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mapdocs.codec import to_plain
from mapdocs.google.state import UNKNOWN
from mapdocs.problems import DealError, Problem
from mapdocs.readers.gdocs.model import Grid
from mapdocs.readers.gdocs.names import names_of
from mapdocs.writers.gdocs.names import PARAGRAPH, ROW, SERIAL, TABLE
from mapdocs.writers.gdocs.wire import Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapdocs.google.state import State
    from mapdocs.readers.gdocs.model import Doc, Tab
    from mapdocs.readers.gdocs.names import Name
    from mapdocs.writers.gdocs import Request

T = TypeVar("T")
_FORM = re.compile(r"(\d{1,9})-([0-9a-f]{8})")
_OF_TABLES = (ROW, TABLE)
_TABLES = frozenset(("deleteTableRow", "deleteTableColumn"))


class Serial(NamedTuple):
    """The how-manieth batch, and which of those that might have been that one."""

    number: int = 0
    token: str = ""

    def __str__(self) -> str:
        """As google.json has it; empty for none."""
        return f"{self.number}-{self.token}" if self.number else ""


def read_serial(text: str) -> Serial:
    """As it stands in google.json; none where it is none."""
    match = _FORM.fullmatch(text)
    return Serial(int(match[1]), match[2]) if match else Serial()


def serial_in(doc: Doc) -> Serial:
    """That of the last batch which the document holds."""
    return max((read_serial(name.removeprefix(SERIAL)) for name in _held(doc)), default=Serial())


def _held(doc: Doc) -> dict[str, tuple[Name, ...]]:
    return {name: at for name, at in names_of(doc).items() if name.startswith(SERIAL)}


def behind(doc: Doc, state: State) -> bool:
    """Whether somebody wrote to the document since the state was remembered: a batch that it does not know of."""
    there, known = serial_in(doc), read_serial(state.serial)
    return state.serial != UNKNOWN and there != known and there.number >= max(known.number, 1)


def refuse_behind(doc: Doc, state: State, shown: str) -> None:
    """DealError where the state is older than the document: what others wrote with mapdocs is no edit of people's."""
    if not behind(doc, state):
        return
    message = f"The document was pushed to since {shown} was written: by a colleague, or from another copy of the deal."
    hint = (
        f"Get {shown} and the deal file as they were committed then, as by git pull, and run it again. Where they are "
        f"lost for good, delete {shown}: then what differs is shown as edited in the document."
    )
    raise DealError(Problem("behind", message, None, hint))


def applied(doc: Doc, after: State, before: State) -> bool | None:
    """Whether the document holds the batch after which `after` was to be remembered; None where it does not tell."""
    there = serial_in(doc)
    if not (there.number and after.serial):
        return None
    return str(there) == after.serial != before.serial


def numbered(
    doc: Doc, tab: Tab, planned: State, requests: Sequence[Request], revision: str
) -> tuple[State, tuple[Request, ...]]:
    """What is then remembered, and the batch, with a serial of its own. `revision`: what it is written for."""
    number = max(serial_in(doc).number, read_serial(planned.serial).number) + 1
    said = json.dumps(to_plain(planned), sort_keys=True)
    serial = Serial(number, sha256(f"{revision}\0{said}".encode()).hexdigest()[:8])
    return replace(planned, serial=str(serial)), _with(doc, tab, requests, f"{SERIAL}{serial}")


def _with(doc: Doc, tab: Tab, requests: Sequence[Request], name: str) -> tuple[Request, ...]:
    """The batch with the serial at places that it leaves alone; where there are none, beside what it names itself."""
    where = Where(tab.id)
    gone = tuple(_gone(tab, requests))
    quiet = [at for at in _anchors(doc, tab) if not any(start < at.end and at.start < end for start, end in gone)]
    places = _spread(quiet)
    old = [{"deleteNamedRange": {"name": held}} for held in sorted(_held(doc))]
    if places:
        return (*old, *(where.named(at.start, at.end, name) for at in places), *requests)
    twins = _spread([number for number, request in enumerate(requests) if _is_anchor(request)])
    if not twins:
        return tuple(requests)
    return (*old, *_twinned(requests, frozenset(twins), name))


def _twinned(requests: Sequence[Request], numbers: frozenset[int], name: str) -> Iterator[Request]:
    """Another range of that name behind those of these numbers, over the same words."""
    for number, request in enumerate(requests):
        yield request
        if number in numbers:
            yield {"createNamedRange": {**request["createNamedRange"], "name": name}}


def _is_anchor(request: Request) -> bool:
    named = request.get("createNamedRange", {})
    return named.get("name", "").startswith(_OF_TABLES) and not named["range"].get("segmentId")


def _anchors(doc: Doc, tab: Tab) -> list[Name]:
    """The ranges of ours in the body that people type over last, in its order: keys and heads of tables, headings."""
    grids = [(block.start, block.end) for block in tab.body if isinstance(block, Grid)]

    def lasts(name: str, at: Name) -> bool:
        inside = any(start <= at.start < end for start, end in grids)
        return name.startswith(_OF_TABLES) if inside else name.startswith(PARAGRAPH)

    own = (at for name, found in names_of(doc).items() for at in found if lasts(name, at))
    return sorted((at for at in own if at.tab == tab.id and not at.segment and at.start < at.end), key=_start)


def _start(at: Name) -> int:
    return at.start


def _gone(tab: Tab, requests: Iterable[Request]) -> Iterator[tuple[int, int]]:
    """The stretches of the body that a batch takes something out of; of a table that loses rows, all of it."""
    ends = {block.start: block.end for block in tab.body if isinstance(block, Grid)}
    for request in requests:
        kind, body = next(iter(request.items()))
        if kind == "deleteContentRange" and not body["range"].get("segmentId"):
            yield body["range"]["startIndex"], body["range"]["endIndex"]
        elif kind in _TABLES:
            start = body["tableCellLocation"]["tableStartLocation"]["index"]
            yield start, ends.get(start, start)


def _spread(found: Sequence[T]) -> list[T]:
    """The first, the middle one and the last: whatever people take out, one of them is likely to stay."""
    return [found[at] for at in sorted({0, len(found) // 2, len(found) - 1})] if found else []
