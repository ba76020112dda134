"""Plan + templates -> Page: the plan as a closed subset of HTML, parsed once, that every writer visits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mapdocs.assets import Logo, Template
from mapdocs.gantt import Drawing
from mapdocs.markup import TAGS, Element, MarkupError, check_links, parse
from mapdocs.pagetools import Tools, standing
from mapdocs.pictures import range_of, timeline_of
from mapdocs.problems import DealError, Problem, Where
from mapdocs.wellformed import first_break
from mapdocs.words import paper_for_country

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mapdocs.assets import Assets
    from mapdocs.plan.parts import Edition, Plan
    from mapdocs.words import Wording

STATUSES = ("not-started", "in-progress", "at-risk", "blocked", "done", "cancelled")


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on each page. `page_of` has the slots {page} and {pages}."""

    header_left: str
    header_right: str
    footer_left: str
    footer_mark: str
    page_of: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document without a format: blocks with stable ids, pictures, and what belongs to no block.

    `choices`: field kind -> (value, word) pairs that a person may pick from.
    `about`: what a returned file carries; `keys`: every key in it, in order.
    """

    title: str
    author: str
    subject: str
    language: str
    direction: str
    paper: str
    locale: str
    edition: Edition
    created: date
    running: Running
    blocks: tuple[Element, ...]
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    logos: Mapping[str, Logo] = field(default_factory=dict)
    choices: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def walk(self) -> Iterator[Element]:
        """Every element, in document order."""
        for block in self.blocks:
            yield from block.walk()


def render_page(plan: Plan, words: Wording, assets: Assets, about: Mapping[str, str]) -> Page:
    """The plan's page; DealError names the template and the line of what the page's HTML doesn't allow."""
    drawing, spread = timeline_of(plan, words), range_of(plan, words)
    tools = Tools(plan, words)
    names = tools.names() | {"plan": plan, "drawing": drawing, "spread": spread}
    try:
        root = parse(_rendered(assets.templates, names))
        check_links(root)
    except MarkupError as error:
        raise DealError(_outside(error, assets.templates, names)) from None
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        raise DealError(_broken(error, assets.templates)) from None
    blocks = tuple(_numbered(child) for child in root.children if isinstance(child, Element))
    return Page(
        title=f"{plan.name} - {plan.buyer.name}",
        author=plan.seller.name,
        subject=_subject(plan, words),
        language=words.bcp47,
        direction=words.direction,
        paper=str(assets.theme.page.get("size") or paper_for_country(plan.buyer.country)),
        locale=words.locale,
        edition=plan.edition,
        created=plan.today,
        running=_running(plan, words),
        blocks=blocks,
        drawings={name: made for name, made in (("timeline", drawing), ("range", spread)) if made},
        logos=assets.logos,
        choices={"status": tuple((status, words.t(f"status.{status}")) for status in STATUSES)},
        about=about,
        words={
            "contents": words.t("doc.contents"),
            "to_plan": words.t("act.to_plan"),
            "to_top": words.t("act.to_top"),
            "show_changes": words.t("act.show_changes"),
        },
    )


def _rendered(templates: Mapping[str, Template], names: Mapping[str, object]) -> str:
    """The whole page as one element."""
    return f"<div>{_environment(_Sources(templates)).get_template('page.html.j2').render(names)}</div>"


class _Sources(dict[str, str]):
    """Templates' texts by name; equal sets share one compiled environment."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        pages = {name: file.text for name, file in templates.items() if name.endswith(".j2")}
        super().__init__(pages)
        self._hash = hash(frozenset(pages.items()))

    def __hash__(self) -> int:  # type: ignore[override]
        return self._hash


@lru_cache(maxsize=8)
def _environment(sources: _Sources) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> tuple[str, str, None] | None:
        """A template's text, with its name as file name, so that tracebacks tell it."""
        return (sources[name], name, None) if name in sources else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals = {}
    return environment


def _running(plan: Plan, words: Wording) -> Running:
    names = {"buyer": plan.buyer.name, "seller": plan.seller.name}
    return Running(
        header_left=f"{plan.name} \u00b7 {plan.buyer.short}",
        header_right=f"{standing(plan, words)} \u00b7 {words.day(plan.today, 'long')}",
        footer_left=words.t("doc.confidential", **names) if plan.confidential else "",
        footer_mark=words.t("doc.internal_mark", buyer=plan.buyer.short) if plan.edition == "internal" else "",
        page_of=words.t("doc.page", page="{page}", pages="{pages}"),
    )


