"""A theme as a style sheet: readable colours, one source for paper and screen, and strings that end nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest

from mapdocs.writers.styles import for_paper, for_screen, sheet
from tests.writers.looks import THEMES, assets, sample

TEXTS = ("ink", "muted", "buyer", "seller", "accent", "done", "attention", "today")
DRAWN = ("done", "in-progress", "at-risk", "blocked", "needs-new-date", "cancelled")
"""Statuses that differ from the plain ring of what is not started."""


def luminance(colour: str) -> float:
    """As WCAG 2.1 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "text", "ground"), [*product(THEMES, TEXTS, ("paper", "band"))])
def test_every_text_colour_can_be_read(theme: str, text: str, ground: str) -> None:
    """4.5 to 1 or better, on paper and on bands, on light and on dark screens."""
    found = assets(theme).theme

    assert contrast(found.colours[text], found.colours[ground]) >= 4.5
    assert contrast(found.dark[text], found.dark[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_bars_stand_out_from_paper(theme: str) -> None:
    """A bar's outline, which is its accent, can be seen against both of its fills: 3 to 1 or better."""
    for colours in (assets(theme).theme.colours, assets(theme).theme.dark):
        assert contrast(colours["accent"], colours["paper"]) >= 3
        assert contrast(colours["accent"], colours["bar"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_small_and_carries_its_licence(theme: str) -> None:
    """Less than two megabytes of faces, each family with real weights and an italic."""
    faces = assets(theme).theme.faces

    assert sum(len(face.data) for face in faces) < 2_000_000
    assert {400, 600} <= {face.weight for face in faces}
    assert any(face.italic for face in faces)


def test_themes_differ_in_more_than_colour() -> None:
    """Another family, other sizes, other margins, other rules."""
    one, other = (assets(theme).theme for theme in THEMES)

    assert one.fonts["body"] != other.fonts["body"]
    assert one.sizes != other.sizes
    assert one.page != other.page
    assert one.css != other.css


@pytest.mark.parametrize("theme", THEMES)
def test_paper_needs_no_variables_and_no_screens(theme: str) -> None:
    """Every variable is filled in, and what is meant for screens is left out."""
    css = for_paper(assets(theme), "ltr")

    assert "var(" not in css
    assert "screen" not in css.replace("Paper and screen", "").replace("paper and screen", "")
    assert "[dir=rtl]" not in css
    assert "[dir=rtl]" in for_paper(assets(theme), "rtl")


@pytest.mark.parametrize("theme", THEMES)
def test_screens_have_every_variable_in_light_and_dark(theme: str) -> None:
    """What the rules ask for is declared, and a dark screen declares all colours anew."""
    css = for_screen(assets(theme))

    assert "prefers-color-scheme:dark" in css
    for colour in (*assets(theme).theme.colours.values(), *assets(theme).theme.dark.values()):
        assert colour in css


def test_a_name_in_the_header_ends_neither_string_nor_style() -> None:
    """Quotes, backslashes, angle brackets and braces stand in the margin as typed."""
    page = sample()
    nasty = replace(page.running, header_left='"}</style><script>\\ {page}')
    css = sheet(replace(page, running=nasty), assets().theme)

    assert "</style" not in css
    assert "<script" not in css
    assert "\\000022}\\00003c/style\\00003e" in css


def test_page_numbers_are_counters_in_any_word_order() -> None:
    """`{page}` and `{pages}` become counters where the language puts them."""
    page = sample()
    css = sheet(replace(page, running=replace(page.running, page_of="{pages} / {page} p.")), assets().theme)

    assert 'counter(pages) " / " counter(page) " p."' in css


def test_right_to_left_pages_mirror_their_margins() -> None:
    """The plan's name stands on the right, the page number on the left."""
    css = sheet(replace(sample(), direction="rtl"), assets().theme)

    assert '@bottom-left{content:"Page ' in css


def test_each_status_has_a_shape_of_its_own() -> None:
    """What needs a new date doesn't look like what is not started, and its words have the colour for attention."""
    css = assets().base_css
    shapes = [re.findall(rf"^\.status-{status}::before {{([^}}]*)}}", css, re.MULTILINE) for status in DRAWN]

    assert [1] * len(DRAWN) == [len(found) for found in shapes]
    assert len(DRAWN) == len({found[0] for found in shapes})
    assert re.search(r"\.tag\.attention { color: var\(--attention\); }", css)


def test_only_amounts_have_figures_of_one_width() -> None:
    """They make Inter's hyphen as wide as a figure, which tears words apart."""
    (rule,) = re.findall(r"^([^{]*){[^}]*tabular-nums", assets().base_css, re.MULTILINE)

    assert "th.num, td.num " == rule
