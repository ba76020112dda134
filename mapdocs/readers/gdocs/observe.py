"""What people wrote, as values of fields, rows, and all that no field holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mapdocs.fields import FieldId, parse_field
from mapdocs.layout import HEADINGS, Layout, Para, Row
from mapdocs.observed import Observed, Seen, Unmapped
from mapdocs.problems import Problem, brief
from mapdocs.readers.gdocs.collected import content_text, row_text
from mapdocs.readers.gdocs.found import Found, Spot
from mapdocs.readers.gdocs.model import Doc
from mapdocs.readers.gdocs.newrows import new_rows, part_of
from mapdocs.readers.gdocs.values import Values, folded, struck


def observe(doc: Doc, layout: Layout, found: Found) -> Observed:
    """The values that stand in a document, and all that people wrote beside them.

    A field in a found row whose words were taken out is empty; one in a merged cell, in a column or paragraph that is
    gone, or under a chip that can't be read is not among the fields, and a problem says why.
    """
    signs = {para.sign for para in layout.paras() if para.sign}
    values = Values(doc, signs)
    fields, problems = _fields(layout, found, values)
    rows = _rows(doc, layout, found)
    new, loose = [], []
    for spot, row in new_rows(layout, found, values):
        if row:
            new.append(row)
        else:
            text = row_text([content_text(cell.blocks) for cell in spot.grid.rows[spot.number].cells])
            loose.append(Unmapped("row", text, spot.table))
    near = _headings(layout)
    foreign = [Unmapped(f.kind, f.text, near.get(f.near, f.near)) for f in found.foreign]
    loose = [replace(item, near=near.get(item.near, item.near)) for item in loose]
    unmapped = (*foreign, *loose, *_parts(layout, found))
    told = (*problems, *_problems(layout, found, near))
    return Observed(fields, rows, tuple(new), unmapped, problems=told)


# ---------------------------------------------------------------- fields


def _fields(layout: Layout, found: Found, values: Values) -> tuple[dict[FieldId, Seen], list[Problem]]:
    """Every field that something is known of."""
    fields: dict[FieldId, Seen] = {}
    problems: list[Problem] = []
    for name, paras, within in _by_field(layout, found):
        try:
            field = parse_field(name)
        except ValueError:  # of a version of mapdocs that had more fields
            continue
        spots = [found.paras[para.id] for para in paras if para.id in found.paras]
        if not spots:
            if within and not any(para.id in found.hidden for para in paras):
                fields[field] = Seen("")
        elif any(thing.kind == "unknown" for spot in spots for para in spot.paragraphs for thing in para.things):
            problems.append(_unreadable(field))
        else:
            fields[field] = _seen(field, spots, values)
    return fields, problems


def _by_field(layout: Layout, found: Found) -> Iterator[tuple[str, Sequence[Para], bool]]:
    """Each field that can be known of, with its paragraphs, and whether it stands in a row that was found."""
    outside: dict[str, list[Para]] = {}
    for block in layout.blocks:
        if isinstance(block, Para):
            if block.field:
                outside.setdefault(block.field, []).append(block)
            continue
        for row in block.rows:
            if row.id in found.rows:
                for cell in row.cells:
                    yield from _in_cell(cell.paras)
    yield from ((name, paras, False) for name, paras in outside.items())


def _in_cell(paras: Sequence[Para]) -> Iterator[tuple[str, Sequence[Para], bool]]:
    if len(paras) == 1:
        if paras[0].field:
            yield paras[0].field, paras, True
        return
    names = dict.fromkeys(para.field for para in paras if para.field)
    yield from ((name, [para for para in paras if para.field == name], True) for name in names)


def _seen(field: FieldId, spots: Sequence[Spot], values: Values) -> Seen:
    kind = field.kind
    if len(spots) == 1:
        tab, paragraphs, pending = spots[0].tab, spots[0].paragraphs, spots[0].pending
    else:
        ordered = sorted(spots, key=lambda spot: spot.start)
        tab, pending = ordered[0].tab, any(spot.pending for spot in ordered)
        paragraphs = tuple(para for spot in ordered for para in spot.paragraphs)
    text = values.read(kind, tab, paragraphs)
    if not pending:
        return Seen(text)
    gone = all(spot.pending and not spot.accepted for spot in spots)
    return Seen(text, "" if gone else values.accepted(kind, tab, paragraphs))


def _unreadable(field: FieldId) -> Problem:
    message = f"{field} holds something that Google does not give as text, as a chip of another kind."
    return Problem("unreadable-chip", message, None, "Type it as text; until then it is left as it is.", "warning")


# ---------------------------------------------------------------- rows


def _rows(doc: Doc, layout: Layout, found: Found) -> dict[str, tuple[str, ...]]:
    """Part -> the keys of the rows that stand in the document, in its order."""
    tabs = {tab.id: number for number, tab in enumerate(doc.tabs)}
    places: dict[str, list[tuple[int, int, str]]] = {}
    for table in layout.tables():
        for row in table.rows:
            part = part_of(row) if row.key else ""
            if part:
                keys = places.setdefault(part, [])
                spot = found.rows.get(row.id)
                if spot:
                    keys.append((tabs[spot.tab], spot.start, row.key))
    return {part: tuple(key for _, _, key in sorted(keys)) for part, keys in places.items()}


# ---------------------------------------------------------------- words of ours that hold no field


def _parts(layout: Layout, found: Found) -> Iterator[Unmapped]:
    """Words of ours that people changed or took out, and values that they struck."""
    near = ""
    for block in layout.blocks:
        if isinstance(block, Para):
            if block.style in HEADINGS:
                near = block.said
            yield from _part(block, found, near)
            continue
        if block.id in found.missing_tables and not any(map(part_of, block.rows)):
            yield Unmapped("part", "[gone] the table", near or block.id, block.id)
        for row in block.rows:
            if row.id in found.rows:
                yield from _row_parts(row, found, near)
    for para in (*layout.header, *layout.footer):
        yield from _part(para, found, "header" if para in layout.header else "footer")


def _row_parts(row: Row, found: Found, near: str) -> Iterator[Unmapped]:
    for cell in row.cells:
        beside = any(para.field for para in cell.paras)
        for para in cell.paras:
            if para.id in found.paras or not beside:  # what goes along with a value is not missed
                yield from _part(para, found, row.key or near)


def _part(para: Para, found: Found, near: str) -> Iterator[Unmapped]:
    spot = found.paras.get(para.id)
    if para.field:
        if spot and (words := struck(spot.paragraphs)) and not any(run.tone == "was" for run in para.runs):
            yield Unmapped("beside", f"[struck] {words}", near)
        return
    text = para.text
    if spot is None:
        if text.strip() and para.id not in found.hidden:
            yield Unmapped("part", f"[gone] {brief(text)}", near, para.id)
        return
    if spot.text != text and folded([spot.text]) != folded([text]):
        yield Unmapped("part", spot.text.strip() or f"[gone] {brief(text)}", near, "" if spot.pending else para.id)
    elif spot.pending and folded([spot.accepted]) != folded([text]):
        yield Unmapped("part", spot.accepted.strip() or f"[gone] {brief(text)}", near)


def _headings(layout: Layout) -> dict[str, str]:
    """Table -> the heading above it."""
    near, found = "", {}
    for block in layout.blocks:
        if not isinstance(block, Para):
            found[block.id] = near or block.id
        elif block.style in HEADINGS:
            near = block.said
    return found


# ---------------------------------------------------------------- what is gone


def _problems(layout: Layout, found: Found, near: dict[str, str]) -> Iterator[Problem]:
    """What of the layout can't be found or read any more, and what to do."""
    tables = {table.id: table for table in layout.tables()}
    for name in found.missing_tables:
        keys = [row.key for row in tables[name].rows if row.key and row.id not in found.rows]
        yield _table_gone(near[name], keys, fields=any(part_of(row) for row in tables[name].rows))
    for name, number in found.missing_columns:
        table = tables[name]
        if any(para.field for row in table.rows for para in row.cells[number].paras):
            head = brief(table.rows[0].cells[number].paras[0].said) if table.heads else str(number + 1)
            message = f'The column "{head}" under "{brief(near[name])}" can\'t be found.'
            hint = "Give it back its head; until then nothing is known of what it said."
            yield Problem("missing-column", message, None, hint, "warning")
    yield from _merged(layout, found)
    for table in layout.tables():
        for row in table.rows:
            spot = found.rows.get(row.id)
            if spot and spot.moved:
                message = f"{row.key} stands in another table than before."
                hint = "It is still the same row; its phase in the deal stays."
                yield Problem("moved-row", message, None, hint, "info")
    for block in layout.blocks:
        if isinstance(block, Para) and block.field and block.id in found.missing:
            hint = "Nothing changes in the deal; the next push writes it again."
            yield Problem(
                "missing-text", f"The text of {block.field} is gone from the document.", None, hint, "warning"
            )


