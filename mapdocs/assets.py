"""What documents need from disk, loaded once by the workspace and handed on as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a bundled family; `data` is the TTF or OTF file, `path` is for what reads fonts itself."""

    family: str
    weight: int
    italic: bool
    name: str
    data: bytes
    path: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A look, as data: see docs/themes.md for each key of theme.yaml.

    `colours`: name -> "#rrggbb" (ink, muted, faint, rule, band, paper, buyer, seller, accent, done, attention, today).
    `dark`: the same names for dark screens. `fonts`: body, heading, word_body, word_heading, fallback -> family name.
    `sizes`: body, small, h1, h2, h3, title -> points. `page`: size ("A4", "Letter" or "" = by the buyer's country),
    margins in mm (top, right, bottom, left). `logo`: place ("top" | "side") and height in mm.
    `word`: table look for Word ("ruled" | "banded"), heading_rule ("yes" | "no"), caps ("yes" | "no").
    """

    name: str
    title: str
    colours: Mapping[str, str]
    dark: Mapping[str, str]
    fonts: Mapping[str, str]
    sizes: Mapping[str, float]
    page: Mapping[str, str | float]
    logo: Mapping[str, str | float]
    word: Mapping[str, str]
    css: str
    faces: tuple[FontFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A template's text and the file it was read from, for problems."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A party's logo as it lies beside the deal file; `media` is image/svg+xml or image/png."""

    data: bytes
    media: str


@dataclass(frozen=True, slots=True)
class Assets:
    """Templates by relative name, words by language, the theme, the logos."""

    templates: Mapping[str, Template]
    words: Mapping[str, Mapping[str, object]]
    theme: Theme
    base_css: str = ""
    logos: Mapping[str, Logo] = field(default_factory=dict)
