"""One self-contained HTML file: style and faces inside, nothing fetched, for desk, phone, print and dark screens."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from mapdocs.redline import current, has_changes
from mapdocs.writers.markup_html import to_html
from mapdocs.writers.result import Written
from mapdocs.writers.styles import for_screen, sheet
from mapdocs.writers.typeface import web_face

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.assets import Assets, FontFile
    from mapdocs.markup import Element
    from mapdocs.page import Page

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)


def write_html(page: Page, assets: Assets) -> Written:
    """The page as one file that a browser shows without asking anybody for anything."""
    text = "".join(block.text() for block in page.blocks)
    faces = "".join(_face(face, text) for face in assets.theme.faces)
    style = "".join((faces, for_screen(assets), sheet(page, assets.theme))).replace("</", "<\\/")
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<style>{style}</style>"
    )
    html = to_html(page, assets.theme, medium="html", head=head, before=_navigation(page) + _switch(page))
    return Written(html.encode("utf-8"))


def _face(face: FontFile, text: str) -> str:
    data = base64.b64encode(web_face(face, text)).decode("ascii")
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{'italic' if face.italic else 'normal'};font-display:swap;"
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )


def _navigation(page: Page) -> str:
    """A link past everything to the plan, and one to each part that has a title."""
    parts = list(_parts(page))
    skip = f'<a class="skip" href="#plan">{escape(page.words["to_plan"])}</a>'
    links = "".join(f'<a href="#{escape(block.id)}">{escape(title)}</a>' for block, title in parts)
    has_plan = any(block.id == "plan" for block, _ in parts)
    label = escape(page.words["contents"])
    return f'{skip if has_plan else ""}<nav aria-label="{label}">{links}</nav>' if links else ""


def _switch(page: Page) -> str:
    """Shows a redline's changes, or the plan that they lead to; the style sheet does the rest."""
    if not has_changes(page):
        return ""
    label = escape(page.words["show_changes"])
    return (
        '<input type="checkbox" id="redline" class="switch" autocomplete="off" checked>'
        f'<label for="redline" class="switch">{label}</label>'
    )


def _parts(page: Page) -> Iterator[tuple[Element, str]]:
    for block in page.blocks:
        title = next(block.find("h2"), None)
        if block.id and title and "page-one" not in block.classes:
            yield block, current(title)
