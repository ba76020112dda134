"""What stands in the margin: comments, and what is suggested, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from mapdocs.sandbox.comments import Comment
from mapdocs.sandbox.entry import Entry
from mapdocs.sandbox.model.marks import stretches
from mapdocs.sandbox.model.places import paragraphs, tables
from mapdocs.sandbox.model.tree import Piece, Segment, Tab
from mapdocs.sandbox.state import person
from mapdocs.utf16 import narrow

_BRIEF = 80
_APART = " … "


@dataclass(frozen=True, slots=True)
class Acting:
    """Who looks at a page, and what they may do: `edits`, `comments`."""

    email: str
    edits: bool
    comments: bool


@dataclass(slots=True)
class Suggested:
    """What one suggestion takes out and puts in, and whether it changes looks or rows."""

    gone: str = ""
    new: str = ""
    more: dict[str, None] = field(default_factory=dict)

    def apart(self) -> None:
        """What follows stands in another paragraph."""
        self.gone, self.new = (text and text.removesuffix(_APART) + _APART for text in (self.gone, self.new))

    def said(self) -> str:
        """In words."""
        gone, new = (_brief(narrow(text.removesuffix(_APART)).replace("\n", "¶")) for text in (self.gone, self.new))
        words = list(self.more)
        if gone and new:
            words.insert(0, f"Replace “{gone}” with “{new}”")
        elif gone or new:
            words.insert(0, f"Delete “{gone}”" if gone else f"Add “{new}”")
        return ", ".join(words)


def _brief(text: str) -> str:
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}…"


def numbered(entry: Entry, tab: Tab) -> dict[str, int]:
    """The anchors of the comments that hang on this tab, numbered in the order of its text."""
    alive = {
        comment.anchor for comment in entry.comments if comment.anchor and not comment.deleted and not comment.resolved
    }
    found = [
        stretch.id
        for segment in tab.segments.values()
        for stretch in sorted(stretches(segment.content).values(), key=lambda one: one.start)
        if stretch.id in alive
    ]
    return {ident: number for number, ident in enumerate(dict.fromkeys(found), 1)}


def show_margin(entry: Entry, tab: Tab, acting: Acting, frame: Markup) -> Markup:
    """The cards. `frame`: the hidden fields of every form."""
    numbers = numbered(entry, tab)
    suggested = [_suggestion(entry, ident, told, acting, frame) for ident, told in _suggestions(tab).items()]
    open_ones = [comment for comment in entry.comments if not comment.deleted and not comment.resolved]
    ordered = sorted(open_ones, key=lambda comment: numbers.get(comment.anchor, len(numbers) + 1))
    comments = [_comment(comment, numbers.get(comment.anchor), acting, frame) for comment in ordered]
    settled = sum(comment.resolved and not comment.deleted for comment in entry.comments)
    parts = [*_titled("Suggested", suggested), *_titled("Comments", comments)]
    if settled:
        parts.append(Markup('<p class="quiet">{} resolved</p>').format(settled))
    return Markup().join(parts) or Markup('<p class="quiet">No comments, nothing suggested.</p>')


def _titled(title: str, cards: list[Markup]) -> Iterator[Markup]:
    if cards:
        yield Markup("<h2>{}</h2>").format(title)
        yield from cards


# ---------------------------------------------------------------- comments


def _comment(comment: Comment, number: int | None, acting: Acting, frame: Markup) -> Markup:
    replies = Markup().join(
        Markup('<div class="reply"><b>{}</b> {}</div>').format(reply.author.name, reply.content or reply.action)
        for reply in comment.replies
        if not reply.deleted
    )
    forms = Markup()
    if acting.comments:
        hidden = frame + _hidden(comment=comment.id)
        forms = Markup(
            '<form method="post">{}<input name="content" aria-label="Reply" placeholder="Reply" required>'
            '<button name="action" value="reply">Reply</button></form>'
            '<form method="post">{}<button name="action" value="resolve">Resolve</button></form>'
        ).format(hidden, hidden)
    return Markup(
        '<article class="card comment" {}>{}<b>{}</b>{}<p>{}</p>{}<div class="forms">{}</div></article>'
    ).format(
        Markup('data-card="{}"').format(number) if number else "",
        Markup('<span class="number">{}</span>').format(number) if number else "",
        comment.author.name,
        Markup("<blockquote>{}</blockquote>").format(_brief(comment.quote)) if comment.quote else "",
        comment.content,
        replies,
        forms,
    )


def _hidden(**fields: str) -> Markup:
    return Markup().join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value) for name, value in fields.items()
    )


# ---------------------------------------------------------------- suggestions


def _suggestions(tab: Tab) -> dict[str, Suggested]:
    found: dict[str, Suggested] = {}
    for segment in tab.segments.values():
        for block, _ in paragraphs(segment.content):
            for told in found.values():
                told.apart()
            for piece in block.pieces:
                _note(found, piece)
        _note_rows(found, segment)
    return found


def _note(found: dict[str, Suggested], piece: Piece) -> None:
    for ident in piece.deleted:
        found.setdefault(ident, Suggested()).gone += piece.text
    for ident in piece.inserted:
        found.setdefault(ident, Suggested()).new += piece.text
    for ident in piece.restyled:
        found.setdefault(ident, Suggested()).more["change a look"] = None


def _note_rows(found: dict[str, Suggested], segment: Segment) -> None:
    for table, _ in tables(segment.content):
        for row in table.rows:
            for key, word in (("suggestedInsertionIds", "add a row"), ("suggestedDeletionIds", "delete a row")):
                for ident in row.rest.get(key, ()):
                    found.setdefault(ident, Suggested()).more[word] = None


def _suggestion(entry: Entry, ident: str, told: Suggested, acting: Acting, frame: Markup) -> Markup:
    who = person(str(entry.suggesters.get(ident, entry.owner.email)))
    forms = Markup()
    if acting.edits or who.email == acting.email:
        forms = Markup('<form method="post">{}{}{}</form>').format(
            frame,
            _hidden(suggestion=ident),
            _buttons([("accept", "Accept")] * acting.edits + [("reject", "Reject")]),
        )
    return Markup('<article class="card suggestion"><b>{}</b><p>{}</p><div class="forms">{}</div></article>').format(
        who.name, told.said(), forms
    )


def _buttons(names: Iterable[tuple[str, str]]) -> Markup:
    return Markup().join(
        Markup('<button name="action" value="{}">{}</button>').format(value, label) for value, label in names
    )
