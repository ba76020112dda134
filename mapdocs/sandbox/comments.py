"""Comments of a document and who wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2s


@dataclass(frozen=True, slots=True)
class Person:
    """Who calls: the address is the identity."""

    email: str
    name: str

    def as_json(self, *, me: bool = False) -> dict[str, object]:
        """A Drive user."""
        told = {"kind": "drive#user", "displayName": self.name, "me": me, "permissionId": permission_id(self.email)}
        return told | ({"emailAddress": self.email} if me else {})


def permission_id(email: str) -> str:
    """The id that Drive knows somebody by, in all files."""
    return str(int.from_bytes(blake2s(email.lower().encode(), digest_size=8).digest()) >> 1).zfill(19)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment; `action`: resolve or reopen."""

    id: str
    author: Person
    content: str
    created: str
    modified: str
    action: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark. `anchor`: the stretch of text that it hangs on, empty where it hangs on none.

    `deleted` also where all the text that it hung on is gone.
    """

    id: str
    author: Person
    content: str
    created: str
    modified: str
    quote: str = ""
    anchor: str = ""
    resolved: bool = False
    deleted: bool = False
    replies: tuple[Reply, ...] = ()
    given: str = ""
    """The anchor that Drive was told, which it keeps and does nothing with."""
