"""sync: what people wrote comes into the deal, then the plan goes into the document; once, or again and again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from mapdocs.coedit import pulled
from mapdocs.google.journal import one_at_a_time
from mapdocs.google.state import read_state
from mapdocs.problems import DealError, RemoteError
from mapdocs.push import pushed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mapdocs.accept import Take
    from mapdocs.coedit import Coediting
    from mapdocs.google.sharing import Change
    from mapdocs.pull import Pulled
    from mapdocs.push import Pushed

    Agree = Callable[[Sequence[Change]], bool]


@dataclass(frozen=True, slots=True)
class Synced:
    """Both halves; `pulled` is None where the document was made now, and nobody can have written in it."""

    pulled: Pulled | None
    pushed: Pushed

    @property
    def exit_code(self) -> int:
        """1 with conflicts left, or with edits that can't be accepted."""
        return self.pulled.exit_code if self.pulled else 0


def sync(co: Coediting, takes: Mapping[str, Take], agree: Agree) -> Synced:
    """Pull, accept what is settled, push; what nobody has settled is left alone on both sides."""
    with one_at_a_time(co.paths.journal):
        came = _pulled(co, takes)
        return Synced(came, pushed(co, agree))


def _pulled(co: Coediting, takes: Mapping[str, Take]) -> Pulled | None:
    try:
        return pulled(co, takes, write=True, syncing=True)
    except DealError as error:
        if error.problems[0].code != "not-pushed":
            raise
        return None


def watch(
    co: Coediting, agree: Agree, pause: Callable[[], None], rounds: int | None = None
) -> Iterator[Synced | RemoteError | DealError]:
    """Syncs whenever the deal file or the document has changed, and tells each time; looks, and then waits.

    A look is one small call to Drive. `rounds`: how often it looks, None for ever. What goes wrong is told once; what
    the remote refuses is tried again at the next look, what is wrong with the deal when something has changed.
    """
    known: tuple[str, str] | None = None
    told = ""
    while rounds is None or rounds > 0:
        now = _look(co, known)
        if now != known:
            try:
                done: Synced | RemoteError | DealError = sync(co, {}, agree)
                known = now  # what was written since is seen by the next look, with whatever came meanwhile
            except RemoteError as error:
                done = error
            except DealError as error:
                done, known = error, now
            if isinstance(done, Synced) or str(done) != told:
                yield done
            told = "" if isinstance(done, Synced) else str(done)
        pause()
        rounds = None if rounds is None else rounds - 1


def _look(co: Coediting, before: tuple[str, str] | None) -> tuple[str, str]:
    """What the deal file and google.json say, and which version the document has; as before where nobody answers."""
    place = co.desk.place
    deal = sha256(place.file.read_bytes()).hexdigest() if place.file.exists() else ""
    try:
        state = read_state(co.paths.state, co.paths.shown)
        deal += state.serial if state else ""  # as after a git pull, which was asked for
        version = co.remote.info(state.document).version if state else ""
    except (RemoteError, DealError):
        version = before[1] if before else ""
    return deal, version
