"""What the Drive API does with files and who may see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mapdocs.sandbox.comments import permission_id
from mapdocs.sandbox.docs_api import Call
from mapdocs.sandbox.entry import ROLES, Entry, Permission, Role, may, new_entry
from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.model.blank import blank_document
from mapdocs.sandbox.model.tree import Json
from mapdocs.sandbox.partial import selected
from mapdocs.sandbox.schema import check_body

Out = dict[str, Any]
Query = Mapping[str, str]
DOCUMENT = "application/vnd.google-apps.document"
_FILE_FIELDS = "kind,id,name,mimeType"
_PERMISSION_FIELDS = "kind,id,type,role"


def file_entry(call: Call, ident: str, least: Role = "reader") -> Entry:
    """As Call.entry, in Drive's words."""
    try:
        return call.entry(ident, least)
    except ApiError as error:
        if error.code == 404:  # noqa: PLR2004 - HTTP
            raise ApiError(404, f"File not found: {ident}.", reason="notFound") from None
        message = "The user does not have sufficient permissions for this file."
        raise ApiError(403, message, reason="insufficientFilePermissions") from None


# ---------------------------------------------------------------- files


def file_json(call: Call, entry: Entry, base: str) -> Out:
    """A File, with all that is known of it."""
    role = entry.role(call.who.email)
    mine = entry.owner.email == call.who.email
    out: Out = {
        "kind": "drive#file",
        "id": entry.id,
        "name": entry.document.title,
        "mimeType": DOCUMENT,
        "trashed": entry.trashed,
        "explicitlyTrashed": entry.trashed,
        "version": str(entry.version),
        "webViewLink": f"{base}/d/{entry.id}",
        "createdTime": entry.created,
        "modifiedTime": entry.modified,
        "owners": [entry.owner.as_json(me=mine)],
        "ownedByMe": mine,
        "shared": len(entry.permissions) > 1,
        "isAppAuthorized": True,
        "appProperties": dict(entry.properties),
        "properties": dict(entry.public),
        "capabilities": _capabilities(role),
    }
    if may(role, "writer"):
        out["permissions"] = [permission_json(permission) for permission in entry.permissions]
        out["permissionIds"] = [permission.id for permission in entry.permissions]
    return {key: value for key, value in out.items() if value != {}}


def _capabilities(role: Role | None) -> Out:
    edits, owns = may(role, "writer"), may(role, "owner")
    return {
        **dict.fromkeys(("canEdit", "canRename", "canModifyContent", "canShare", "canReadRevisions"), edits),
        **dict.fromkeys(("canTrash", "canDelete", "canUntrash"), owns),
        "canComment": may(role, "commenter"),
        "canCopy": True,
        "canDownload": True,
    }


def get_file(call: Call, ident: str, query: Query, base: str) -> Out:
    """files.get."""
    told = file_json(call, file_entry(call, ident), base)
    return selected("drive", "File", told, query.get("fields") or _FILE_FIELDS)


def create_file(call: Call, body: Json, query: Query, base: str) -> Out:
    """files.create: of Google documents only."""
    check_body("drive", "File", body)
    if body.get("mimeType") != DOCUMENT:
        raise ApiError(501, "The local server keeps only Google documents.", reason="notImplemented")
    ident = body.get("id") or call.store.new_id()
    if call.store.get(ident):
        raise ApiError(409, "A file already exists with the provided ID.", reason="fileIdInUse")
    document = blank_document(ident, body.get("name", "Untitled"))
    properties, public = _properties({}, body, "appProperties"), _properties({}, body, "properties")
    entry = call.store.put(new_entry(document, call.who, call.clock(), properties, public))
    return selected("drive", "File", file_json(call, entry, base), query.get("fields") or _FILE_FIELDS)


def update_file(call: Call, ident: str, body: Json, query: Query, base: str) -> Out:
    """files.update: name, trashed, properties. A null takes a property out."""
    check_body("drive", "File", _without_nulls(body))
    entry = file_entry(call, ident, "owner" if "trashed" in body else "writer")
    parts: dict[str, Any] = {
        "properties": _properties(entry.properties, body, "appProperties"),
        "public": _properties(entry.public, body, "properties"),
        "trashed": body.get("trashed", entry.trashed),
    }
    if "name" in body:
        parts["document"] = replace(entry.document, title=body["name"])
    entry = call.store.put(entry.changed(call.clock(), **parts))
    return selected("drive", "File", file_json(call, entry, base), query.get("fields") or _FILE_FIELDS)


