"""A first push on the local server, and read back by mapdocs' own reader: two more opinions on the same document."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from mapdocs.layout import Layout, Para, Table
from mapdocs.readers.gdocs import read_gdocs
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.schema import check_body
from mapdocs.writers.gdocs import first_push, look_of
from tests.drafts import draft, lines, ranges, told
from tests.writers.test_gdocs import WHOLE, each_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.assets import Theme
    from mapdocs.sandbox.requests.draft import Draft


def served(layout: Layout, theme: Theme) -> Draft:
    """The document on the local server after both batches."""
    first, second = first_push(layout, look_of(theme, layout))
    check_body("docs", "BatchUpdateDocumentRequest", {"requests": first})
    made = draft()
    replies = apply(made, first)
    ids = {
        f"{{{name}}}": reply[f"create{name.title()}"][f"{name}Id"]
        for reply in replies
        for name in ("header", "footer")
        if f"create{name.title()}" in reply
    }
    text = json.dumps({"requests": second})
    for slot, ident in ids.items():
        text = text.replace(slot, str(ident))
    body = json.loads(text)
    check_body("docs", "BatchUpdateDocumentRequest", body)
    apply(made, body["requests"])
    return made


@cache
def first_of(layout: Layout) -> Draft:
    """One of the layouts on the local server, only to be looked at."""
    return served(layout, next(theme for _, known, theme in WHOLE if known is layout))


def words(layout: Layout) -> list[Any]:
    """A layout as the local server's tests tell a document."""
    return [
        block.text
        if isinstance(block, Para)
        else [["/".join(para.text for para in cell.paras) for cell in row.cells] for row in block.rows]
        for block in layout.blocks
    ]


@each_layout
def test_the_server_has_the_same_document(layout: Layout) -> None:
    """Each paragraph and cell, and under each named range the words that it names."""
    made = first_of(layout)
    tab = told(made)["tabs"][0]["documentTab"]
    segments = [*tab.get("headers", {}).values(), *tab.get("footers", {}).values()]
    under = ranges(made)

    assert words(layout) == lines(tab["body"]["content"])
    assert [para.text for para in (*layout.header, *layout.footer)] == [
        line for segment in segments for line in lines(segment["content"])
    ]
    assert {name: [text] for name, text in named(layout)} == under


def named(layout: Layout) -> Iterator[tuple[str, str]]:
    """The named ranges that there should be, with the words under them."""
    for block in layout.blocks:
        if isinstance(block, Para):
            if block.style not in ("gap", "rule"):
                yield f"p:{block.id}", block.text or "\n"
            continue
        yield f"t:{block.id}", block.rows[0].cells[0].paras[0].text or "\n"
        for row in block.rows:
            for number, cell in enumerate(row.cells):
                if number == block.key_column and row.key:
                    yield f"r:{row.id}", cell.paras[0].text
                yield from ((f"p:{para.id}", para.text or "\n") for para in cell.paras if para.field)


@each_layout
def test_our_reader_finds_every_field_and_nothing_else(layout: Layout) -> None:
    """Each row by its key; no part of the document is anybody's but ours."""
    found = read_gdocs(json.dumps(told(first_of(layout))).encode(), layout)
    fields: dict[str, str] = {}
    for para in layout.paras():
        if para.field:
            fields[para.field] = f"{fields.get(para.field, '')} {para.said}".strip()

    assert ((), (), ()) == (found.new, found.unmapped, found.problems)
    assert list(fields) == [str(field) for field in sorted(found.fields, key=lambda f: list(fields).index(str(f)))]
    plain = {str(field): seen.text for field, seen in found.fields.items() if field.kind != "markdown"}
    # The reader takes every kind of space for one.
    assert {name: " ".join(text.split()) for name, text in fields.items() if name in plain} == plain


def test_what_people_write_in_a_phase_is_told_with_its_name() -> None:
    """A band is a heading like any other."""
    layout = next(layout for name, layout, _ in WHOLE if name == "marlow-bank")
    said = json.dumps(told(first_of(layout)), ensure_ascii=False)
    (purpose,) = (para for para in layout.paras() if para.id == "plan/F-02/purpose/p1")
    (band,) = (para for para in layout.paras() if para.id == "plan/F-02/title")
    assert said.count(purpose.text) == 1
    changed = said.replace(purpose.text, "X" * len(purpose.text))

    assert [("part", band.said)] == [(one.kind, one.near) for one in read_gdocs(changed.encode(), layout).unmapped]


@pytest.mark.parametrize("at", [0, 5])
def test_values_of_markdown_come_back_as_they_are_written(at: int) -> None:
    """Emphasis, links and lists of a note stand in the document, and are Markdown again when they are read."""
    from mapdocs.outline import layout_of
    from tests.samples import RICH, document

    note = "Data *comes* first, **always**: [paper](https://a.example/x).\n\n- one\n- two"
    text = RICH.replace("note: Data comes *first*.", f"note: {json.dumps(note)}").replace(
        "Proof on", f"{'x' * at}Proof on"
    )
    made = document(text)
    layout = layout_of(made.page, made.assets.theme)
    found = read_gdocs(json.dumps(told(served(layout, made.assets.theme))).encode(), layout)
    (seen,) = (seen.text for field, seen in found.fields.items() if field.name == "note")

    assert note == seen


def test_tables_keep_their_heads_and_widths() -> None:
    """As documents.get tells them."""
    _, layout, theme = WHOLE[0]
    look = look_of(theme, layout)
    content = told(first_of(layout))["tabs"][0]["documentTab"]["body"]["content"]
    tables = [block["table"] for block in content if "table" in block]
    for table, made in zip((block for block in layout.blocks if isinstance(block, Table)), tables, strict=True):
        heads = [row["tableRowStyle"].get("tableHeader", False) for row in made["tableRows"]]
        widths = [column["width"]["magnitude"] for column in made["tableStyle"]["tableColumnProperties"]]
        assert [number < table.heads for number in range(len(table.rows))] == heads
        assert [pytest.approx(look.width * width / 100, abs=0.1) for width in table.widths] == widths
        assert all(row["tableRowStyle"]["preventOverflow"] for row in made["tableRows"])
