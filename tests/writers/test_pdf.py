"""The PDF: sound, tagged, the same each time, and set so that a board can read it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from pdfua import validate

from mapdocs.assets import FontFile, Logo
from mapdocs.documents import document_of
from mapdocs.markup import parse
from mapdocs.redline import redline
from mapdocs.workspace import find_deal, open_workspace
from mapdocs.writers.pdf import fetched, write_pdf
from tests.redlines import states
from tests.writers.looks import THEMES, assets, sample
from tests.writers.word_pages import ARABIC, LONG, NASTY, Names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mapdocs.page import Page

CASES = {
    "plain": Names(),
    "nasty": Names(plan=NASTY, task=NASTY, buyer=NASTY),
    "long": Names(plan=LONG, task=f"{LONG} {LONG}", buyer=LONG),
    "arabic": Names(plan=ARABIC, task=ARABIC, language="ar-SA", direction="rtl"),
}


def reader(page: Page, theme: str = "default") -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(write_pdf(page, assets(theme)).data))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("names", CASES.values(), ids=list(CASES))
def test_judges_find_nothing(
    theme: str, names: Names, tmp_path: Path, qpdf_findings: Callable[[Path], list[str]]
) -> None:
    """WeasyPrint warned of nothing, qpdf finds the file sound, and pdfua finds every rule that it knows kept."""
    written = write_pdf(sample(12, names), assets(theme))
    path = tmp_path / "plan.pdf"
    path.write_bytes(written.data)
    report = validate(str(path))

    assert () == written.problems
    assert [] == qpdf_findings(path)
    assert [] == [(finding.rule_id, finding.message) for finding in report.findings]


def test_the_same_page_gives_the_same_bytes() -> None:
    """Neither clock nor chance is in a PDF, nor what was written before it."""
    first = write_pdf(sample(), assets()).data
    write_pdf(sample(5, CASES["nasty"]), assets("boardroom"))

    assert first == write_pdf(sample(), assets()).data


def test_its_properties_are_the_pages() -> None:
    """Title, author, subject and dates are the plan's, not the machine's."""
    page = sample()
    found = reader(page).metadata

    assert found is not None
    assert (page.title, page.author, page.subject) == (found.title, found.author, found.subject)
    assert found.creation_date is not None
    assert date(2026, 11, 23) == found.creation_date.date()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("names", [CASES["plain"], CASES["long"]], ids=["plain", "long"])
def test_page_one_fits_on_one_page(theme: str, names: Names) -> None:
    """All of it down to the picture is on the first page, and the plan begins on the second."""
    pages = [page.extract_text() for page in reader(sample(12, names), theme).pages]

    assert "Realise" in pages[0]
    assert "The plan" in pages[1]
    assert "Where we are" not in pages[1]


def test_every_page_says_which_plan_and_which_page_it_is() -> None:
    """Header and footer, but no header over the masthead of page one."""
    page = sample(45)
    texts = [found.extract_text() for found in reader(page).pages]

    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert page.running.footer_left in text
    assert page.running.header_right not in texts[0]
    assert all(page.running.header_right in text for text in texts[1:])


def test_the_internal_edition_is_marked_on_every_page() -> None:
    """Nobody forwards it by mistake."""
    page = sample(30)
    marked = replace(page, running=replace(page.running, footer_mark="Internal edition"))

    assert all("Internal edition" in found.extract_text() for found in reader(marked).pages)


@pytest.mark.parametrize("theme", THEMES)
def test_no_row_is_split_and_headers_repeat(theme: str) -> None:
    """Each row's first and last words are on one page; each page with rows names their columns."""
    lines = "".join(
        f'<tr><td class="key">M-{i:03}</td><td>begin{i:03} {"many words " * (i % 40)} end{i:03}</td></tr>'
        for i in range(120)
    )
    table = (
        '<table class="rows"><colgroup><col data-width="10"/><col data-width="90"/></colgroup>'
        '<thead><tr><th scope="col">Key</th><th scope="col">What is done</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
    page = replace(sample(), blocks=(parse(f'<section id="plan" class="part"><h2>The plan</h2>{table}</section>'),))
    texts = [found.extract_text() for found in reader(page, theme).pages]

    assert len(texts) > 3
    for text in texts:
        assert re.findall(r"begin(\d+)", text) == re.findall(r"end(\d+)", text)
        assert "What is done" in text


def test_links_lead_from_rows_to_people_and_out() -> None:
    """A name in the plan leads to the person's line; a resource leads to its address."""
    found = reader(sample())
    links = [note.get_object() for page in found.pages for note in page.get("/Annots", [])]
    inside = {str(link["/Dest"]) for link in links if "/Dest" in link}
    outside = {str(link["/A"]["/URI"]) for link in links if "/A" in link and "/URI" in link["/A"]}

    assert {"people/P-01", "people/P-02"} <= inside
    assert inside <= set(found.named_destinations)
    assert "https://docs.corvane.example/a?b=1&c=2" in outside


def test_bookmarks_are_the_headings() -> None:
    """The reader's side bar shows the parts, and the phases below the plan."""
    outline = reader(sample(24)).outline
    titles = [str(entry.title) for entry in _flat(outline)]

    assert {"The plan", "People"} <= set(titles)
    assert any(title.startswith("Prove it on your own data 3") for title in titles)


def _flat(outline: Sequence[object]) -> list[pypdf.generic.Destination]:
    found: list[pypdf.generic.Destination] = []
    for entry in outline:
        found += _flat(entry) if isinstance(entry, list) else [entry]  # type: ignore[list-item]
    return found


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_paper_is_the_buyers(paper: str, size: tuple[int, int]) -> None:
    """A4, or Letter where that is sold."""
    box = reader(replace(sample(), paper=paper)).pages[0].mediabox

    assert size == (round(box.width), round(box.height))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hosts",
        "https://fernhill.example/x.png",
        "mapdocs:font/9",
        "mapdocs:font/-1",
        "data:text/html,x",
        "",
    ],
)
def test_nothing_is_fetched_but_faces_and_logos(url: str) -> None:
    """No file is read and no address is called while a document is made."""
    assert fetched(url, (FontFile("A", 400, italic=False, name="a", data=b"face"),)) is None


