"""What a field says, from the paragraphs that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapdocs.fields import Kind
from mapdocs.readers.gdocs.elements import elements, inserted, iso, mapping
from mapdocs.readers.gdocs.markdown import markdown_of
from mapdocs.readers.gdocs.model import Doc, Json, Paragraph


class Values:
    """Reads values of one document. `signs`: all shapes that the layout writes before values."""

    def __init__(self, doc: Doc, signs: Iterable[str]) -> None:
        """Keep what values are read by: signs, and the lists of each tab."""
        self._lists: dict[str, Json] = {tab.id: mapping(tab.raw.get("lists")) for tab in doc.tabs}
        self._signs = "".join(dict.fromkeys("".join(signs)))

    def read(self, kind: Kind, tab: str, paragraphs: Sequence[Paragraph]) -> str:
        """The value as it stands."""
        if kind == "markdown":
            return markdown_of(paragraphs, self._lists[tab])
        if kind == "date" and (day := _chip_day(paragraphs)):
            return day
        return self.said(kind, [paragraph.text for paragraph in paragraphs])

    def accepted(self, kind: Kind, tab: str, paragraphs: Sequence[Paragraph]) -> str:
        """The value were all suggestions accepted."""
        if kind == "markdown":
            return markdown_of(paragraphs, self._lists[tab], accepted=True)
        return self.said(kind, [paragraph.accepted for paragraph in paragraphs])

    def said(self, kind: Kind, texts: Sequence[str]) -> str:
        """Words without what people can't see, without sign; a line for each paragraph."""
        if kind == "status":
            texts = [self.unsigned(text) for text in texts]
        return folded(texts)

    def unsigned(self, text: str) -> str:
        """Words without a shape before them."""
        return text.lstrip(self._signs).lstrip() if self._signs else text


def folded(texts: Sequence[str]) -> str:
    """Each text on a line, white space folded, empty ones left out."""
    if len(texts) == 1 and "\n" not in texts[0]:
        return " ".join(texts[0].split())
    lines = (" ".join(line.split()) for text in texts for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def struck(paragraphs: Sequence[Paragraph]) -> str:
    """The words that are struck, as people do with what no longer holds."""
    found = ""
    for paragraph in paragraphs:
        for raw in paragraph.raws:
            for item in raw["elements"]:
                run = item.get("textRun")
                if run and mapping(run.get("textStyle")).get("strikethrough") and not inserted(run):
                    found += run["content"]
    return " ".join(found.split())


def _chip_day(paragraphs: Sequence[Paragraph]) -> str:
    """The day of a date chip that stands alone, as ISO; empty where there is none, or no day in it."""
    if not any("dateElement" in item for para in paragraphs for raw in para.raws for item in raw["elements"]):
        return ""
    found = [element for para in paragraphs for element in elements(para) if element.text.strip()]
    if len(found) != 1 or found[0].kind != "dateElement":
        return ""
    return iso(mapping(found[0].body.get("dateElementProperties")))
