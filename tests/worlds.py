"""A deal that two sides work on: its file with the seller, its document with the buyer, a server in between.

Every edit that anybody makes carries a word of its own, so that it can be looked for afterwards. A word dies when a
person replaces the words that it stands among; until then it must be in the deal, in the document, or in what a pull
reports.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapdocs.beside import beside
from mapdocs.coedit import Coediting, merged, pull, wanted_of
from mapdocs.dealfile import Edit, apply_edits
from mapdocs.desk import Desk, opened_at
from mapdocs.google.accounts import Account
from mapdocs.google.body import with_beside
from mapdocs.google.service import Remote
from mapdocs.google.session import read_beside
from mapdocs.google.state import State, read_state
from mapdocs.google.transport import Manners, Pace
from mapdocs.problems import MapdocsError
from mapdocs.push import push
from mapdocs.readers.gdocs import find, parse
from mapdocs.saving import read_draft, save
from mapdocs.workspace import DealPlace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.google.session import Session
    from mapdocs.merge import Merged
    from mapdocs.pull import Pulled
    from mapdocs.push import Pushed
    from mapdocs.readers.gdocs.found import Found, Spot
    from mapdocs.sandbox.server import Server

TODAY = date(2026, 11, 23)
Batch = tuple[dict[str, Any], ...]
DEAL = """\
# Kept by hand.
buyer:  {name: Marlow Bank plc, short: Marlow, country: GB, lead: maria}
seller: {name: Fernhill Analytics, short: Fernhill, country: DE, lead: tom}
go_live: {date: 2027-06-30, why: First filing}
value: {objective: Alert review under one hour., summary: Decisions within the hour.}
people:
  maria: {name: Maria Keller, title: Head of Fraud, party: buyer, role: champion}
  tom: {name: Tom Weiss, party: seller, role: account-executive}
phases:
  prove: {title: Prove it}
  live: {title: Go live}
tasks:
  proof: {phase: prove, title: Proof, buyer: maria, seller: tom, duration: 10bd, done_when: Signed, note: Data first.}
  review: {phase: prove, title: Review, buyer: maria, duration: 5bd, after: [proof], due: 2027-03-05}
  sign: {phase: live, title: Signed, role: signature, duration: 0, buyer: maria, seller: tom, after: [review]}
  train: {phase: live, title: Training, seller: tom, duration: 5bd, after: [sign]}
  go: {phase: live, title: Live, role: go-live, duration: 0, buyer: maria, after: [train]}
risks:
  staff: {what: Few engineers, owner: maria, mitigation: Two days held, audience: all}
decisions:
  region: {what: Hosting region, owner: maria, by: 2027-01-15, why: The contract names it}
