"""A deal and its document on a local server, with Google's client between them, and somebody who edits the document."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapdocs.accept import Take
from mapdocs.coedit import Coediting, pull
from mapdocs.google.accounts import Account
from mapdocs.google.service import Remote
from mapdocs.google.session import read_beside
from mapdocs.google.sharing import Change
from mapdocs.google.state import State, read_state
from mapdocs.google.transport import Pace
from mapdocs.pull import Pulled
from mapdocs.push import Pushed, push
from mapdocs.readers.gdocs import parse
from mapdocs.readers.gdocs.found import Found
from mapdocs.sandbox.server import Server
from tests.desks import desk_of, text_of
from tests.drafts import delete, insert
from tests.samples import SMALL

Json = dict[str, Any]
MARIA = "maria@marlow.example"
NO_TIME = Pace(lambda _seconds: None, lambda: 0.0, lambda: 1.0)
"""Waits that take no time."""


@dataclass(frozen=True)
class Shared:
    """A deal outside any workspace, and all that happens to its document."""

    co: Coediting
    server: Server

    @property
    def state(self) -> State:
        """What is remembered."""
        state = read_state(self.co.paths.state, "google.json")
        assert state is not None
        return state

    @property
    def text(self) -> str:
        """What the deal file says."""
        return text_of(self.co.desk)

    def write(self, old: str, new: str) -> None:
        """The deal file with other words in one place."""
        file = self.co.desk.place.file
        text = file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode())

    def push(self, *, yes: bool = False) -> Pushed:
        """As by `mapdocs push`, with `--yes` or with nobody there to ask."""
        return push(self.co, lambda _changes: yes)

    def pull(self, takes: Mapping[str, Take] | None = None, *, write: bool = True) -> Pulled:
        """As by `mapdocs pull --apply`."""
        return pull(self.co, takes or {}, write=write)

    # ---------------------------------------------------------------- what stands in the document

    def read(self) -> Json:
        """The document as Google tells it."""
        return self.co.remote.get(self.state.document)

    def found(self) -> Found:
        """Where what is ours stands."""
        return read_beside(self.state, parse(self.read())).found

    def says(self, field: str) -> str:
        """A field's words, its sign before them."""
        paras = [para.id for para in self.state.layout.paras() if para.field == field]
        found = self.found().paras
        return "\n".join(found[name].text for name in paras if name in found)

    def rows(self) -> list[str]:
        """The keys of the rows that are there."""
        return [name.rsplit("/", 1)[-1] for name in self.found().rows]

    # ---------------------------------------------------------------- what people do

    def edit(self, *requests: Json, suggest: bool = False) -> str:
        """A batch by the buyer; the id of the suggestion that it is."""
        answer = self.server.edit(self.state.document, *requests, by=MARIA, suggest=suggest)
        return str(answer["suggestion"])

    def retype(self, field: str, text: str, *, suggest: bool = False) -> str:
        """Other words for a field's, as somebody who marks them all and types."""
        para = next(para for para in self.state.layout.paras() if para.field == field)
        spot = self.found().paras[para.id]
        gone = [delete(spot.start, spot.end)] if spot.end > spot.start else []
        return self.edit(insert(spot.end, text), *gone, suggest=suggest)

    def drop_row(self, key: str) -> None:
        """A row taken out."""
        self.edit({"deleteTableRow": {"tableCellLocation": self._cell(key)}})

    def row_below(self, key: str, words: Mapping[int, str]) -> None:
        """A new row, with words in some of its cells."""
        spot = next(spot for name, spot in self.found().rows.items() if name.rsplit("/", 1)[-1] == key)
        self.edit({"insertTableRow": {"tableCellLocation": self._cell(key), "insertBelow": True}})
        at = spot.end + 2
        self.edit(*(insert(at + 2 * number, words[number]) for number in sorted(words, reverse=True)))

    def _cell(self, key: str) -> Json:
        spot = next(spot for name, spot in self.found().rows.items() if name.rsplit("/", 1)[-1] == key)
        return {"tableStartLocation": {"index": spot.grid.start}, "rowIndex": spot.number, "columnIndex": 0}

    # ---------------------------------------------------------------- what was sent

    def calls(self) -> list[tuple[str, int]]:
        """Calls to the Docs API since this was last asked: which, and how many bytes."""
        log = [one for one in self.server.log() if one["path"].startswith("/v1/documents")]
        self.server.control("DELETE", "log")
        return [("get" if one["method"] == "GET" else "batch", one["bytes"]) for one in log]

    def documents(self) -> list[str]:
        """The ids of all documents there are, those in the trash too."""
        answer = self.co.remote._files.list(fields="files(id)").execute()
        return [entry["id"] for entry in answer["files"]]

    def access(self) -> dict[str, str]:
        """Who may open it, without the owner: address -> role."""
        there = self.co.remote.permissions(self.state.document)
        return {one.email: one.role for one in there if one.role != "owner"}


def remote_of(server: Server) -> Remote:
    """Google's client, with nobody logged in, and waits that take no time."""
    return Remote(Account("endpoint", "nobody", endpoint=server.base_url), NO_TIME)


@contextmanager
def sharing(folder: Path, server: Server, text: str = SMALL) -> Iterator[Shared]:
    """A deal that nobody has pushed yet."""
    numbers = itertools.count(1)
    remote = remote_of(server)
    try:
        yield Shared(Coediting(desk_of(folder, text), remote, lambda: f"nonce-{next(numbers)}"), server)
    finally:
        remote.close()


def copied(shared: Shared, folder: Path) -> Shared:
    """A colleague's copy of the deal, with what is remembered, as git has it at this moment."""
    place = shared.co.desk.place
    own = folder / place.file.parent.name
    own.mkdir(parents=True)
    for file in (*place.file.parent.glob("*.yaml"), shared.co.paths.state):
        (own / file.name).write_bytes(file.read_bytes())
    co = Coediting(desk_of(own, place.file.read_bytes().decode()), shared.co.remote, shared.co.nonce)
    return Shared(co, shared.server)


def said(changes: Sequence[Change]) -> list[str]:
    """Changes of access as they are shown."""
    return [str(change) for change in changes]
