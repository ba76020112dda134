"""PDF by WeasyPrint: tagged (pdf/ua-1), with bookmarks and links, from the page, the theme's faces and nothing else."""

from __future__ import annotations

import base64
import logging
import re
import threading
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any

from mapdocs.problems import Problem
from mapdocs.writers.markup_html import to_html
from mapdocs.writers.result import Written
from mapdocs.writers.styles import for_paper, sheet
from mapdocs.writers.typeface import missing_glyphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mapdocs.assets import Assets, FontFile
    from mapdocs.page import Page

VARIANT = "pdf/ua-1"
_TIGHTER = ("tight", "tight tightest")
"""Classes of the body under which page one takes less room, one after the other."""
_SMALL = 2
_FONT = "mapdocs:font/"
_LOGO = re.compile(r"data:image/(?:svg\+xml|png);base64,")


def write_pdf(page: Page, assets: Assets) -> Written:
    """The page as PDF; whatever WeasyPrint complains of is a problem, and so is a character that no font has."""
    with _complaints() as complaints:
        document = _rendered(page, assets, "")
        if any(_of_page_one(name) for paper in document.pages[1:] for name in paper.anchors):
            tightness = _tightness(page, assets)
            complaints.clear()
            document = _rendered(page, assets, tightness)
        if any("compact" in block.classes for block in page.blocks):
            document = _on_two_pages(page, assets, document)
        data = document.write_pdf(finisher=_scopes, pdf_variant=VARIANT)
    text = to_html(page, assets.theme, medium="pdf", head="")
    problems = [*missing_glyphs(text, assets.theme.faces), *_told(complaints)]
    return Written(data, len(document.pages), tuple(problems))


def _rendered(page: Page, assets: Assets, tightness: str) -> Any:  # noqa: ANN401  # WeasyPrint carries no types
    head = f"<style>{sheet(page, assets.theme, tight='tight' in tightness)}</style>"
    html = to_html(page, assets.theme, medium="pdf", head=head, body_class=tightness)
    fonts, css = style(for_paper(assets, page.direction), assets.theme.faces)
    document = _html()(string=html, url_fetcher=_fetcher(()))
    return document.render(font_config=fonts, stylesheets=[css], pdf_variant=VARIANT)


def _scopes(_document: Any, pdf: Any) -> None:  # noqa: ANN401  # WeasyPrint carries no types
    """Each header cell says whether it heads its column or its row, which WeasyPrint tells the data cells only."""
    for cell in pdf.objects:
        if isinstance(cell, dict) and cell.get("S") == "/TH":
            row = pdf.objects[int(cell["P"].split()[0])]
            part = pdf.objects[int(row["P"].split()[0])]
            cell["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"


@lru_cache(maxsize=1)
def _html() -> Any:  # noqa: ANN401  # WeasyPrint carries no types
    """WeasyPrint's HTML without what its own style sheet says of footnotes, which it works out for every element.

    A page has none, so the bytes are the same; where WeasyPrint names this differently, only the time is lost.
    """
    import weasyprint
    from weasyprint.html import UA

    lines = (line for line in UA.split("\n") if not line.startswith(("::footnote-", "::note-")))
    sheet_ = weasyprint.CSS(string="\n".join(lines).replace("\n::marker", "\nli::marker"))

    class Html(weasyprint.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002  # its signature
            return [sheet_]

    return Html


def _tightness(page: Page, assets: Assets) -> str:
    """How page one is set so that it fits on its page: tried without what follows it."""
    alone = replace(page, blocks=tuple(block for block in page.blocks if "page-one" in block.classes))
    for tightness in _TIGHTER:
        if len(_rendered(alone, assets, tightness).pages) == 1:
            return tightness
    return _TIGHTER[-1]


def _on_two_pages(page: Page, assets: Assets, document: Any) -> Any:  # noqa: ANN401  # WeasyPrint carries no types
    """A small plan with page one by itself, else flowing, set closer until it fits its two pages; else as it was."""
    ways = [f"apart {tightness}".strip() for tightness in ("", *_TIGHTER)] + ["", *_TIGHTER]
    tried = (_rendered(page, assets, way) if way else document for way in ways)
    return next((closer for closer in tried if len(closer.pages) <= _SMALL), document)


def _told(complaints: Sequence[str]) -> Iterator[Problem]:
    """What WeasyPrint warned of, once each; characters without a glyph are told by `missing_glyphs`."""
    for line in dict.fromkeys(complaints):
        if not line.startswith(".notdef glyph"):
            yield Problem("pdf-warning", f"The PDF may not look as it should: {line.rstrip('.')}.")


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
def style(css: str, faces: tuple[FontFile, ...]) -> tuple[Any, Any]:
    """Faces and style sheet, read once for all documents of a theme."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    # It keeps the faces in a folder, which must go before the interpreter does, in worker processes too.
    Finalize(None, style.cache_clear, exitpriority=10)
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
