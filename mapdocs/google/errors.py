"""What can go wrong with Google, as errors that carry a Problem, and what an answer of it means."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Literal

from mapdocs.problems import Problem, RemoteError, brief

# Whatever of this kind a message holds, nobody is to read it: access and refresh tokens, secrets, signed assertions.
_SECRET = re.compile(
    r"ya29\.[\w.-]+|1//[\w-]{10,}|GOCSPX-[\w-]+|(?i:bearer)\s+\S+|eyJ[\w-]{8,}\.[\w.-]+|-----BEGIN[^-]*-----.*"
)
_RATE = frozenset(("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"))
_QUOTA = frozenset(("dailyLimitExceeded", "quotaExceeded", "sharingRateLimitExceeded"))
_STORAGE = frozenset(("storageQuotaExceeded", "activeItemCreationLimitExceeded", "teamDriveFileLimitExceeded"))
_API_OFF = frozenset(("accessNotConfigured", "SERVICE_DISABLED"))
_SCOPE = frozenset(("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"))
_NOT_OURS = frozenset(("appNotAuthorizedToFile",))
_POLICY = frozenset(("domainPolicy", "sharingNotAllowed", "cannotShareTeamDriveTopFolderWithAnyoneOrDomains"))
_LOST = frozenset((408, 500, 502, 504))
_LONGEST = 200

Means = Literal["busy", "down", "lost", "unsent", "signed-out", "final"]
"""What a failed try means: slow down; come back later (both: nothing was done); nobody knows whether it was done;
it never left; the token is not taken; no."""


class Refused(RemoteError):  # noqa: N818 - the design's word
    """Google says no, and would again: deleted, no access, signed out, a quota of the day."""


class Stale(RemoteError):  # noqa: N818 - the design's word
    """The document is not at the revision that the write was made for. Nothing was written."""


class Doubt(RemoteError):  # noqa: N818 - the design's word
    """A write was sent and its answer is not known: whether it was done must be found out by reading."""


class Unreachable(RemoteError):  # noqa: N818 - the design's word
    """No answer, after some tries."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Google's answer that is no success. `reasons`: the words for programs in it, as rateLimitExceeded, NOT_FOUND."""

    status: int
    message: str = ""
    reasons: frozenset[str] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """One try that failed: what that means, and the error that says so where nothing else helps."""

    means: Means
    error: RemoteError
    answer: Answer | None = None


def read_answer(status: int, body: bytes, headers: Mapping[str, str]) -> Answer:
    """The message and the reasons of an error's body, whatever it is."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError, IndexError):
        return Answer(status, "", frozenset(), headers)
    if not isinstance(error, dict):
        return Answer(status, scrubbed(error), frozenset(), headers)
    told = [entry for name in ("errors", "details") for entry in _entries(error.get(name))]
    words = [error.get("status"), *(entry.get("reason") for entry in told)]
    reasons = frozenset(str(word) for word in words if word)
    return Answer(status, scrubbed(error.get("message", "")), reasons, headers)


def _entries(value: object) -> list[dict[str, object]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def scrubbed(text: object) -> str:
    """What somebody else wrote, for a message: short, on one line, and without anything that is like a secret."""
    return brief(_SECRET.sub("[…]", str(text)), _LONGEST)


def judged(answer: Answer, subject: str) -> Failure:
    """What an answer means. `subject`: what the call was about, as "the document"."""
    status = HTTPStatus
    if answer.status == status.UNAUTHORIZED:
        return Failure("signed-out", signed_out(), answer)
    limited = answer.reasons & _RATE and not answer.reasons & (_STORAGE | _QUOTA)
    if answer.status == status.TOO_MANY_REQUESTS or (answer.status == status.FORBIDDEN and limited):
        return Failure("busy", _busy(), answer)
    if answer.status in (status.SERVICE_UNAVAILABLE, status.CONFLICT):
        return Failure("down", _down(answer), answer)
    if answer.status in _LOST:
        return Failure("lost", _down(answer), answer)
    return Failure("final", _final(answer, subject), answer)


def _final(answer: Answer, subject: str) -> RemoteError:
    if answer.status < HTTPStatus.BAD_REQUEST or not (answer.message or answer.reasons):
        return stranger(f" ({answer.status})")
    if answer.status == HTTPStatus.NOT_FOUND:
        return Refused(not_found(subject))
    if answer.status == HTTPStatus.FORBIDDEN:
        return Refused(_forbidden(answer, subject))
    if answer.status == HTTPStatus.BAD_REQUEST and "revision" in answer.message.casefold():
        return stale()
    message = f'Google does not take this for {subject} ({answer.status}): "{answer.message}"'
    return Refused(Problem("google-refused", message, None, "Nothing was written. Report it if it stays."))


def _forbidden(answer: Answer, subject: str) -> Problem:
    """Why it is forbidden, by the first reason that is known, and in Google's words."""
    said = f' Google says: "{answer.message}"' if answer.message else ""
    for reasons, problem in _FORBIDDEN:
        if answer.reasons & reasons:
            return replace(problem, message=problem.message + said)
    message = f"This account may not do that with {subject}.{said}"
    hint = "See mapdocs google status for who you are; ask the document's owner for editor access."
    return Problem("google-forbidden", message, None, hint)


