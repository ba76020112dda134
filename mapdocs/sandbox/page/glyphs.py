"""What stands before a list's items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mapdocs.sandbox.model.tree import Json

_SIGNS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _SIGNS, strict=True))
_LETTERS = 26


@dataclass(slots=True)
class Counter:
    """Counts the items of a document's lists as they come."""

    lists: Json
    counts: dict[str, list[int]] = field(default_factory=dict)

    def glyph(self, bullet: Json) -> str:
        """What the next item has before it: a symbol, or its number."""
        ident, depth = str(bullet.get("listId", "")), int(bullet.get("nestingLevel", 0))
        levels = self.lists.get(ident, {}).get("listProperties", {}).get("nestingLevels", ())
        if depth >= len(levels):
            return "•"
        level = levels[depth]
        if "glyphSymbol" in level:
            return str(level["glyphSymbol"])
        counts = self.counts.setdefault(ident, [])
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(int(levels[len(counts)].get("startNumber", 1)) - 1)
        counts[depth] += 1
        shown = {n: numeral(levels[n].get("glyphType", ""), max(count, 1)) for n, count in enumerate(counts)}
        return re.sub(r"%(\d)", lambda hit: shown.get(int(hit.group(1)), ""), str(level.get("glyphFormat", "")))


def numeral(kind: str, number: int) -> str:
    """A number in one of the API's kinds of glyphs."""
    if kind == "NONE":
        return ""
    if kind == "ZERO_DECIMAL":
        return f"{number:02}"
    if kind.endswith("ALPHA"):
        text = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
    elif kind.endswith("ROMAN"):
        text = roman(number)
    else:
        return str(number)
    return text.upper() if kind.startswith("UPPER") else text


def roman(number: int) -> str:
    """A Roman numeral, in small letters."""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out
