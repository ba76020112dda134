from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
import pytest
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from mapdocs.markup import Element
from mapdocs.writers.docx import write_docx
from tests.samples import RICH, document
from tests.writers.ooxml import W, content, controls, faults, found, parts, root, styled, text, value
from tests.writers.word_pages import ARABIC, JAPANESE, LONG, NASTY, Names, assets, page, with_blocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapdocs.page import Page
    from mapdocs.plan.parts import Edition
    from tests.conftest import Program

SAMPLES = {
    "five rows": lambda: page(5, drawing=False, logos=False),
    "two hundred rows": lambda: page(200),
    "nasty and long": lambda: page(10, Names(plan=NASTY, buyer=LONG, seller=LONG[::-1], task=NASTY)),
    "Arabic": lambda: page(10, Names(ARABIC, ARABIC, ARABIC, ARABIC, "ar-SA", "rtl")),
    "Japanese": lambda: page(10, Names(JAPANESE, JAPANESE, JAPANESE, JAPANESE, "ja-JP")),
}


def written(page: Page, theme: str = "default") -> bytes:
    return write_docx(page, assets(theme)).data


@pytest.mark.parametrize("name", SAMPLES)
def test_three_validators_and_our_own_checks_find_nothing(
    name: str, tmp_path: Path, ooxml_findings: Callable[[Path], list[str]]
) -> None:
    """The Open XML SDK, openxml-audit, ooxml-integrity, and duplicate ids, lost anchors, open cells and rows."""
    data = written(SAMPLES[name](), "boardroom" if name == "five rows" else "default")
    path = tmp_path / "plan.docx"
    path.write_bytes(data)

    assert [] == faults(data)
    assert [] == list(check(str(path)))
    assert [] == list(OpenXmlValidator().validate(str(path)).errors)
    assert [] == ooxml_findings(path)


@pytest.mark.parametrize("edition", ["buyer", "internal"])
def test_a_deal_passes_the_validators(
    edition: Edition, tmp_path: Path, ooxml_findings: Callable[[Path], list[str]]
) -> None:
    """What the shipped templates make of a deal is a sound file in both editions."""
    made = document(RICH, edition)
    data = write_docx(made.page, made.assets).data
    path = tmp_path / "plan.docx"
    path.write_bytes(data)

    assert [] == faults(data)
    assert [] == ooxml_findings(path)


def test_the_same_page_gives_the_same_bytes() -> None:
    """Neither a clock nor the order of a set shows in the file; its parts bear one date."""
    assert written(page(5)) == written(page(5))


def test_every_field_is_a_control_with_its_tag_and_its_text() -> None:
    """A field's id is the control's tag; the control holds the field's text and nothing else."""
    sample = page(20)
    fields = {e.get("data-field"): e.text() for e in sample.walk() if e.get("data-field")}
    held = {tag: content(control) for tag, control in controls(written(sample)).items()}

    assert {tag: words or "\u2013" for tag, words in fields.items()} == held


def test_a_date_is_picked_and_a_status_is_chosen() -> None:
    """A date's control holds the ISO date and writes dates as the page does; a status offers the page's words."""
    made = controls(written(page(3)))
    due, status = made["tasks.M-01.due"], made["tasks.M-01.status"]

    assert "2026-10-05T00:00:00Z" == value(due, "date", "fullDate")
    assert ("ddd d MMM yyyy", "en-GB") == (value(due, "dateFormat"), value(due, "lid"))
    assert ["Not started", "In progress", "At risk", "Blocked", "Done", "Cancelled"] == [
        item.get(f"{W}displayText") for item in found(status, "listItem")
    ]
    assert "Done" == content(status)


def test_other_fields_are_rich_text_and_say_what_they_are() -> None:
    """A plain-text control would lose tracked changes; the title shows the column and the key."""
    control = controls(written(page(3)))["tasks.M-02.buyer"]

    assert found(control, "richText")
    assert not found(control, "text")
    assert "Halden \u00b7 M-02" == value(control, "alias")


