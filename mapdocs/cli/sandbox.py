"""google sandbox: the local server, until it is stopped."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.cli.output import answer, say

if TYPE_CHECKING:
    import argparse


def sandbox(given: argparse.Namespace) -> int:
    """Serves on this machine until Ctrl-C; every document is on disk before its change is answered."""
    from mapdocs.google.settings import settings_folder
    from mapdocs.sandbox.server import serve
    from mapdocs.workspace import shown

    current = Path.cwd()
    folder = current / given.folder if given.folder else settings_folder(os.environ) / "sandbox"
    server = serve(folder, given.port, _now)
    name = shown(folder, current)
    text = f"The sandbox: {server.base_url}\nIts documents: {name}\nStop it with Ctrl-C."
    try:
        answer(given, lambda: {"url": server.base_url, "folder": name}, lambda: text)
        sys.stdout.flush()
        server.wait()
    except KeyboardInterrupt:
        say("Stopped. The documents are kept.")
    finally:
        server.stop()
    return 0


def _now() -> str:
    """The time, as Google writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
