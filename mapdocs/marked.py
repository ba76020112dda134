"""A deal's page with what changed since a published version marked in it: its redline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.documents import document_from, page_of
from mapdocs.history import find_version
from mapdocs.redline import redline

if TYPE_CHECKING:
    from mapdocs.deals import OpenDeal
    from mapdocs.page import Page
    from mapdocs.workspace import DealPlace


def marked(place: DealPlace, opened: OpenDeal, page: Page, since: str) -> Page:
    """The buyer's page beside what the version of that name sent; UsageError where there is none such.

    Since that version its letter tells the changes, too.
    """
    version = find_version(opened.history, since)
    if version != opened.history.last:
        page = document_from(place, opened, "buyer", "full", since=version).page
    return redline(page_of(place, opened, version), page)
