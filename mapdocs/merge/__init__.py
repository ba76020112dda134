"""merge3: what people changed in a document, beside what changed in the deal, field by field. Pure.

`theirs` is what a reader found against the base as the same reader found it after the last push; `ours` is the deal's
value against that of the same moment. Values are compared, not texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.merge.fields import merge_field
from mapdocs.merge.parts import Change, Merged, Proposal
from mapdocs.merge.rows import added, adopted, missing
from mapdocs.merge.tables import Sides
from mapdocs.observed import Unmapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.fields import FieldId
    from mapdocs.observed import Known, Observed
    from mapdocs.values import Reading

__all__ = ["Change", "Merged", "Proposal", "merge3"]


def merge3(base: Mapping[FieldId, Known], ours: Mapping[FieldId, str], theirs: Observed, reading: Reading) -> Merged:
    """All that people changed in the document, each thing in one place; what only the deal changed is nowhere.

    `ours`: the deal's values (mapdocs/values); a row that has none is not in the buyer's edition any more.
    """
    sides = Sides(base, ours, theirs, reading)
    edits: list[Change] = []
    conflicts: list[Change] = []
    settled: list[FieldId] = []
    proposals: list[Proposal] = []
    beside: list[Unmapped] = []
    for field, seen in theirs.fields.items():
        known = base.get(field)
        if known and seen.suggested is None and seen.text == known.seen:
            continue
        found = merge_field(sides, field, seen, known)
        if found.rest:
            beside.append(Unmapped("beside", found.rest, str(field)))
        if found.waits:
            beside.append(Unmapped("taken", found.waits, str(field)))
        if found.kind == "settled":
            settled.append(field)
        elif found.proposal:
            proposals.append(found.proposal)
        elif found.change:
            (edits if found.kind == "edit" else conflicts).append(found.change)
    gone = missing(sides)
    known_rows = adopted(sides)
    return Merged(
        edits=tuple(edits),
        conflicts=tuple(conflicts),
        settled=tuple(settled),
        proposals=(*proposals, *gone, *added(sides, known_rows)),
        unmapped=(*theirs.unmapped, *beside),
        comments=theirs.comments,
        problems=theirs.problems,
        gone=frozenset(sides.gone),
        seen={field: seen.text for field, seen in theirs.fields.items()},
        adopted=known_rows,
        suggested=frozenset(field for field, seen in theirs.fields.items() if seen.suggested is not None),
        reading=reading,
    )
