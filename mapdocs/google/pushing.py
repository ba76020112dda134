"""Write a plan into its document: guarded batches of smallest edits, each told to the journal before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.fields import parse_field
from mapdocs.google.body import Changes, changes
from mapdocs.google.draft import Skipped
from mapdocs.google.errors import Doubt, Refused, Stale
from mapdocs.google.journal import Writing, begin, end
from mapdocs.google.places import places_of
from mapdocs.google.serials import numbered
from mapdocs.google.session import main_of, read_beside, writable
from mapdocs.google.state import State, write_state
from mapdocs.google.written import written_in
from mapdocs.observed import Known
from mapdocs.problems import Problem
from mapdocs.readers.gdocs import parse
from mapdocs.readers.gdocs.model import Paragraph
from mapdocs.writers.gdocs import first_push, insert_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mapdocs.fields import FieldId
    from mapdocs.google.draft import Keep
    from mapdocs.google.service import Remote
    from mapdocs.google.session import Paths, Session
    from mapdocs.layout import Layout
    from mapdocs.readers.gdocs.model import Tab
    from mapdocs.writers.gdocs import Look, Request

MOST_TRIES = 6
"""How often a push begins again because somebody was typing, or an answer was lost."""
_MOST_BATCHES = 3
_EDGES = {"createHeader": "defaultHeaderId", "createFooter": "defaultFooterId"}
UNWRITTEN = "Google did not take it as it was sent."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document should hold, and the deal's values and locale of this moment."""

    layout: Layout
    look: Look
    values: Mapping[FieldId, str]
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A document after a push; `skipped`: what should say something else and was left as it is."""

    session: Session
    skipped: tuple[Skipped, ...]


class Pusher:
    """One push. `read`: the document as it is now; `keep_of`: what must not be touched in it.

    `beside`: how many requests it has sent that change nothing people see: the serials of its batches.
    """

    def __init__(
        self,
        remote: Remote,
        paths: Paths,
        read: Callable[[], Session],
        keep_of: Callable[[Session], Keep],
        wanted: Wanted,
    ) -> None:
        self.remote = remote
        self.paths = paths
        self.read = read
        self.keep_of = keep_of
        self.wanted = wanted
        self.beside = 0

    def write(self) -> Done:
        """The document as it should be, whoever types in it meanwhile.

        RemoteError where Google refuses; what was written by then is remembered.
        """
        last: Doubt | None = None
        for _ in range(MOST_TRIES):
            try:
                return self._written(self.read())
            except Stale:
                last = None
            except Doubt as error:  # the next look at the document tells whether it was done
                last = error
        if last:
            raise last
        message = "The document was edited again and again while the plan was written into it."
        raise Refused(Problem("google-busy", message, None, "Push again in a minute."))

    def _written(self, session: Session) -> Done:
        keep = self.keep_of(session)
        for _ in range(_MOST_BATCHES):
            todo = _todo(session, keep, self.wanted)
            if not todo.requests:
                state = self._after(session, todo, keep)
                write_state(self.paths.state, state)
                return Done(replace(session, state=state), todo.skipped)
            session = self._sent(session, todo, keep)
            # What says something else by now, somebody has typed since: it is theirs to settle, not ours to write over.
            held = keep.fields | _otherwise(session)
            keep = replace(keep, back=frozenset(), again=frozenset(), edited=todo.edited, fields=held)
        return Done(session, (*todo.skipped, *_unwritten(session, keep)))

    def _sent(self, session: Session, todo: Changes, keep: Keep) -> Session:
        """The document behind one batch, read back; what is then remembered is the base of the next pull."""
        revision = writable(session)
        planned = self._planned(session.state, todo, keep)
        planned, requests = numbered(session.doc, main_of(session), planned, todo.requests, revision)
        begin(self.paths.journal, Writing(revision, planned))
        _, now = self.remote.batch_update(session.state.document, requests, revision)
        self.beside += len(requests) - len(todo.requests)
        back = read_beside(planned, parse(self.remote.get(planned.document)), session.info)
        state = self._settled(back, keep, alone=back.doc.revision == now)
        write_state(self.paths.state, state)
        end(self.paths.journal)
        return replace(back, state=state)

    def _planned(self, state: State, todo: Changes, keep: Keep) -> State:
        """What is to be remembered when the batch is applied, as far as it can be told before."""
        written = written_in(todo.layout)
        fields = {**state.fields}
        for name, text in written.items():
            if name not in keep.fields:
                fields[name] = Known(text, self._value(name))
        there = {name: known for name, known in fields.items() if name in written}
        return replace(
            state, layout=todo.layout, fields=there, edited=dict(todo.edited), kept=(), again={},
            locales=self._locales(state, keep),
        )  # fmt: skip

    def _settled(self, back: Session, keep: Keep, *, alone: bool) -> State:
        """With what our reader found where we wrote; what somebody else wrote since is not part of the base."""
        fields = dict(back.state.fields)
        whole = _as_written(back) if alone else frozenset()
        for name, known in fields.items():
            seen = back.observed.fields.get(parse_field(name))
            if seen and name in whole and name not in keep.fields:
                fields[name] = Known(seen.text, known.deal)
        return replace(back.state, fields=fields, revision=back.doc.revision)

    def _after(self, session: Session, todo: Changes, keep: Keep) -> State:
        """What is remembered where nothing was to be written: what both sides say by now is the base."""
        fields = dict(session.state.fields)
        whole = _as_written(replace(session, state=replace(session.state, layout=todo.layout)))
        for field, seen in session.observed.fields.items():
            if str(field) not in keep.fields and str(field) in whole:
                fields[str(field)] = Known(seen.text, self._value(str(field)))
        return replace(
            session.state, layout=todo.layout, fields=fields, edited=dict(todo.edited), again={},
            revision=session.doc.revision, locales=self._locales(session.state, keep),
        )  # fmt: skip

    def _locales(self, state: State, keep: Keep) -> tuple[str, ...]:
        """The one that is written in, and those that what waits may have been typed by."""
        before = state.locales if keep.fields or keep.rows_wait else ()
        return tuple(dict.fromkeys(filter(None, (self.wanted.locale, *before))))

    def _value(self, name: str) -> str:
        return self.wanted.values.get(parse_field(name), "")


def _todo(session: Session, keep: Keep, wanted: Wanted) -> Changes:
    """The next batch: the whole document where it holds nothing of ours yet, else what differs."""
    old = session.state.layout
    tab = main_of(session)
    if not old.blocks:
        layout = replace(wanted.layout, header=old.header, footer=old.footer)
        return Changes(tuple(_first(tab, wanted)), layout, (), {})
    return changes(old, wanted.layout, places_of(session.doc, old, session.found), keep, wanted.look, tab)


def _first(tab: Tab, wanted: Wanted) -> Iterator[Request]:
    """The whole document; above what people have written already, and with the header and footer that they made."""
    first, _ = first_push(wanted.layout, wanted.look, tab.id)
    paragraphs = [block for block in tab.body if isinstance(block, Paragraph)]
    empty = len(paragraphs) == 1 and paragraphs[0].start + 1 == tab.body[-1].end
    style = tab.raw.get("documentStyle") or {}
    for request in first:
        kind = next(iter(request))
        if kind in _EDGES:
            yield from () if style.get(_EDGES[kind]) else (request,)
        elif empty or kind == "updateDocumentStyle":
            yield request
    if not empty:
        at = paragraphs[0].start if paragraphs else 1
        yield from insert_blocks(wanted.layout.blocks, at, wanted.look, tab.id)


def _unwritten(session: Session, keep: Keep) -> Iterator[Skipped]:
    """What the document does not say although it was sent."""
    for para in session.state.layout.paras():
        spot = session.found.paras.get(para.id)
        if spot and spot.text != para.text and para.field not in keep.fields and para.id not in keep.edited:
            yield Skipped(para.field or para.id, UNWRITTEN)


def _otherwise(session: Session) -> frozenset[str]:
    """The fields that stand in the document, but not as we have them."""
    there = {para.field for para in session.state.layout.paras() if para.field and para.id in session.found.paras}
    return frozenset(there) - _as_written(session)


def _as_written(session: Session) -> frozenset[str]:
    """The fields whose paragraphs stand in the document just as we have them, with nothing of other people's beside."""
    wanted: dict[str, list[str]] = {}
    there: dict[str, list[str]] = {}
    for para in session.state.layout.paras():
        if para.field:
            spot = session.found.paras.get(para.id)
            wanted.setdefault(para.field, []).append(para.text)
            there.setdefault(para.field, []).extend(one.text for one in (spot.paragraphs if spot else ()))
    return frozenset(name for name, texts in wanted.items() if there[name] == texts)
