"""A theme: its colours, fonts, sizes and CSS, whole before a document is made with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.assets import FontFile, Theme
from mapdocs.model import Model
from mapdocs.problems import DealError, Problem, Where, brief, in_order, nearest
from mapdocs.scalars import Number, Text
from mapdocs.source import Node, place, read_yaml
from mapdocs.validation import validate
from mapdocs.workspace import Workspace, inside

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        if name and file.is_file() and inside(file, folder):
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
