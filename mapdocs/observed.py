"""What a reader finds in a document that came back: values of fields, rows, and all that it could not place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mapdocs.fields import FieldId
from mapdocs.problems import Problem


@dataclass(frozen=True, slots=True)
class Seen:
    """A field's value as it stands in a document: Markdown for fields of that kind, else words as typed.

    `suggested`: what it would say were the pending suggestions accepted; None where there are none.
    `by`, `at`: who changed it and when, where the channel tells.
    """

    text: str
    suggested: str | None = None
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the deal does not know: where it stands, and what it says by the name of the field.

    `id`: how messages and commands call it, `new-1`; the same as long as the document does not change.
    `group`: the id of the table's block, as plan/F-02; `after`: the key of the row above it; `copied`: the key that
    it repeats; `loose`: cells of columns that hold no field, by their heads.
    """

    id: str
    part: str
    group: str
    after: str
    fields: Mapping[str, str]
    copied: str = ""
    loose: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Something that people wrote and no field holds. It stays where it is, and is reported.

    Of kind `taken` it is a suggestion that waits in the document although the deal says the same already. `name`: of a
    paragraph of ours that people rewrote or took out, by which `--take ours` has it written again.
    """

    kind: Literal[
        "paragraph", "table", "column", "row", "cell", "picture", "footnote", "tab", "part", "beside", "taken"
    ]
    text: str
    near: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A thread beside the text. `field`: the field that its quoted words stand in, where only one does."""

    id: str
    author: str
    text: str
    quoted: str = ""
    at: str = ""
    resolved: bool = False
    replies: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """All that a reader found. `rows`: part (tasks, actions, ...) -> keys, in the order of the document.

    A field that stands in no found row or paragraph is not in `fields`: nothing is known of it.
    """

    fields: Mapping[FieldId, Seen]
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    new: tuple[NewRow, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A field after the last push, the base of the next merge.

    `seen`: what our reader found in the document then; `deal`: the deal's value of that moment (mapdocs/values).
    """

    seen: str
    deal: str
