"""Templates' prose: sandboxed Jinja that sees values escaped, and Markdown made safe for the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from mapdocs.problems import Problem, Where, brief
from mapdocs.source import control_character

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template as JinjaTemplate

_SPECIAL = re.compile(r"([\\`*_\[\]])")
_STARTS = re.compile(r"^(\d*)([#+\-=~>|.)])")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by `&#1;`; no XML can hold them
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "a", "blockquote", "br", "hr"}
_FILTERS = "default length first last lower upper select reject selectattr rejectattr map list unique trim".split()
_LINKED = re.compile(r'<(a|img)\b[^>]*?\b(?:href|src)="([^"]*)"')
_SAFE = re.compile(r"https?:|mailto:", re.IGNORECASE)
MAX_PROSE = 20_000
_MOST_BRACKETS = 200  # Markdown looks for the end of each to the end of the text
_ALLOWED = frozenset(
    getattr(nodes, name)
    for name in (
        "Template Output TemplateData Name Const Getattr Getitem Slice Filter Test Keyword If CondExpr For Assign"
        " Compare Operand And Or Not Neg"
    ).split()
)


def escape_markdown(text: str) -> Markup:
    """The Markdown that shows the text as typed, on one line."""
    line = re.sub(r"[ \t\r\n]+", " ", text).strip()
    safe = _SPECIAL.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;"))
    return Markup(_STARTS.sub(lambda m: f"{m[1]}&#{ord(m[2])};", safe))  # noqa: S704 - this is the escaping


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


def _join(values: Iterable[object], separator: str = "") -> Markup:
    """The texts with the separator between them, and no more of it than a plan can show."""
    texts = [escape(value) for value in values]
    between = escape(separator)
    if sum(map(len, texts)) + len(between) * len(texts) > MAX_PROSE:
        raise ValueError(f"it makes more than {MAX_PROSE} characters")
    return between.join(texts)


def _said(value: object) -> object:
    """What a template may print: text and numbers."""
    if isinstance(value, Undefined):
        str(value)  # raises what is undefined
    if not isinstance(value, (str, int, float, Decimal)):
        raise TypeError("a list or map stands where text is expected")
    return value


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """Values come escaped for Markdown and marked as such, so macros and blocks never escape them twice."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_said, trim_blocks=True, lstrip_blocks=True
    )
    filters = environment.filters
    own = {"sentence": _sentence, "clause": _clause, "join": _join}
    environment.filters = {name: filters[name] for name in _FILTERS} | own
    environment.globals = {}
    return environment


@lru_cache(maxsize=512)
def _compiled(text: str) -> JinjaTemplate:
    if len(text) > MAX_PROSE:
        raise ValueError(f"it is longer than {MAX_PROSE} characters")
    environment = _environment()
    _check(environment.parse(text))
    return environment.from_string(text)


def _check(node: nodes.Node, loops: int = 0) -> None:
    """Refuses what a template could run long with: the sandbox bounds what it can see, not its work."""
    if type(node) not in _ALLOWED or (isinstance(node, nodes.Name) and node.name == "self"):
        raise TemplateSyntaxError(f"{type(node).__name__} is not part of the template language here", node.lineno)
    if isinstance(node, nodes.For):
        loops += 1
        if loops > 1 or node.recursive:
            raise TemplateSyntaxError("loops can't be nested", node.lineno)
    for child in node.iter_child_nodes():
        _check(child, loops)


def render_prose(text: str, values: Mapping[str, object], where: Where) -> tuple[str, list[Problem]]:
    """The template's Markdown with the values filled in; a fault is a problem at its line."""
    forbidden = control_character(text, where.file, where.line - 1)
    if forbidden:
        return "", [forbidden]
    try:
        shown = _filled(text, {name: _escaped(value) for name, value in values.items()})
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        return "", [_fault(str(error), where, _line(error))]
    except (SyntaxError, RecursionError, MemoryError):
        return "", [_fault("it is nested too deep", where, 1)]
    return shown.strip(), []


def _line(error: Exception) -> int:
    """The template's line: the error's own, or that of the innermost frame of the template."""
    line = getattr(error, "lineno", None) or 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return int(line)


def _fault(why: str, where: Where, line: int) -> Problem:
    message = f"The template can't be filled in: {brief(why, 200).rstrip('.')}."
    hint = "Use the names that docs/playbooks.md lists."
    return Problem("bad-template", message, Where(where.file, where.line + line - 1, 1), hint)


def _filled(text: str, values: Mapping[str, object]) -> str:
    """The text, made piece by piece, so that too much of it is never made."""
    pieces, length = [], 0
    for piece in _compiled(text).generate(values):
        pieces.append(piece)
        length += len(piece)
        if length > MAX_PROSE:
            raise ValueError(f"it makes more than {MAX_PROSE} characters")
    return "".join(pieces)


@lru_cache(maxsize=1)
def _markdown():  # type: ignore[no-untyped-def]  # noqa: ANN202 - imported when needed
    from markdown import Markdown

    converter = Markdown(output_format="xhtml")
    converter.preprocessors.deregister("html_block")  # what looks like HTML comes out as typed
    converter.inlinePatterns.deregister("html")
    return converter


def _converted(text: str) -> str:
    """Markdown's HTML; what nobody writes, and what would take long, is text as typed."""
    if len(text) <= MAX_PROSE and text.count("[") <= _MOST_BRACKETS:
        try:
            return str(_markdown().reset().convert(text))
        except RecursionError:
            _markdown.cache_clear()  # it still holds half of that text
    return "".join(f"<p>{escape(block)}</p>" for block in text.split("\n\n") if block.strip())


def dropped(text: str) -> list[str]:
    """What `to_html` leaves out of a Markdown text: pictures, and links to anything but http, https and mailto."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return []
    found = [(match[1], unescape(match[2])) for match in _LINKED.finditer(_converted(text))]
    told = [f'the picture "{brief(to)}"' if tag == "img" else f'the link "{brief(to)}"' for tag, to in found]
    return [said for (tag, to), said in zip(found, told, strict=True) if tag == "img" or not _SAFE.match(to)]


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """Markdown -> well-formed blocks of the page's subset: no images or raw HTML; http, https and mailto links."""
    import nh3

    raw = _converted(text)
    raw = re.sub(r"<(/?)h[1-6]>", lambda m: f"<{m[1]}p>", raw)
    clean = nh3.clean(
        raw,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    clean = _NOT_TEXT.sub("\ufffd", clean)
    clean = clean.replace("<br>", "<br/>").replace("<hr>", "<hr/>").replace("&nbsp;", "\u00a0")
    return clean.replace("\n", " ").strip()
