"""Where things lie: the workspace, its deals and templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from pydantic import Field

from mapdocs.assets import Template
from mapdocs.deal import Google, Party, Person
from mapdocs.locales import locale_words
from mapdocs.model import Calendar, Model
from mapdocs.problems import DealError, Problem, UsageError, Where, brief, nearest
from mapdocs.scalars import Id, Text
from mapdocs.source import Node, merge, read_file, read_yaml, tree
from mapdocs.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator


_DEAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_TEXT_KINDS = frozenset((".md", ".yaml", ".j2", ".css"))
_LONGEST_PATH = 1000


class WorkspaceFile(Model):
    """`content/workspace.yaml`: the seller, and what deals start from."""

    seller: Party | None = None
    people: Mapping[Id, Person] = {}
    theme: Text = ""
    calendars: Mapping[Id, Calendar] = {}
    google: Google | None = None
    defaults: dict[str, Any] = Field({}, description="Any other keys of a deal file, for all deals that don't say.")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `content/workspace.yaml`, or, with `root` None, none: only the templates that ship.

    `under`: what lies under every deal; `templates`: relative name -> text, the workspace's own before the shipped.
    """

    root: Path | None
    under: Node
    templates: Mapping[str, Template]
    folders: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class DealPlace:
    """A deal file: its name, its folder, the file, and how messages name it; `out` is where its documents go."""

    name: str
    folder: Path
    file: Path
    shown: str
    out: Path

    @property
    def asked(self) -> str:
        """How commands name it: in a workspace by its name, else by its path."""
        inside = self.file.name == "deal.yaml" and self.file.parts[-4:-2] == ("content", "deals")
        return self.name if inside else quote(self.shown)

    @property
    def keys(self) -> Path:
        """The file of its keys."""
        return self.folder / f"{self._own}keys.yaml"

    @property
    def history(self) -> Path:
        """The folder of its published versions."""
        return self.folder / f"{self._own}history"

    @property
    def google(self) -> Path:
        """The file of what is remembered of its co-edited document."""
        return self.folder / f"{self._own}google.json"

    @property
    def machine(self) -> Path:
        """The folder of what only this machine needs to know of it; never committed."""
        return self.folder / f".{self._own}google"

    @property
    def _own(self) -> str:
        """What its files' names begin with, since deals outside a workspace may share a folder."""
        return "" if self.file.stem == "deal" else f"{self.file.stem}."


def builtin_templates() -> Path:
    """The templates that ship: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"


def find_root(given: Path | None, current: Path) -> Path | None:
    """The workspace asked for, or the nearest one at or above the current folder."""
    if given:
        if not (given / "content" / "workspace.yaml").is_file():
            hint = "Give the folder that holds content/workspace.yaml, or make one with mapdocs init."
            raise UsageError(Problem("no-workspace", f"{given} is not a workspace.", None, hint))
        return given
    folders = (current, *current.parents)
    return next((folder for folder in folders if (folder / "content" / "workspace.yaml").is_file()), None)


def open_workspace(root: Path | None, current: Path) -> Workspace:
    """The workspace with its templates; DealError where its file is wrong."""
    shipped = builtin_templates()
    own = root / "templates" if root else None
    folders = (own, shipped) if own and own.is_dir() and own.resolve() != shipped.resolve() else (shipped,)
    templates: dict[str, Template] = {}
    for folder in reversed(folders):
        for name, file in _texts(folder, current, "" if folder == own else " (shipped)"):
            own_words = folder != shipped and name.startswith("locales/")
            templates[f"own/{name}" if own_words else name] = file
    under = _read_under(root, current) if root else tree({}, Where("workspace.yaml"))
    return Workspace(root, under, templates, folders)


def _texts(folder: Path, current: Path, whose: str) -> Iterator[tuple[str, Template]]:
    """Relative names and texts; shipped ones that lie elsewhere are told as `templates/page.html.j2 (shipped)`."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in _TEXT_KINDS and path.is_file():
            told = shown(path, current)
            told = f"templates/{name}{whose}" if whose and told == str(path) else told
            yield name, Template(read_file(path, told), told)


