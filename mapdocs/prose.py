"""Templates' prose: sandboxed Jinja that sees values escaped, and Markdown made safe for the page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

from mapdocs.problems import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template as JinjaTemplate

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>])")
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "a", "blockquote", "br", "hr"}
MAX_PROSE = 20_000


class MarkdownText(str):
    """Text that Markdown is read in; any other text is text."""

    __slots__ = ()


def escape_markdown(text: str) -> str:
    """The Markdown that shows the text as typed."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    safe = _SPECIAL.sub(r"\\\1", safe)
    return re.sub(r"\s*\n\s*", " ", safe)


def _finish(value: object) -> object:
    """What `{{ }}` prints: deal texts come out as typed, whatever they hold."""
    if isinstance(value, MarkdownText) or not isinstance(value, str):
        return value
    return escape_markdown(value)


def _sentence(text: str) -> str:
    """With one full stop at its end and a capital at its start."""
    text = text.strip()
    ended = text if text.endswith((".", "!", "?", "…", "。")) or not text else f"{text}."
    return ended[:1].upper() + ended[1:]


def _clause(text: str) -> str:
    """Without a full stop at its end."""
    return text.strip().rstrip(".")


def _no_range(*_: object) -> object:
    msg = "range is not available in prose"
    raise SecurityError(msg)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=False,  # noqa: S701 - the result is Markdown; values are escaped for it by `finalize`
        undefined=StrictUndefined,
        finalize=_finish,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters = {
        "sentence": _sentence,
        "clause": _clause,
        "default": environment.filters["default"],
        "length": environment.filters["length"],
        "first": environment.filters["first"],
        "last": environment.filters["last"],
        "lower": environment.filters["lower"],
        "upper": environment.filters["upper"],
        "selectattr": environment.filters["selectattr"],
        "rejectattr": environment.filters["rejectattr"],
        "map": environment.filters["map"],
        "list": environment.filters["list"],
        "join": environment.filters["join"],
    }
    environment.globals = {"range": _no_range}
    return environment


@lru_cache(maxsize=512)
def _compiled(text: str) -> JinjaTemplate:
    return _environment().from_string(text)


def render_prose(text: str, values: Mapping[str, object], where: Where) -> tuple[MarkdownText, list[Problem]]:
    """The template's Markdown with the values filled in; a fault is a problem at its line."""
    try:
        shown = _compiled(text).render(values)
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        line = where.line + (getattr(error, "lineno", None) or 1) - 1
        message = f"The template can't be filled in: {str(error).rstrip('.')}."
        hint = "Use the names that docs/playbooks.md lists."
        return MarkdownText(""), [Problem("bad-template", message, Where(where.file, line, 1), hint)]
    return MarkdownText(shown.strip()[:MAX_PROSE]), []


@lru_cache(maxsize=1)
def _markdown():  # type: ignore[no-untyped-def]  # noqa: ANN202 - imported when needed
    from markdown import Markdown

    return Markdown(output_format="xhtml")


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """Markdown -> well-formed blocks of the page's subset: no images, no raw HTML, only http, https and mailto links."""
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
