"""One field of three: only theirs is an edit, only ours is nothing, both are settled where equal, else a conflict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mapdocs.fields import COMPUTED, FieldId
from mapdocs.merge.parts import Change, Proposal
from mapdocs.merge.tables import TITLES
from mapdocs.problems import apart
from mapdocs.values import Read, Stranger, Unclear, read_field
from mapdocs.values.plain import alike

if TYPE_CHECKING:
    from mapdocs.merge.tables import Sides
    from mapdocs.observed import Known, Seen


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one field. `rest`: words beside its value; `waits`: a suggestion that the deal has taken in."""

    kind: Literal["nothing", "edit", "conflict", "settled", "proposal"]
    change: Change | None = None
    proposal: Proposal | None = None
    rest: str = ""
    waits: str = ""


NOTHING = Outcome("nothing")
IN_DOCUMENT = "Reject it in the document, or type there what it should say."
"""What to do about a suggestion that can't be read."""


def merge_field(sides: Sides, field: FieldId, seen: Seen, known: Known | None) -> Outcome:
    """A field that is in the document; `known` is its base, None where it had none."""
    if field not in sides.ours and known is None:
        return Outcome("nothing", rest=alike(seen.text))
    found = _found(sides, field, seen, known)
    if found.proposal is None or known is None:
        return found
    ours = sides.ours.get(field)
    clash = ours is None or not sides.same(field, known.deal, ours)
    base = _base(sides, field, known)
    return replace(found, proposal=replace(found.proposal, base=base, ours=ours or "", clash=clash))


def _found(sides: Sides, field: FieldId, seen: Seen, known: Known | None) -> Outcome:
    if seen.suggested is not None and alike(seen.suggested, lines=True) != alike(seen.text, lines=True):
        return _suggested(sides, field, seen, known)
    if known and alike(seen.text, lines=True) == alike(known.seen, lines=True):
        return NOTHING  # nor is a person asked again about what can't be read
    found = read_field(field, seen.text, sides.reading)
    if isinstance(found, Unclear):
        return _asked(field, seen.text, found)
    if isinstance(found, Stranger):
        return _stranger(sides, field, seen.text, found)
    return _merged(sides, field, seen, known, found)


def _merged(sides: Sides, field: FieldId, seen: Seen, known: Known | None, found: Read) -> Outcome:
    value, ours = found.value, sides.ours.get(field)
    if known and sides.same(field, value, sides.typed(field, known.seen)):
        return Outcome("nothing", rest="" if found.rest == _rest(sides, field, known) else found.rest)
    if ours is None:
        remark = f"{field.key or field.part} is no longer in the deal."
        return Outcome("conflict", _change(sides, field, seen, known, value, remark), rest=found.rest)
    changed = known is None or not sides.same(field, known.deal, ours)
    if sides.same(field, value, ours) and (changed or value):
        return Outcome("settled", rest=found.rest)
    if refused := _refused(sides, field, value, ours):
        return _asked(field, seen.text, refused)
    change = _change(sides, field, seen, known, value, _remark(sides, field, value))
    return Outcome("conflict" if changed else "edit", change, rest=found.rest)


def _rest(sides: Sides, field: FieldId, known: Known) -> str:
    """The words that stood beside a value before."""
    found = read_field(field, known.seen, sides.reading)
    return found.rest if isinstance(found, Read) else ""


def _change(sides: Sides, field: FieldId, seen: Seen, known: Known | None, value: str, remark: str) -> Change:
    base = _base(sides, field, known) if known else ""
    return Change(field, base, sides.ours.get(field, ""), value, seen.text, seen.by, seen.at, remark)


def _base(sides: Sides, field: FieldId, known: Known) -> str:
    """The value after the last push; where the deal computes it, that of the document."""
    computed = (field.part, field.name) in COMPUTED
    return ("" if computed else known.deal) or sides.typed(field, known.seen)


# ---------------------------------------------------------------- what a person has to decide


def _refused(sides: Sides, field: FieldId, value: str, ours: str) -> Unclear | None:
    """Why a value can be read, and can't be taken."""
    if not value and field.name == TITLES.get(field.part):
        why = "A row must say what it is; only its other cells may be empty."
        return Unclear(why, todo="Type it in the document, or take out the whole row there.")
    if not value and not ours:
        why = "mapdocs makes it from the rest of the deal, so that it can't be taken out."
        return Unclear(why, todo="Type another one in the document.")
    if (field.part, field.name) == ("tasks", "due") and sides.status((field.part, field.key)) == "done":
        todo = "Type the day on which it was finished in the document, or another status."
        if value > sides.reading.today.isoformat():
            return Unclear(f"{field.key} is done, and {value} is after today, {sides.reading.today}.", todo=todo)
        if not value:
            return Unclear(f"{field.key} is done: its date is the day on which it was finished.", todo=todo)
    return None