"""
MANNERS = Manners(tries=3, few=2, first_wait=0.0, longest_wait=0.0, patience=5.0, reads=0, writes=0)
_WORD = re.compile(r"zq\d+x")


class World:
    """Both sides, and what they have written. `alive`: the words that must not get lost."""

    def __init__(self, server: Server, folder: Path, text: str = DEAL, remote: Remote | None = None) -> None:
        """A deal file, and no document yet. `remote`: one that others use as well: its client takes a while to make."""
        self.server = server
        self.remote = remote or remote_of(server)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "deal.yaml"
        file.write_text(text, "utf-8")
        place = DealPlace(folder.name, folder, file, "deal.yaml", folder / "dist")
        self.desk = Desk(open_workspace(None, folder), place, TODAY, folder)
        self.alive: set[str] = set()
        self.count = 0
        self.nonces = 0

    # ------------------------------------------------------------ the seller's side

    @contextmanager
    def account(self) -> Iterator[Coediting]:
        """The deal with its account; nothing waits for long."""
        yield Coediting(self.desk, self.remote, self._nonce)

    def _nonce(self) -> str:
        self.nonces += 1
        return f"{self.desk.place.folder}-{self.nonces}"

    def push(self) -> Pushed:
        """As `mapdocs push --yes`."""
        with self.account() as co:
            return push(co, lambda _changes: True)

    def pull(self, takes: dict[str, Any] | None = None, *, write: bool = True) -> Pulled:
        """As `mapdocs pull --apply`."""
        with self.account() as co:
            found = pull(co, takes or {}, write=write)
        if write and found.applied:
            self._decided(found)
        return found

    def _decided(self, found: Pulled) -> None:
        """Words that a decision was taken against, or that a pulled edit replaced, need not be anywhere any more."""
        applied = found.applied
        assert applied
        for change in (*found.merged.edits, *found.merged.conflicts):
            lost = (
                change.ours if change.field in applied.taken else change.typed if change.field in applied.ours else ""
            )
            self.alive -= set(_WORD.findall(lost))
        for proposal in found.merged.proposals:
            if proposal.name in applied.back or (proposal.field and proposal.field in applied.ours):
                self.alive -= set(_WORD.findall(proposal.typed))

    def sell(self, *edits: Edit) -> None:
        """The seller changes the deal file by hand; what would be wrong is not saved."""
        draft = read_draft(self.desk.place)
        text = draft.text
        for edit in edits:
            with suppress(MapdocsError):
                changed = apply_edits(text, [edit])
                opened_at(self.desk, changed)
                text = changed
        before, after = said_in(draft.text), said_in(text)
        self.alive = (self.alive - (before - after)) | (after - before)
        save(self.desk.place, draft, text)

    def word(self) -> str:
        """One that nobody has used."""
        self.count += 1
        return f"zq{self.count}x"

    def deal_text(self) -> str:
        """The deal file."""
        return self.desk.place.file.read_text("utf-8")

    # ------------------------------------------------------------ the buyer's side

    @property
    def state(self) -> State | None:
        """What is remembered of the document."""
        return read_state(self.desk.place.google, "google.json")

    def get(self) -> dict[str, Any]:
        """The document, as the buyer's browser has it."""
        with self.account() as co:
            state = self.state
            assert state
            return co.remote.get(state.document)

    def found(self) -> tuple[State, Found]:
        """Where everything of the plan stands."""
        state = self.state
        assert state
        return state, find(parse(self.get()), state.layout)

    def words(self) -> set[str]:
        """The words of people that stand in the document, suggested ones too."""
        state = self.state
        assert state
        where = f"/v1/documents/{state.document}?includeTabsContent=true&suggestionsViewMode=SUGGESTIONS_INLINE"
        connection = HTTPConnection(self.server.base_url.removeprefix("http://"), timeout=30)
        try:
            connection.request("GET", where)
            return set(_WORD.findall(connection.getresponse().read().decode()))
        finally:
            connection.close()

    def act(self, *batches: Batch, suggest: bool = False) -> None:
        """The buyer does one thing after the other; words that that takes out are gone by their own hand.

        What the server does not take is not done. Words are marked as written where they stand there then.
        """
        state = self.state
        assert state
        before = self.words()
        for requests in batches:
            with suppress(RuntimeError):
                self.server.edit(state.document, *requests, by="maria@marlow.example", suggest=suggest)
        after = self.words()
        # What the deal holds as well is given up only once that edit is accepted there.
        self.alive -= before - after - said_in(self.deal_text())
        self.alive |= after - before

    def typed(self, spot: Spot, text: str, how: str) -> Batch:
        """Words before, behind, in, below or in the place of a paragraph."""
        at = {"before": spot.start, "into": spot.start + (spot.end - spot.start) // 2}.get(how, spot.end)
        words = f"\n{text}" if how == "below" else text
        where: dict[str, Any] = {"segmentId": spot.segment} if spot.segment else {}
        where |= {"tabId": spot.tab} if spot.tab else {}
        put = {"insertText": {"location": {"index": at, **where}, "text": words}}
        if how != "instead" or spot.end == spot.start:
            return (put,)
        return put, {"deleteContentRange": {"range": {"startIndex": spot.start, "endIndex": spot.end, **where}}}

    # ------------------------------------------------------------ a run that is killed

    def killed(self, run: Callable[[World], object], event: int) -> None:
        """A process of its own does something and is killed at its n-th step: a file put in place, a connection made.

        What it may have accepted by then counts as decided.
        """
        if self.state and self.state.layout.blocks:
            before = self.pull(write=False)
            if before.applied:
                self._decided(before)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if not child:
            with suppress(BaseException):
                self.remote = remote_of(self.server)  # connections are not for two
                _die_at(event)
                run(self)
            os._exit(0)
        os.waitpid(child, 0)

    # ------------------------------------------------------------ what must hold

    def settle(self) -> tuple[Merged, Session]:
        """Both sides come to rest: accept, write, and look again."""
        if self.state is None or not self.state.layout.blocks:
            self.push()
        found = self.pull()
        if found.faults:
            raise AssertionError(f"what was typed can't be accepted: {found.faults}")
        self.push()
        self.push()
        with self.account() as co:
            state = self.state
            assert state
            read = read_beside(state, parse(co.remote.get(state.document)))
            opened = opened_at(self.desk, self.deal_text())
            return merged(opened, read), read

    def check(self) -> None:
        """After things have settled nothing is lost, nothing stands twice, and the document says what the plan says."""
        told, read = self.settle()
        document = self.get()
        texts = [json.dumps(document, ensure_ascii=False), str(told)]
        lost = self.alive - said_in(self.deal_text()) - {word for text in texts for word in _WORD.findall(text)}
        assert not lost, f"lost: {lost}"
        self._as_rendered(told, read)
        keys = Counter(row.key for row in _rows(read) if row)
        again = self.push()
        assert (0, 0) == (again.batches, again.requests), "a push with nothing changed sent a write"
        assert all(count == 1 for key, count in keys.items()), keys

    def _as_rendered(self, told: Merged, read: Session) -> None:
        """Each paragraph of a fresh plan says in the document what it says there, or somebody wrote in it."""
        opened = opened_at(self.desk, self.deal_text())
        held = {str(field) for field in told.held}
        plan = wanted_of(self.desk.place, opened).layout
        wanted = with_beside(plan, beside(opened, read, held, plan))
        edited = set(read.state.edited)
        for para in (*wanted.paras(), *wanted.header, *wanted.footer):
            spot = read.found.paras.get(para.id)
            if spot is None or para.field in held or para.id in edited or spot.pending:
                continue
            theirs = _WORD.findall(spot.text)
            if spot.text != para.text and not (theirs and not para.field):
                raise AssertionError(f"{para.id} says {spot.text!r}, and should say {para.text!r}")


def _die_at(event: int) -> None:
    """Kills this process at the n-th step that another one could see."""
    left = [event]

    def hook(name: str, _arguments: object) -> None:
        if name in ("os.rename", "os.remove", "socket.connect"):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _rows(read: Session) -> Iterator[Any]:
    for table in read.state.layout.tables():
        for row in table.rows:
            if row.key and row.id in read.found.rows:
                yield row


def said_in(deal: str) -> set[str]:
    """The words of people in a deal file; what only its log tells is not said by a value."""
    lines = (line for line in deal.split("\n") if not line.startswith("  - {on: "))
    return {word for line in lines for word in _WORD.findall(line)}


def remote_of(server: Server) -> Remote:
    """Google's client at the server; it never waits."""
    pace = Pace(lambda _seconds: None, _ticks(), lambda: 0.5)
    return Remote(Account("endpoint", "nobody", endpoint=server.base_url), pace, MANNERS)


def _ticks() -> Callable[[], float]:
    """A clock that goes on by a hundredth at each look."""
    now = [0.0]

    def tick() -> float:
        now[0] += 0.01
        return now[0]

    return tick