def _without_nulls(body: Json) -> Out:
    """A body whose nulls are left out, as JSON of the API reads them."""
    return {
        key: _without_nulls(value) if isinstance(value, dict) else value
        for key, value in body.items()
        if value is not None
    }


def _properties(old: Json, body: Json, key: str) -> Out:
    new = {**old, **body.get(key, {})}
    kept = {name: value for name, value in new.items() if value is not None}
    for name, value in kept.items():
        if len(f"{name}{value}".encode()) > 124:  # noqa: PLR2004 - Drive's own limit
            raise bad(f"The property {name} is longer than 124 bytes with its name.")
    return kept


def delete_file(call: Call, ident: str) -> None:
    """files.delete: for good."""
    file_entry(call, ident, "owner")
    call.store.drop(ident)


# ---------------------------------------------------------------- files.list

_TERM = re.compile(
    r"""\s*(?:
      (?P<field>trashed|name|mimeType|fullText)\s*(?P<op>=|!=|contains)\s*(?P<value>'(?:[^'\\]|\\.)*'|true|false)
    | (?P<map>appProperties|properties)\s+has\s+\{\s*key\s*=\s*'(?P<key>(?:[^'\\]|\\.)*)'\s+and\s+
        value\s*=\s*'(?P<held>(?:[^'\\]|\\.)*)'\s*\}
    | '(?P<who>[^']*)'\s+in\s+(?P<role>owners|writers|readers)
    )\s*(?:and\b|$)""",
    re.VERBOSE,
)


def list_files(call: Call, query: Query, base: str) -> Out:
    """files.list: what the caller can see, newest first, by a query of terms joined with `and`."""
    tests = list(_terms(call, query.get("q", "")))
    seen = [entry for entry in call.store.entries.values() if entry.role(call.who.email)]
    found = [entry for entry in seen if all(test(entry) for test in tests)]
    _sort(found, query.get("orderBy", ""))
    size = _number(query.get("pageSize", "100"), "pageSize")
    start = _number(query.get("pageToken", "0"), "pageToken")
    out: Out = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [file_json(call, entry, base) for entry in found[start : start + size]],
    }
    if start + size < len(found):
        out["nextPageToken"] = str(start + size)
    fields = query.get("fields") or f"kind,incompleteSearch,nextPageToken,files({_FILE_FIELDS})"
    return selected("drive", "FileList", out, fields)


