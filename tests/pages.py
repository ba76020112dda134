"""The docs as the tests read them: their sections, tables and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def doc(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ticked(text: str) -> set[str]:
    """All that stands in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next one of any level; code blocks taken out."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    match = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"there is no heading {title!r}"
    return match[1]


def first_cells(text: str) -> list[str]:
    """What stands in backticks in the first cells of tables."""
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


def blocks(path: Path, *kinds: str) -> Iterator[str]:
    """The fenced blocks with one of these info strings."""
    text = path.read_text("utf-8")
    for match in re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        if match[1].strip() in kinds:
            yield match[2]


def ticked_words(text: str) -> set[str]:
    """The words inside backticks, brackets and dots of usage lines taken off."""
    return {word.strip("[].") for tick in ticked(text) for word in tick.split()}
