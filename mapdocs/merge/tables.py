"""The three sides of a merge, and what they say of whole rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mapdocs.fields import FieldId
from mapdocs.values import Read, read_field, same_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.observed import Known, Observed
    from mapdocs.values import Reading

Row = tuple[str, str]
"""Part and key."""
TITLES = {"tasks": "title", "actions": "title", "decisions": "what", "criteria": "what", "risks": "what"}
"""Part -> the field by which people know a row; it must say something."""


@dataclass(frozen=True)
class Sides:
    """What a merge is made of. Rows of a side are those that it has a value for."""

    base: Mapping[FieldId, Known]
    ours: Mapping[FieldId, str]
    theirs: Observed
    reading: Reading

    @cached_property
    def base_rows(self) -> Mapping[Row, None]:
        """Rows that were in the document after the last push, in its order."""
        return {(field.part, field.key): None for field in self.base if field.key}

    @cached_property
    def our_rows(self) -> frozenset[Row]:
        """Rows of the deal as the buyer may see it."""
        return frozenset((field.part, field.key) for field in self.ours if field.key)

    @cached_property
    def their_rows(self) -> frozenset[Row]:
        """Rows that are in the document."""
        listed = {(part, key) for part, keys in self.theirs.rows.items() for key in keys}
        return frozenset(listed | {(field.part, field.key) for field in self.theirs.fields if field.key})

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Keys of rows that people took out of the document while the deal still has them."""
        return tuple(key for part, key in self.base_rows if self._is_gone((part, key)))

    def _is_gone(self, row: Row) -> bool:
        return row in self.our_rows and row not in self.their_rows

    def status(self, row: Row) -> str:
        """A row's status as it will be: what people made of it in the document, else the deal's."""
        field = FieldId(*row, "status")
        known, seen = self.base.get(field), self.theirs.fields.get(field)
        if known and seen and seen.suggested is None and seen.text != known.seen:
            found = read_field(field, seen.text, self.reading)
            if isinstance(found, Read) and not self.same(field, found.value, self.typed(field, known.seen)):
                return found.value
        return self.ours.get(field, "")

    def typed(self, field: FieldId, text: str) -> str:
        """A text of the base as a value; the text itself where it is none."""
        found = read_field(field, text, self.reading)
        return found.value if isinstance(found, Read) else text

    def same(self, field: FieldId, one: str, other: str) -> bool:
        """Whether two values mean the same."""
        return same_value(field, one, other, self.reading)

    def title(self, row: Row) -> str:
        """What the deal calls a row."""
        return self.ours.get(FieldId(*row, TITLES[row[0]]), "")
