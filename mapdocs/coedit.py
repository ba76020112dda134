"""A deal and its co-edited document: which one it is, what is read of it, and what is remembered of that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from mapdocs.dealfile import Edit, apply_edits
from mapdocs.desk import opened_at
from mapdocs.documents import document_from
from mapdocs.fields import parse_field
from mapdocs.google.adopt import adopted
from mapdocs.google.errors import Doubt
from mapdocs.google.journal import Creating, begin, end, one_at_a_time, read_journal
from mapdocs.google.pushing import Wanted
from mapdocs.google.service import DEAL, NONCE
from mapdocs.google.session import again_of, looked, paths_of, remembered, session, with_comments
from mapdocs.google.state import UNKNOWN, State, read_state, write_state
from mapdocs.google.written import written_in
from mapdocs.layout import Layout
from mapdocs.merge import Merged
from mapdocs.observed import Known
from mapdocs.outline import layout_of
from mapdocs.problems import DealError, Problem, UsageError
from mapdocs.pull import Came, merged_with, settle
from mapdocs.readers.gdocs import find, nothing_left, parse
from mapdocs.regained import regained
from mapdocs.renames import key_of
from mapdocs.saving import read_draft, save
from mapdocs.values import deal_values
from mapdocs.workspace import all_deals
from mapdocs.writers.gdocs import look_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapdocs.accept import Applied, Take
    from mapdocs.deals import OpenDeal
    from mapdocs.desk import Desk
    from mapdocs.google.service import Info, Remote
    from mapdocs.google.session import Paths, Session
    from mapdocs.pull import Pulled
    from mapdocs.workspace import DealPlace


@dataclass(frozen=True, slots=True)
class Coediting:
    """A deal at a desk, and the account that holds its document. `nonce`: a new word at each call."""

    desk: Desk
    remote: Remote
    nonce: Callable[[], str]

    @property
    def paths(self) -> Paths:
        """Where the deal keeps what it remembers of the document."""
        return paths_of(self.desk.place, self.desk.current)


def wanted_of(place: DealPlace, opened: OpenDeal) -> Wanted:
    """What the document should hold: the buyer's edition, whole."""
    document = document_from(place, opened, "buyer", "full")
    theme = document.assets.theme
    layout = layout_of(document.page, theme)
    return Wanted(layout, look_of(theme, layout), deal_values(opened), opened.words.bcp47)


# ---------------------------------------------------------------- which document


def mark_of(place: DealPlace, opened: OpenDeal) -> str:
    """What a document carries of the deal that it is of: no name, and the same on any machine."""
    deal = opened.composed.deal
    return sha256(f"{place.name}\0{deal.buyer.name}\0{deal.seller.name}".encode()).hexdigest()[:24]


def document_state(co: Coediting, opened: OpenDeal, wanted: Wanted) -> tuple[State, bool]:
    """What is remembered of the deal's document, and whether it was made now."""
    if state := known_state(co, opened, wanted):
        return state, False
    return _created(co, opened, wanted.layout.title), True


def known_state(co: Coediting, opened: OpenDeal, wanted: Wanted) -> State | None:
    """The same where there is a document; None where there is none yet."""
    named = opened.composed.deal.google.document
    if state := remembered(co.paths, named):
        return _of_this_deal(co, opened, state)
    return _adopted(co, opened, named, wanted) if named else None


def _of_this_deal(co: Coediting, opened: OpenDeal, state: State) -> State:
    """The state where it is of this deal, which may have been renamed; DealError for one that came with a copy."""
    mark = mark_of(co.desk.place, opened)
    if state.mark == mark:
        return state
    place = co.desk.place
    others = [other for other in all_deals(co.desk.workspace, co.desk.current) if other.file != place.file]
    owner = next((other for other in others if _document_of(other) == state.document), None)
    if owner:
        message = f"{co.paths.shown} is of another deal, {owner.name}: it came with a copy of its folder."
        hint = (
            f"Delete {co.paths.shown}, and document: under google: in {place.shown}; a push then makes a new document."
        )
        raise DealError(Problem("other-deal", message, None, hint))
    co.remote.mark(state.document, {DEAL: mark})
    return replace(state, mark=mark)


def _document_of(place: DealPlace) -> str:
    """The document that another deal remembers; empty where it remembers none that can be read."""
    try:
        state = read_state(place.google, place.google.name)
    except (DealError, UsageError):
        return ""
    return state.document if state else ""


def _adopted(co: Coediting, opened: OpenDeal, document: str, wanted: Wanted) -> State:
    """A document of which nothing is remembered: what differs in it counts as edited by people."""
    info, mark = looked(co.remote, document), mark_of(co.desk.place, opened)
    if info.properties.get(DEAL, mark) != mark:
        message = f'The document "{info.name}" is of another deal.'
        hint = (
            "Write this deal's own document under google: document:, or leave it out, and one is made. If the deal was "
            "renamed, or its buyer or seller: get google.json back, as from git, or rename it back to push once."
        )
        raise DealError(Problem("other-deal", message, opened.composed.place(("google", "document")), hint))
    values = {str(field): value for field, value in wanted.values.items()}
    fields = {name: Known(text, values.get(name, "")) for name, text in written_in(wanted.layout).items()}
    if nothing_left(
        wanted.layout, find(parse(co.remote.get(document)), wanted.layout)
    ):  # somebody deleted all of it: it comes anew
        return State(document, mark, replace(wanted.layout, blocks=()), serial=UNKNOWN)
    return State(document, mark, wanted.layout, fields=fields, serial=UNKNOWN)


