"""A document with all that Drive knows of it: frozen, so that a change is a new one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import blake2s
from typing import Any, Literal

from mapdocs.codec import from_plain, to_plain
from mapdocs.sandbox.comments import Comment, Person, permission_id
from mapdocs.sandbox.model.reading import read_document
from mapdocs.sandbox.model.showing import show_document
from mapdocs.sandbox.model.tree import NOTHING, Document, Json

Role = Literal["owner", "organizer", "fileOrganizer", "writer", "commenter", "reader"]
ROLES: tuple[Role, ...] = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
"""From the least to the most."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do what. `email` is empty for anyone with the link."""

    id: str
    role: Role
    kind: str = "user"
    email: str = ""
    rest: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """`revision` counts changes of the content and its comments, `version` all changes."""

    document: Document
    owner: Person
    created: str
    modified: str
    permissions: tuple[Permission, ...]
    comments: tuple[Comment, ...] = ()
    properties: Json = NOTHING
    public: Json = NOTHING
    trashed: bool = False
    revision: int = 1
    version: int = 1
    suggesters: Json = NOTHING
    """Suggestion -> the address of who made it."""

    @property
    def id(self) -> str:
        """The document's."""
        return self.document.id

    @property
    def revision_id(self) -> str:
        """As writeControl names it."""
        return "ALm37B" + blake2s(f"{self.id}/{self.revision}".encode(), digest_size=24).hexdigest()

    def role(self, email: str) -> Role | None:
        """What somebody may do; None where the file isn't there for them."""
        roles = [p.role for p in self.permissions if p.email.lower() == email.lower() or p.kind == "anyone"]
        return max(roles, key=ROLES.index) if roles else None

    def changed(self, now: str, **parts: Any) -> Entry:  # noqa: ANN401 - fields of the class
        """The entry with something new that is not content."""
        return replace(self, **{"modified": now, **parts, "version": self.version + 1})

    def edited(self, now: str, document: Document, comments: tuple[Comment, ...], **parts: Any) -> Entry:  # noqa: ANN401
        """The entry with new content or comments: another revision."""
        return self.changed(now, document=document, comments=comments, revision=self.revision + 1, **parts)


def may(role: Role | None, least: Role) -> bool:
    """Whether a role is enough."""
    return role is not None and ROLES.index(role) >= ROLES.index(least)


def new_entry(document: Document, owner: Person, now: str, properties: Json, public: Json) -> Entry:
    """A document just made; who makes it owns it."""
    own = Permission(permission_id(owner.email), "owner", "user", owner.email)
    return Entry(document, owner, now, now, (own,), (), properties, public)


# ---------------------------------------------------------------- as a file


def as_plain(entry: Entry) -> dict[str, Any]:
    """JSON that holds all of it; the document as `documents.get` tells it."""
    told = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name != "document"}
    document = {"serial": entry.document.serial, "document": show_document(entry.document, tabs=True)}
    return {"mapdocs": "sandbox document 1", **to_plain(told), **document}


def from_file(said: Json) -> Entry:
    """The entry that a file holds; ValueError, KeyError or TypeError where it is none."""
    if said.get("mapdocs") != "sandbox document 1":
        raise ValueError("not a document of the local server")
    document = read_document(said["document"], int(said["serial"]))
    return Entry(
        document,
        from_plain(Person, said["owner"]),
        str(said["created"]),
        str(said["modified"]),
        from_plain(tuple[Permission, ...], said["permissions"]),
        from_plain(tuple[Comment, ...], said["comments"]),
        said["properties"],
        said["public"],
        bool(said["trashed"]),
        int(said["revision"]),
        int(said["version"]),
        said["suggesters"],
    )
