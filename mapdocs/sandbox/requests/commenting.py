"""Comments that hang on text: made through the Docs API, or by a person on the page."""

from __future__ import annotations

from dataclasses import replace

from mapdocs.sandbox.comments import Comment
from mapdocs.sandbox.comments import Reply as Answer
from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.marks import put_stretch
from mapdocs.sandbox.model.places import paragraphs
from mapdocs.sandbox.model.tree import Content, Json
from mapdocs.sandbox.requests.draft import Draft, Reply, required
from mapdocs.utf16 import narrow

_LONGEST = 2048


def insert_comment(draft: Draft, told: Json) -> Reply:
    """`insertComment`, on a range of text."""
    required(told, "range", "content")
    _check(told["content"])
    first, end = draft.range(told["range"])
    ident, anchor = draft.new_id("c."), draft.new_id()
    quote = quoted(draft.segment(told["range"]).content, first, end)
    draft.change(told["range"], lambda content: put_stretch(content, first, end, (anchor, None, 0)))
    new = Comment(ident, draft.author, told["content"], draft.now, draft.now, quote, anchor)
    draft.comments = (*draft.comments, new)
    return {"insertComment": {"commentThread": thread(new)}}


def quoted(content: Content, first: int, end: int) -> str:
    """The text that stands in a range, a line a paragraph."""
    parts = [
        narrow(block.text[max(first - start, 0) : end - start])
        for block, start in paragraphs(content)
        if start < end and start + block.length > first
    ]
    return "".join(parts).rstrip("\n")


def _check(text: str) -> None:
    if not text.strip() or len(text.encode("utf-8", "surrogatepass")) > _LONGEST:
        raise bad(f"A comment must not be empty, and not longer than {_LONGEST} bytes.")


def add_reply(draft: Draft, told: Json) -> Reply:
    """`addCommentReply`."""
    required(told, "commentId", "post")
    text = told["post"].get("content", "")
    _check(text)
    reply = Answer(draft.new_id("r."), draft.author, text, draft.now, draft.now)
    comment = _comment(draft, told["commentId"])
    put_comment(draft, replace(comment, replies=(*comment.replies, reply), modified=draft.now))
    return {"addCommentReply": {"post": _post(reply)}}


def delete_comment(draft: Draft, told: Json) -> Reply:
    """`deleteComment`."""
    required(told, "commentId")
    put_comment(draft, replace(_comment(draft, told["commentId"]), deleted=True, modified=draft.now))
    return {}


def _comment(draft: Draft, ident: str) -> Comment:
    for comment in draft.comments:
        if comment.id == ident and not comment.deleted:
            return comment
    raise bad(f"There is no comment with the ID {ident}.")


def put_comment(draft: Draft, new: Comment) -> None:
    """A comment anew."""
    draft.comments = tuple(new if old.id == new.id else old for old in draft.comments)


def drop_orphans(draft: Draft) -> None:
    """Comments whose text is all gone die."""
    if not any(comment.anchor and not comment.deleted for comment in draft.comments):
        return
    alive = {
        mark.id
        for tab in draft.document.tabs
        for segment in tab.segments.values()
        for block, _ in paragraphs(segment.content)
        for mark in block.marks
    }
    draft.comments = tuple(
        replace(comment, deleted=True) if comment.anchor and comment.anchor not in alive else comment
        for comment in draft.comments
    )


def thread(comment: Comment) -> Reply:
    """A comment as the Docs API tells it."""
    status = "RESOLVED" if comment.resolved else "OPEN"
    out: Reply = {
        "commentId": comment.id,
        "headPost": _post(comment),
        "status": status,
        "plainTextQuote": comment.quote,
    }
    if comment.anchor:
        out["anchorId"] = comment.anchor
    if comment.replies:
        out["replies"] = [_post(reply) for reply in comment.replies if not reply.deleted]
    return out


def _post(said: Comment | Answer) -> Reply:
    return {"postId": said.id, "content": said.content, "createTime": said.created, "updateTime": said.modified}
