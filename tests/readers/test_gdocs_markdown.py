"""Paragraphs as Markdown: what the page would show of it is what stands in the document."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapdocs.layout import Layout, Para, Run
from mapdocs.markup import Element, parse
from mapdocs.outline.inline import Piece as Said
from mapdocs.outline.inline import runs_of
from mapdocs.prose import to_html
from mapdocs.readers.gdocs import find, observe
from mapdocs.readers.gdocs import parse as read
from mapdocs.readers.gdocs.markdown import escaped
from tests.gdocs_documents import P, Piece, document, draft_of

FIELD = "value.summary"


def shown(markdown: str) -> Layout:
    """The paragraphs that the page's own rendering makes of it."""
    paras: list[Para] = []

    def flow(element: Element, level: int) -> None:
        for child in element.children:
            if not isinstance(child, Element):
                continue
            if child.tag in ("ul", "ol"):
                for item in child.children:
                    if isinstance(item, Element):
                        style = "list" if child.tag == "ul" else "numbered"
                        loose = [
                            c for c in item.children if not (isinstance(c, Element) and c.tag in ("ul", "ol", "p"))
                        ]
                        whole = [c for c in item.children if isinstance(c, Element) and c.tag == "p"]
                        paras.append(para(whole[0].children if whole else tuple(loose), style, level))
                        flow(Element("div", {}, tuple(c for c in item.children if c not in whole)), level + 1)
            elif child.tag == "p":
                paras.append(para(child.children, "text", 0))

    def para(children: tuple[Element | str, ...], style: str, level: int) -> Para:
        pieces: list[Said] = []
        inline(children, "", "", pieces)
        return Para(f"value/{len(paras)}", runs_of(pieces), style, FIELD, level=level)  # type: ignore[arg-type]

    flow(parse(f"<div>{to_html(markdown)}</div>"), 0)
    return Layout("Plan", tuple(paras))


def inline(children: tuple[Element | str, ...], tone: str, link: str, pieces: list[Said]) -> None:
    tones = {"strong": "strong", "em": "em", "code": "code"}
    for child in children:
        if isinstance(child, str):
            pieces.append((child, tone, link))  # type: ignore[arg-type]
        elif child.tag == "br":
            pieces.append(("\v", "", ""))
        else:
            inline(child.children, tones.get(child.tag, tone), child.get("href") or link, pieces)


HEAD = Para("value/title", (Run("What it is worth"),), "h2")


def read_of(pieces: list[Piece]) -> str:
    """The value of a field that people typed over with these pieces."""
    layout = Layout("Plan", (HEAD, Para("value/summary", (Run("x"),), field=FIELD)))
    draft = draft_of(layout)
    draft.blocks[1] = P(pieces)
    doc = read(document(draft))
    (value,) = observe(doc, layout, find(doc, layout)).fields.values()
    return value.text


def there_and_back(markdown: str) -> str:
    layout = shown(markdown)
    doc = read(document(draft_of(layout)))
    return next(iter(observe(doc, layout, find(doc, layout)).fields.values())).text


@pytest.mark.parametrize(
    "markdown",
    [
        "Plain words.",
        "**Bold** and *italic*, `code` too.",
        "One paragraph.\n\nAnother one.",
        "Before:\n\n- one\n- two\n- *three*",
        "1. first\n2. second\n3. third",
        "- one\n    - under one\n    - also\n- two",
        "- one\n    1. first\n    2. second\n- two\n    1. first again",
        "See [the paper](https://fernhill.example/paper_(v2).pdf).".replace("_(v2)", ""),
        "See [the paper](<https://fernhill.example/a (b).pdf>).",
        "<https://fernhill.example>",
        "**See [the paper](https://fernhill.example/p.pdf)**",
        "snake_case_name and 2 * 3 * 4",
        "A lone * and a lone _ here",
        "\\*not italic\\* and \\_neither\\_",
        "\\# no heading",
        "\\- no item",
        "1\\. no item",
        "\\> no quote",
        "2026\\. That was the year.",
        "a < b, AT&T, [brackets] and (parens)",
        "&amp;amp; stays",
        "\\[a](b)",
        "C:\\temp and \\\\*",
        "first line  \nsecond line",
        "Emoji \U0001f389 and \u4e2d\u6587.",
    ],
)
def test_usual_notes_come_back_as_they_were_written(markdown: str) -> None:
    """Bold, italic, code, links, lists, paragraphs, and signs that mean nothing."""
    assert markdown == there_and_back(markdown)


@pytest.mark.parametrize(
    ("pieces", "markdown"),
    [
        ([Piece("very "), Piece("bold ", {"bold": True}), Piece("words")], "very **bold** words"),
        ([Piece("a", {"bold": True}), Piece("b", {"bold": True, "italic": True})], "**a*b***"),
        ([Piece(" ", {"bold": True}), Piece("x")], "x"),
        ([Piece("go", {"link": {"headingId": "h.1"}})], "go"),
        ([Piece(kind="richLink", body={"richLinkProperties": {"title": "T", "uri": "https://x.example"}})], "[T](https://x.example)"),
        ([Piece("ask "), Piece(kind="person", body={"personProperties": {"name": "Maria"}})], "ask Maria"),
        ([Piece("a]b", {"link": {"url": "https://x.example"}})], "[a\\]b](https://x.example)"),
        ([Piece("`tick`", {"weightedFontFamily": {"fontFamily": "Courier New"}})], "\\`tick\\`"),
    ],
)  # fmt: skip
def test_what_people_make_of_words_is_marked(pieces: list[Piece], markdown: str) -> None:
    """White space at the edges of bold stays outside; chips say what they show."""
    assert markdown == read_of(pieces)


def words_of(markdown: str) -> str:
    text = re.sub(r"<[^>]+>", "", to_html(markdown))
    return " ".join(unescape(text).split())


SIGNS = st.text(st.sampled_from("ab 1.*_`[]()<>#+-=&;:!\\|~\u00e9\U0001f600@/"), min_size=1, max_size=24)


@settings(max_examples=300, deadline=None)
@given(SIGNS)
def test_any_words_are_shown_as_typed(text: str) -> None:
    """Whatever signs stand in a paragraph, Markdown shows them, and nothing else."""
    folded = " ".join(text.split())
    assert folded == words_of(read_of([Piece(folded)] if folded else []))


@settings(max_examples=300, deadline=None)
@example([(" * ", False, True)])
@example([("a * ", True, True)])
@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("ab c*_[]1.`\\<>@:#-"), min_size=1, max_size=8), st.booleans(), st.booleans()
        ),
        max_size=4,
    )
)
def test_any_runs_are_shown_with_their_words(runs: list[tuple[str, bool, bool]]) -> None:
    """Marks never eat or add words."""
    pieces = [Piece(text, {"bold": bold, "italic": italic}) for text, bold, italic in runs]
    said = " ".join("".join(text for text, _, _ in runs).split())

    assert said == words_of(read_of(pieces))


def test_words_without_signs_are_not_touched() -> None:
    """Nothing is escaped that needs none."""
    assert "Weekly call, on Tuesdays (10:00)!" == escaped("Weekly call, on Tuesdays (10:00)!")
