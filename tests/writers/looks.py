"""Pages and themes for judging what readers see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.assets import Assets
from mapdocs.themes import load_theme
from mapdocs.workspace import open_workspace
from tests.writers.word_pages import Names, page

if TYPE_CHECKING:
    from mapdocs.page import Page

THEMES = ("default", "boardroom")
WORDS = {"contents": "Contents", "to_plan": "To the plan", "to_top": "To the top", "show_changes": "Show changes"}


def assets(theme: str = "default") -> Assets:
    """A theme that ships with the rules that all share."""
    workspace = open_workspace(None, Path.cwd())
    found, _ = load_theme(workspace, theme)
    return Assets({}, {}, found, workspace.templates["themes/base.css"].text)


def sample(rows: int = 12, names: Names | None = None) -> Page:
    """A whole document with that many rows in its plan."""
    return replace(page(rows, names or Names()), words=WORDS)