def test_an_empty_field_invites_to_be_filled() -> None:
    """A click on the placeholder selects it whole."""
    control = controls(written(page(3)))["tasks.M-01.seller"]

    assert found(control, "showingPlcHdr")
    assert "PlaceholderText" == value(control, "rStyle")


def test_a_status_has_a_shape_outside_its_control() -> None:
    """Colour is never alone, and editing the word leaves the shape."""
    row = next(row for row in found(root(written(page(1))), "tr") if "M-01" in text(row))
    cell = found(row, "tc")[-1]

    assert "\u25cf\u00a0Done" == text(cell)
    assert "Done" == content(found(cell, "sdt")[0])


def test_rows_never_split_and_headers_repeat() -> None:
    """Every row of every table stays whole; tables with a header repeat it on each page."""
    body = root(written(page(20)))
    rows = found(body, "tr")
    heads = [table for table in found(body, "tbl") if "TableHeading" in {value(p, "pStyle") for p in found(table, "p")}]

    assert all(found(row, "cantSplit") for row in rows)
    assert heads
    assert all(found(found(table, "tr")[0], "tblHeader") for table in heads)


def test_headings_make_the_navigation_pane() -> None:
    """Parts are headings of the first level, phases of the second, the plan's name is the title."""
    data = written(page(10))

    assert ["Treasury close in one day"] == styled(data, "Title")
    assert ["The plan", "People"] == styled(data, "Heading1")
    assert ["Prove it on your own data 1 5 Oct \u2013 18 Dec 2026"] == styled(data, "Phase")[:1]
    levels = {
        style.get(f"{W}styleId"): value(style, "outlineLvl") or value(style, "basedOn")
        for style in found(root(data, "word/styles.xml"), "style")
    }
    assert ("0", "1", "Heading2", "Heading1") == tuple(
        levels[n] for n in ("Heading1", "Heading2", "Phase", "FrontHeading")
    )


def test_every_row_has_its_bookmark_and_links_lead_there() -> None:
    """`plan/F-01/M-01` is `row_M_01`; an address in the page is an address in the file."""
    data = written(page(3))
    names = [mark.get(f"{W}name") for mark in found(root(data), "bookmarkStart")]
    links = {text(link): link.get(f"{W}anchor") for link in found(root(data), "hyperlink")}
    targets = [node.get("Target") for node in root(data, "word/_rels/document.xml.rels")]

    assert {"row_M_01", "row_M_02", "row_M_03", "row_P_01", "part_plan_F_01"} <= set(names)
    assert "row_P_01" == links["Ines Halvorsen"]
    assert "https://docs.corvane.example/a?b=1&c=2" in targets
    assert "mailto:ines@halden.example" in targets


def test_the_running_lines_stand_on_every_page() -> None:
    """Plan and version above, confidentiality and the page of all pages below, on paper of the page's size."""
    data = written(page(3))
    footer = root(data, "word/footer1.xml")

    assert "Treasury close in one day \u00b7 Halden Mutual Bank Working draft \u00b7 23 November 2026" == text(
        root(data, "word/header2.xml")
    )
    assert "Confidential to Halden Mutual Bank and Corvane Systems Page 1 of 1" == text(footer)
    assert [" PAGE ", " NUMPAGES "] == [field.get(f"{W}instr") for field in found(footer, "fldSimple")]
    assert {("11906", "16838")} == {
        (str(size.get(f"{W}w")), str(size.get(f"{W}h"))) for size in found(root(data), "pgSz")
    }


def test_the_internal_edition_is_marked_on_every_page() -> None:
    """The one footer of all pages begins with the mark."""
    sample = page(3)
    marked = replace(sample, running=replace(sample.running, footer_mark="Internal: not for Halden"))

    assert text(root(written(marked), "word/footer1.xml")).startswith("Internal: not for Halden  \u00b7  Confidential")