_FORBIDDEN = (
    (
        _STORAGE,
        Problem(
            "google-quota",
            "The account has no room for another document.",
            None,
            "A service account owns none: log in with the folder of a shared drive. See docs/google-setup.md.",
        ),
    ),
    (
        _QUOTA,
        Problem(
            "google-quota",
            "A limit of Google's is used up for now.",
            None,
            "Try again tomorrow, or ask your administrator.",
        ),
    ),
    (
        _API_OFF,
        Problem(
            "google-api-off",
            "The Google Docs API or the Google Drive API is not enabled in your project.",
            None,
            "Enable both in the Google Cloud console, wait a minute, and try again. See docs/google-setup.md.",
        ),
    ),
    (
        _SCOPE,
        Problem(
            "google-scope",
            "You are logged in without the access that mapdocs needs.",
            None,
            "Log in again with mapdocs google login, and tick the box for the files of this app.",
        ),
    ),
    (
        _NOT_OURS,
        Problem(
            "google-not-found",
            "This account did not make the document with mapdocs, and so can't open it here.",
            None,
            "Let the one who made it push, or let the team use one account. See docs/google-setup.md.",
        ),
    ),
    (
        _POLICY,
        Problem(
            "google-sharing",
            "Your organisation does not allow this document to be shared like that.",
            None,
            "Ask your Google Workspace administrator, or change share: in the deal file.",
        ),
    ),
)


def not_found(subject: str) -> Problem:
    """Google knows no such document, or does not say so to this account."""
    message = f"Google does not find {subject}, or keeps it from this account."
    hint = (
        "It was deleted, or another account made it: see mapdocs google status. To begin a new document, "
        "remove document: under google: and google.json beside the deal file, then push."
    )
    return Problem("google-not-found", message, None, hint)


def read_only() -> Problem:
    """The document may be read, not written: Google names its revision only to those who may edit."""
    message = "This account may read the document, but not edit it."
    hint = "Ask its owner for editor access, or push with the account that made it."
    return Problem("google-read-only", message, None, hint)


def trashed(name: str) -> Problem:
    """The document lies in the trash."""
    message = f'The document "{name}" is in the trash.'
    hint = (
        "Restore it in Google Drive, or begin a new one: remove document: under google: and google.json "
        "beside the deal file, then push."
    )
    return Problem("google-trashed", message, None, hint)


def no_folder(folder: str) -> Problem:
    """Documents can't be made where the login says."""
    message = f'This account may not make documents in the folder "{folder}".'
    hint = "Make it a Content manager of the shared drive, or log in with another --folder. See docs/google-setup.md."
    return Problem("google-folder", message, None, hint)


def signed_out(why: str = "") -> Refused:
    """The token is not taken any more."""
    message = "Google no longer takes this login: it was revoked, or has run out." + (
        f" ({scrubbed(why)})" if why else ""
    )
    return Refused(Problem("google-signed-out", message, None, "Log in again: mapdocs google login."))


def stale() -> Stale:
    """Somebody changed the document since it was read."""
    message = "The document was changed while it was being written to. Nothing was written."
    return Stale(Problem("google-changed", message, None, "Run the command again: it reads the document first."))


def doubt(why: str) -> Doubt:
    """Nobody knows whether the last write was done."""
    message = f"It is not known whether Google did the last write: {why}."
    return Doubt(Problem("google-doubt", message, None, "Run the command again: it looks first what is there."))


def unreachable(why: str, what: str = "Google", hint: str = "Check the network, and try again.") -> Unreachable:
    """No answer from Google, or from the server in its place."""
    return Unreachable(
        Problem("google-unreachable", f"{what} can't be reached: {why}.", None, f"{hint} Nothing is lost.")
    )


def stranger(what: str = "") -> Unreachable:
    """An answer that is none of Google's, as of a network that wants one to sign in first."""
    message = f"Something that is not Google answered{what}."
    hint = "Sign in to the network you are in, and check its proxy and MAPDOCS_GOOGLE_ENDPOINT."
    return Unreachable(Problem("google-stranger", message, None, hint))


def _busy() -> Refused:
    message = "Google asks to slow down, and did so again after several waits."
    return Refused(Problem("google-busy", message, None, "Wait some minutes, then run the command again."))


def _down(answer: Answer) -> Unreachable:
    message = f"Google answers with an error of its own ({answer.status}), again and again."
    return Unreachable(Problem("google-down", message, None, "Wait some minutes, then run the command again."))
