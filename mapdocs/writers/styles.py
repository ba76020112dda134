"""A theme's style sheet for one medium: variables and faces before the rules that all themes share and its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.assets import Assets, Theme
    from mapdocs.page import Page

SCREEN = 1.22
"""Screens are read from further away than paper: how much larger their type is."""

_SLOT = re.compile(r"(\{pages?\})")
_SCREENS = re.compile(r"^@media screen.*?^\}$", re.MULTILINE | re.DOTALL)
"""Blocks for screens, as far as the brace that stands alone at the beginning of a line."""
_RIGHT_TO_LEFT = re.compile(r"^\[dir=rtl\][^{}]*\{[^}]*\}$", re.MULTILINE)
"""Rules of their own line for pages that run from right to left: each costs time for each element."""
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def for_paper(assets: Assets, direction: str) -> str:
    """Base and theme rules with every variable replaced by its value, as WeasyPrint reads them fastest."""
    values = {**assets.theme.colours, **_fonts(assets.theme), **_sizes(assets.theme, 1.0)}
    rules = _SCREENS.sub("", f"{assets.base_css}\n{assets.theme.css}")
    if direction != "rtl":
        rules = _RIGHT_TO_LEFT.sub("", rules)
    return _VARIABLE.sub(lambda match: values[match[1]], rules)


def for_screen(assets: Assets) -> str:
    """The same with variables: light, dark where the reader asks for it, and always light in print."""
    theme = assets.theme
    dark = {**theme.colours, **theme.dark}
    return "\n".join(
        (
            f":root{{color-scheme:light dark;{_declared({**_fonts(theme), **_sizes(theme, SCREEN)})}}}",
            f":root{{{_declared(theme.colours)}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root{{{_declared(dark)}}}}}",
            f"@media print{{:root{{color-scheme:light;{_declared(_sizes(theme, 1.0))}}}}}",
            *(
                f".gantt .f-{name}{{fill:var(--{name})}}.gantt .s-{name}{{stroke:var(--{name})}}"
                for name in theme.colours
            ),
            assets.base_css,
            theme.css,
        )
    )


def sheet(page: Page, theme: Theme, *, tight: bool = False) -> str:
    """The paper: its size, margins, and what stands in them on each page; `tight` gives page one more room."""
    size = theme.page.get("size") or page.paper
    top, right, bottom, left = (theme.page[side] for side in ("top", "right", "bottom", "left"))
    if page.direction == "rtl":
        right, left = left, right
    first = max(9.0, float(top) - (11 if tight else 7))
    last = max(13.0, float(bottom) - (5 if tight else 2))
    running = page.running
    near, far = ("right", "left") if page.direction == "rtl" else ("left", "right")
    mark = f"{running.footer_mark} · {running.footer_left}".strip(" ·")
    return (
        f"@page{{size:{size};margin:{top:g}mm {right:g}mm {bottom:g}mm {left:g}mm;"
        f"@top-{near}{{content:{_string(running.header_left)}}}"
        f"@top-{far}{{content:{_string(running.header_right)}}}"
        f"@bottom-{near}{{content:{_string(mark)}}}"
        f"@bottom-{far}{{content:{_numbered(running.page_of)}}}}}"
        f"@page:first{{margin-top:{first:g}mm;margin-bottom:{last:g}mm;@top-left{{content:none}}@top-right{{content:none}}}}"
    )


def _numbered(page_of: str) -> str:
    """`Page {page} of {pages}` as CSS content."""
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    return " ".join(counters.get(part) or _string(part) for part in _SLOT.split(page_of) if part)


def _string(text: str) -> str:
    """A CSS string: whatever could end it or the style element is told by its number."""
    return '"' + re.sub(r'["\\<>&\x00-\x1f]', lambda match: f"\\{ord(match[0]):06x}", text) + '"'


def _fonts(theme: Theme) -> dict[str, str]:
    fallback = theme.fonts.get("fallback", "sans-serif")
    return {f"font-{use}": f'"{theme.fonts[use]}",{fallback}' for use in ("body", "heading")}


def _sizes(theme: Theme, factor: float) -> dict[str, str]:
    return {f"size-{name}": f"{size * factor:.4g}pt" for name, size in theme.sizes.items()} | {
        "logo": f"{float(theme.logo['height']):g}mm"
    }


def _declared(values: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in values.items())
