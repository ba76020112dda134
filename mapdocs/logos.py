"""The logos of a deal's parties: pictures and nothing else, from the deal's folder or the workspace's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.assets import Logo
from mapdocs.problems import Problem, brief
from mapdocs.source import MAX_BYTES
from mapdocs.workspace import inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdocs.deal import Deal
    from mapdocs.problems import Where
    from mapdocs.workspace import Workspace

_LONGEST_NAME = 200
Steps = tuple[str | int, ...]
_NOT_IN_LOGOS = frozenset("script foreignObject iframe image style set animate animateTransform handler".split())
_OUTSIDE = re.compile(r"(url|image|image-set|src)\(\s*+['\"]?+(?!\s*#)|javascript:|data:", re.IGNORECASE)
_LOGO_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


def load_logos(
    workspace: Workspace, deal: Deal, folder: Path, locate: Callable[[Steps], Where | None]
) -> tuple[dict[str, Logo], list[Problem]]:
    """Side -> its logo, where the deal names one that can be used; faults are problems, told at `locate`."""
    logos: dict[str, Logo] = {}
    problems: list[Problem] = []
    for side, name in (("buyer", deal.buyer.logo), ("seller", deal.seller.logo)):
        if name:
            logo, faults = _logo(name, side, _folders(workspace, folder), locate((side, "logo")))
            problems += faults
            if logo:
                logos[side] = logo
    return logos, problems


def _folders(workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Beside the deal file first, then the workspace's content folder (the seller's own); not what lies below them."""
    return (folder, workspace.root / "content") if workspace.root else (folder,)


def _logo(name: str, side: str, folders: tuple[Path, ...], where: Where | None) -> tuple[Logo | None, list[Problem]]:
    media = _LOGO_KINDS.get(Path(name).suffix.lower())
    found = (f / name for f in folders if (f / name).is_file() and inside(f / name, f))
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
