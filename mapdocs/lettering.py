"""How wide a text is set, about; and as much of it as has room."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

STRONG = 1.03
"""How much wider a strong text is."""
_ADVANCES = {
    char: width / 100
    for width, chars in {
        29: "ijl!',.:; \u00b7\u2019",
        35: "t|",
        39: "fI()/[]\u201c\u201d",
        45: "r-",
        49: '1"*',
        55: "ksxz?_\u2013",
        60: "257acehnouvyEFJL\u00e4\u00f6\u00fc\u00e9\u00e8\u00e7\u00f1",
        64: "034689bdgpqBPRSTZ#$\u00df\u00a3",
        69: "AKVXY+\u20ac",
        75: "CDGNU&",
        79: "HOQ",
        84: "w",
        90: "mM\u2026",
        100: "W%@\u2014",
    }.items()
    for char in chars
}
"""Advance widths in ems of common letters: the wider of the two families that ship."""


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """About how wide a text is set, in points; rather too wide than too narrow."""
    return size * sum(map(_advance, text))


def _advance(char: str) -> float:
    if char in _ADVANCES:
        return _ADVANCES[char]
    if unicodedata.east_asian_width(char) in "WF":
        return 1.02
    if unicodedata.combining(char):
        return 0.0
    return 0.74 if char.isupper() else 0.6


@lru_cache(maxsize=1024)
def shorten(text: str, room: float, size: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1].rstrip(" ,;:–-")
    return text + "…" if text else ""


def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """One line or two; the second is shortened where even that is too little."""
    if text_width(text, size) <= room:
        return (text,)
    words = text.split(" ")
    taken = 0
    while taken < len(words) and text_width(" ".join(words[: taken + 1]), size) <= room:
        taken += 1
    if not taken:
        return (shorten(text, room, size),)
    return " ".join(words[:taken]), shorten(" ".join(words[taken:]), room, size)
