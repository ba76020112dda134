"""A document read beside what is remembered of it: the start of every pull and push."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.google.errors import Refused, read_only, trashed
from mapdocs.google.journal import Writing, end, read_journal
from mapdocs.google.serials import applied, refuse_behind
from mapdocs.google.state import State, read_state, write_state
from mapdocs.google.written import holds
from mapdocs.observed import Unmapped
from mapdocs.problems import DealError, Problem, brief
from mapdocs.readers.gdocs import find, nothing_left, observe, observe_comments, parse
from mapdocs.workspace import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mapdocs.google.service import Info, Remote
    from mapdocs.observed import Observed
    from mapdocs.readers.gdocs.found import Found
    from mapdocs.readers.gdocs.model import Doc, Tab
    from mapdocs.workspace import DealPlace


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a deal keeps what it remembers of its document, and what is only this machine's."""

    state: Path
    shown: str
    journal: Path


def paths_of(place: DealPlace, current: Path) -> Paths:
    """Beside its other files."""
    file = place.google
    return Paths(file, shown(file, current), place.machine)


@dataclass(frozen=True, slots=True)
class Session:
    """A document as it stands, and the state that it is read beside. `info`: what Drive knows of it."""

    state: State
    doc: Doc
    found: Found
    observed: Observed
    info: Info | None = None


def remembered(paths: Paths, document: str) -> State | None:
    """What is remembered of the document that the deal names; None where nothing is.

    DealError where it is another document's: one deal has one document.
    """
    state = read_state(paths.state, paths.shown)
    if state and document and state.document != document:
        message = f'The deal names the document "{document}", and {paths.shown} remembers "{state.document}".'
        hint = (
            f"Keep one: write the other's id under google: document: in the deal file, or delete {paths.shown}, and "
            "what differs is shown as edited."
        )
        raise DealError(Problem("two-live-documents", message, None, hint))
    return state


def looked(remote: Remote, document: str) -> Info:
    """What Drive knows of a document that can be read; Refused where it is in the trash or gone."""
    info = remote.info(document)
    if info.trashed:
        raise Refused(trashed(info.name))
    return info


def session(remote: Remote, paths: Paths, state: State, info: Info | None = None) -> Session:
    """The document now, after what a killed run began has been settled by looking; Refused where the plan is gone.

    DealError where somebody wrote to it since the state was remembered.
    """
    doc = parse(remote.get(state.document))
    now = _mended(doc, paths, state)
    refuse_behind(doc, now, paths.shown)
    read = read_beside(now, doc, info)
    if nothing_left(read.state.layout, read.found):
        raise Refused(_plan_gone(paths))
    return read


def _plan_gone(paths: Paths) -> Problem:
    """Rows that went with all else are not to be cancelled, nor is a value to be written without its place."""
    hint = (
        "Restore it in Google Docs (File, Version history). Or, if it is to be written anew, delete "
        f"{paths.shown}: the next push writes the whole plan into the same document, above what stands there."
    )
    return Problem("plan-gone", "Nothing of the plan is left in the document: somebody deleted all of it.", None, hint)


def read_beside(state: State, doc: Doc, info: Info | None = None) -> Session:
    """What a document says, by what is remembered of it."""
    found = find(doc, state.layout)
    observed = observe(doc, state.layout, found)
    still = tuple(_rewritten(state, found))
    return Session(state, doc, found, replace(observed, unmapped=(*observed.unmapped, *still)), info)


def _rewritten(state: State, found: Found) -> Iterator[Unmapped]:
    """Words of ours that people rewrote before the last push: they stand, and are told until they are ours again."""
    for para in (*state.layout.paras(), *state.layout.header, *state.layout.footer):
        spot = found.paras.get(para.id)
        if para.id in state.edited and spot and spot.text == para.text:
            written, now = brief(state.edited[para.id]), spot.text.strip()
            name = "" if spot.pending else para.id
            yield Unmapped("part", now, written, name) if now else Unmapped("part", f"[gone] {written}", "", name)


def again_of(read: Session) -> frozenset[str]:
    """The paragraphs that are to be ours again, as far as they say what they said when somebody said so."""
    spots = read.found.paras
    return frozenset(
        name for name, text in read.state.again.items() if (spots[name].text if name in spots else "") == text
    )


def with_comments(read: Session, remote: Remote) -> Session:
    """The same with the threads beside the text."""
    threads = observe_comments(remote.comments(read.state.document), read.state.layout, read.found)
    return replace(read, observed=replace(read.observed, comments=threads))


def _mended(doc: Doc, paths: Paths, state: State) -> State:
    """A batch that was begun and not ended: remembered where the document holds it, else forgotten."""
    begun = read_journal(paths.journal)
    if not isinstance(begun, Writing) or begun.before == doc.revision:
        return state  # what was not applied may still be on its way; its revision keeps it from being applied twice
    done = applied(doc, begun.after, state)
    if done is None:
        done = holds(doc, begun.after.layout, state.layout)
    if done and begun.after.document == state.document:
        state = begun.after
        write_state(paths.state, state)
    end(paths.journal)
    return state


def main_of(session: Session) -> Tab:
    """The tab that holds the plan."""
    return next(tab for tab in session.doc.tabs if tab.id == session.found.main)


def writable(session: Session) -> str:
    """The revision that a write is made for; Refused where this account may not edit."""
    if not session.doc.revision:
        raise Refused(read_only())
    return session.doc.revision
