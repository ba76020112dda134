"""One push while it is gathered: the steps of each segment, what is left as it is, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapdocs.google.flow import OPEN, SUGGESTED
from mapdocs.google.lines import Line
from mapdocs.google.paragraphs import Here, Pen, named_at, unnamed
from mapdocs.google.splices import Step, backwards
from mapdocs.layout import BODY
from mapdocs.writers.gdocs.names import PARAGRAPH, ROW, TABLE, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapdocs.google.order import Unit
    from mapdocs.google.places import Places
    from mapdocs.layout import Para
    from mapdocs.writers.gdocs import Look, Request
    from mapdocs.writers.gdocs.wire import Where


_NAME = "deleteNamedRange"


@dataclass(frozen=True, slots=True)
class Keep:
    """What is left alone. `fields`: values that people changed and nobody has settled.

    `edited`: id of a paragraph of ours that people rewrote or took out -> what we had written there last. `back`: keys
    of rows that people took out and that are to be there again; `dropped`: of those that stay out, as is settled.
    `beside`: field -> its value with words that people wrote beside it, a line for each paragraph. `again`: ids of
    paragraphs as in `edited` that are to be ours again. `rows_wait`: whether there are rows that people added and
    nobody has taken.
    """

    fields: frozenset[str] = frozenset()
    edited: Mapping[str, str] = field(default_factory=dict)
    back: frozenset[str] = frozenset()
    beside: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    rows_wait: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that should say something else and was left as it is: a field, or the id of a paragraph; and why."""

    field: str
    why: str


class Draft:
    """Steps, in the order of the document, and what is told about them.

    Of rows that belong into another table by now, by their keys: those that stay where they are until somebody settles
    them (`staying`), and those that people took out of the one before (`out`). `freed`: what was ours and is people's.
    """

    def __init__(self, places: Places, keep: Keep, look: Look) -> None:
        """Nothing is to be written yet."""
        self.places = places
        self.keep = keep
        self.look = look
        self.edited: dict[str, str] = {}
        self.staying: set[str] = set()
        self.out: set[str] = set()
        self.freed: list[Line] = []
        self.skipped: dict[str, Skipped] = {}
        self._steps: dict[Where, list[Step]] = {}

    def pen(self, where: Where) -> Pen:
        """What a segment is written with."""
        return Pen(where, self.look, self.places.names)

    def add(self, where: Where, steps: Iterable[Step]) -> None:
        """More steps, behind those that there are."""
        self._steps.setdefault(where, []).extend(steps)

    def skip(self, what: str, why: str) -> None:
        """Tell that something was left as it is."""
        self.skipped.setdefault(what, Skipped(what, why))

    def heres(self, unit: Unit) -> tuple[Here, ...]:
        """The paragraphs of a value, or the one of that id, as far as they are there."""
        if unit.field:
            return self.places.values.get(unit.field, ())
        here = self.places.paras.get(unit.paras[0].id)
        return (here,) if here else ()

    def held(self, old: Unit, new: Unit | None) -> str:
        """Why a value or paragraph must not be touched; empty where it may be."""
        ids = {old.id, *(para.id for para in old.paras)}
        if ids & self.places.pending:
            return SUGGESTED
        field_ids = {old.field, new.field if new else ""} - {""}
        return OPEN if field_ids & self.keep.fields else ""

    def carry(self, paras: Iterable[Para]) -> None:
        """Remember, too, which of the paragraphs that stay as they are people have rewritten."""
        self.edited |= {para.id: self.keep.edited[para.id] for para in paras if para.id in self.keep.edited}

    def theirs(self, unit: Unit) -> bool:
        """Whether people rewrote a paragraph of ours: once it is no longer wanted it is theirs, and stays."""
        heres = self.heres(unit)
        if unit.table or unit.field or not heres:
            return False
        return unit.id in self.keep.edited or heres[0].text != unit.paras[0].text

    def let_go(self, unit: Unit) -> None:
        """What was ours is theirs from now on: it loses its names, so that it is not taken for what is ours."""
        names = [name_of(PARAGRAPH, para.id) for para in unit.paras]
        spans = [(here.start, here.end) for here in self.heres(unit)]
        for here in self.heres(unit):
            self.freed += [Line(BODY, here.start, line) for line in here.text.split("\n") if line.strip()]
        if unit.table and (there := self.places.tables.get(unit.table.id)):
            spans.append((there.start, there.end))
            names += [name_of(TABLE, unit.table.id), *(name_of(ROW, row.id) for row in unit.table.rows)]
            names += [
                name_of(PARAGRAPH, para.id) for row in unit.table.rows for cell in row.cells for para in cell.paras
            ]
        for start, end in spans:
            ranges = [one for name in names for one in named_at(self.places.names, name, start, end)]
            self.add(self.places.body, [Step(start, tuple(unnamed(ranges)))] if ranges else ())

    def stays(self, unit: Unit) -> bool:
        """Whether words may not change places: they are held, or people rewrote them or took them out."""
        if self.heres(unit):
            return bool(self.held(unit, None)) or self.theirs(unit)
        return any(para.text for para in unit.paras) and not self.lost(unit, unit)

    def lost(self, old: Unit, new: Unit) -> bool:
        """Whether a value's paragraphs are gone from the document, and nobody is to settle that: it comes anew.

        A paragraph without a value does where somebody asked for it.
        """
        hidden = any(para.id in self.places.hidden for para in old.paras)
        says = any(para.text for para in new.paras)
        asked = bool(old.field) or old.id in self.keep.again
        return asked and says and not (hidden or self.heres(old) or self.held(old, new))

    def requests(self) -> tuple[Request, ...]:
        """All steps, each segment from its end to its start.

        Named ranges go first, while all are there: they may go with text, and one that is gone can't be deleted.
        """
        found = [request for steps in self._steps.values() for request in backwards(steps)]
        gone = {request["deleteNamedRange"]["namedRangeId"] for request in found if _NAME in request}
        return (*unnamed(sorted(gone)), *(request for request in found if _NAME not in request))
