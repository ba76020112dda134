"""Rows that people took out of a document, and rows that they added: proposals, never done by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.fields import KINDS, FieldId
from mapdocs.merge.parts import Proposal
from mapdocs.merge.tables import TITLES
from mapdocs.problems import brief
from mapdocs.values import Read, Stranger, read_field
from mapdocs.values.plain import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mapdocs.merge.tables import Row, Sides
    from mapdocs.observed import NewRow

CALLED = {"tasks": "task", "actions": "step", "decisions": "decision", "criteria": "success criterion", "risks": "risk"}


def missing(sides: Sides) -> Iterator[Proposal]:
    """A proposal to cancel for each row that is no longer in the document; a step goes with its task.

    What is cancelled in the deal already needs nobody's answer.
    """
    gone = frozenset(sides.gone)
    for part, key in sides.base_rows:
        above = key.rpartition(".")[0]
        if key not in gone or above in gone or sides.status((part, key)) == "cancelled":
            continue
        message = f'{key} "{brief(sides.title((part, key)))}" is no longer in the document.'
        if _ours_changed(sides, (part, key)):
            message += " The deal has changed it since."
        value = "cancelled" if "status" in KINDS[part] else ""
        yield Proposal(key, "cancel", message, None, value)


def _ours_changed(sides: Sides, row: Row) -> bool:
    fields = (FieldId(*row, name) for name in KINDS[row[0]])
    return any(f in sides.base and not sides.same(f, sides.base[f].deal, sides.ours.get(f, "")) for f in fields)


def adopted(sides: Sides) -> dict[str, str]:
    """Rows of the document that the deal has taken in since: one that is new in it and is called the same."""
    names: dict[tuple[str, str], list[str]] = {}
    for part, key in sides.our_rows - sides.base_rows.keys() - sides.their_rows:
        names.setdefault((part, folded(sides.title((part, key)))), []).append(key)
    found: dict[str, str] = {}
    for row in sides.theirs.new:
        keys = sorted(set(names.get((row.part, folded(_title(row))), ())) - set(found.values()))
        if keys and _title(row):
            found[row.id] = keys[0]
    return found


def added(sides: Sides, known: Mapping[str, str]) -> Iterator[Proposal]:
    """A proposal for each row that people wrote and the deal does not have."""
    for row in sides.theirs.new:
        if row.id not in known:
            yield Proposal(row.id, "add", _told(sides, row), None, _title(row), _said(row), (), row)


def _title(row: NewRow) -> str:
    return " ".join(row.fields.get(TITLES.get(row.part, ""), "").split())


def _said(row: NewRow) -> str:
    return " | ".join(" ".join(text.split()) for text in (*row.fields.values(), *row.loose.values()) if text.strip())


def _told(sides: Sides, row: NewRow) -> str:
    """In a sentence, as: A new task below M-07: "Pen test", due 2026-12-11, buyer Maria Keller."""
    what = f"A copy of {row.copied}" if row.copied else f"A new {CALLED.get(row.part, 'row')}"
    place = f" below {row.after}" if row.after else ""
    title = _title(row)
    named = f'"{brief(title)}"' if title else "without a title, so that it can't be taken in"
    values = [_value(sides, row, name) for name in row.fields if name != TITLES.get(row.part) and row.fields[name]]
    loose = [f"{brief(head, 30)}: {brief(text)}" for head, text in row.loose.items()]
    return f"{', '.join((f'{what}{place}: {named}', *values, *loose))}."


def _value(sides: Sides, row: NewRow, name: str) -> str:
    """What a cell says; a text that can't be read is told as it stands."""
    label, text = name.replace("_", " "), row.fields[name]
    found = read_field(FieldId(row.part, "", name), text, sides.reading)
    if isinstance(found, Read):
        person = sides.reading.directory.people.get(found.value)
        return f"{label} {brief(person.name if person and person.name else found.value)}"
    if isinstance(found, Stranger):
        return f'{label} "{brief(text)}", not a person of this deal'
    kind = "which is not clear" if len(found.choices) == 1 else "which can't be read"
    return f'{label} "{brief(text)}", {kind}'