def test_faces_and_logos_come_from_memory() -> None:
    """A face by its number, a logo as its data."""
    assert b"face" == fetched("mapdocs:font/0", (FontFile("A", 400, italic=False, name="a", data=b"face"),))
    assert b"PNG" == fetched("data:image/png;base64,UE5H", ())


def test_a_logo_that_reaches_out_is_refused_and_told() -> None:
    """A picture inside a logo that lies on the disk is not read; the writer says that something is missing."""
    image = b'<image href="file:///etc/hosts" width="9" height="9"/>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + image + b"</svg>"
    page = replace(sample(5), logos={"buyer": Logo(svg, "image/svg+xml")})
    written = write_pdf(page, assets())

    assert {"pdf-warning"} == {problem.code for problem in written.problems}


def test_characters_without_a_glyph_are_told_once() -> None:
    """Characters that no font has, on any machine, are one warning, not a silent box and not one for each place."""
    written = write_pdf(sample(5, Names(task="\U00100010 \U00100011")), assets())

    assert ["missing-glyph"] == [problem.code for problem in written.problems]


def test_nothing_is_set_in_a_face_that_the_theme_does_not_bring() -> None:
    """A page in a European language looks the same on every machine."""
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader(replace(sample(), logos={})).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }

    assert all(name.startswith("Inter") for name in fonts), fonts


@pytest.mark.parametrize("theme", THEMES)
def test_a_deal_of_at_most_eight_tasks_fits_two_pages(theme: str, root: Path, today: date) -> None:
    """The six rows of the smallest sample, with all that belongs to them, stand on two pages."""
    place = find_deal(open_workspace(root, root), "hollow-pine", root)
    made = document_of(open_workspace(root, root), place, today, "buyer", "full", "", root, keep=False)

    assert 2 == write_pdf(made.page, replace(made.assets, theme=assets(theme).theme)).pages


def test_a_redline_tells_old_and_new_dates_and_is_sound(tmp_path: Path) -> None:
    """The old date stands struck before the new one; nothing is warned of, and every rule of pdfua is kept."""
    old, new = states("all")
    written = write_pdf(redline(old.page, new.page), new.assets)
    path = tmp_path / "plan-redline.pdf"
    path.write_bytes(written.data)
    words = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())

    assert () == written.problems
    assert [] == [(finding.rule_id, finding.message) for finding in validate(str(path)).findings]
    assert re.search(r"Fri 29 Jan 2027 ?Fri 5 Feb 2027", words)


def test_page_one_of_a_small_plan_stands_alone(root: Path, today: date) -> None:
    """Where both pages have room for it, the plan begins on the second."""
    place = find_deal(open_workspace(root, root), "hollow-pine", root)
    made = document_of(open_workspace(root, root), place, today, "buyer", "full", "", root, keep=False)
    texts = [found.extract_text() for found in reader(made.page).pages]

    assert "The plan by phase" not in texts[0]
    assert "The plan by phase" in texts[1]


def test_a_word_without_end_is_read_as_it_was_typed() -> None:
    """It breaks wherever its column ends, and nothing is put into its text."""
    word = "ab<" * 30
    text = "".join(found.extract_text() for found in reader(sample(3, Names(task=word))).pages)

    assert word in "".join(text.split())
    assert "\u200b" not in text
