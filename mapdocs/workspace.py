"""Where things lie: the workspace, its deals and templates; all that documents need is loaded here, once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from pydantic import Field

from mapdocs.assets import Assets, FontFile, Logo, Template, Theme
from mapdocs.deal import Google, Party, Person
from mapdocs.locales import locale_words
from mapdocs.model import Calendar, Model
from mapdocs.problems import DealError, Problem, UsageError, Where, brief, in_order, nearest
from mapdocs.scalars import Id, Number, Text
from mapdocs.source import MAX_BYTES, Node, merge, place, read_file, read_yaml, tree
from mapdocs.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapdocs.deal import Deal

_DEAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_TEXT_KINDS = frozenset((".md", ".yaml", ".j2", ".css"))
_THEME = re.compile(r"themes/[^/]+/theme\.yaml")
_WEIGHTS = frozenset(str(weight) for weight in range(100, 1000, 100))
_NEEDED = {
    "colours": "ink muted faint rule band paper buyer seller accent bar done attention today".split(),
    "fonts": "body heading word_body word_heading fallback".split(),
    "sizes": "body small chart h1 h2 h3 title".split(),
    "page": "top right bottom left".split(),
    "logo": ["height"],
}
_MILLIMETRES = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)
_PAPER = ("", "A4", "Letter")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT_THEME = "default"
_LONGEST_PATH = 1000
_LONGEST_NAME = 200
Steps = tuple[str | int, ...]
_NOT_IN_LOGOS = frozenset("script foreignObject iframe image style set animate animateTransform handler".split())
_OUTSIDE = re.compile(r"(url|image|image-set|src)\(\s*+['\"]?+(?!\s*#)|javascript:|data:", re.IGNORECASE)
_LOGO_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


class WorkspaceFile(Model):
    """`content/workspace.yaml`: the seller, and what deals start from."""

    seller: Party | None = None
    people: Mapping[Id, Person] = {}
    theme: Text = ""
    calendars: Mapping[Id, Calendar] = {}
    google: Google | None = None
    defaults: dict[str, Any] = Field({}, description="Any other keys of a deal file, for all deals that don't say.")


class ThemeFile(Model):
    """`theme.yaml`; docs/themes.md tells what each key does."""

    title: Text
    colours: dict[str, Text]
    dark: dict[str, Text] = {}
    fonts: dict[str, Text] = {}
    sizes: dict[str, Number] = {}
    page: dict[str, Text] = {}
    logo: dict[str, Text] = {}
    word: dict[str, Text] = {}
    faces: tuple[dict[str, Text], ...] = ()


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
    return [_in_workspace(workspace.root, file.parent.name, current) for file in files if _inside(file, folder)]


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
    if not _inside(deal.file, workspace.root / "content" / "deals"):
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


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def load_assets(
    workspace: Workspace, deal: Deal, folder: Path, locate: Callable[[Steps], Where | None]
) -> tuple[Assets, list[Problem]]:
    """Theme, words, templates and logos for a deal; faults of theme and logos are problems, told at `locate`."""
    theme, problems = load_theme(workspace, deal.theme or DEFAULT_THEME, locate(("theme",)))
    logos: dict[str, Logo] = {}
    for side in ("buyer", "seller"):
        name = deal.buyer.logo if side == "buyer" else deal.seller.logo
        if name:
            logo, faults = _logo(name, side, _logo_folders(workspace, folder), locate((side, "logo")))
            problems += faults
            if logo:
                logos[side] = logo
    base = workspace.templates.get("themes/base.css")
    return Assets(workspace.templates, load_words(workspace), theme, base.text if base else "", logos), problems


def _logo_folders(workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Beside the deal file first, then the workspace's content folder (the seller's own); not what lies below them."""
    return (folder, workspace.root / "content") if workspace.root else (folder,)


def _logo(name: str, side: str, folders: tuple[Path, ...], where: Where | None) -> tuple[Logo | None, list[Problem]]:
    media = _LOGO_KINDS.get(Path(name).suffix.lower())
    found = (f / name for f in folders if (f / name).is_file() and _inside(f / name, f))
    path = next(found, None) if len(name) <= _LONGEST_NAME and "/" not in name else None
    if path is None or media is None:
        message = f'The {side}\'s logo "{brief(name)}" is not an .svg or .png file beside the deal file.'
        return None, [Problem("no-logo", message, where, f"Put it there, or remove logo: under {side}:.")]
    if path.stat().st_size > MAX_BYTES:
        message = f'The {side}\'s logo "{brief(name)}" is larger than 1 MiB.'
        return None, [Problem("bad-logo", message, where, "Save it smaller.")]
    data = path.read_bytes()
    fault = _svg_fault(data) if media == "image/svg+xml" else _png_fault(data)
    if fault:
        message = f'The {side}\'s logo "{brief(name)}" {fault}.'
        return None, [Problem("bad-logo", message, where, "Export it again as a plain picture.")]
    return Logo(data, media), []


def _png_fault(data: bytes) -> str:
    return "" if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" else "is not a PNG picture"


