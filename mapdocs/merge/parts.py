"""What a merge finds: edits, conflicts, proposals; each thing that differs stands under one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mapdocs.fields import FieldId
from mapdocs.observed import Comment, NewRow, Unmapped
from mapdocs.problems import Problem
from mapdocs.values import ONE_THING, Reading


@dataclass(frozen=True, slots=True)
class Change:
    """A field that people changed in a document. `base`, `ours`, `theirs`: values as in a deal file, "" for none.

    `typed`: what stands in the document; `by`, `at`: where the channel tells. `remark`: what else its edit means.
    """

    field: FieldId
    base: str
    ours: str
    theirs: str
    typed: str
    by: str | None = None
    at: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that a person has to decide; until then neither deal nor document is touched there.

    `name`: what `--take` names it by: a field, the key of a row, or new-1. `kind`: `add` a row, `cancel` a row that was
    taken out, `person` who is not of the deal, `suggestion` that waits in the document, `unclear` text that can't be
    read as what the field holds.
    `field`: where one field is meant; `value`: what taking it would write, where that is known; `typed`: as it stands.
    `todo`: what to do in the document about one that is unclear. `base`, `ours`: the field's values as of a change;
    `clash`: the deal has changed it too since the last push, which makes a conflict of it.
    """

    name: str
    kind: Literal["add", "cancel", "person", "suggestion", "unclear"]
    message: str
    field: FieldId | None = None
    value: str = ""
    typed: str = ""
    choices: tuple[str, ...] = ()
    row: NewRow | None = None
    todo: str = ONE_THING
    base: str = ""
    ours: str = ""
    clash: bool = False

    @property
    def meant(self) -> tuple[str, ...]:
        """What its text may mean: of a status that can't be read, none rather than any."""
        any_status = self.field and self.field.kind == "status" and len(self.choices) > 1
        return () if any_status else self.choices


@dataclass(frozen=True, slots=True)
class Merged:
    """All that differs, each under one of these. `settled`: changed on both sides to the same."""

    edits: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    settled: tuple[FieldId, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    gone: frozenset[str] = frozenset()
    """Keys of rows that are not in the document and were to be."""
    seen: Mapping[FieldId, str] = field(default_factory=dict)
    """What stands in the document, for every field that something is known of."""
    adopted: Mapping[str, str] = field(default_factory=dict)
    """What the document calls a row that people added -> the key of the deal's row that it has become since."""

    suggested: frozenset[FieldId] = frozenset()
    """Fields that a suggestion waits on, of whatever kind."""
    reading: Reading | None = field(default=None, compare=False, repr=False)
    """What the document's texts were read by."""

    @property
    def dropped(self) -> frozenset[str]:
        """Keys of rows that people took out, and that nobody is asked about any more: the deal has cancelled them."""
        asked = {proposal.name for proposal in self.proposals if proposal.kind == "cancel"}
        return frozenset(key for key in self.gone if not {key, key.rpartition(".")[0]} & asked)

    @property
    def held(self) -> frozenset[FieldId]:
        """The fields that nobody has settled, which a push must not touch."""
        changes = (change.field for change in (*self.edits, *self.conflicts))
        asked = (proposal.field for proposal in self.proposals if proposal.field)
        return frozenset((*changes, *asked, *self.suggested))
