"""push: the plan into its co-edited document, after reading what people did there; nothing of theirs is touched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.beside import beside
from mapdocs.coedit import document_state, link, merged, read_of, wanted_of
from mapdocs.deals import open_deal
from mapdocs.google.draft import Keep, Skipped
from mapdocs.google.journal import one_at_a_time
from mapdocs.google.pushing import Pusher
from mapdocs.google.session import Session, again_of, looked, remembered
from mapdocs.google.sharing import Change, Shared, changes, share, wanted_share
from mapdocs.google.state import State, write_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapdocs.coedit import Coediting
    from mapdocs.deals import OpenDeal
    from mapdocs.merge import Merged
    from mapdocs.problems import Problem


@dataclass(frozen=True, slots=True)
class Pushed:
    """A document after a push. `skipped`: what should say something else and was left; `waiting`: what people did.

    `asked`: how commands name the deal.
    """

    deal: str
    document: str
    url: str
    created: bool
    batches: int
    requests: int
    bytes: int
    skipped: tuple[Skipped, ...]
    shared: Shared
    waiting: Merged
    problems: tuple[Problem, ...] = ()
    asked: str = ""


def push(co: Coediting, agree: Callable[[Sequence[Change]], bool]) -> Pushed:
    """The document, made where there is none yet; RemoteError or DealError where it can't be written.

    `agree`: whether somebody says yes to what is about to be shared.
    """
    with one_at_a_time(co.paths.journal):
        return pushed(co, agree)


def pushed(co: Coediting, agree: Callable[[Sequence[Change]], bool]) -> Pushed:
    """The same where nobody else is at it."""
    desk, paths = co.desk, co.paths
    opened = open_deal(desk.workspace, desk.place, desk.today, current=desk.current)
    wanted = wanted_of(desk.place, opened)
    state, created = document_state(co, opened, wanted)
    info = looked(co.remote, state.document)
    link(co, opened, state)
    waiting: list[Merged] = []

    def keep_of(read: Session) -> Keep:
        found = merged(opened, read)
        waiting[:] = [found]
        held = frozenset(map(str, found.held))
        words = beside(opened, read, held, wanted.layout)
        rows_wait = any(one.row for one in found.proposals)
        kept = frozenset(read.state.kept)
        return Keep(held, read.state.edited, kept, words, found.dropped, again_of(read), rows_wait)

    known = [state]

    def read() -> Session:
        last = known.pop() if known else remembered(paths, state.document)  # what an earlier try has remembered
        return read_of(co, opened, last or state, info)

    pusher = Pusher(co.remote, paths, read, keep_of, wanted)
    before = replace(co.remote.meter)
    done = pusher.write()
    meter = co.remote.meter
    shared = _shared(co, opened, done.session.state, agree)
    return Pushed(
        desk.place.name, state.document, info.url, created, meter.batches - before.batches,
        meter.requests - before.requests - pusher.beside, meter.size - before.size, done.skipped, shared, waiting[0],
        opened.problems, desk.place.asked,
    )  # fmt: skip


def _shared(co: Coediting, opened: OpenDeal, state: State, agree: Callable[[Sequence[Change]], bool]) -> Shared:
    """Access as the deal file has it, once somebody has agreed to it; what was given is remembered."""
    wanted = wanted_share(opened.composed.deal)
    todo = changes(wanted, state.given, co.remote.permissions(state.document)) if wanted else ()
    opens = [change for change in todo if change.opens]
    confirmed = bool(opens) and agree(opens)
    shared = share(co.remote, state.document, wanted, state.given, confirmed=confirmed)
    if shared.given != state.given:
        write_state(co.paths.state, replace(state, given=dict(shared.given)))
    return shared
