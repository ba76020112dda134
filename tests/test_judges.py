"""The programs that judge what mapdocs writes see a fault where there is one: a clean verdict means something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

Judge = Callable[[Path], list[str]]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A Word file with a heading and a table."""
    document = docx.Document()
    document.add_heading("Plan")
    document.add_table(2, 2)
    path = tmp_path / "sound.docx"
    document.save(str(path))
    return path


def test_the_open_xml_sdk_passes_a_sound_file_and_names_a_fault(
    sound: Path, tmp_path: Path, ooxml_findings: Judge
) -> None:
    """A row outside of any table is found; the file without it has no finding."""
    document = docx.Document(str(sound))
    document.element.body.insert(0, OxmlElement("w:tr"))
    broken = tmp_path / "broken.docx"
    document.save(str(broken))

    assert [] == ooxml_findings(sound)
    assert any("w:tr" in finding or "tr'" in finding for finding in ooxml_findings(broken))


def test_libreoffice_draws_a_word_file_as_pages(
    sound: Path, soffice_to_pdf: Callable[[Path], Path], pdf_pages_png: Callable[[Path], list[Path]]
) -> None:
    """A Word file becomes a PDF, and the PDF a picture a page."""
    (page,) = pdf_pages_png(soffice_to_pdf(sound))

    assert page.read_bytes().startswith(b"\x89PNG")


def test_qpdf_passes_a_sound_file_and_names_a_fault(
    sound: Path, soffice_to_pdf: Callable[[Path], Path], qpdf_findings: Judge
) -> None:
    """A PDF that lost its end is found; the whole one has no finding."""
    whole = soffice_to_pdf(sound)
    cut = whole.with_name("cut.pdf")
    cut.write_bytes(whole.read_bytes()[:-200])

    assert [] == qpdf_findings(whole)
    assert [] != qpdf_findings(cut)
