"""What a running server holds: documents, faults that wait, a log of requests, who is who."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mapdocs.sandbox.comments import Person
from mapdocs.sandbox.docs_api import Call
from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.faults import Faults
from mapdocs.sandbox.store import Clock, Store

OWNER = Person("you@sandbox.example", "You")
"""Who calls without saying who."""
_REMEMBERED = 20_000
"""So many requests are in the log; older ones are forgotten."""
_UNAUTHENTICATED = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential."
)


@dataclass(slots=True)
class State:
    """`tokens`: access token -> address; `refused`: tokens that are no longer good."""

    store: Store
    clock: Clock
    faults: Faults = field(default_factory=Faults)
    log: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    tokens: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def call(self, headers: Mapping[str, str]) -> Call:
        """Who calls, by bearer token or header."""
        return Call(self.store, self.who(headers), self.clock)

    def who(self, headers: Mapping[str, str]) -> Person:
        """An access token that was given here, or one that is itself an address; else the header; else the owner."""
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and token:
            if token in self.refused:
                raise ApiError(401, _UNAUTHENTICATED, reason="authError")
            return person(self.tokens.get(token, token))
        return person(headers.get("x-sandbox-user", ""))

    def reset(self) -> None:
        """As just started, with no documents."""
        self.store.clear()
        self.faults.waiting.clear()
        self.log.clear()
        self.tokens.clear()
        self.refused.clear()


def person(email: str) -> Person:
    """Somebody by address; without one, the owner."""
    if "@" not in email:
        return OWNER
    name = email.partition("@")[0].replace(".", " ").replace("-", " ").title()
    return OWNER if email == OWNER.email else Person(email, name)
