"""A Page as HTML: everything of it, nothing that was not in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mapdocs.markup import parse
from mapdocs.outline.tables import FACT_WIDTHS
from mapdocs.writers.markup_html import Medium, to_html
from mapdocs.writers.word.tables import FACT_SHARES
from tests.writers.looks import assets, sample
from tests.writers.word_pages import NASTY, Names

MEDIA: tuple[Medium, ...] = ("html", "pdf")


def told(xhtml: str, medium: Medium = "html") -> str:
    page = replace(sample(), blocks=(parse(xhtml),))
    html = to_html(page, assets().theme, medium=medium, head="")
    return html.split("<main>")[1].split("</main>")[0]


@pytest.mark.parametrize("medium", MEDIA)
def test_text_is_text(medium: Medium) -> None:
    """What people typed is shown as typed, wherever it stands, the title included."""
    html = to_html(sample(5, Names(plan=NASTY, task=NASTY)), assets().theme, medium=medium, head="")

    assert "<b>" not in html
    assert "&lt;b&gt;&amp;{{=1+1}} *not bold*" in html


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://fernhill.example/a?b=1", True),
        ("mailto:ann@fernhill.example", True),
        ("#there", True),
        ("#nowhere", False),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/hosts", False),
        ("//fernhill.example", False),
    ],
)
def test_links_lead_to_the_web_to_mail_or_to_the_page(href: str, *, kept: bool) -> None:
    """Any other address leaves its text without a link, and so does a place that the page does not have."""
    html = told(f'<section id="there"><p><a href="{href}">word</a></p></section>')

    assert kept is ("<a " in html)
    assert "word" in html


@pytest.mark.parametrize("medium", MEDIA)
def test_what_merges_need_is_not_what_readers_get(medium: Medium) -> None:
    """Field ids and typed values stay inside mapdocs."""
    assert "data-field" not in to_html(sample(), assets().theme, medium=medium, head="")


def test_a_span_that_says_nothing_is_left_out() -> None:
    """Wrappers of fields cost time to lay out; those with a class stay."""
    html = told('<p><span data-field="a.b.c">one</span> <span class="key">two</span></p>')

    assert '<p>one <span class="key">two</span></p>' == html


def test_facts_stand_two_abreast() -> None:
    """A control block of three facts has two lines, each fact with its header."""
    facts = "".join(f'<tr><th scope="row">{n}</th><td>v{n}</td></tr>' for n in range(3))
    html = told(f'<table class="facts"><tbody>{facts}</tbody></table>')

    assert 2 == html.count("<tr>")
    assert 3 == html.count('<th scope="row">')


def test_facts_have_the_widths_that_they_have_in_word_and_google_docs() -> None:
    """So that a label breaks in none of them where it stands whole in the others."""
    html = told('<table class="facts"><tbody><tr><th scope="row">a</th><td>b</td></tr></tbody></table>')

    assert FACT_SHARES == FACT_WIDTHS == tuple(map(float, re.findall(r"width:([\d.]+)%", html)))


def test_cells_know_their_column_on_screens_only() -> None:
    """On a phone each row is a card, in which a cell says its column's name; empty cells are not shown there."""
    table = (
        '<table class="grid"><thead><tr><th scope="col">Who</th><th scope="col">When</th></tr></thead>'
        "<tbody><tr><td>Ann</td><td></td></tr></tbody></table>"
    )

    assert '<td data-label="Who">Ann</td><td class="none"></td>' in told(table)
    assert "data-label" not in told(table, "pdf")


def test_a_missing_logo_is_the_company_in_words() -> None:
    """Without a picture there is the alternative text."""
    html = told('<p><img src="logo:bank" alt="Logo of Marlow"/></p>')

    assert '<span class="logo">Logo of Marlow</span>' in html


def test_a_logo_is_a_picture_and_never_markup() -> None:
    """An SVG is put in as the data of an image, where no script of it runs."""
    html = told('<p><img src="logo:buyer" alt="Logo"/></p>')

    assert 'src="data:image/svg+xml;base64,' in html
    assert "<svg" not in html


@pytest.mark.parametrize("medium", MEDIA)
def test_the_document_says_its_language_direction_and_title(medium: Medium) -> None:
    """What assistive software needs first."""
    page = replace(sample(), language="ar-SA", direction="rtl", title="A & B")
    html = to_html(page, assets().theme, medium=medium, head="")

    assert '<html lang="ar-SA" dir="rtl">' in html
    assert "<title>A &amp; B</title>" in html


def test_a_caption_that_repeats_the_title_is_not_shown() -> None:
    """The picture's own title says it to those who can't see it; a caption that says more stays."""
    page = sample()
    titled = replace(page, drawings={"timeline": replace(page.drawings["timeline"], title="Plan\u00a0; 5 phases")})

    def figure(caption: str) -> str:
        block = parse(f'<figure data-drawing="timeline"><figcaption>{caption}</figcaption></figure>')
        return to_html(replace(titled, blocks=(block,)), assets().theme, medium="pdf", head="")

    assert "<figcaption>" not in figure("Plan\u00a0; 5 phases")
    assert "<figcaption>" in figure("Moved by nine days")