def test_the_file_says_whose_it_is_and_nothing_of_how_it_was_made() -> None:
    """Author, language and date are the page's; none of what python-docx starts from is left."""
    data = written(page(3))
    core = {etree.tag.rsplit("}", 1)[-1]: etree.text for etree in root(data, "docProps/core.xml")}
    whole = b"".join(parts(data).values())

    assert ("Corvane Systems", "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z") == (
        core["creator"],
        core["created"],
        core["modified"],
    )
    assert "en-GB" == value(root(data, "word/styles.xml"), "lang")
    assert not [name for name in parts(data) if re.search("thumbnail|Effects|webSettings|printer", name)]
    assert b"python-docx" not in whole
    assert b"2013" not in parts(data)["docProps/core.xml"]


def test_a_returned_file_tells_which_deal_it_is() -> None:
    """What the page says of itself stands in its properties, and in a part that Word never touches."""
    data = written(page(3))

    assert ["8c1f", "M-01 M-02 D-01", "draft"] == [node.text for node in root(data, "customXml/item1.xml")]
    assert "8c1f" in parts(data)["docProps/custom.xml"].decode()


def test_the_timeline_is_a_drawing_with_a_picture_behind_it_and_words_in_its_place() -> None:
    """SVG for Word, PNG for others, alternative text for those who don't see it."""
    data = written(page(3))
    kept = parts(data)
    (named,) = [node for node in root(data).iter("{*}docPr") if node.get("descr") == "Timeline of five phases"]
    blip = next(named.getparent().iter("{*}blip"))  # type: ignore[union-attr]  # it stands in a drawing
    targets = {node.get("Id"): str(node.get("Target")) for node in root(data, "word/_rels/document.xml.rels")}
    png, svg = (
        kept[f"word/{targets[str(node.get(name))]}"]
        for node, name in zip((blip, next(blip.iter("{*}svgBlip"))), [f"{{{blip.nsmap['r']}}}embed"] * 2, strict=True)
    )

    assert png.startswith(b"\x89PNG")
    assert svg.startswith(b"<svg")


def test_right_to_left_goes_through_the_whole_file() -> None:
    """Paragraphs, tables, sections and Arabic runs read from the right; Latin words in them from the left."""
    body = root(written(SAMPLES["Arabic"]()))
    title = next(p for p in found(body, "p") if value(p, "pStyle") == "Title")

    assert all(found(p, "bidi") for p in found(body, "p") if found(p, "r"))
    assert all(found(table, "bidiVisual") for table in found(body, "tbl"))
    assert ARABIC == text(title)
    assert [True, False, True] == [bool(found(run, "rtl")) for run in found(title, "r")]


def test_east_asian_text_asks_for_an_east_asian_font() -> None:
    """So that Word does not take the Latin font's box for it."""
    title = next(p for p in found(root(written(SAMPLES["Japanese"]())), "p") if value(p, "pStyle") == "Title")

    assert "eastAsia" == value(title, "rFonts", "hint")


def test_texts_come_out_as_typed() -> None:
    """Neither markup nor formulas nor template signs are read in a text."""
    data = written(SAMPLES["nasty and long"]())

    assert [NASTY] == styled(data, "Title")
    assert NASTY == content(controls(data)["tasks.M-01.title"])


def test_what_xml_cannot_hold_is_left_out() -> None:
    """A control character or half a surrogate pair in a text never breaks the file."""
    paragraph = Element("p", {}, ("a\x00b\x0bc\ud800d\ufffee\U0001f600",))
    data = written(replace(page(1), blocks=(paragraph,)))

    assert ["abcde\U0001f600"] == styled(data, "Normal")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "http://[broken", "#nowhere", "file:///etc/passwd", ""])
def test_a_link_that_leads_nowhere_good_is_plain_text(href: str) -> None:
    """Only the web, mail, telephones, and places in the document itself are linked."""
    data = written(with_blocks(page(1), f'<p><a href="{href}">here</a></p>'))

    assert [] == found(root(data), "hyperlink")
    assert ["here"] == styled(data, "Normal")


