"""Pages to lay out: of a few blocks, and of whole deals."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.documents import document_of
from mapdocs.markup import parse
from mapdocs.outline import layout_of
from mapdocs.workspace import find_deal, open_workspace
from tests.conftest import ROOT
from tests.samples import TODAY
from tests.writers.looks import assets
from tests.writers.word_pages import page

if TYPE_CHECKING:
    from mapdocs.documents import Document
    from mapdocs.layout import Layout, Para, Table
    from mapdocs.plan.parts import Edition, Size

SAMPLES = ("casterbridge-retail", "hollow-pine", "marlow-bank", "nordlys-energi", "rhein-klinikum")


@cache
def deal(name: str, edition: Edition = "buyer", size: Size = "full", language: str = "") -> Document:
    """The document of one of the deals that ship."""
    workspace = open_workspace(ROOT, Path.cwd())
    return document_of(workspace, find_deal(workspace, name, ROOT), TODAY, edition, size, language, ROOT)


def laid_out(name: str, edition: Edition = "buyer", size: Size = "full", language: str = "") -> Layout:
    """Its layout."""
    found = deal(name, edition, size, language)
    return layout_of(found.page, found.assets.theme)


def layout(*blocks: str) -> Layout:
    """The layout of some blocks of the page's HTML."""
    section = f'<section id="s">{"".join(blocks)}</section>'
    return layout_of(replace(page(1), blocks=(parse(section),)), assets().theme)


def paras(*blocks: str) -> list[Para]:
    """The paragraphs of some blocks outside of tables, and of their cells."""
    return list(layout(*blocks).paras())


def table(rows: str, kind: str = "grid") -> Table:
    """A table of some rows."""
    return next(layout(f'<table id="t" class="{kind}">{rows}</table>').tables())