def _subject(plan: Plan, words: Wording) -> str:
    names = {"buyer": plan.buyer.name, "seller": plan.seller.name}
    if plan.proposed:
        return words.t("doc.subject", **names)
    return words.t("doc.subject_go_live", date=words.day(plan.go_live, "long"), **names)


_NUMBERED = frozenset(("p", "table", "ul", "ol", "figure", "h1", "h2", "h3", "h4", "div", "blockquote"))


def _numbered(section: Element) -> Element:
    """A section whose blocks all have ids: their own, or their parent's with tag and number."""
    if section.tag not in ("section", "div"):
        return section
    counts: dict[str, int] = {}
    children: list[Element | str] = []
    for child in section.children:
        if isinstance(child, Element) and child.tag in _NUMBERED:
            counts[child.tag] = counts.get(child.tag, 0) + 1
            if not child.id:
                child = Element(  # noqa: PLW2901 - the same child, with its id
                    child.tag, {"id": f"{section.id}/{child.tag}{counts[child.tag]}", **child.attrs}, child.children
                )
            child = _numbered(child)  # noqa: PLW2901
        children.append(child)
    return Element(section.tag, section.attrs, tuple(children))


def _outside(error: MarkupError, templates: Mapping[str, Template], names: Mapping[str, object]) -> Problem:
    """The place in the templates where the tag or attribute is written, or where markup breaks off."""
    listed = "Use the tags and attributes that docs/templates.md lists."
    if error.what:
        where, _ = _written(re.escape(error.what), templates)
        return Problem("outside-subset", f"{error.why}.", where, listed)
    where, tag = _written(_FOREIGN, templates)
    if where:
        return Problem("outside-subset", f"{tag}> is not part of the page's HTML.", where, listed)
    blamed = _unclosed(templates, names)
    for name in (blamed, *sorted(templates)):
        if name.endswith(".j2") and (found := first_break(templates[name].text)):
            where = Where(templates[name].path, found.line, found.column)
            hint = "Close each tag, put values in quotes, and write characters, not entities."
            return Problem("outside-subset", f"The markup breaks off: {found.why}.", where, hint)
    hint = "Close each tag, whichever way the template's conditions turn."
    return Problem("outside-subset", f"{error.why}.", Where(templates[blamed].path), hint)


_FOREIGN = rf"</?(?!/|(?:{'|'.join(sorted(TAGS))})\b)[a-zA-Z][\w-]*"
"""A tag that is not in the subset."""


def _written(pattern: str, templates: Mapping[str, Template]) -> tuple[Where | None, str]:
    """Where a template holds it, as a whole word, and as it stands there."""
    for name, file in sorted(templates.items()):
        if name.endswith(".j2"):
            for number, line in enumerate(file.text.split("\n"), 1):
                if match := re.search(rf"(?:{pattern})(?![\w-])", line):
                    return Where(file.path, number, match.start() + 1), match[0]
    return None, ""


def _unclosed(templates: Mapping[str, Template], names: Mapping[str, object]) -> str:
    """The template in which markup breaks off, by name: rendered once more, with comments at the ends of each."""
    marked = {
        name: Template(f"<!--{name}-->{file.text}<!--/-->", file.path)
        for name, file in templates.items()
        if name.endswith(".j2")
    }
    page = _rendered(marked, names)
    try:
        parse(page)
    except MarkupError as error:
        inside = ["page.html.j2"]
        before = "\n".join(page.split("\n")[: error.line])
        for end in re.findall(r"<!--(/|[\w./-]+\.j2)-->", before):
            inside = inside[:-1] if end == "/" else [*inside, end]
        return inside[-1] if inside else "page.html.j2"
    return "page.html.j2"


def _broken(error: Exception, templates: Mapping[str, Template]) -> Problem:
    name, line = _template_line(error)
    file = templates.get(name) or templates["page.html.j2"]
    fact = f"there is no {error}" if isinstance(error, KeyError) else str(error).rstrip(".") or type(error).__name__
    message = f"The template can't be filled in: {fact}."
    return Problem("bad-template", message, Where(file.path, line, 1), "Compare it with the template that ships.")


def _template_line(error: Exception) -> tuple[str, int]:
    """Template name and line of an error, from itself or from the innermost template frame."""
    found = (getattr(error, "name", None) or "", getattr(error, "lineno", None) or 0)
    trace: Any = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return str(found[0]), found[1]