def _read_under(root: Path, current: Path) -> Node:
    path = root / "content" / "workspace.yaml"
    name = shown(path, current)
    node, problems = read_yaml(read_file(path, name), name)
    if node is None and [p.code for p in problems] == ["empty-file"]:
        return tree({}, Where(name))
    if node is None:
        raise DealError(*problems)
    _, faults = validate(node, WorkspaceFile)
    if problems or faults:
        raise DealError(*problems, *faults)
    given = {key: child for key, child in node.entries.items() if key != "defaults"}
    own = node._replace(value=given)
    return merge(node.entries["defaults"], own) if "defaults" in node.entries else own


def shown(path: Path, current: Path) -> str:
    """The path as people read it: below the current folder where it lies there."""
    try:
        return path.relative_to(current).as_posix()
    except ValueError:
        return str(path)


def all_deals(workspace: Workspace, current: Path) -> list[DealPlace]:
    """Every deal of the workspace, by name."""
    if workspace.root is None:
        return []
    folder = workspace.root / "content" / "deals"
    files = sorted(folder.glob("*/deal.yaml"))
    return [_in_workspace(workspace.root, file.parent.name, current) for file in files if inside(file, folder)]


def find_deal(workspace: Workspace, name: str, current: Path) -> DealPlace:
    """A deal by its name or by the path of its file; UsageError where there is none."""
    path = Path(name)
    if len(name) <= _LONGEST_PATH and "\0" not in name:
        folder = (current / path).is_dir()
        if path.suffix == ".yaml" or (folder and (current / path / "deal.yaml").is_file()):
            return _by_path(workspace, path / "deal.yaml" if folder else path, current)
    if not _DEAL_NAME.fullmatch(name) or ".." in name:
        message = f'"{brief(name, 100)}" is not the name of a deal.'
        hint = "A deal's name is its folder's name under content/deals/; a path must end with deal.yaml."
        raise UsageError(Problem("bad-deal-name", message, None, hint))
    if workspace.root is None:
        hint = "Give a path to a deal.yaml, -w DIR, or make a workspace with mapdocs init."
        raise UsageError(Problem("no-workspace", "There is no workspace here.", None, hint))
    deal = _in_workspace(workspace.root, name, current)
    if not deal.file.is_file():
        names = [place.name for place in all_deals(workspace, current)]
        raise UsageError(
            Problem("unknown-deal", f'"{name}" is not a deal of this workspace.', None, nearest(name, names))
        )
    if not inside(deal.file, workspace.root / "content" / "deals"):
        hint = "Put the deal itself there, not a link."
        raise UsageError(Problem("bad-deal-name", f'"{name}" leads out of content/deals/.', None, hint))
    return deal


def _by_path(workspace: Workspace, path: Path, current: Path) -> DealPlace:
    file = (current / path).resolve()
    root = workspace.root.resolve() if workspace.root else None
    if root and file.parent.parent == root / "content" / "deals":
        return _in_workspace(root, file.parent.name, current)
    if not file.is_file():
        raise UsageError(Problem("no-file", f"{path} is not a file.", None, "Check the path."))
    name = file.parent.name if file.stem == "deal" else file.stem
    return DealPlace(name, file.parent, file, shown(file, current), current / "dist" / name)


def _in_workspace(root: Path, name: str, current: Path) -> DealPlace:
    folder = root / "content" / "deals" / name
    return DealPlace(name, folder, folder / "deal.yaml", shown(folder / "deal.yaml", current), root / "dist" / name)


def inside(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, wherever a link leads."""
    return path.resolve().is_relative_to(folder.resolve())


def load_words(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Language -> the words of its locale file, a workspace's own ones over the shipped."""
    return locale_words(workspace.templates)[0]
