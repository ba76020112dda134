"""A deal's page with what changed since a published version marked in it: its redline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.codec import from_plain
from mapdocs.history import find_version
from mapdocs.page import render_page
from mapdocs.plan.parts import Plan
from mapdocs.problems import DealError, Problem
from mapdocs.redline import redline

if TYPE_CHECKING:
    from mapdocs.deals import OpenDeal
    from mapdocs.history import Version
    from mapdocs.page import Page


def marked(opened: OpenDeal, page: Page, since: str) -> Page:
    """The buyer's page beside what the version of that name sent; UsageError where there is none such."""
    return redline(page_sent(opened, find_version(opened.history, since)), page)


def page_sent(opened: OpenDeal, version: Version) -> Page:
    """The page of a version, from the plan that was sent, in the templates and words of now."""
    try:
        plan: Plan = from_plain(Plan, version.plans["buyer"])
    except (ValueError, KeyError, TypeError, AttributeError):
        message = f"The plan of version {version.called} can't be read: mapdocs {version.mapdocs or '?'} wrote it."
        raise DealError(Problem("other-plan", message, None, "Take a later version: --from.")) from None
    return render_page(plan, opened.words, opened.assets, {})
