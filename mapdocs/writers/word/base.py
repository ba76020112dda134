"""The empty Word file that a document is put into: python-docx's own, cleaned, with our styles; made once a look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from mapdocs.writers.word import parts, xml
from mapdocs.writers.word.numbering import numbering_part
from mapdocs.writers.word.styles import styles_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document
    from docx.opc.part import Part

    from mapdocs.writers.word.look import Look

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument."
_UNUSED = frozenset({"stylesWithEffects", "thumbnail", "webSettings", "customXml"})
_ACCENT = re.compile(r"(<a:accent([123])>).*?(</a:accent\2>)", re.DOTALL)
_LATIN = re.compile(r'(<a:(major|minor)Font>\s*<a:latin typeface=")[^"]*')


@dataclass(frozen=True, slots=True)
class Base:
    """Part name -> bytes, content types and relationships included, and the ids of header and footer."""

    parts: Mapping[str, bytes]
    front_header: str
    header: str
    footer: str


@lru_cache(maxsize=16)
def base_for(look: Look) -> Base:
    """What all documents of a look have in common."""
    plain = _plain()
    own = {
        "word/styles.xml": xml.part(styles_part(look)),
        "word/settings.xml": xml.part(parts.settings_part(look)),
        "word/fontTable.xml": xml.part(parts.fonts_part(look)),
        "word/numbering.xml": xml.part(numbering_part(0)),
        "word/header1.xml": xml.part(parts.front_header_part()),
        "word/theme/theme1.xml": _themed(plain.parts["word/theme/theme1.xml"].decode(), look).encode(),
        "customXml/itemProps1.xml": xml.part(parts.about_properties_part()),
    }
    return Base({**plain.parts, **own}, plain.front_header, plain.header, plain.footer)


@lru_cache(maxsize=1)
def _plain() -> Base:
    """What python-docx starts from, without the parts that nobody needs, and with places for ours."""
    from docx import Document  # only a Word file needs it

    document = Document()
    for owner in (document.part, document.part.package):
        for name, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNUSED:
                del owner.rels[name]
    main = document.part
    heads = [main.relate_to(_part(document, f"/word/header{i}.xml", "header"), f"{_RELATION}header") for i in (1, 2)]
    footer = main.relate_to(_part(document, "/word/footer1.xml", "footer"), f"{_RELATION}footer")
    about = _part(document, "/customXml/item1.xml", "")
    about.relate_to(_part(document, "/customXml/itemProps1.xml", "customXmlProperties"), f"{_RELATION}customXmlProps")
    main.relate_to(about, f"{_RELATION}customXml")
    custom = _part(document, "/docProps/custom.xml", "custom-properties")
    main.package.relate_to(custom, f"{_RELATION}custom-properties")
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as file:
        files = {name: file.read(name) for name in file.namelist()}
    types = files["[Content_Types].xml"].decode()
    pictures = (
        '<Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/>'
    )
    files["[Content_Types].xml"] = types.replace("<Default", f"{pictures}<Default", 1).encode()
    return Base(files, heads[0], heads[1], footer)


def _part(document: Document, name: str, kind: str) -> Part:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    word = "wordprocessingml." if kind in {"header", "footer"} else ""
    media = f"{_TYPE}{word}{kind}+xml" if kind else "application/xml"
    return Part(PackURI(name), media, b"", document.part.package)


def _themed(theme: str, look: Look) -> str:
    """The colours and fonts that Word offers for what people add."""
    colours = {"1": look.accent, "2": look.buyer, "3": look.seller}
    theme = _ACCENT.sub(lambda found: f'{found[1]}<a:srgbClr val="{colours[found[2]]}"/>{found[3]}', theme)
    fonts = {"major": look.heading, "minor": look.body}
    return _LATIN.sub(lambda found: found[1] + xml.attribute(fonts[found[2]]), theme)