def _table_gone(near: str, keys: Sequence[str], *, fields: bool) -> Problem:
    held = f" with {', '.join(keys[:8])}{', ...' if len(keys) > 8 else ''}" if keys else ""  # noqa: PLR2004 - as many as fit
    message = f'The table under "{brief(near)}"{held} is gone from the document.'
    hint = (
        "Restore it in Google Docs (File, Version history), or decide for each row: --take ours has the next push "
        "write it again, --take theirs cancels it."
        if fields
        else "Restore it in Google Docs (File, Version history), if it was not meant to go."
    )
    return Problem("missing-table", message, None, hint, "error" if fields else "warning")


def _merged(layout: Layout, found: Found) -> Iterator[Problem]:
    """Rows whose fields stand in merged cells, so that it can't be told which words are whose."""
    if not found.hidden:
        return
    gone = {(name, number) for name, number in found.missing_columns}
    for table in layout.tables():
        for row in table.rows:
            hidden = [
                para.field
                for number, cell in enumerate(row.cells)
                for para in cell.paras
                if para.field and para.id in found.hidden and (table.id, number) not in gone
            ]
            if hidden and row.id in found.rows:
                message = f"{', '.join(hidden)}: in merged cells, so it can't be told what is said of which."
                hint = "Take the merge back in Google Docs (Unmerge cells); until then they are left as they are."
                yield Problem("merged-cells", message, None, hint, "warning")
