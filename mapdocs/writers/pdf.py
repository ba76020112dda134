"""PDF by WeasyPrint: tagged (pdf/ua-1), with bookmarks and links, from the page, the theme's faces and nothing else."""

from __future__ import annotations

import base64
import logging
import re
import threading
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mapdocs.problems import Problem
from mapdocs.writers.markup_html import to_html
from mapdocs.writers.result import Written
from mapdocs.writers.styles import for_paper, sheet
from mapdocs.writers.typeface import missing_glyphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapdocs.assets import Assets, FontFile
    from mapdocs.page import Page

VARIANT = "pdf/ua-1"
_TIGHTNESS = ("", "tight", "tight tightest")
"""What page one is set in, one after the other, until it fits on its page."""
_FONT = "mapdocs:font/"
_LOGO = re.compile(r"data:image/(?:svg\+xml|png);base64,")


def write_pdf(page: Page, assets: Assets) -> Written:
    """The page as PDF; whatever WeasyPrint complains of is a problem, and so is a character that no font has."""
    with _complaints() as complaints:
        for tightness in _TIGHTNESS:
            document = _rendered(page, assets, tightness)
            if not any(_of_page_one(name) for paper in document.pages[1:] for name in paper.anchors):
                break
        data = document.write_pdf(pdf_variant=VARIANT)
    text = "".join(block.text() for block in page.blocks)
    problems = (*missing_glyphs(text, assets.theme.faces), *(Problem("pdf-warning", line) for line in complaints))
    return Written(data, len(document.pages), problems)


def _rendered(page: Page, assets: Assets, tightness: str) -> Any:  # noqa: ANN401  # WeasyPrint carries no types
    import weasyprint

    head = f"<style>{sheet(page, assets.theme, tight=bool(tightness))}</style>"
    html = to_html(page, assets.theme, medium="pdf", head=head, body_class=tightness)
    fonts, css = _style(for_paper(assets, page.direction), assets.theme.faces)
    document = weasyprint.HTML(string=html, url_fetcher=_fetcher(()))
    return document.render(font_config=fonts, stylesheets=[css], pdf_variant=VARIANT)


def _of_page_one(name: str) -> bool:
    return name.startswith(("front/", "value/summary"))


def fetched(url: str, faces: tuple[FontFile, ...]) -> bytes | None:
    """What a URL stands for: one of the theme's faces, or a logo that stands in the page as data; nothing else."""
    if url.startswith(_FONT):
        number = url.removeprefix(_FONT)
        return faces[int(number)].data if number.isdecimal() and int(number) < len(faces) else None
    if match := _LOGO.match(url):
        return base64.b64decode(url[match.end() :])
    return None


@lru_cache(maxsize=4)
def _style(css: str, faces: tuple[FontFile, ...]) -> tuple[Any, Any]:
    """Faces and style sheet, read once for all documents of a theme."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    declared = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{'italic' if face.italic else 'normal'};src:url({_FONT}{number})}}"
        for number, face in enumerate(faces)
    )
    return fonts, weasyprint.CSS(string=declared + css, url_fetcher=_fetcher(faces), font_config=fonts)


def _fetcher(faces: tuple[FontFile, ...]) -> Callable[[str], Any]:
    """Hands out the theme's faces and logos that stand in the page as data; reads no file, calls no address."""
    from weasyprint.urls import URLFetcherResponse

    def fetch(url: str) -> Any:  # noqa: ANN401  # WeasyPrint carries no types
        data = fetched(url, faces)
        if data is None:
            raise ValueError(f"not part of the document: {url[:80]}")
        return URLFetcherResponse(url, data)

    return fetch


class _Complaints(logging.Handler):
    """Keeps what this thread is told while a document is rendered."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.lines.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """The warnings that WeasyPrint logs meanwhile."""
    handler = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield handler.lines
    finally:
        logger.removeHandler(handler)
