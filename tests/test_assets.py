"""Assets are plain data: loaded once, changed by nobody."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from mapdocs.assets import Assets, FontFile, Logo, Template
from mapdocs.themes import load_theme
from tests.reading import shipped


def test_assets_cannot_be_changed() -> None:
    """What a document was made from is what its stamp says."""
    theme, _ = load_theme(shipped(), "default")
    font = FontFile("F", 400, italic=False, name="f.ttf", data=b"")
    for value in (Template("a", "b"), Logo(b"", "image/png"), font, theme, Assets({}, {}, theme)):
        with pytest.raises(FrozenInstanceError):
            setattr(value, value.__slots__[0], "x")


def test_a_template_is_its_text_and_its_file() -> None:
    """Equal by both, so that what is made of it can be remembered."""
    assert {Template("a", "b")} == {Template("a", "b")}
    assert Template("a", "b") != Template("a", "c")


def test_assets_without_logos() -> None:
    """Most deals have none."""
    theme, _ = load_theme(shipped(), "default")

    assert ({}, "") == (Assets({}, {}, theme).logos, Assets({}, {}, theme).base_css)
