"""Page -> Word: one pass over the blocks makes the body's XML as text, which goes into a prepared, cached base file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.writers.result import Written
from mapdocs.writers.word import parts, xml
from mapdocs.writers.word.base import Base, base_for
from mapdocs.writers.word.blocks import flow
from mapdocs.writers.word.look import look_of
from mapdocs.writers.word.numbering import numbering_part
from mapdocs.writers.word.package import pack
from mapdocs.writers.word.paragraphs import paragraph
from mapdocs.writers.word.state import State, bookmark_names, relationships

if TYPE_CHECKING:
    from mapdocs.assets import Assets
    from mapdocs.page import Page
    from mapdocs.writers.word.look import Look

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_FURNITURE_DISTANCE, _FRONT_HEADER = 560, 280


def write_docx(page: Page, assets: Assets) -> Written:
    """The whole file; Word alone knows how many pages it makes of it."""
    look = look_of(page, assets.theme)
    base = base_for(look)
    state = State(page, assets.theme, look, _section(base, look, front=True), bookmark_names(page.blocks))
    body, last = body_xml(state), _section(base, look, front=False)
    made = {
        "word/document.xml": f"<w:document {xml.NAMESPACES}><w:body>{body}{last}</w:body></w:document>",
        "word/header2.xml": parts.header_part(page, look),
        "word/footer1.xml": parts.footer_part(page, look),
        "word/numbering.xml": numbering_part(state.numberings),
        "docProps/core.xml": parts.core_part(page),
        "docProps/app.xml": parts.app_part(page),
        "docProps/custom.xml": parts.custom_part(page.about),
        "customXml/item1.xml": parts.about_part(page.about),
    }
    files = dict(base.parts)
    files.update((name, xml.part(content)) for name, content in made.items())
    files.update((f"word/media/{name}", data) for name, data in state.media.items())
    known = files[_RELATIONSHIPS].decode()
    files[_RELATIONSHIPS] = known.replace("</Relationships>", relationships(state) + "</Relationships>").encode()
    return Written(pack(files), None, tuple(state.problems))


def body_xml(state: State) -> str:
    """All blocks; a table at the very end gets a paragraph below it, which Word wants."""
    body = flow(state, state.page.blocks)
    return body + paragraph(state, "TableGap", "") if state.after_table or not body else body


def _section(base: Base, look: Look, *, front: bool) -> str:
    """Paper, margins, header and footer; page one has nothing above it."""
    header, top = (base.front_header, look.front_top) if front else (base.header, look.top)
    distance = _FRONT_HEADER if front else _FURNITURE_DISTANCE
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:footerReference w:type="default" r:id="{base.footer}"/>'
        f'<w:pgSz w:w="{look.width}" w:h="{look.height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{look.right}" w:bottom="{look.bottom}" w:left="{look.left}"'
        f' w:header="{distance}" w:footer="{_FURNITURE_DISTANCE}" w:gutter="0"/>'
        f"{'<w:bidi/>' if look.rtl else ''}</w:sectPr>"
    )
