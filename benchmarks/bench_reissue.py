"""What it costs to tell what changed: a build of a deal with a published version before it, against one without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Case
from mapdocs.deals import open_deal
from mapdocs.documents import document_from
from mapdocs.history import History
from mapdocs.workspace import find_deal, open_workspace
from mapdocs.writers import write

if TYPE_CHECKING:
    from mapdocs.deals import OpenDeal
    from mapdocs.workspace import DealPlace

ROOT = Path(__file__).parent.parent
DEAL, TODAY = "casterbridge-retail", date(2026, 11, 23)
KINDS = ("pdf", "docx", "html")


@cache
def place() -> DealPlace:
    """The retailer's deal, which has a story of a month since its second version."""
    return find_deal(open_workspace(ROOT, ROOT), DEAL, ROOT)


def build(*, told: bool) -> list[bytes]:
    """From the deal file to its documents, as `mapdocs build` makes them; nothing is kept, so nothing is written."""
    opened: OpenDeal = open_deal(open_workspace(ROOT, ROOT), place(), TODAY, keep=False, current=ROOT)
    before = History(opened.history.versions[:2]) if told else History()
    opened = replace(opened, history=before)
    document = document_from(place(), opened, "buyer", "full")
    return [write(kind, document.plan, document.page, document.assets).data for kind in KINDS]


CASES = [
    Case(
        "reissue: build with what changed",
        lambda: build(told=True),
        "build without",
        lambda: build(told=False),
        1.15,
        rounds=3,
    ),
]
