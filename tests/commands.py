"""The command line under test: how it is started on its own, and what it built."""

from __future__ import annotations

import sys
from pathlib import Path

DAY = ["--today", "2026-11-23"]
COMMAND = [sys.executable, "-c", "import sys; from mapdocs.cli import main; sys.exit(main(sys.argv[1:]))"]


def built(folder: Path) -> list[str]:
    """The documents in a folder, as relative paths."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("plan*"))
