"""A workspace on disk with one deal."""

from __future__ import annotations

from pathlib import Path

from mapdocs.workspace import Workspace, open_workspace


def one_deal(folder: Path) -> Path:
    """Makes it."""
    (folder / "content" / "deals" / "acme").mkdir(parents=True)
    (folder / "content" / "workspace.yaml").write_text("seller: {name: Ours, country: DE}\n")
    (folder / "content" / "deals" / "acme" / "deal.yaml").write_text("buyer: {name: Acme, country: GB}\n")
    return folder


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def opened(root: Path) -> Workspace:
    return open_workspace(root, root)
