"""Words and signs beside a value that make it uncertain, as in "w/c 1 March", "Maria?" or "in progress (tbc)".

In English, German and French, whatever the document's language: people mix them.
"""

from __future__ import annotations

import re

from mapdocs.values.plain import level

_SIGNS = re.compile(r"[?~\u2248\u00b1\u00bf\u061f]")
_EDGE = re.compile(r"[^\w\s.,;:()\[\]<>@/&+|*_'\"\u2018-\u201f\u00b7\u2022-]+")
_ANYWHERE = (
    # English
    r"approx(?:imately)?|circa|ca|roughly|tb[acd]|to be (?:confirmed|agreed|decided|discussed|defined)|to confirm|"
    r"unconfirmed|tentative(?:ly)?|provisional(?:ly)?|maybe|perhaps|possibly|probably|hopefully|likely|"
    r"est\.|estimated?|expected|ideally|hoped?|might|could|not|never|unless|subject to|if possible|latest|earliest|"
    r"w/c|w/e|wc|week (?:commencing|beginning|ending|of)|onwards?|or (?:so|later|earlier|before|after|sooner)|"
    # German
    r"etwa|ungefahr|zirka|vielleicht|vorlaufig|voraussichtlich|vermutlich|wahrscheinlich|unter vorbehalt|"
    r"nicht|kein\w*|spatestens|fruhestens|kw|falls|zu (?:bestatigen|klaren)|"
    # French
    r"env|environ|peut[ -]etre|provisoire(?:ment)?|probable(?:ment)?|sans doute|pas|"
    r"au plus (?:tard|tot)|sous reserve|a confirmer|semaine du"
)
"""What leaves a value open wherever it stands beside it. Without accents and capitals, as `level` leaves them."""
_BEFORE = (
    r"c|by|before|after|until|till|from|since|around|about|between|than|early|mid|middle|late|end|beginning|start|of|"
    r"week|not|no|or|"
    r"vor|nach|bis|ab|gegen|um|zwischen|anfang|mitte|ende|oder|woche|vom|von|"
    r"vers|avant|apres|jusqu'(?:au?)?|des|entre|debut|mi|milieu|fin|ou|semaine|du"
)
"""What leaves a date open that it stands right before; elsewhere these are words of a note, as "signed by Tom"."""
_AFTER = r"or|oder|ou|ff|week|woche|semaine"
_WORD, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
_HEDGED = re.compile(rf"{_WORD}(?:{_ANYWHERE}){_ENDS}")
_LEADS = re.compile(rf"(?:{_WORD}(?:{_BEFORE})|[<>\u2264\u2265])[\s.,:\-]*(?:(?:the|den|dem|der|le|la|l')\s*)?$")
_FOLLOWS = re.compile(rf"^[\s,]*(?:(?:{_AFTER}){_ENDS}|\+)")


def hedged(beside: str) -> bool:
    """Whether what stands beside a value says that it is not certain."""
    low = level(beside)
    return bool(_SIGNS.search(low) or _HEDGED.search(low))


def questioned(text: str) -> bool:
    """Whether a sign in it says so: no value has one of its own."""
    return bool(_SIGNS.search(text))


def hedged_date(before: str, rest: str, after: str) -> bool:
    """The same of a date, by all that stands beside it: right before and after it, words as "by" and "or" count too."""
    return hedged(rest) or bool(_LEADS.search(level(before)) or _FOLLOWS.match(level(after)))


def signs_beside(text: str, *, before: bool = True) -> str:
    """Signs at the end of a text, or at its beginning where `before`, which are no letters and no punctuation."""
    found = (match for match in _EDGE.finditer(text) if match.end() == len(text) or (before and not match.start()))
    return " ".join(match[0] for match in found)
