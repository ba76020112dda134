"""What the PDF costs: against WeasyPrint by itself on the same HTML, and against the same plan drawn the naive way.

Both sides share the parsed style sheet and the faces, so that neither gains by reading them once.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import weasyprint

from benchmarks.harness import Case
from mapdocs import gantt
from mapdocs.writers.markup_html import to_html
from mapdocs.writers.pdf import VARIANT, style, write_pdf
from mapdocs.writers.styles import for_paper, sheet
from tests.writers.looks import assets, sample

if TYPE_CHECKING:
    from mapdocs.assets import Assets
    from mapdocs.markup import Element
    from mapdocs.page import Page

ROWS = 45
NAIVE = "table, table.fixed { border-collapse: collapse; table-layout: auto }"
NOT_HTML = ("src", "data-drawing", "data-width")


@cache
def given() -> tuple[Page, Assets]:
    """The plan of 45 rows, in the default theme; the naive page leaves its logos out."""
    return sample(ROWS), assets()


def ours() -> object:
    """As mapdocs writes it."""
    return write_pdf(*given())


def bare() -> object:
    """WeasyPrint by itself, on the HTML that ours is made of."""
    return weasy(html_of_ours(), "")


@cache
def html_of_ours() -> str:
    """What `write_pdf` hands to WeasyPrint."""
    page, found = given()
    return to_html(page, found.theme, medium="pdf", head=f"<style>{sheet(page, found.theme)}</style>")


def naive() -> object:
    """The page's markup as it comes, labels as SVG text, automatic table layout, collapsed borders."""
    return weasy(naive_html(), NAIVE)


@cache
def naive_html() -> str:
    """The page's own markup, nothing paired, unwrapped or left out."""
    page, found = given()
    head = f"<style>{sheet(page, found.theme)}</style>"
    body = "".join(as_it_comes(block, page, found) for block in page.blocks)
    shell = to_html(page, found.theme, medium="pdf", head=head)
    return f"{shell.split('<main>')[0]}<main>{body}</main></body></html>"


def as_it_comes(element: Element, page: Page, found: Assets) -> str:
    """An element with all of its attributes; a picture is one SVG."""
    if element.tag in ("colgroup", "img"):
        return ""
    attrs = "".join(f' {key}="{escape(value)}"' for key, value in element.attrs.items() if key not in NOT_HTML)
    drawing = page.drawings.get(element.get("data-drawing"))
    picture = gantt.svg(drawing, found.theme) if drawing else ""
    inner = "".join(
        escape(child) if isinstance(child, str) else as_it_comes(child, page, found) for child in element.children
    )
    return f"<{element.tag}{attrs}>{picture}{inner}</{element.tag}>".replace("</br>", "").replace("</hr>", "")


def weasy(html: str, more: str) -> Any:  # noqa: ANN401  # WeasyPrint carries no types
    """WeasyPrint with the options of `write_pdf`, and further rules."""
    page, found = given()
    fonts, css = style(for_paper(found, page.direction), found.theme.faces)
    sheets = [css, rules(more)] if more else [css]
    document = weasyprint.HTML(string=html)
    return document.write_pdf(font_config=fonts, stylesheets=sheets, pdf_variant=VARIANT)


@cache
def rules(text: str) -> Any:  # noqa: ANN401  # the same
    """Further rules, parsed once as well."""
    return weasyprint.CSS(string=text)


CASES = [
    Case("PDF of 45 tasks", ours, "bare WeasyPrint on the same HTML", bare, 1.05),
    Case("PDF of 45 tasks, drawn well", ours, "the same plan drawn the naive way", naive, 0.75),
]
