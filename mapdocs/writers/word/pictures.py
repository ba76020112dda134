"""Pictures: logos, and the timeline as SVG with a PNG for those who cannot show it."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mapdocs.gantt import svg
from mapdocs.problems import Problem
from mapdocs.writers.typeface import missing_glyphs
from mapdocs.writers.word.paragraphs import paragraph
from mapdocs.writers.word.runs import runs
from mapdocs.writers.word.xml import attribute

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdocs.assets import FontFile, Logo, Theme
    from mapdocs.gantt import Drawing
    from mapdocs.markup import Element
    from mapdocs.writers.word.state import State

    Flow = Callable[[State, tuple[Element | str, ...], str], str]

_EMU_PER_POINT, _POINTS_PER_TWIP, _POINTS_PER_MM = 12700, 1 / 20, 72 / 25.4
_PIXELS_WIDE = 1400
_FACTORS = (1.0, 1.06, 1.12, 1.18, 1.25, 1.35)
"""How much wider than its place the timeline is laid out, to be shown that much smaller."""
_LOGO_WIDTH_MM, _LOGO_HEIGHT_MM = 62.0, 10.0
_LOGO_PIXELS_HIGH = 240
_LATIN = re.compile("[\\u0000-\\u024f\\u2000-\\u206f\\u20ac\\u2190-\\u2193\\u2212]*")
_SIDES = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_SVG_BLIP = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip'
    ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown, in points, and what is read out in its place."""

    png: bytes
    svg: bytes
    width: float
    height: float
    alt: str


def figure(state: State, element: Element, flow: Flow) -> str:
    """A drawing in the text's width, and a caption that says more than its title; else what the figure holds."""
    drawing = state.page.drawings.get(element.get("data-drawing"))
    captions = list(element.find("figcaption"))
    if drawing is None:
        rest = tuple(node for node in element.children if node not in captions)
        return flow(state, rest, "Normal") + _captions(state, captions)
    alt = element.get("alt") or drawing.title or " ".join(caption.text() for caption in captions)
    shown = drawn(drawing, state.theme, state.look.text_width * _POINTS_PER_TWIP, alt, state.room)
    source = shown.svg.decode()
    if not _LATIN.fullmatch(source):
        state.problems += missing_glyphs(source, state.theme.faces)
    if element.text() == " ".join(alt.split()):
        captions = []
    return paragraph(state, "Picture", _inline(state, shown)) + _captions(state, captions)


def _captions(state: State, captions: list[Element]) -> str:
    return "".join(paragraph(state, "Caption", runs(state, caption.children)) for caption in captions)


def drawn(drawing: Drawing, theme: Theme, width: float, alt: str, room: float | None = None) -> Picture:
    """The timeline in that width (points), its texts in the theme's own fonts; smaller where it has little room."""
    for factor in _FACTORS:
        source = svg(drawing, theme, width=width * factor)
        height = width * _tallness(source)
        if room is None or height <= room:
            break
    return Picture(_png(source, theme.faces, width=_PIXELS_WIDE), source.encode(), width, height, alt)


def _tallness(source: str) -> float:
    """Height to width, of an SVG that we drew."""
    sides = _SIDES.match(source)
    return float(sides[2]) / float(sides[1]) if sides else 1.0


def _png(source: str, faces: tuple[FontFile, ...], *, width: int | None = None, height: int | None = None) -> bytes:
    """Other fonts of the machine are asked for only where the theme's may lack a character."""
    import resvg_py  # only a Word file needs it

    data = resvg_py.svg_to_bytes(
        svg_string=source,
        font_files=[face.path for face in faces if face.path],
        skip_system_fonts=bool(faces) and bool(_LATIN.fullmatch(source)),
        width=width,
        height=height,
    )
    return bytes(data)


def logos(state: State, element: Element) -> str:
    """The logos in one line: the first at its start, the second at its end."""
    shown = [picture for image in element.find("img") if (picture := _logo(state, image))]
    content = "<w:r><w:tab/></w:r>".join(_inline(state, picture) for picture in shown)
    return paragraph(state, "Masthead", content) if shown else ""


def image(state: State, element: Element) -> str:
    """A logo that stands by itself."""
    shown = _logo(state, element)
    return paragraph(state, "Masthead", _inline(state, shown)) if shown else ""


def _logo(state: State, element: Element) -> Picture | None:
    """A logo as high as the theme says, unless that made it too wide; None where the page has none, or a broken one."""
    name = element.get("src").removeprefix("logo:")
    logo = state.page.logos.get(name)
    if logo is None:
        return None
    try:
        png, source, ratio = _drawn_logo(logo)
    except (ValueError, struct.error, ZeroDivisionError):
        state.problems.append(Problem("logo-not-drawn", f"The {name} logo can't be drawn in Word.", severity="warning"))
        return None
    height = float(state.theme.logo.get("height", _LOGO_HEIGHT_MM)) * _POINTS_PER_MM
    width = min(height * ratio, _LOGO_WIDTH_MM * _POINTS_PER_MM)
    return Picture(png, source, width, width / ratio, element.get("alt") or name)


@lru_cache(maxsize=16)
def _drawn_logo(logo: Logo) -> tuple[bytes, bytes, float]:
    """PNG, SVG (empty without one), and width to height."""
    if logo.media == "image/svg+xml":
        source = logo.data.decode("utf-8-sig")
        png = _png(source, (), height=_LOGO_PIXELS_HIGH)
        return png, logo.data, _ratio(png)
    return logo.data, b"", _ratio(logo.data)


def _ratio(png: bytes) -> float:
    width, height = struct.unpack(">II", png[16:24])
    return float(width / height)


def _inline(state: State, picture: Picture) -> str:
    """A run that holds the picture; Word shows the SVG, older programs the PNG."""
    embed = state.add_media(picture.png, "png")
    vector = _SVG_BLIP.format(state.add_media(picture.svg, "svg")) if picture.svg else ""
    state.pictures += 1
    number, alt = state.pictures, attribute(picture.alt)
    extent = f'cx="{round(picture.width * _EMU_PER_POINT)}" cy="{round(picture.height * _EMU_PER_POINT)}"'
    named = f'id="{number}" name="Picture {number}" descr="{alt}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{embed}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