def _svg_fault(data: bytes) -> str:
    """Why an SVG can't be used: no picture, or one that runs code or reaches out."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return "is not an SVG picture"
    if etree.QName(root).localname != "svg" or root.getroottree().docinfo.internalDTD is not None:
        return "is not a plain SVG picture"
    if root.getroottree().xpath("//processing-instruction()"):
        return "holds an instruction for other programs"
    for element in root.iter("*"):
        tag = etree.QName(element)
        if tag.localname in _NOT_IN_LOGOS or "xhtml" in (tag.namespace or ""):
            return f"holds <{tag.localname}>, which a logo must not"
        for key, value in element.attrib.items():
            name = etree.QName(key).localname.lower()
            if _reaches_out(name, str(value).strip()):
                return f"reaches outside itself ({name})"
    return ""


def _reaches_out(name: str, value: str) -> bool:
    """Whether an attribute of an SVG runs code or loads something; an escape in CSS can spell `url(`."""
    if name == "style" and "\\" in value:
        return True
    return name.startswith("on") or (name == "href" and not value.startswith("#")) or bool(_OUTSIDE.search(value))


def load_words(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Language -> the words of its locale file, a workspace's own ones over the shipped."""
    return locale_words(workspace.templates)[0]


def load_theme(workspace: Workspace, name: str, where: Where | None = None) -> tuple[Theme, list[Problem]]:
    """The theme of that name; the default one, and a problem, where there is none."""
    known = sorted(n.split("/")[1] for n in workspace.templates if _THEME.fullmatch(n))
    problems: list[Problem] = []
    if name not in known:
        problems.append(Problem("unknown-theme", f'"{brief(name)}" is not a theme.', where, nearest(name, known)))
        name = DEFAULT_THEME
    file = workspace.templates[f"themes/{name}/theme.yaml"]
    css = workspace.templates.get(f"themes/{name}/theme.css")
    theme, faults = _theme(name, file.text, file.path, css.text if css else "", workspace.folders)
    return theme, [*problems, *faults]


@lru_cache(maxsize=16)
def _theme(name: str, text: str, path: str, css: str, folders: tuple[Path, ...]) -> tuple[Theme, tuple[Problem, ...]]:
    node, problems = read_yaml(text, path)
    if node is None:
        raise DealError(*problems)
    read, faults = validate(node, ThemeFile)
    if read is None or problems:
        raise DealError(*problems, *faults)
    faults = [*_lacking(read, node), *_discoloured(read, node), *_unmeasured(read, node)]
    if faults:
        raise DealError(*in_order(faults))
    faces = tuple(_face(face, name, folders, path) for face in read.faces)
    sizes = {key: float(value) for key, value in read.sizes.items()}
    page = {key: _number(value) for key, value in read.page.items()}
    logo = {key: _number(value) for key, value in read.logo.items()}
    theme = Theme(name, read.title, read.colours, read.dark, read.fonts, sizes, page, logo, read.word, css, faces)
    return theme, ()


def _lacking(theme: ThemeFile, node: Node) -> Iterator[Problem]:
    """What every document needs of a theme."""
    for part, names in _NEEDED.items():
        missing = [name for name in names if name not in getattr(theme, part)]
        if missing:
            where = node.keys.get(part) or node.where
            yield Problem("missing-key", f"The theme lacks {', '.join(missing)}.", where, f"Add them under {part}:.")


def _unmeasured(theme: ThemeFile, node: Node) -> Iterator[Problem]:
    for part in ("page", "logo"):
        for name in _NEEDED[part]:
            given = getattr(theme, part).get(name, "0")
            if not _MILLIMETRES.fullmatch(given):
                message = f'"{brief(given)}" is not a number of millimetres.'
                yield Problem("bad-number", message, place(node, (part, name)), "Write it as 20 or 12.5.")
    if (size := theme.page.get("size", "")) not in _PAPER:
        message = f'"{brief(size)}" is not a paper size.'
        yield Problem("bad-choice", message, place(node, ("page", "size")), 'Write A4, Letter, or "" for either.')


def _discoloured(theme: ThemeFile, node: Node) -> Iterator[Problem]:
    for part in ("colours", "dark"):
        for name, colour in getattr(theme, part).items():
            if not _COLOUR.fullmatch(colour):
                message = f'"{brief(colour)}" is not a colour.'
                yield Problem("bad-colour", message, place(node, (part, name)), "Write it as #rrggbb.")


def _number(text: str) -> str | float:
    return float(text) if re.fullmatch(r"-?\d{1,4}(\.\d{1,3})?", text, re.ASCII) else text


def _face(face: Mapping[str, str], theme: str, folders: tuple[Path, ...], path: str) -> FontFile:
    name = face.get("file", "")
    for folder in folders:
        file = folder / "themes" / theme / "fonts" / name
        if name and file.is_file() and _inside(file, folder):
            weight = face.get("weight", "400")
            if weight not in _WEIGHTS:
                hint = "Write 100, 200, ... 900."
                raise DealError(
                    Problem("bad-number", f'"{brief(weight)}" is not a weight of a font.', Where(path), hint)
                )
            italic = face.get("style") == "italic"
            return FontFile(face.get("family", ""), int(weight), italic, name, file.read_bytes(), str(file))
    message = f'The font file "{brief(name)}" is not in the theme\'s fonts folder.'
    raise DealError(Problem("no-font", message, Where(path), "Put it there, or remove it from faces:."))
