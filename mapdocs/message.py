"""The e-mail that goes with a version: what moved and why, and what is needed from whom, in the buyer's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.plan.parts import MovedRow, Need, Plan
    from mapdocs.words import Wording

MOST_ROWS = 6


def message_of(plan: Plan, words: Wording, files: Sequence[str], since: str = "") -> bytes:
    """Markdown that reads well as plain text. `since`: what moved, in a line, where the plan tells no changes."""
    lead = plan.buyer.lead
    hello = words.t("message.hello_all") if not lead or lead.open else words.t("message.hello", name=lead.name)
    parts = [
        f"# {_subject(plan, words)}",
        hello,
        _opening(plan, words, since),
        *_moved(plan, words),
        *_needs(plan, words),
        words.t("message.close"),
        words.t("message.files", files=words.join(files)),
        _signed(plan),
    ]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _subject(plan: Plan, words: Wording) -> str:
    values = {"plan": plan.name, "version": plan.version}
    if plan.proposed or plan.shortfall or plan.expected > plan.go_live:
        return words.t("message.subject_open", **values)
    return words.t("message.subject", **values, buyer=plan.buyer.short, date=words.day(plan.go_live, "long"))


def _opening(plan: Plan, words: Wording, since: str) -> str:
    """The first sentences: what this is and, when it is not the first, what became of go-live."""
    values = {"plan": plan.name, "version": plan.version}
    if len(plan.versions) > 1:
        moved = told.changed(plan, words) or (f"{since}." if since else "")
        return f"{words.t('message.again', **values)} {moved}".strip()
    if plan.proposed:
        return words.t("message.first_open", **values)
    return words.t("message.first", **values, buyer=plan.buyer.short, date=words.day(plan.go_live, "long"))


def _moved(plan: Plan, words: Wording) -> Iterator[str]:
    """The dates that moved, those of page one first, and what wins days back."""
    known = {milestone.key for milestone in plan.milestones}
    rows = sorted(plan.changes.rows if plan.changes else (), key=lambda row: row.key not in known)
    lines = [line for row in rows if (line := _row(row, words))]
    if lines:
        shown = [*lines[:MOST_ROWS], *_more(len(lines) - MOST_ROWS, words)]
        yield _list(words.t("message.moved"), shown, words)
    if ways := told.ways(plan, words):
        yield _list(words.t("message.win_back"), ways, words)


def _row(row: MovedRow, words: Wording) -> str:
    if row.kind == "added" and row.now:
        return words.t("changes.added", title=row.title, date=words.day(row.now, "long"))
    if row.kind == "removed":
        return words.t("changes.removed", title=row.title)
    if not row.was or not row.now:
        return ""
    was, now = words.day(row.was, "long"), words.day(row.now, "long")
    return words.t("message.moved_row", title=row.title, was=was, now=now)


def _more(count: int, words: Wording) -> list[str]:
    return [words.n("message.more", count)] if count > 0 else []


def _needs(plan: Plan, words: Wording) -> Iterator[str]:
    if plan.needs:
        yield _list(words.t("message.needs"), [_need(need, words) for need in plan.needs], words)


def _need(need: Need, words: Wording) -> str:
    values = {"who": words.join(who.name for who in need.who), "what": need.what}
    if need.by is None:
        return words.t("message.need_open", **values)
    return words.t("message.need", **values, date=words.day(need.by, "long"))


def _list(title: str, lines: Sequence[str], words: Wording) -> str:
    """A title and its points; each on one line, whatever somebody typed into a title."""
    return "\n".join([words.t("doc.label", label=title), "", *(f"- {' '.join(line.split())}" for line in lines)])


def _signed(plan: Plan) -> str:
    lead = plan.seller.lead
    return "\n".join([*([lead.name] if lead and not lead.open else []), plan.seller.name])
