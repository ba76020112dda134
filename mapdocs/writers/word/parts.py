"""The smaller parts of the package: settings, fonts, header and footer, and what the file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.writers.word.look import languages
from mapdocs.writers.word.runs import PLAIN, Face, text_run
from mapdocs.writers.word.xml import NAMESPACES, attribute, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mapdocs.page import Page
    from mapdocs.writers.word.look import Look

ABOUT_NAMESPACE = "urn:mapdocs:about:1"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST_PROPERTY = 255
_TAB = "<w:r><w:tab/></w:r>"
_COMPATIBILITY = {
    "compatibilityMode": "15",
    "overrideTableStyleFontSizeAndJustification": "1",
    "enableOpenTypeFeatures": "1",
    "doNotFlipMirrorIndents": "1",
    "differentiateMultirowTableHeaders": "1",
}


def settings_part(look: Look) -> str:
    """As today's Word writes it, so that no compatibility mode shows in the title bar."""
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in _COMPATIBILITY.items()
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{modes}</w:compat>'
        f"<w:themeFontLang {languages(look)}/>"
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
        ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
        ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/></w:settings>'
    )


def fonts_part(look: Look) -> str:
    """The fonts that the styles name, each once."""
    names = dict.fromkeys((look.body, look.heading, look.east, look.complex_font))
    fonts = "".join(f'<w:font w:name="{attribute(name)}"><w:charset w:val="00"/></w:font>' for name in names)
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def header_part(page: Page, look: Look) -> str:
    """The plan at its start, version and date at its end."""
    line = f"{_run(page.running.header_left, look)}{_TAB}"
    return f"<w:hdr {NAMESPACES}>{_line('Header', line + _run(page.running.header_right, look), look)}</w:hdr>"


def front_header_part() -> str:
    """Page one says all that in its own words."""
    return f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="FrontHeader"/></w:pPr></w:p></w:hdr>'


def footer_part(page: Page, look: Look) -> str:
    """The edition's mark and confidentiality at its start, the page of pages at its end."""
    running = page.running
    mark = _run(running.footer_mark, look, Face(style="EditionMark"))
    between = _run("  \u00b7  ", look) if mark and running.footer_left else ""
    line = f"{mark}{between}{_run(running.footer_left, look)}{_TAB}{_page_of(running.page_of, look)}"
    return f"<w:ftr {NAMESPACES}>{_line('Footer', line, look)}</w:ftr>"


def _line(style: str, content: str, look: Look) -> str:
    rtl = "<w:bidi/>" if look.rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{rtl}</w:pPr>{content}</w:p>'


def _run(words: str, look: Look, face: Face = PLAIN) -> str:
    return text_run(words, face, rtl=look.rtl) if words else ""


def _page_of(pattern: str, look: Look) -> str:
    """`Page {page} of {pages}` with Word's own counters in the slots."""
    out = []
    for piece in pattern.replace("{pages}", "\0NUMPAGES\0").replace("{page}", "\0PAGE\0").split("\0"):
        if piece in {"PAGE", "NUMPAGES"}:
            out.append(f'<w:fldSimple w:instr=" {piece} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        else:
            out.append(_run(piece, look))
    return "".join(out)


def core_part(page: Page) -> str:
    """Who wrote what, and the status date as the time of writing: the clock has no say."""
    when = _midnight(page.created)
    dates = "".join(f'<dcterms:{n} xsi:type="dcterms:W3CDTF">{when}</dcterms:{n}>' for n in ("created", "modified"))
    author = text(page.author)
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text(page.title)}</dc:title><dc:subject>{text(page.subject)}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision>{dates}<dc:language>{text(page.language)}</dc:language></cp:coreProperties>"
    )


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def app_part(page: Page) -> str:
    """The program and the company."""
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>mapdocs</Application><Company>{text(page.author)}</Company></Properties>"
    )


def custom_part(about: Mapping[str, str]) -> str:
    """Which deal and version this is, where every program keeps it; longer values stand in the about part alone."""
    lines = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name="mapdocs.{attribute(name)}">'
        f"<vt:lpwstr>{text(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(_short(about), 2)
    )
    return f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{lines}</Properties>'


def _short(about: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in sorted(about.items()) if len(value) <= _LONGEST_PROPERTY]


def about_part(about: Mapping[str, str]) -> str:
    """All that the file carries of itself, as a custom XML part, which Word never touches."""
    items = "".join(f'<item name="{attribute(n)}">{text(value)}</item>' for n, value in sorted(about.items()))
    return f'<about xmlns="{ABOUT_NAMESPACE}">{items}</about>'


def about_properties_part() -> str:
    """What a custom XML part needs beside it."""
    return (
        '<ds:datastoreItem ds:itemID="{6D617064-6F63-4173-8000-000000000001}"'
        ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{ABOUT_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
