"""Whole pages: the list of documents, and one document. Everything of theirs is in them; they ask for nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import Response

from mapdocs.sandbox.comments import Person
from mapdocs.sandbox.entry import Entry
from mapdocs.sandbox.model.tree import Tab
from mapdocs.sandbox.page.looks import named_css, page_css
from mapdocs.sandbox.page.margin import Acting, numbered, show_margin
from mapdocs.sandbox.page.paper import show_paper

_PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light">'
    '<link rel="icon" href="data:,"><title>{title}</title><style>{css}\n{named}</style></head>'
    "<body>{body}{script}</body></html>"
)


_ALLOWED = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-NONCE'; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@cache
def _file(name: str) -> Markup:
    """A file beside this module: a style sheet or script of ours, taken as it is."""
    return Markup(files(__package__).joinpath(name).read_text("utf-8"))  # noqa: S704 - ours


def _answer(title: str, body: Markup, named: Markup, script: str = "", status: int = 200) -> Response:
    nonce = secrets.token_urlsafe(16)
    tag = Markup('<script nonce="{}">{}</script>').format(nonce, _file(script)) if script else Markup()
    page = _PAGE.format(title=title, css=_file("page.css"), named=named, body=body, script=tag)
    headers = {
        "Content-Security-Policy": _ALLOWED.replace("NONCE", nonce),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # with none, a form would not say where it comes from either
        "Cache-Control": "no-store",
    }
    return Response(page, status, headers, "text/html; charset=utf-8")


def missing() -> Response:
    """A page for a document that isn't there."""
    text = Markup(
        '<div class="list"><h1>Not here</h1><p>There is no such document. <a href="/">All documents</a></p></div>'
    )
    return _answer("Not here", text, Markup(), status=404)


# ---------------------------------------------------------------- the list


def index(entries: Iterable[Entry]) -> Response:
    """All documents, those changed last first."""
    ordered = sorted(entries, key=lambda entry: entry.modified, reverse=True)
    rows = Markup().join(_line(entry) for entry in ordered)
    empty = "There is none yet. mapdocs push makes one, or make an empty one here."
    shown = Markup("<ul>{}</ul>").format(rows) if ordered else Markup("<p>{}</p>").format(empty)
    form = Markup(
        '<form method="post" action="/new"><input name="name" aria-label="Name" placeholder="Name of a new document" '
        'autocomplete="off" required><button>Make</button></form>'
    )
    body = Markup('<div class="list"><h1>Documents of the sandbox</h1>{}{}</div>').format(shown, form)
    return _answer("The sandbox", body, Markup())


def _line(entry: Entry) -> Markup:
    facts = [entry.modified[:16].replace("T", " "), entry.owner.email]
    comments = sum(not comment.deleted and not comment.resolved for comment in entry.comments)
    if comments:
        facts.append(f"{comments} comment{'s' if comments > 1 else ''}")
    if entry.trashed:
        facts.append("in the trash")
    return Markup('<li><a href="/d/{}">{}</a><span class="quiet">{}</span></li>').format(
        entry.id, entry.document.title or "Without a name", " · ".join(facts)
    )


# ---------------------------------------------------------------- one document


def document(entry: Entry, tab: Tab, people: list[Person], acting: Acting) -> Response:
    """A document on paper, with what may be done and what stands in its margin."""
    frame = Markup('<input type="hidden" name="as" value="{}"><input type="hidden" name="tab" value="{}">').format(
        acting.email, tab.id
    )
    numbers = numbered(entry, tab)
    body = Markup(
        '<header class="bar"><a class="home" href="/">Sandbox</a><h1>{title}</h1>{tools}</header>{tabs}'
        '<div class="desk"><div class="paper" id="paper" style="{style}" data-document="{id}" data-tab="{tab}" '
        'data-version="{version}">{paper}</div><aside id="margin" aria-label="Margin">{margin}</aside></div>'
        "{dialog}"
    ).format(
        title=entry.document.title,
        tools=_tools(people, acting),
        tabs=_tabs(entry, tab, acting),
        style=page_css(tab),
        id=entry.id,
        tab=tab.id,
        version=entry.version,
        paper=show_paper(tab, numbers),
        margin=show_margin(entry, tab, acting, frame),
        dialog=_DIALOG,
    )
    return _answer(entry.document.title, body, Markup(named_css(tab)), "page.js")  # noqa: S704 - numbers and words


_DIALOG = Markup(
    '<dialog id="ask"><form method="dialog"><label for="said">Comment</label><blockquote id="quote"></blockquote>'
    '<textarea id="said" rows="3" required></textarea><div><button value="cancel" formnovalidate>Cancel</button>'
    '<button value="ok" class="main">Comment</button></div></form></dialog>'
)


def _tools(people: list[Person], acting: Acting) -> Markup:
    options = Markup().join(
        Markup("<option value='{}'{}>{}</option>").format(
            one.email, Markup(" selected") if one.email == acting.email else "", f"{one.name} ({one.email})"
        )
        for one in people
    )
    buttons = [("row", "+ Row"), ("unrow", "− Row"), ("column", "+ Column"), ("line", "+ Line"), ("unline", "− Line")]
    shown = Markup().join(
        Markup('<button type="button" data-act="{}" disabled>{}</button>').format(name, label)
        for name, label in (buttons if acting.comments else [])
    )
    comment = Markup('<button type="button" data-act="comment" disabled>Comment</button>') if acting.comments else ""
    suggest = Markup('<label class="switch"><input type="checkbox" id="suggest"{}{}> Suggesting</label>').format(
        Markup("") if acting.edits else Markup(" checked"), Markup("") if acting.edits else Markup(" disabled")
    )
    return Markup(
        '<label class="who">As <select id="who" aria-label="Who edits">{}</select></label>{}'
        '<div class="tools" role="toolbar" aria-label="Edit">{}{}</div><output id="told" role="status"></output>'
    ).format(options, suggest if acting.comments else "", comment, shown)


def _tabs(entry: Entry, tab: Tab, acting: Acting) -> Markup:
    if len(entry.document.tabs) == 1:
        return Markup()
    links = Markup().join(
        Markup('<a href="?{}"{}>{}</a>').format(
            urlencode({"as": acting.email, "tab": one.id}),
            Markup(' aria-current="page"') if one.id == tab.id else "",
            one.properties.get("title", one.id),
        )
        for one in entry.document.tabs
    )
    return Markup('<nav class="tabs" aria-label="Tabs">{}</nav>').format(links)