def test_two_themes_differ_in_more_than_colour() -> None:
    """Fonts, rules or fills of tables, and where the title stands."""
    banded, ruled = (root(written(page(1), theme), "word/styles.xml") for theme in ("default", "boardroom"))
    styles = [{s.get(f"{W}styleId"): s for s in found(sheet, "style")} for sheet in (banded, ruled)]

    assert value(banded, "rFonts", "ascii") != value(ruled, "rFonts", "ascii")
    assert [1, 0] == [len(found(s["PlanTable"], "shd")) for s in styles]
    assert ["", "center"] == [value(s["Title"], "jc") for s in styles]


def test_an_unreadable_logo_is_a_problem_and_not_a_crash() -> None:
    """The document is written without it, and says so."""
    sample = page(1)
    logo = replace(sample.logos["buyer"], data=b"<svg", media="image/svg+xml")
    made = write_docx(replace(sample, logos={"buyer": logo}), assets())

    assert ["logo-not-drawn"] == [problem.code for problem in made.problems]


def test_characters_without_a_font_are_named() -> None:
    """The timeline's PNG is drawn here: what no font has, on any machine, is a warning with a package to install."""
    sample = page(1, Names(task="\U00100010\U00100011 sign it"))

    assert ["missing-glyph"] == [problem.code for problem in write_docx(sample, assets()).problems]


def test_libreoffice_shows_every_page(program: Program, soffice_to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    """Page one stands alone, the plan begins on page two, and every page bears its number."""
    path = tmp_path / "plan.docx"
    path.write_bytes(written(page(20)))
    pages = [paper.extract_text() for paper in pypdf.PdfReader(soffice_to_pdf(path)).pages]

    assert "Where we are" in pages[0]
    assert "The plan" not in pages[0]
    assert "The plan" in pages[1]
    assert all(f"Page {number} of {len(pages)}" in words for number, words in enumerate(pages, 1))


@pytest.mark.parametrize(("caption", "shown"), [("A  timeline", []), ("Moved by nine days", ["Moved by nine days"])])
def test_a_caption_that_only_says_the_title_of_the_picture_is_not_shown(caption: str, shown: list[str]) -> None:
    """Who can't see the picture has it as its alternative text, and the web page and the PDF don't show it either."""
    base = page(1)
    drawn = {"timeline": replace(base.drawings["timeline"], title="A timeline")}
    figure = f'<figure data-drawing="timeline"><figcaption>{caption}</figcaption></figure>'

    assert shown == styled(written(replace(with_blocks(base, figure), drawings=drawn)), "Caption")


def test_of_a_cancelled_row_only_the_title_is_struck() -> None:
    """Who was to do it and when stays legible, as in the PDF."""
    cells = '<td class="key">M-01</td><td><span class="title">Ask</span></td><td>Ann</td><td>4 Dec</td>'
    data = written(
        with_blocks(page(1), f'<table class="rows"><tbody><tr class="cancelled">{cells}</tr></tbody></table>')
    )

    assert ["Ask"] == styled(data, "TableCancelled")
    assert ["Ann", "4 Dec"] == styled(data, "TableText")


def test_a_short_status_stays_on_one_line() -> None:
    """Its column takes from the others what it needs for all of its words, not for the longest alone."""
    status = '<span class="status status-in-progress">In progress</span>'
    columns = '<colgroup><col data-width="95"/><col data-width="5"/></colgroup>'
    narrow, wide = (
        found(
            root(
                written(
                    with_blocks(page(1), f"<table>{columns}<tbody><tr><td>a</td><td>{text}</td></tr></tbody></table>")
                )
            ),
            "gridCol",
        )[1]
        for text in (status.replace("In progress", "progress"), status)
    )

    assert int(narrow.get(f"{W}w") or 0) < int(wide.get(f"{W}w") or 0)


def test_what_needs_a_new_date_has_the_colour_for_attention() -> None:
    """As in all other formats; a tag of another kind stays quiet."""
    tags = '<span class="tag attention">Needs a new date</span> <span class="tag">agreed</span>'
    styles = [value(run, "rStyle") for run in found(root(written(with_blocks(page(1), f"<p>{tags}</p>"))), "r")]

    assert ["TagAttention", "Tag"] == [style for style in styles if style.startswith("Tag")]
