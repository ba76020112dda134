"""Which characters can be drawn, and the small faces that a browser is sent."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from mapdocs.writers.typeface import coverage, missing_glyphs, web_face
from tests.writers.looks import THEMES, assets


def nothing() -> frozenset[int]:
    """A machine without fonts."""
    return frozenset()


@pytest.mark.parametrize("theme", THEMES)
def test_the_languages_of_europe_need_no_further_font(theme: str) -> None:
    """Latin, Greek and Cyrillic letters, currencies, arrows and quotes are in the bundled faces."""
    text = "Żółć ŐŰ ğış ñ ç ß Ελλάδα Київ €£₹ → ← – — … • “” ‘’ × −"

    assert [] == missing_glyphs(text, assets(theme).theme.faces, nothing)


@pytest.mark.parametrize(
    ("text", "package"), [("会社", "fonts-noto-cjk"), ("شركة", "fonts-noto-core"), ("🚀", "fonts-noto-color-emoji")]
)
def test_what_no_font_can_draw_is_a_warning_that_names_a_package(text: str, package: str) -> None:
    """The characters with their numbers, and the package to install; a warning, not an error."""
    (problem,) = missing_glyphs(text, assets().theme.faces, nothing)

    assert ("missing-glyph", "warning") == (problem.code, problem.severity)
    assert all(f"U+{ord(char):04X}" in problem.message for char in text)
    assert package in problem.hint


def test_what_an_installed_font_can_draw_is_no_problem() -> None:
    """The system's fonts stand in where the theme's faces end."""
    assert [] == missing_glyphs("会", assets().theme.faces, lambda: frozenset({ord("会")}))


def test_the_system_is_asked_only_where_the_faces_do_not_suffice() -> None:
    """A document in English asks nobody."""

    def never() -> frozenset[int]:
        raise AssertionError

    assert [] == missing_glyphs("Plan", assets().theme.faces, never)


@pytest.mark.parametrize("theme", THEMES)
def test_a_browser_is_sent_no_more_than_the_text_needs(theme: str) -> None:
    """A face for a page in English is small; Greek letters come with it where the page has them."""
    face = assets(theme).theme.faces[0]
    plain, greek = web_face(face, "Plan"), web_face(face, "Σχέδιο")

    assert len(plain) < 40_000
    assert ord("Σ") not in TTFont(BytesIO(plain)).getBestCmap()
    assert ord("Σ") in TTFont(BytesIO(greek)).getBestCmap()
    assert ord("Σ") in coverage(face)
