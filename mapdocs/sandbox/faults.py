"""Faults on demand: which request meets which trouble, and how often."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.model.tree import Json

ERRORS: dict[str, tuple[int, str, str, str]] = {
    "400-stale": (400, "The required revision ID does not match the latest revision.", "FAILED_PRECONDITION", ""),
    "401": (401, "Request had invalid authentication credentials.", "UNAUTHENTICATED", "authError"),
    "403": (403, "The caller does not have permission", "PERMISSION_DENIED", "forbidden"),
    "403-rate": (403, "Rate Limit Exceeded", "RESOURCE_EXHAUSTED", "rateLimitExceeded"),
    "403-user-rate": (403, "User Rate Limit Exceeded", "RESOURCE_EXHAUSTED", "userRateLimitExceeded"),
    "404": (404, "Requested entity was not found.", "NOT_FOUND", "notFound"),
    "429": (429, "Quota exceeded for quota metric 'Write requests'.", "RESOURCE_EXHAUSTED", "rateLimitExceeded"),
    "500": (500, "Internal error encountered.", "INTERNAL", "internalError"),
    "502": (502, "Bad Gateway", "UNAVAILABLE", "backendError"),
    "503": (503, "The service is currently unavailable.", "UNAVAILABLE", "backendError"),
}
"""Action -> code, message, status, Drive's reason: nothing is done."""
BEFORE = frozenset({"edit", "comment", "split-ranges", "drop-ranges", "double-ranges", "trash", "delete", "share"})
"""What somebody else does before the request is looked at."""
LOST = {
    "reset-before": ("before", "reset"),
    "reset-after": ("after", "reset"),
    "drop-before": ("before", "close"),
    "drop-after": ("after", "close"),
}
"""The connection ends without an answer, before or after what was asked for was done: reset, or only closed."""
OTHERS = frozenset(LOST) | {"delay", "truncate", "no-revision", "invalid-grant", "unlisted"}
ACTIONS = frozenset(ERRORS) | BEFORE | OTHERS


@dataclass(frozen=True, slots=True)
class Fault:
    """`times`: how often, -1 for ever; `skip`: how many requests of its kind go well before.

    `method`, `path`, `body`: patterns that a request's must hold, empty for any; `suggested`: only where it deletes
    text that is under a suggestion.
    """

    action: str
    method: str = ""
    path: str = ""
    body: str = ""
    times: int = 1
    skip: int = 0
    retry_after: float | None = None
    seconds: float = 0
    suggested: bool = False
    document: str = ""
    told: Json | None = None

    def meets(self, method: str, path: str, body: bytes) -> bool:
        """Whether it is meant for a request."""
        text = body.decode("utf-8", "replace") if self.body else ""
        return (
            (not self.method or self.method == method)
            and bool(re.search(self.path, path))
            and self.document in path
            and (not self.body or bool(re.search(self.body, text)))
        )


_KEYS = {"action", "method", "path", "body", "times", "skip", "retryAfter", "seconds", "suggested", "document"}
_TOLD = {"requests", "as", "suggest", "content", "name", "emailAddress", "role"}


def read_faults(said: Any) -> list[Fault]:  # noqa: ANN401 - JSON
    """The faults that a control request names; ApiError 400 for one that there isn't."""
    items = said.get("faults") if isinstance(said, dict) else said
    if not isinstance(items, list):
        raise bad("Give a list of faults.")
    return [_fault(item) for item in items]


def _fault(item: Json) -> Fault:
    if unknown := set(item) - _KEYS - _TOLD:
        raise bad(f"A fault has no {min(unknown)}.")
    if item.get("action") not in ACTIONS:
        raise bad(f"{item.get('action')!r} is no fault; there are {', '.join(sorted(ACTIONS))}.")
    times = item.get("times", 1)
    return Fault(
        item["action"],
        item.get("method", ""),
        item.get("path", ""),
        item.get("body", ""),
        -1 if times == "forever" else int(times),
        int(item.get("skip", 0)),
        item.get("retryAfter"),
        float(item.get("seconds", 0)),
        bool(item.get("suggested", False)),
        item.get("document", ""),
        {key: value for key, value in item.items() if key in _TOLD},
    )


class Faults:
    """Those that wait for their request."""

    def __init__(self) -> None:
        """None."""
        self.waiting: list[Fault] = []

    def add(self, faults: Iterable[Fault]) -> None:
        """Some more."""
        self.waiting += faults

    def take(self, method: str, path: str, body: bytes) -> list[Fault]:
        """Those that a request meets, counted down."""
        met: list[Fault] = []
        kept: list[Fault] = []
        for fault in self.waiting:
            if not fault.meets(method, path, body):
                kept.append(fault)
            elif fault.skip:
                kept.append(replace(fault, skip=fault.skip - 1))
            else:
                met.append(fault)
                if fault.times != 1:
                    kept.append(replace(fault, times=max(fault.times - 1, -1)) if fault.times > 0 else fault)
        self.waiting = kept
        return met


def refusal(fault: Fault) -> ApiError | None:
    """What a fault answers instead of the truth; None where it does something else."""
    if fault.action not in ERRORS:
        return None
    code, message, status, reason = ERRORS[fault.action]
    return ApiError(code, message, status, reason)
