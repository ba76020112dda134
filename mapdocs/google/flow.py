"""Paragraphs of a cell, or of a page's head, from what they say to what they should say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdocs.google.order import Pair, paired, units_of
from mapdocs.google.paragraphs import append, matched, prepend, removed, rewrite
from mapdocs.layout import Para, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapdocs.google.draft import Draft
    from mapdocs.google.order import Unit
    from mapdocs.google.paragraphs import Here, Pen
    from mapdocs.google.places import CellHere
    from mapdocs.google.splices import Step

REWRITTEN = "People rewrote it in the document."
REMOVED = "People took it out of the document."
OPEN = "It was edited in the document, and nobody has settled that yet. mapdocs pull shows it."
SUGGESTED = "A suggestion waits on it in the document."


def flowed(
    draft: Draft, olds: Sequence[Para], news: Sequence[Para], pen: Pen, whole: CellHere | None
) -> tuple[Para, ...]:
    """What stands in a cell, or in a header or footer, afterwards; its steps go to the draft.

    `whole`: where its text begins and ends, None where it is not in the document.
    """
    if whole is None:
        draft.carry(olds)
        return tuple(olds)
    found: list[Para] = []
    going: list[Here] = []
    end: int | None = None
    waiting: list[Para] = []
    old_units = _standing(draft, units_of(olds))
    units = paired(old_units, units_of(news), lambda unit: unit.id, draft.stays)
    for pair in _replaced(units):
        if pair.new and (pair.old is None or draft.lost(pair.old, pair.new) or _comes_again(draft, pair, pen)):
            found += pair.new.paras
            if end is None:
                waiting += pair.new.paras
            else:
                draft.add(pen.where, append(pair.new.paras, end, pen))
            continue
        assert pair.old  # noqa: S101 - one of the two is there
        heres = draft.heres(pair.old)
        if pair.new is None:
            left = _taken_out(draft, pair.old, heres)
            if not left:
                going += heres
                continue
            found += left
        else:
            if heres and waiting:  # before what becomes of those, since it goes before them
                draft.add(pen.where, prepend(waiting, heres[0].start, pen))
                waiting = []
            paras, gone = settled(draft, pair.old, pair.new, pen)
            found += paras
            going += gone
        end = heres[-1].end if heres else end
    if waiting:
        draft.add(pen.where, append(waiting, whole.end, pen))
    firsts, walls = draft.places.ends(pen.where, whole)
    draft.add(pen.where, removed(going, firsts, walls, pen.where))
    return tuple(found)


def _standing(draft: Draft, units: list[Unit]) -> list[Unit]:
    """Without what went as somebody typed over a whole cell: they meant its value, so the rest comes anew."""
    values = [unit for unit in units if unit.field]
    typed_over = any((heres := draft.heres(unit)) and _says(heres) != _text(unit) for unit in values)
    others = [unit for unit in units if not unit.field and _text(unit)]
    if not typed_over or any(draft.heres(unit) or unit.id in draft.keep.edited for unit in others):
        return units
    return [unit for unit in units if unit not in others]


def _says(heres: Sequence[Here]) -> str:
    return "\n".join(here.text for here in heres)


def _comes_again(draft: Draft, pair: Pair[Unit], pen: Pen) -> bool:
    """Whether words of ours that hold no value and are not there are to be written again."""
    if not (pen.again and pair.old and pair.new) or pair.new.field or draft.heres(pair.old):
        return False
    hidden = any(para.id in draft.places.hidden for para in pair.old.paras)
    return bool(_text(pair.new).strip()) and not hidden and not draft.held(pair.old, pair.new)


def _replaced(pairs: Iterable[Pair[Unit]]) -> Iterator[Pair[Unit]]:
    """What goes and what comes at one place is one thing that changes: a cell always has a paragraph."""
    going: list[Unit] = []
    for pair in pairs:
        if pair.new is None and pair.old:
            going.append(pair.old)
        elif pair.old is None and going and pair.new and not pair.new.field and not going[0].field:
            yield Pair(going.pop(0), pair.new)
        else:
            yield from (Pair(old, None) for old in going)
            going = []
            yield pair
    yield from (Pair(old, None) for old in going)


def settled(draft: Draft, old: Unit, new: Unit, pen: Pen) -> tuple[tuple[Para, ...], list[Here]]:
    """What a value or a paragraph says afterwards, which people may have changed; and paragraphs of it to take out."""
    heres = draft.heres(old)
    if why := draft.held(old, new):
        if [para.text for para in new.paras] != [here.text for here in heres]:
            draft.skip(new.id, why)
        draft.carry(old.paras)
        return as_found(old, heres), []
    if not heres:
        return _missing(draft, old, new), []
    emptied = pen.again and not heres[0].text.strip()
    if not new.field and not emptied and (rewritten := _rewritten(draft, old.paras[0], new.paras[0], heres[0])):
        return (rewritten,), []
    gone: list[Here] = []
    draft.add(pen.where, list(_written(old, new, heres, pen, gone)))
    return new.paras, gone


def as_found(old: Unit, heres: Sequence[Here]) -> tuple[Para, ...]:
    """Paragraphs with the words that stand in the document, so that the next push finds them."""
    if len(heres) != len(old.paras):
        return old.paras
    return tuple(saying(para, here.text) for para, here in zip(old.paras, heres, strict=True))


def saying(para: Para, text: str) -> Para:
    """The same paragraph with other words."""
    if text == para.text:
        return para
    sign = para.sign if text.startswith(para.sign) else ""
    return replace(para, runs=(Run(text.removeprefix(sign)),), sign=sign)


def _missing(draft: Draft, old: Unit, new: Unit) -> tuple[Para, ...]:
    """Paragraphs that people took out stay out; that they should say something else is told.

    Of values only those that are empty, or can't be told where they stand.
    """
    written = draft.keep.edited.get(old.id, _text(old))
    if not old.field:
        draft.edited[old.id] = written
    if _text(new) != written:
        draft.skip(new.id, REMOVED)
    return old.paras


def _text(unit: Unit) -> str:
    return "\n".join(para.text for para in unit.paras)


def _rewritten(draft: Draft, old: Para, new: Para, here: Here) -> Para | None:
    """A paragraph without a value that people rewrote stays theirs; None where it is ours to write."""
    if old.id in draft.keep.again:
        return None
    written = draft.keep.edited.get(old.id)
    if (here.text == old.text and written is None) or here.text == new.text:
        return None
    written = old.text if written is None else written
    draft.edited[new.id] = written
    if new.text != written:
        draft.skip(new.id, REWRITTEN)
    return saying(replace(old, id=new.id), here.text)


def _written(old: Unit, new: Unit, heres: Sequence[Here], pen: Pen, gone: list[Here]) -> Iterator[Step]:
    """The steps from the paragraphs of a value that are there to those that should be; those to take out: `gone`."""
    end: int | None = None
    before: list[Para] = []
    olds = old.paras if len(old.paras) == len(heres) else ()
    for left, right in matched([here.text for here in heres], [para.text for para in new.paras]):
        if left is None:
            assert right is not None  # noqa: S101 - one of the two is there
            if end is None:
                before.append(new.paras[right])
            else:
                yield from append((new.paras[right],), end, pen)
        elif right is None:
            gone.append(heres[left])
        else:
            yield from prepend(before, heres[left].start, pen)
            yield from rewrite(olds[left] if olds else None, new.paras[right], heres[left], pen)
            end, before = heres[left].end, []


def _taken_out(draft: Draft, old: Unit, heres: Sequence[Here]) -> tuple[Para, ...]:
    """What must stay of a value or paragraph that is no longer wanted; nothing where it may go.

    What people rewrote goes on being a paragraph of ours: else it would be read as part of the value beside it.
    """
    if why := draft.held(old, None):
        draft.skip(old.id, why)
        draft.carry(old.paras)
        return as_found(old, heres)
    if draft.theirs(old):
        draft.edited[old.id] = draft.keep.edited.get(old.id, old.paras[0].text)
        return as_found(old, heres)
    return ()