def _created(co: Coediting, opened: OpenDeal, title: str) -> State:
    """A new, empty document; one that a killed run made is found by its nonce."""
    mark, journal = mark_of(co.desk.place, opened), co.paths.journal
    begun = read_journal(journal)
    if not isinstance(begun, Creating):
        _refuse_second(co, mark)
        begun = Creating(co.nonce())
        begin(journal, begun)
        made = ""
    else:
        made = _found(co, begun.nonce)
    state = State(made or _made(co, begun.nonce, mark, title), mark, Layout(title, ()))
    write_state(co.paths.state, state)
    end(journal)
    return state


def _made(co: Coediting, nonce: str, mark: str, title: str) -> str:
    properties = {NONCE: nonce, DEAL: mark}
    try:
        return co.remote.create(title, properties)
    except Doubt:
        return _found(co, nonce) or co.remote.create(title, properties)


def _found(co: Coediting, nonce: str) -> str:
    """The document that was made with a nonce; Drive may take a while to list it."""
    found = co.remote.find_created(nonce, patient=True)
    return min((info.id for info in found if not info.trashed), default="")


def _refuse_second(co: Coediting, mark: str) -> None:
    """One deal has one document: another one that says to be of this deal is told, not doubled."""
    if others := co.remote.find_deal(mark):
        names = ", ".join(f"{info.name} ({info.url or info.id})" for info in others)
        message = f"There is a document of this deal already: {names}."
        hint = (
            f'Write "document: {others[0].id}" under google: in the deal file, and get google.json from the colleague '
            "who made it. Put the document into the trash only where nobody works in it."
        )
        raise DealError(Problem("two-live-documents", message, None, hint))


def link(co: Coediting, opened: OpenDeal, state: State) -> None:
    """The deal file names its document, so that every colleague's does."""
    if opened.composed.deal.google.document == state.document:
        return
    place = co.desk.place
    draft = read_draft(place)
    text = apply_edits(draft.text, [Edit(("google", "document"), state.document)], place.shown)
    save(place, draft, text)


# ---------------------------------------------------------------- what is read, and remembered


def read_of(co: Coediting, opened: OpenDeal, state: State, info: Info) -> Session:
    """The document beside what is remembered of it, or beside what can be told of it where nothing is.

    RemoteError where it can't be read; DealError where somebody has pushed to it since.
    """
    read = session(co.remote, co.paths, state, info)
    return regained(read, opened.words.words.values()) if read.state.serial == UNKNOWN else read


def merged(opened: OpenDeal, read: Session) -> Merged:
    """What people changed in the document, beside what changed in the deal."""
    found = merged_with(opened, read.state.fields, read.observed, read.state.locales)
    coming = {f"cancel {key}" for key in read.state.kept}  # somebody has decided, and the next push writes them
    asked = tuple(one for one in found.proposals if f"{one.kind} {one.name}" not in coming)
    again = again_of(read)
    kept = tuple(one for one in found.unmapped if not one.name or one.name not in again)
    return replace(found, proposals=asked, unmapped=kept)


def pull(co: Coediting, takes: Mapping[str, Take], *, write: bool) -> Pulled:
    """What people changed in the document; accepted into the deal where `write`.

    DealError where there is no document yet, RemoteError where it can't be read, and the errors of `settle`.
    """
    with one_at_a_time(co.paths.journal):
        return pulled(co, takes, write=write)


def pulled(co: Coediting, takes: Mapping[str, Take], *, write: bool, syncing: bool = False) -> Pulled:
    """The same where nobody else is at it. `syncing`: a push follows by itself."""
    name = co.desk.place.asked
    opened = opened_at(co.desk, read_draft(co.desk.place).text)
    state = known_state(co, opened, wanted_of(co.desk.place, opened))
    if state is None:
        hint = f"Run mapdocs push {name} first."
        raise DealError(Problem("not-pushed", "The deal has no co-edited document yet.", None, hint))
    info = looked(co.remote, state.document)
    next_one = ("", f"mapdocs sync {name}") if syncing else (f"mapdocs push {name}", "")
    came = Came(info.url or state.document, "Google document", f"mapdocs pull {name}", *next_one)
    read = with_comments(read_of(co, opened, state, info), co.remote)

    def remember(applied: Applied, after: OpenDeal) -> None:
        write_state(co.paths.state, advanced(read, applied, after, co.desk.place))

    return settle(co.desk, came, lambda now: merged(now, read), takes, remember if write else None)


def advanced(read: Session, applied: Applied, after: OpenDeal, place: DealPlace) -> State:
    """The state once edits were accepted: what stands in the document is known, with the deal's value of now.

    What was decided for the deal keeps the value that it had at the last push, so that the next one writes it.
    """
    state, values = read.state, deal_values(after)
    fields = dict(state.fields)
    for name in (*applied.taken, *applied.same):
        if seen := read.observed.fields.get(name):
            known, text = fields.get(str(name)), seen.text
            if seen.suggested is not None and (name in applied.taken or (known and known.seen == seen.suggested)):
                text = seen.suggested  # so that it is known once it is accepted there, and an edit if it is rejected
            fields[str(name)] = Known(text, values.get(name, ""))
    for name in applied.ours:
        if seen := read.observed.fields.get(name):
            known = fields.get(str(name))
            fields[str(name)] = Known(seen.text, known.deal if known else "")
    keys = {name: key_of(after.keys, row) for name, row in applied.added.items()}
    layout = adopted(read, wanted_of(place, after).layout, keys) if keys else state.layout
    taken_in = written_in(layout) if keys else {}
    fields |= {
        name: Known(text, values.get(parse_field(name), "")) for name, text in taken_in.items() if name not in fields
    }
    kept = tuple(dict.fromkeys((*state.kept, *sorted(applied.back))))
    spots = read.found.paras
    again = {**state.again, **{name: spots[name].text if name in spots else "" for name in sorted(applied.again)}}
    return replace(state, layout=layout, fields=fields, kept=kept, again=again)
