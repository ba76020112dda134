"""Writers: one function a format. Those of the Page take page and assets; JSON takes the Plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapdocs.assets import Assets
    from mapdocs.page import Page
    from mapdocs.plan.parts import Plan
    from mapdocs.writers.result import Written

EXTENSIONS: Mapping[str, str] = {
    "pdf": "pdf",
    "docx": "docx",
    "html": "html",
    "md": "md",
    "json": "json",
    "gdocs": "gdocs.json",
}
"""Format -> how its files' names end."""


def write(kind: str, plan: Plan, page: Page, assets: Assets) -> Written:
    """The document of that kind, one of EXTENSIONS; what a format needs is imported when it is written."""
    return WRITERS[kind](plan, page, assets)


def _pdf(_plan: Plan, page: Page, assets: Assets) -> Written:
    from mapdocs.writers.pdf import write_pdf

    return write_pdf(page, assets)


def _docx(_plan: Plan, page: Page, assets: Assets) -> Written:
    from mapdocs.writers.docx import write_docx

    return write_docx(page, assets)


def _html(_plan: Plan, page: Page, assets: Assets) -> Written:
    from mapdocs.writers.html import write_html

    return write_html(page, assets)


def _md(_plan: Plan, page: Page, assets: Assets) -> Written:
    from mapdocs.writers.md import write_md

    return write_md(page, assets)


def _gdocs(_plan: Plan, page: Page, assets: Assets) -> Written:
    from mapdocs.writers.gdocs import write_gdocs

    return write_gdocs(page, assets)


def _json(plan: Plan, _page: Page, _assets: Assets) -> Written:
    from mapdocs.writers.json import write_json

    return write_json(plan)


WRITERS: dict[str, Callable[[Plan, Page, Assets], Written]] = {
    "pdf": _pdf,
    "docx": _docx,
    "html": _html,
    "md": _md,
    "json": _json,
    "gdocs": _gdocs,
}
