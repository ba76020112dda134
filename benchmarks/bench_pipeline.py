"""What comes before a format: reading, composing, scheduling, Plan and Page, against the PDF of the same deal."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Case
from mapdocs.documents import document_of
from mapdocs.workspace import find_deal, open_workspace
from mapdocs.writers import write

if TYPE_CHECKING:
    from mapdocs.documents import Document
    from mapdocs.workspace import Workspace

ROOT = Path(__file__).parent.parent
DEAL = "marlow-bank"
TODAY = date(2026, 11, 23)


@cache
def workspace() -> Workspace:
    """The samples' workspace, opened once as a command does."""
    return open_workspace(ROOT, ROOT)


def pipeline() -> Document:
    """From the deal file on disk to the Page; nothing is kept, so nothing is written."""
    place = find_deal(workspace(), DEAL, ROOT)
    return document_of(workspace(), place, TODAY, "buyer", "full", "", ROOT, keep=False)


@cache
def document() -> Document:
    """The bank's deal, with 45 tasks and more."""
    return pipeline()


def pdf() -> bytes:
    """Its PDF."""
    found = document()
    return write("pdf", found.plan, found.page, found.assets).data


CASES = [
    Case("pipeline: from the deal file to the page", pipeline, "its PDF", pdf, 0.10, rounds=5),
]