def _asked(field: FieldId, typed: str, found: Unclear) -> Outcome:
    message = f"{field}: {found.why}"
    return _proposed(Proposal(str(field), "unclear", message, field, "", typed, found.choices, todo=found.todo))


def _stranger(sides: Sides, field: FieldId, typed: str, found: Stranger, *, waits: bool = False) -> Outcome:
    who = f"{found.name} <{found.email}>" if found.email else found.name
    message = f"{field}: {who} is not a person of this deal."
    if near := [sides.reading.directory.people[name].name for name in found.near]:
        message += f" Is it {' or '.join(near)}?"
    if waits:
        message += " It is a suggestion that nobody has accepted yet."
    return _proposed(Proposal(str(field), "person", message, field, who, typed, found.near))


def _suggested(sides: Sides, field: FieldId, seen: Seen, known: Known | None) -> Outcome:
    """What is suggested is left alone in the document until somebody decides."""
    typed = seen.suggested or ""
    if known and _was_taken(sides, field, known, typed):
        return Outcome("settled", waits=alike(typed) or "nothing")
    found = read_field(field, typed, sides.reading)
    if isinstance(found, Stranger):
        return _stranger(sides, field, typed, found, waits=True)
    ours = sides.ours.get(field)
    if isinstance(found, Read) and ours is not None and _taken_in(sides, field, seen, known, found.value):
        return Outcome("settled", rest=found.rest, waits=alike(typed) or "nothing")
    new, old = apart(typed, seen.text)
    now = f'"{new}"' if typed else "nothing"
    message = f'{field}: it is suggested to write {now} instead of "{old}".'
    unclear = found if isinstance(found, Unclear) else _refused(sides, field, found.value, ours or "")
    if unclear:
        message = f"{message} {unclear.why}"
        return _proposed(Proposal(str(field), "unclear", message, field, "", typed, unclear.choices, todo=IN_DOCUMENT))
    assert isinstance(found, Read)  # noqa: S101 - all else has been told
    return _proposed(Proposal(str(field), "suggestion", message, field, found.value, typed))


def _was_taken(sides: Sides, field: FieldId, known: Known, typed: str) -> bool:
    """Whether somebody took what is suggested, however it is read, and the deal says the same since."""
    taken = bool(known.deal) and alike(known.seen, lines=True) == alike(typed, lines=True)
    return taken and sides.same(field, known.deal, sides.ours.get(field, ""))


def _taken_in(sides: Sides, field: FieldId, seen: Seen, known: Known | None, value: str) -> bool:
    """Whether the deal says already what is suggested: somebody took it, or wrote the same."""
    ours = sides.ours.get(field, "")
    if known is None or not sides.same(field, value, ours):
        return False
    taken = alike(known.seen, lines=True) == alike(seen.suggested or "", lines=True)
    return taken or bool(ours and seen.text == known.seen)


def _proposed(proposal: Proposal) -> Outcome:
    return Outcome("proposal", proposal=proposal)


# ---------------------------------------------------------------- what else an edit means


def _remark(sides: Sides, field: FieldId, value: str) -> str:
    if field.part != "tasks" or field.name not in ("due", "status"):
        return ""
    return _of_due(sides, field, value) if field.name == "due" else _of_status(sides, field, value)


def _of_due(sides: Sides, field: FieldId, value: str) -> str:
    if sides.status((field.part, field.key)) == "done":
        return "It is the day on which the task was finished."
    if not value:
        return "The date is computed again."
    passed = f" {value} is before today, {sides.reading.today}." if value < sides.reading.today.isoformat() else ""
    if (field.part, field.name) in COMPUTED and not sides.ours.get(field):
        return f"The date was computed; it becomes one that is wanted, and that nobody has agreed to yet.{passed}"
    return f"Nobody has agreed to the new date yet.{passed}"


def _of_status(sides: Sides, field: FieldId, value: str) -> str:
    ours, due = sides.ours.get(field, ""), FieldId("tasks", field.key, "due")
    if value == "done":
        known, seen = sides.base.get(due), sides.theirs.fields.get(due)
        if known and seen and seen.text != known.seen:
            day = sides.typed(due, seen.text)
            if day and day != sides.typed(due, known.seen) and day <= sides.reading.today.isoformat():
                return f"It is finished on {day}, as its date says."
        return f"It is finished on {sides.reading.today}, the data date, as the document says no other day."
    return "It is no longer finished." if ours == "done" else ""