def _number(text: str, name: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise bad(f"Invalid value for {name}: {text}.", name)
    return int(text)


def _sort(found: list[Entry], order: str) -> None:
    for part in reversed([part.strip() for part in order.split(",") if part.strip()] or ["modifiedTime desc"]):
        name, _, how = part.partition(" ")
        keys: dict[str, Callable[[Entry], str]] = {
            "modifiedTime": lambda entry: entry.modified,
            "createdTime": lambda entry: entry.created,
            "name": lambda entry: entry.document.title.casefold(),
        }
        if name not in keys or how not in {"", "desc"}:
            raise bad(f"Invalid value for orderBy: {order}.", "orderBy")
        found.sort(key=keys[name], reverse=how == "desc")


def _terms(call: Call, text: str) -> Iterator[Callable[[Entry], bool]]:
    at = 0
    while at < len(text):
        hit = _TERM.match(text, at)
        if not hit:
            raise ApiError(400, "Invalid Value", reason="invalid", field="q")
        yield _test(call, hit)
        at = hit.end()


def _test(call: Call, hit: re.Match[str]) -> Callable[[Entry], bool]:
    if hit["map"]:
        key, held = _plain(hit["key"]), _plain(hit["held"])
        name = "properties" if hit["map"] == "appProperties" else "public"
        return lambda entry: getattr(entry, name).get(key) == held
    if hit["role"]:
        email = call.who.email if hit["who"] == "me" else hit["who"]
        least: Role = {"owners": "owner", "writers": "writer"}.get(hit["role"], "reader")  # type: ignore[assignment]
        return lambda entry: may(entry.role(email), least)
    value = _plain(hit["value"].strip("'"))
    return _field_test(hit["field"], hit["op"], value)


def _field_test(field: str, op: str, value: str) -> Callable[[Entry], bool]:
    def said(entry: Entry) -> str:
        told = {"trashed": str(entry.trashed).lower(), "name": entry.document.title, "mimeType": DOCUMENT}
        return told.get(field, entry.document.title)

    tests: dict[str, Callable[[Entry], bool]] = {
        "=": lambda entry: said(entry) == value,
        "!=": lambda entry: said(entry) != value,
        "contains": lambda entry: value.casefold() in said(entry).casefold(),
    }
    return tests[op]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# ---------------------------------------------------------------- permissions


def permission_json(permission: Permission) -> Out:
    """A Permission."""
    out: Out = {"kind": "drive#permission", "id": permission.id, "type": permission.kind, "role": permission.role}
    if permission.email:
        out |= {"emailAddress": permission.email, "displayName": permission.email.split("@")[0]}
    return out | dict(permission.rest)


def list_permissions(call: Call, ident: str, query: Query) -> Out:
    """permissions.list."""
    entry = file_entry(call, ident, "writer")
    told = [permission_json(permission) for permission in entry.permissions]
    fields = query.get("fields") or f"kind,permissions({_PERMISSION_FIELDS})"
    return selected("drive", "PermissionList", {"kind": "drive#permissionList", "permissions": told}, fields)


def get_permission(call: Call, ident: str, which: str, query: Query) -> Out:
    """permissions.get."""
    return _told(_permission(file_entry(call, ident), which), query)


def _told(permission: Permission, query: Query) -> Out:
    return selected("drive", "Permission", permission_json(permission), query.get("fields") or _PERMISSION_FIELDS)


def _permission(entry: Entry, which: str) -> Permission:
    for permission in entry.permissions:
        if permission.id == which:
            return permission
    raise ApiError(404, f"Permission not found: {which}.", reason="notFound")


def create_permission(call: Call, ident: str, body: Json, query: Query) -> Out:
    """permissions.create: somebody who has access already gets the role that is asked for."""
    check_body("drive", "Permission", body)
    entry = file_entry(call, ident, "writer")
    kind, email = body.get("type", ""), body.get("emailAddress", "")
    if kind not in {"user", "group", "domain", "anyone"}:
        raise bad("The permission type field is required.", "permission.type")
    if kind in {"user", "group"} and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise ApiError(400, "The specified emailAddress is invalid or not applicable for the given permission type.")
    role = _role(body, query)
    which = "anyoneWithLink" if kind == "anyone" else permission_id(email or body.get("domain", ""))
    rest = {key: body[key] for key in ("domain", "allowFileDiscovery", "expirationTime") if key in body}
    new = Permission(which, role, kind, email, rest)
    old = next((permission for permission in entry.permissions if permission.id == which), None)
    if old and old.role == "owner":
        return _told(old, query)
    kept = tuple(permission for permission in entry.permissions if permission.id != which)
    call.store.put(entry.changed(call.clock(), permissions=(*kept, new), modified=entry.modified))
    return _told(new, query)


def _role(body: Json, query: Query) -> Role:
    role = body.get("role", "")
    if role not in ROLES or (role == "owner" and query.get("transferOwnership") != "true"):
        raise bad("The permission role field is required, and ownership is only transferred on purpose.")
    if role == "owner":
        raise ApiError(403, "The local server transfers no ownership.", reason="forbidden")
    return next(known for known in ROLES if known == role)


def update_permission(call: Call, ident: str, which: str, body: Json, query: Query) -> Out:
    """permissions.update: another role."""
    check_body("drive", "Permission", body)
    entry = file_entry(call, ident, "writer")
    old = _permission(entry, which)
    if old.role == "owner":
        raise ApiError(403, "The owner's role can't be changed.", reason="forbidden")
    new = replace(old, role=_role(body, query))
    changed = tuple(new if permission.id == which else permission for permission in entry.permissions)
    call.store.put(entry.changed(call.clock(), permissions=changed, modified=entry.modified))
    return _told(new, query)


def delete_permission(call: Call, ident: str, which: str) -> None:
    """permissions.delete: the owner stays, others may leave by themselves."""
    leaving = which == permission_id(call.who.email)
    entry = file_entry(call, ident, "reader" if leaving else "writer")
    if _permission(entry, which).role == "owner":
        raise ApiError(403, "The owner of a file cannot be removed.", reason="forbidden")
    kept = tuple(permission for permission in entry.permissions if permission.id != which)
    call.store.put(entry.changed(call.clock(), permissions=kept, modified=entry.modified))


def about(call: Call, query: Query) -> Out:
    """about.get."""
    if not query.get("fields"):
        raise ApiError(400, "The 'fields' parameter is required for this method.", reason="required")
    out = {"kind": "drive#about", "user": call.who.as_json(me=True), "storageQuota": {"usage": "0"}}
    return selected("drive", "About", out, query["fields"])
