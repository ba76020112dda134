"""Which characters a theme's faces and the system's fonts can draw, and which faces a browser is sent."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from mapdocs.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mapdocs.assets import FontFile

_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs", "Mn"})
_PACKAGES = (
    ("fonts-noto-cjk", ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "BOPOMOFO")),
    ("fonts-noto-color-emoji", ("EMOJI", "FACE", "HAND", "HEART", "ROCKET", "PARTY", "REGIONAL INDICATOR")),
)
_OTHERS = "fonts-noto-core"
_SHOWN = 12


def missing_glyphs(
    text: str, faces: Iterable[FontFile], system: Callable[[], frozenset[int]] | None = None
) -> list[Problem]:
    """One warning per font package that would draw what neither the faces nor the system's fonts can.

    `system` gives the code points that installed fonts have; it is asked only where the faces don't suffice.
    """
    covered: set[int] = set()
    for face in faces:
        covered |= coverage(face)
    open_ = {char for char in set(text) if ord(char) not in covered and unicodedata.category(char) not in _INVISIBLE}
    if open_:
        installed = (system or system_coverage)()
        open_ = {char for char in open_ if ord(char) not in installed}
    wanted: dict[str, list[str]] = {}
    for char in sorted(open_):
        wanted.setdefault(_package(char), []).append(char)
    return [_problem(package, chars) for package, chars in sorted(wanted.items())]


def _problem(package: str, chars: list[str]) -> Problem:
    shown = " ".join(f"{char} (U+{ord(char):04X})" for char in chars[:_SHOWN])
    more = f" and {len(chars) - _SHOWN} more" if len(chars) > _SHOWN else ""
    message = f"No font at hand can draw these characters: {shown}{more}."
    hint = f"Install a font that has them, on Debian: apt-get install {package}."
    return Problem("missing-glyph", message, None, hint, "warning")


def _package(char: str) -> str:
    name = unicodedata.name(char, "")
    return next((package for package, words in _PACKAGES if any(word in name for word in words)), _OTHERS)


@lru_cache(maxsize=64)
def coverage(face: FontFile) -> frozenset[int]:
    """The code points that a face has glyphs for."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    return frozenset(TTFont(BytesIO(face.data), lazy=True).getBestCmap())


@lru_cache(maxsize=1)
def system_coverage() -> frozenset[int]:
    """The code points that fontconfig's fonts have, together; empty where there is no fontconfig program."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    done = subprocess.run(  # noqa: S603 - a fixed command, no input of anybody's
        [program, "--format", "%{charset}\n"], capture_output=True, text=True, check=False, timeout=60
    )
    return frozenset(point for span in set(done.stdout.split()) for point in _points(span))


def _points(span: str) -> range:
    """`20-7e` or `a0` as fc-list prints them, in hexadecimal."""
    first, _, last = span.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def web_face(face: FontFile, text: str) -> bytes:
    """The face as WOFF2 with no more than a text needs; the plain Latin letters are always in it."""
    points = set(map(ord, text)) - _LATIN
    return _web_face(face, frozenset(block for block in _BLOCKS if any(point in block for point in points)))


_LATIN = frozenset(
    (
        *range(0x20, 0x7F),
        *range(0xA0, 0x100),
        0x152,
        0x153,
        0x1E9E,
        *range(0x2010, 0x2040),
        0x20AC,
        0x2190,
        0x2192,
        0x2212,
    )
)
_BLOCKS = (range(0x100, 0x370), range(0x370, 0x400), range(0x400, 0x530), range(0x1E00, 0x2000), range(0x2000, 0x3000))
"""Further Latin, Greek, Cyrillic, their accented letters, symbols. Whole blocks, so that documents share faces."""


@lru_cache(maxsize=64)
def _web_face(face: FontFile, further: frozenset[range]) -> bytes:
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = ["*"]
    options.layout_features = ["kern", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl"]
    font = TTFont(BytesIO(face.data), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_LATIN.union(*further))
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
