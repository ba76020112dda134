"""What a Word file looks like, in Word's units: twips (1/20 pt) for lengths, half points for sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapdocs.assets import Theme
    from mapdocs.page import Page

TWIPS_PER_MM = 1440 / 25.4
_PAPER = {"A4": (11906, 16838), "Letter": (12240, 15840)}
_EAST = {"ja": "Yu Gothic", "zh": "Microsoft YaHei", "ko": "Malgun Gothic"}
_HIGHEST = 567
_STEPS, _FEW_STEPS = frozenset({"task", "milestone"}), 8
_SHORT_AIR, _SHORT_MARGIN = 0.5, 240
_LEAD, _SHORT_LEAD = 259, 249
_COMPLEX = "Arial"
# Looks smaller than the bundled faces that the theme's sizes are made for.
_OPTICAL = {"Calibri": 1.12, "Cambria": 1.04}


@dataclass(frozen=True, slots=True)
class Look:
    """Theme, paper and language as one hashable value; colours are `RRGGBB`, sizes half points, lengths twips."""

    language: str
    rtl: bool
    body: str
    heading: str
    east: str
    ink: str
    muted: str
    faint: str
    rule: str
    band: str
    accent: str
    buyer: str
    seller: str
    done: str
    attention: str
    size: int
    small: int
    h1: int
    h2: int
    h3: int
    title: int
    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    banded: bool
    heading_rule: bool
    caps: bool
    centred: bool
    air: float

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return self.width - self.left - self.right

    @property
    def lead(self) -> int:
        """From line to line, in 240ths of a line."""
        return _LEAD if self.air == 1 else _SHORT_LEAD

    @property
    def front_top(self) -> int:
        """Page one begins higher: nothing stands above it."""
        return max(_HIGHEST, self.top - _HIGHEST)

    @property
    def start(self) -> str:
        """The side at which lines begin, for borders, which are not mirrored."""
        return "right" if self.rtl else "left"

    @property
    def complex_font(self) -> str:
        """For Arabic, Hebrew and the like: a font that every Word has."""
        return _COMPLEX


def look_of(page: Page, theme: Theme) -> Look:
    """The theme in Word's units, on the page's paper and in its language."""
    width, height = _PAPER.get(page.paper, _PAPER["A4"])
    language = page.language.split("-")[0]
    short = _is_short(page)
    colours = {
        name: theme.colours[name].lstrip("#").upper()
        for name in ("ink", "muted", "faint", "rule", "band", "accent", "buyer", "seller", "done", "attention")
    }
    return Look(
        language=page.language,
        rtl=page.direction == "rtl",
        body=theme.fonts["word_body"],
        heading=theme.fonts["word_heading"],
        east=_EAST.get(language, _EAST["ja"]),
        size=_half_points(theme, "body") - short,
        small=_half_points(theme, "small") - short,
        h1=_half_points(theme, "h1") - 4 * short,
        h2=_half_points(theme, "h2"),
        h3=_half_points(theme, "h3"),
        title=_half_points(theme, "title"),
        width=width,
        height=height,
        top=_twips(theme, "top") - _SHORT_MARGIN * short,
        right=_twips(theme, "right"),
        bottom=_twips(theme, "bottom") - _SHORT_MARGIN * short,
        left=_twips(theme, "left"),
        banded=theme.word.get("table") == "banded",
        heading_rule=theme.word.get("heading_rule") == "yes",
        caps=theme.word.get("caps") == "yes",
        centred=theme.logo.get("place") == "side",
        air=_SHORT_AIR if short else 1.0,
        **colours,
    )


def _is_short(page: Page) -> bool:
    """A plan of at most eight steps is meant to take no more than two pages."""
    rows = sum(1 for element in page.walk() if element.tag == "tr" and not element.classes.isdisjoint(_STEPS))
    return 0 < rows <= _FEW_STEPS


def languages(look: Look) -> str:
    """The attributes that name the language of each kind of script; Latin words in other scripts' texts are English."""
    own, language = look.language, look.language.split("-")[0]
    latin = "en-US" if look.rtl or language in _EAST else own
    east = own if language in _EAST else "ja-JP"
    return f'w:val="{latin}" w:eastAsia="{east}" w:bidi="{own if look.rtl else "ar-SA"}"'


def _half_points(theme: Theme, name: str) -> int:
    factor = _OPTICAL.get(theme.fonts["word_body"], 1.0)
    return round(float(theme.sizes[name]) * factor * 2)


def _twips(theme: Theme, name: str) -> int:
    return round(float(theme.page[name]) * TWIPS_PER_MM)
