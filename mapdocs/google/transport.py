"""One call after the other, politely: what may be tried again is, and what may have been done is never sent again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from mapdocs.google.errors import (
    Answer,
    Failure,
    Refused,
    Stale,
    Unreachable,
    doubt,
    judged,
    read_answer,
    unreachable,
)
from mapdocs.google.wire import LostError, NotSentError
from mapdocs.problems import Problem

if TYPE_CHECKING:
    from mapdocs.google.wire import Wire
    from mapdocs.problems import RemoteError

Kind = Literal["read", "guarded", "once"]
"""A call that changes nothing; a write that names the revision it is for, so that a second one could not be done too;
any other write."""


class Sendable(Protocol):
    """A request of Google's client."""

    method: str
    body: str | None

    def execute(self, *, num_retries: int) -> Any:  # noqa: ANN401 - JSON, or text where it is none
        """Sends it, once."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Time, as the command line hands it in: `pause` waits seconds, `clock` counts them, `spread` gives 0 to 1."""

    pause: Callable[[float], None]
    clock: Callable[[], float]
    spread: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Manners:
    """How often and how long. Seconds; `patience` is for one call with all its tries.

    `reads` and `writes` of the Docs API a minute, 0 for no limit.
    Google's quotas for one user are 300 and 60 (developers.google.com, Usage limits). A little is left for others.
    """

    tries: int = 6
    few: int = 4
    first_wait: float = 1.0
    longest_wait: float = 32.0
    patience: float = 150.0
    reads: int = 280
    writes: int = 55


GOOGLE = Manners()
LOCAL = Manners(first_wait=0.05, longest_wait=1.0, patience=30.0, reads=0, writes=0)


@dataclass(slots=True)
class Quota:
    """At most so many in any minute; the times of those of the last one."""

    most: int
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        while self.times and self.times[0] <= now - 60:
            self.times.popleft()
        return self.times[0] + 60 - now if self.most and len(self.times) >= self.most else 0.0


class Caller:
    """Sends the requests that Google's client makes; returns their answers or raises a RemoteError."""

    def __init__(
        self, wire: Wire, pace: Pace, manners: Manners = GOOGLE, away: Callable[[str], RemoteError] = unreachable
    ) -> None:
        """Nothing is sent yet. `away`: the error that says why the other side can't be reached."""
        self._away = away
        self.wire = wire
        self._pace = pace
        self._manners = manners
        self._quotas = {True: Quota(manners.reads), False: Quota(manners.writes)}

    def call(self, request: Sendable, kind: Kind, subject: str, *, docs: bool = False) -> dict[str, Any]:
        """The answer; {} where there is nothing to say.

        `subject`: what it is about, for messages; `docs`: it counts for the Docs API's quotas.

        Refused, Stale: nothing was done. Unreachable: neither, for a write. Doubt: a write that may have been done.
        """
        begun, tries, shaky, renewed = self._pace.clock(), 0, False, False
        while True:
            found = self._tried(request, kind, subject, docs=docs)
            if not isinstance(found, Failure):
                return found
            if found.means == "signed-out" and not renewed and self._renewed():
                renewed = True
                continue
            if _in_doubt(found, kind):
                raise doubt(_why(found))
            if isinstance(found.error, Stale) and shaky:
                raise doubt("Google failed, and then found the document changed, perhaps by that very write")
            shaky = shaky or (found.means == "down" and kind == "guarded")
            tries += 1
            wait = self._wait(found, tries)
            if wait is None or self._pace.clock() - begun + wait > self._manners.patience:
                if shaky and found.means != "final":
                    raise doubt("Google failed at it, again and again")
                raise _given_up(found, wait)
            self.pause(wait)

    def waits(self) -> tuple[float, ...]:
        """What to wait between looks for something that was done a moment ago."""
        return tuple(self._manners.first_wait * 2.0**number for number in range(self._manners.few - 1))

    def close(self) -> None:
        """Lets go of the connections."""
        self.wire.close()

    def _tried(self, request: Sendable, kind: Kind, subject: str, *, docs: bool) -> dict[str, Any] | Failure:
        """One try."""
        from googleapiclient.errors import HttpError

        if docs:
            self._take_turn(self._quotas[kind == "read"])
        try:
            found = request.execute(num_retries=0)
        except HttpError as error:
            return judged(read_answer(error.resp.status, error.content, error.resp), subject)
        except NotSentError as error:
            return Failure("unsent", self._away(str(error)))
        except LostError as error:
            return Failure("lost", self._away(str(error)))
        if isinstance(found, dict):
            return found
        # What is not JSON, as half of an answer, comes out of the client as text.
        return {} if request.method == "DELETE" else Failure("lost", self._away("its answer was cut off"))

    def _take_turn(self, quota: Quota) -> None:
        """Waits until one more may go, and counts it."""
        wait = quota.wait(self._pace.clock())
        if wait > 0:
            self.pause(wait)
        quota.times.append(self._pace.clock())

    def _renewed(self) -> bool:
        """Whether there is a new token now. The refused call was not done, so it may be sent again."""
        try:
            return self.wire.refresh()
        except NotSentError as error:
            raise unreachable(str(error)) from None

    def _wait(self, failure: Failure, tries: int) -> float | None:
        """Seconds before the next try; None where there is to be none."""
        manners = self._manners
        most = {"busy": manners.tries, "down": manners.tries, "lost": manners.few, "unsent": manners.few - 1}
        if tries >= most.get(failure.means, 0):
            return None
        asked = _retry_after(failure.answer)
        backoff = min(manners.first_wait * 2.0 ** (tries - 1), manners.longest_wait)
        # Between half and all of it, so that those who were turned away together don't come back together.
        spread = backoff * (0.5 + self._pace.spread() / 2)
        return max(asked, spread) if asked is not None else spread

    def pause(self, seconds: float) -> None:
        """Waits."""
        self._pace.pause(seconds)


def _in_doubt(failure: Failure, kind: Kind) -> bool:
    """Whether a write may have been done: its answer was lost, or the server failed while it was at it."""
    lost = failure.means == "lost" and kind != "read"
    return lost or (failure.means == "down" and kind == "once")


def _why(failure: Failure) -> str:
    if failure.answer:
        return f"it answered with an error of its own ({failure.answer.status})"
    return failure.error.problems[0].message.split(": ", 1)[-1].removesuffix(".")


def _given_up(failure: Failure, wait: float | None) -> RemoteError:
    """The error; where Google asked to come back later than anybody wants to wait, it says when."""
    if failure.means not in ("busy", "down") or wait is None:
        return failure.error
    hint = f"Run the command again in {round(wait / 60) or 1} min."
    message = f"Google asks to wait {round(wait)} s before the next call."
    kind = Refused if failure.means == "busy" else Unreachable
    return kind(Problem("google-busy", message, None, hint))


def _retry_after(answer: Answer | None) -> float | None:
    """Seconds that the answer asks to wait: a number, or a time that is told by the answer's own clock."""
    text = answer.headers.get("retry-after", "").strip() if answer else ""
    if text.isdecimal():
        return float(text[:9])
    try:
        until, now = parsedate_to_datetime(text), parsedate_to_datetime(answer.headers["date"] if answer else "")
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, KeyError):
        return None
