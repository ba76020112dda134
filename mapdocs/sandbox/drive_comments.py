"""What the Drive API does with comments and their replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

from mapdocs.sandbox.comments import Comment, Reply
from mapdocs.sandbox.docs_api import Call
from mapdocs.sandbox.drive_api import file_entry
from mapdocs.sandbox.entry import Entry
from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.model.tree import Json
from mapdocs.sandbox.partial import selected
from mapdocs.sandbox.schema import check_body

Out = dict[str, Any]
Query = Mapping[str, str]


def comment_json(call: Call, comment: Comment, *, gone: bool = False) -> Out:
    """A Comment; of a deleted one only that it was. `gone`: with replies that were deleted."""
    out: Out = {
        "kind": "drive#comment",
        "id": comment.id,
        "createdTime": comment.created,
        "modifiedTime": comment.modified,
        "deleted": comment.deleted,
        "replies": [reply_json(call, reply) for reply in comment.replies if gone or not reply.deleted],
    }
    if comment.anchor or comment.given:
        out["anchor"] = comment.anchor or comment.given
    if comment.deleted:
        return out
    if comment.quote:
        out["quotedFileContent"] = {"mimeType": "text/html", "value": comment.quote}
    if comment.resolved or any(reply.action for reply in comment.replies):
        out["resolved"] = comment.resolved
    return out | _said(call, comment)


def _said(call: Call, post: Comment | Reply) -> Out:
    author = post.author.as_json(me=post.author.email == call.who.email)
    return {"author": author, "content": post.content, "htmlContent": escape(post.content)}


def reply_json(call: Call, reply: Reply) -> Out:
    """A Reply; of a deleted one only that it was."""
    out: Out = {
        "kind": "drive#reply",
        "id": reply.id,
        "createdTime": reply.created,
        "modifiedTime": reply.modified,
        "deleted": reply.deleted,
    }
    if reply.action:
        out["action"] = reply.action
    return out if reply.deleted else out | _said(call, reply)


def _fields(query: Query) -> str:
    """What is asked for, which these methods want to be told."""
    if not query.get("fields"):
        raise ApiError(400, "The 'fields' parameter is required for this method.", reason="required", field="fields")
    return query["fields"]


# ---------------------------------------------------------------- comments


def list_comments(call: Call, ident: str, query: Query) -> Out:
    """comments.list, newest first."""
    fields = _fields(query)
    entry = file_entry(call, ident)
    gone = query.get("includeDeleted", "false") == "true"
    since = query.get("startModifiedTime", "")
    told = [c for c in entry.comments if (gone or not c.deleted) and c.modified >= since]
    told.sort(key=lambda comment: comment.modified, reverse=True)
    start, size = int(query.get("pageToken", "0")), int(query.get("pageSize", "20"))
    shown = [comment_json(call, comment, gone=gone) for comment in told[start : start + size]]
    out: Out = {"kind": "drive#commentList", "comments": shown}
    if start + size < len(told):
        out["nextPageToken"] = str(start + size)
    return selected("drive", "CommentList", out, fields)


def get_comment(call: Call, ident: str, which: str, query: Query) -> Out:
    """comments.get."""
    fields = _fields(query)
    gone = query.get("includeDeleted", "false") == "true"
    found = _comment(file_entry(call, ident), which, gone=gone)
    return selected("drive", "Comment", comment_json(call, found, gone=gone), fields)


def _comment(entry: Entry, which: str, *, gone: bool = False) -> Comment:
    for comment in entry.comments:
        if comment.id == which and (gone or not comment.deleted):
            return comment
    raise ApiError(404, f"Comment not found: {which}.", reason="notFound")


def create_comment(call: Call, ident: str, body: Json, query: Query) -> Out:
    """comments.create: it never hangs on text, whatever anchor it gives."""
    fields = _fields(query)
    check_body("drive", "Comment", body)
    entry = file_entry(call, ident, "commenter")
    now = call.clock()
    new = Comment(
        f"c.{entry.revision:06x}{len(entry.comments):04x}",
        call.who,
        _content(body),
        now,
        now,
        str(body.get("quotedFileContent", {}).get("value", "")),
        given=body.get("anchor", ""),
    )
    call.store.put(entry.edited(now, entry.document, (*entry.comments, new)))
    return selected("drive", "Comment", comment_json(call, new), fields)


def _content(body: Json) -> str:
    text = str(body.get("content", ""))
    if not text.strip():
        raise bad("The content of a comment must not be empty.", "content")
    return text


def update_comment(call: Call, ident: str, which: str, body: Json, query: Query) -> Out:
    """comments.update, by its author."""
    fields = _fields(query)
    check_body("drive", "Comment", body)
    entry = file_entry(call, ident, "commenter")
    old = _own(call, _comment(entry, which))
    new = replace(old, content=_content(body), modified=call.clock())
    _put(call, entry, new)
    return selected("drive", "Comment", comment_json(call, new), fields)


def delete_comment(call: Call, ident: str, which: str) -> None:
    """comments.delete, by its author or who may edit."""
    entry = file_entry(call, ident, "commenter")
    old = _comment(entry, which)
    if entry.role(call.who.email) == "commenter":
        _own(call, old)
    _put(call, entry, replace(old, deleted=True, modified=call.clock()))


def _own(call: Call, post: Any) -> Any:  # noqa: ANN401 - a comment or a reply
    if post.author.email != call.who.email:
        message = "The user does not have sufficient permissions for this file."
        raise ApiError(403, message, reason="insufficientFilePermissions")
    return post


def _put(call: Call, entry: Entry, new: Comment) -> None:
    comments = tuple(new if old.id == new.id else old for old in entry.comments)
    call.store.put(entry.edited(new.modified, entry.document, comments))


# ---------------------------------------------------------------- replies


def list_replies(call: Call, ident: str, which: str, query: Query) -> Out:
    """replies.list."""
    fields = _fields(query)
    found = _comment(file_entry(call, ident), which)
    told = [reply_json(call, reply) for reply in found.replies if not reply.deleted]
    return selected("drive", "ReplyList", {"kind": "drive#replyList", "replies": told}, fields)


def create_reply(call: Call, ident: str, which: str, body: Json, query: Query) -> Out:
    """replies.create; with an action it resolves the comment or opens it again."""
    fields = _fields(query)
    check_body("drive", "Reply", body)
    entry = file_entry(call, ident, "commenter")
    old, now = _comment(entry, which), call.clock()
    action = str(body.get("action", ""))
    if action not in {"", "resolve", "reopen"}:
        raise bad(f"The action {action} is not one.", "action")
    text = str(body.get("content", "")) if action else _content(body)
    reply = Reply(f"{which}.{len(old.replies)}", call.who, text, now, now, action)
    resolved = {"resolve": True, "reopen": False}.get(action, old.resolved)
    _put(call, entry, replace(old, replies=(*old.replies, reply), modified=now, resolved=resolved))
    return selected("drive", "Reply", reply_json(call, reply), fields)


def get_reply(call: Call, ident: str, which: str, reply: str, query: Query) -> Out:
    """replies.get."""
    fields = _fields(query)
    found = _reply(_comment(file_entry(call, ident), which), reply)
    return selected("drive", "Reply", reply_json(call, found), fields)


def _reply(comment: Comment, which: str) -> Reply:
    for reply in comment.replies:
        if reply.id == which and not reply.deleted:
            return reply
    raise ApiError(404, f"Reply not found: {which}.", reason="notFound")


def update_reply(call: Call, ident: str, which: str, reply: str, body: Json, query: Query) -> Out:
    """replies.update, by its author."""
    fields = _fields(query)
    check_body("drive", "Reply", body)
    entry = file_entry(call, ident, "commenter")
    comment = _comment(entry, which)
    new = replace(_own(call, _reply(comment, reply)), content=_content(body), modified=call.clock())
    _put(call, entry, _with_reply(comment, new))
    return selected("drive", "Reply", reply_json(call, new), fields)


def delete_reply(call: Call, ident: str, which: str, reply: str) -> None:
    """replies.delete, by its author."""
    entry = file_entry(call, ident, "commenter")
    comment = _comment(entry, which)
    gone = replace(_own(call, _reply(comment, reply)), deleted=True, modified=call.clock())
    _put(call, entry, _with_reply(comment, gone))


def _with_reply(comment: Comment, new: Reply) -> Comment:
    replies = tuple(new if old.id == new.id else old for old in comment.replies)
    return replace(comment, replies=replies, modified=new.modified)
