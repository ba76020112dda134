"""Deal files of their own, to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.deals import open_deal
from mapdocs.desk import Desk
from mapdocs.workspace import find_deal, open_workspace
from tests.samples import SMALL, TODAY

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "# A deal that people keep by hand.\r\n"
WINDOWS = HEAD + SMALL.replace("\n", "\r\n")
"""A comment, and line ends of Windows."""


def desk_of(folder: Path, text: str) -> Desk:
    """A deal outside any workspace, its keys allotted."""
    workspace = open_workspace(None, folder)
    (folder / "deal.yaml").write_bytes(text.encode())
    place = find_deal(workspace, str(folder / "deal.yaml"), folder)
    open_deal(workspace, place, TODAY, current=folder)
    return Desk(workspace, place, TODAY, folder)


def text_of(desk: Desk) -> str:
    """What its file says, with plain line ends."""
    return desk.place.file.read_bytes().decode().replace("\r\n", "\n")


def apart(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that went from one text to another, and those that came, without line ends."""
    was, now = old.splitlines(), new.splitlines()
    return [line for line in was if line not in now], [line for line in now if line not in was]
