"""A document on the local server that mapdocs pushes into over HTTP, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mapdocs.fields import FieldId, parse_field
from mapdocs.google.accounts import Account
from mapdocs.google.draft import Keep
from mapdocs.google.pushing import Done, Pusher, Wanted
from mapdocs.google.service import Remote
from mapdocs.google.session import Paths, Session, session
from mapdocs.google.state import State, read_state, write_state
from mapdocs.google.transport import Pace
from mapdocs.layout import Layout
from mapdocs.sandbox.server import Server
from tests.drafts import delete, insert, lines
from tests.google.server import Time
from tests.pushes import look_for

Json = dict[str, Any]
BATCH = ":batchUpdate"


def remote_of(account: Account) -> Remote:
    """Calls that wait without losing time."""
    clock = Time()
    return Remote(account, Pace(clock.pause, clock.clock, clock.spread))


def values_of(layout: Layout) -> dict[FieldId, str]:
    """The deal's values, as if they were written in the deal as they are in the document."""
    found: dict[FieldId, list[str]] = {}
    for para in layout.paras():
        if para.field:
            found.setdefault(parse_field(para.field), []).append(para.said)
    return {field: "\n".join(texts) for field, texts in found.items()}


class Shared:
    """`id`: of the document. Nothing is in it yet."""

    def __init__(self, server: Server, remote: Remote, folder: Path) -> None:
        """A new document, and a state that knows nothing but it."""
        self.server = server
        self.remote = remote
        self.paths = Paths(folder / "google.json", "google.json", folder / ".mapdocs")
        self.paths.journal.mkdir()
        self.id = remote.create("Marlow Plan", {})
        write_state(self.paths.state, State(self.id, "marlow", Layout("Marlow Plan", ())))
        server.control("DELETE", "log")

    @property
    def state(self) -> State:
        """What is remembered."""
        found = read_state(self.paths.state, self.paths.shown)
        assert found
        return found

    def read(self) -> Session:
        """The document now, beside that."""
        return session(self.remote, self.paths, self.state)

    def push(
        self, layout: Layout, *, remote: Remote | None = None, keep: Callable[[Session], Keep] | None = None
    ) -> Done:
        """A whole push, which holds what people have changed since the last one."""
        caller = remote or self.remote
        wanted = Wanted(layout, look_for(), values_of(layout))
        read = lambda: session(caller, self.paths, self.state)  # noqa: E731
        return Pusher(caller, self.paths, read, keep or keep_of, wanted).write()

    def calls(self) -> list[tuple[str, int]]:
        """What the server was asked for since the last look: `get` or `batch`, and what it answered."""
        names = {"GET": "get", "POST": "batch"}
        found = [(names[one["method"]], one["status"]) for one in self.server.log() if "/documents/" in one["path"]]
        self.server.control("DELETE", "log")
        return found

    def says(self) -> list[Any]:
        """The body, as `drafts.lines`."""
        return lines(self._tab()["body"]["content"])

    def edges(self) -> list[list[Any]]:
        """Header and footer."""
        tab = self._tab()
        return [lines(one["content"]) for kind in ("headers", "footers") for one in tab.get(kind, {}).values()]

    def _tab(self) -> Json:
        found: Json = self.remote.get(self.id)["tabs"][0]["documentTab"]
        return found

    # What people do.

    def typing(self, id: str, text: str) -> list[Json]:  # noqa: A002
        """The requests with which somebody types at a paragraph's end, as the document stands."""
        return [insert(self.read().found.paras[id].end, text)]

    def type(self, id: str, text: str) -> None:  # noqa: A002
        """Somebody does."""
        self.server.edit(self.id, *self.typing(id, text))

    def replace(self, id: str, text: str) -> None:  # noqa: A002
        """Somebody writes other words."""
        spot = self.read().found.paras[id]
        self.server.edit(self.id, delete(spot.start, spot.end), insert(spot.start, text))

    def meanwhile(self, action: str, *, skip: int = 0, path: str = BATCH, **more: Any) -> None:  # noqa: ANN401
        """A fault that the next batch meets, or the one after `skip` others."""
        self.server.faults({"action": action, "path": path, "skip": skip, **more})


def changed(read: Session) -> Mapping[str, tuple[str, str]]:
    """Field -> what it said after the last push, and what it says now, where that is something else."""
    base = read.state.fields
    now = {str(field): seen.text for field, seen in read.observed.fields.items()}
    return {name: (base[name].seen, text) for name, text in now.items() if base[name].seen != text}


def keep_of(read: Session) -> Keep:
    """What people have changed is held; nobody settles it."""
    return Keep(frozenset(changed(read)) if read.state.fields else frozenset(), read.state.edited)
