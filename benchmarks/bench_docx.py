"""Word's budgets: against the PDF of the same plan, python-docx with the same XML, and fewer rows."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import parse_xml

from benchmarks.harness import Case
from mapdocs.writers.docx import write_docx
from mapdocs.writers.pdf import write_pdf
from tests.writers.word_pages import assets, page

if TYPE_CHECKING:
    from mapdocs.page import Page

ROWS, MANY = 45, 1000


@cache
def plan(rows: int, *, pictures: bool = True) -> Page:
    """A page with that many rows in its plan."""
    return page(rows, drawing=pictures, logos=pictures)


def docx(rows: int, *, pictures: bool = True) -> bytes:
    """The same page as a Word file."""
    return write_docx(plan(rows, pictures=pictures), assets()).data


@cache
def base_and_body() -> tuple[bytes, str]:
    """The empty document and the body's XML that ours is made of, so that both sides write the same file."""
    data = docx(ROWS, pictures=False)
    with zipfile.ZipFile(BytesIO(data)) as file:
        xml = file.read("word/document.xml").decode()
    empty = Document(BytesIO(data))
    body = empty.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    saved = BytesIO()
    empty.save(saved)
    return saved.getvalue(), xml


def with_python_docx() -> bytes:
    """Open the base document, take the XML as one string, save."""
    base, xml = base_and_body()
    document = Document(BytesIO(base))
    document.element.replace(document.element.body, parse_xml(xml.encode())[0])
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


CASES = [
    Case(
        "docx: the plan of 45 rows",
        lambda: docx(ROWS),
        "its PDF",
        lambda: write_pdf(plan(ROWS), assets()),
        0.15,
        rounds=5,
    ),
    Case(
        "docx: 45 rows without pictures",
        lambda: docx(ROWS, pictures=False),
        "python-docx: open, the same XML, save",
        with_python_docx,
        1.5,
    ),
    Case(
        "docx: 1,000 rows",
        lambda: docx(MANY, pictures=False),
        "45 rows",
        lambda: docx(ROWS, pictures=False),
        25.0,
        rounds=5,
    ),
]
