"""Templates' prose: sandboxed Jinja that sees values escaped, and Markdown made safe for the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from mapdocs.problems import Problem, Where

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate

_SPECIAL = re.compile(r"([\\`*_\[\]])")
_STARTS = re.compile(r"^(\d*)([#+\-=~>|.)])")
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "a", "blockquote", "br", "hr"}
_FILTERS = "default length first last lower upper select reject selectattr rejectattr map list join unique trim".split()
MAX_PROSE = 20_000


def escape_markdown(text: str) -> Markup:
    """The Markdown that shows the text as typed, on one line."""
    line = re.sub(r"[ \t\r\n]+", " ", text).strip()
    safe = _SPECIAL.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;"))
    return Markup(_STARTS.sub(r"\1\\\2", safe))  # noqa: S704 - this is the escaping


def unescape_markdown(markdown: str) -> str:
    """The plain text that one line of escaped Markdown stands for."""
    return unescape(re.sub(r"\\(.)", r"\1", markdown))


def _escaped(value: object) -> object:
    """Deal values as templates see them: every text escaped, however deep it lies."""
    if isinstance(value, str):
        return escape_markdown(value)
    if isinstance(value, Mapping):
        return {key: _escaped(child) for key, child in value.items()}
    return [_escaped(child) for child in value] if isinstance(value, (list, tuple)) else value


def _sentence(text: str) -> str:
    """With one full stop at its end and a capital at its start."""
    text = text.strip()
    ended = (
        text if text.endswith((".", "!", "?", "…", "。")) or not text else text + "."
    )  # not an f-string: escaped text stays marked as such
    return ended[:1].upper() + ended[1:]


def _clause(text: str) -> str:
    """Without a full stop at its end."""
    return text.strip().rstrip(".")


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """Values come escaped for Markdown and marked as such, so macros and blocks never escape them twice."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters = environment.filters
    environment.filters = {"sentence": _sentence, "clause": _clause, **{name: filters[name] for name in _FILTERS}}
    environment.globals = {}
    return environment


@lru_cache(maxsize=512)
def _compiled(text: str) -> JinjaTemplate:
    return _environment().from_string(text)


def render_prose(text: str, values: Mapping[str, object], where: Where) -> tuple[str, list[Problem]]:
    """The template's Markdown with the values filled in; a fault is a problem at its line."""
    try:
        shown = _compiled(text).render({name: _escaped(value) for name, value in values.items()})
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        line = where.line + (getattr(error, "lineno", None) or 1) - 1
        message = f"The template can't be filled in: {str(error).rstrip('.')}."
        hint = "Use the names that docs/playbooks.md lists."
        return "", [Problem("bad-template", message, Where(where.file, line, 1), hint)]
    return shown.strip()[:MAX_PROSE], []


@lru_cache(maxsize=1)
def _markdown():  # type: ignore[no-untyped-def]  # noqa: ANN202 - imported when needed
    from markdown import Markdown

    return Markdown(output_format="xhtml")


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """Markdown -> well-formed blocks of the page's subset: no images or raw HTML; http, https and mailto links."""
    import nh3

    converter = _markdown()
    converter.reset()
    raw = converter.convert(text)
    raw = re.sub(r"<(/?)h[1-6]>", lambda m: f"<{m[1]}p>", raw)
    clean = nh3.clean(
        raw,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    clean = clean.replace("<br>", "<br/>").replace("<hr>", "<hr/>").replace("&nbsp;", "\u00a0")
    return clean.replace("\n", " ").strip()
