"""pull in words: edits, conflicts, proposals, comments, what no field holds, what it does to go-live, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.accept.parts import cut, said, said_apart, title_of, was
from mapdocs.codec import to_plain
from mapdocs.differences import as_json as diff_as_json
from mapdocs.differences import summary
from mapdocs.renames import keyed
from mapdocs.show import clean
from mapdocs.workspace import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mapdocs.fields import FieldId
    from mapdocs.merge import Change, Proposal
    from mapdocs.observed import Comment, Unmapped
    from mapdocs.pull import Pulled

_BOLD, _RED, _GREEN, _YELLOW, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m"
_NOTHING = "nothing"


def as_text(pulled: Pulled, current: Path, *, colour: bool) -> str:
    """For a terminal or a file."""
    parts = [[_head(pulled)], *_sections(pulled, colour=colour), list(_then(pulled, current))]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _head(pulled: Pulled) -> str:
    merged = pulled.merged
    counts = [
        _count(len(merged.edits), "edit"),
        _count(len(merged.conflicts), "conflict"),
        _count(len(merged.proposals), "proposal"),
        _count(len(merged.comments), "comment"),
    ]
    told = ", ".join(filter(None, counts)) or "nothing has changed"
    return f"{clean(pulled.before.prepared.deal.buyer.called)}, {pulled.came.where}: {told}."


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}" if count else ""


def _sections(pulled: Pulled, *, colour: bool) -> Iterator[list[str]]:
    merged = pulled.merged
    edits = [line for change in merged.edits for line in _edit(pulled, change, colour=colour)]
    conflicts = [line for change in merged.conflicts for line in _conflict(pulled, change, colour=colour)]
    yield _section("Edits", edits, colour=colour)
    yield _section("Conflicts, changed on both sides", conflicts, colour=colour)
    yield _section("Proposals", [line for p in merged.proposals for line in _proposal(pulled, p)], colour=colour)
    yield _section("Comments", [line for comment in merged.comments for line in _comment(comment)], colour=colour)
    taken = [one for one in merged.unmapped if one.kind == "taken"]
    kept = [line for one in merged.unmapped if one.kind != "taken" for line in _unmapped(pulled, one)]
    yield _section(
        "Suggestions that the deal has taken in; accept them in the document", list(map(_took, taken)), colour=colour
    )
    yield _section("Kept in the document, and in no field", kept, colour=colour)


def _section(title: str, lines: list[str], *, colour: bool) -> list[str]:
    return [_painted(f"{title}:", _BOLD, colour=colour), *lines] if lines else []


def _edit(pulled: Pulled, change: Change, *, colour: bool) -> Iterator[str]:
    """`- tasks.M-07.due, Security review: 2026-12-11 -> 2026-12-18 (Maria Keller)`."""
    deal = pulled.before.composed.deal
    values = said_apart(deal, change.field, was(pulled.before, change), change.theirs)
    old, new = (value or _NOTHING for value in values)
    refused = pulled.applied is not None and change.field in pulled.applied.ours
    told = f"{_painted(old, _RED, colour=colour)} -> {_painted(new, _GREEN, colour=colour)}"
    yield f"- {_named(pulled, change.field)}: {told}{_by(change)}{', not taken' if refused else ''}"
    if change.remark:
        yield f"  {clean(change.remark)}"


def _named(pulled: Pulled, field: FieldId) -> str:
    """A field, and what people call its row."""
    opened = pulled.before
    row = keyed(opened.composed.deal, opened.keys, field.part, field.key)
    return f"{field}, {title_of(opened, row)}" if row else str(field)


def _by(change: Change) -> str:
    told = ", ".join(clean(text) for text in (change.by, change.at) if text)
    return f" ({told})" if told else ""


def _conflict(pulled: Pulled, change: Change, *, colour: bool) -> Iterator[str]:
    """Both values, what was taken, or the command that takes one."""
    deal, field = pulled.before.composed.deal, change.field
    values = said_apart(deal, field, change.base, change.ours, change.theirs)
    base, ours, theirs = (value or _NOTHING for value in values)
    yield _painted(f"- {_named(pulled, field)}: was {base}", _YELLOW, colour=colour)
    yield f"  ours, in the deal: {ours}"
    yield f"  theirs, in the document: {theirs}{_by(change)}"
    if change.remark:
        yield f"  {clean(change.remark)}"
    applied = pulled.applied
    if applied and field in applied.taken | applied.ours:
        yield _taken(pulled, "theirs" if field in applied.taken else "ours")
    else:
        yield _takes(pulled, str(field), "theirs", "ours")


def _proposal(pulled: Pulled, proposal: Proposal) -> Iterator[str]:
    """What is asked, and how it is answered."""
    named = _named(pulled, proposal.field) if proposal.field else proposal.name
    yield f"- {named}: {clean(proposal.message.removeprefix(f'{proposal.name}: '))}"
    if proposal.clash and proposal.field:
        yield from _clash(pulled, proposal, proposal.field)
    applied = pulled.applied
    if applied and proposal.name in applied.followed | applied.declined:
        yield _taken(pulled, "ours" if proposal.name in applied.declined else "theirs")
        return
    deal, of = pulled.before.composed.deal, proposal.field
    person = of is not None and of.kind == "person"
    meant = " or ".join(said(deal, of, one) if of and person else clean(one) for one in proposal.meant)
    either = proposal.kind in ("cancel", "person", "unclear") and of not in pulled.merged.suggested
    if proposal.kind == "unclear" and len(proposal.meant) == 1:
        yield f"  It may mean {meant}."
        yield _takes(pulled, proposal.name, "theirs", "ours" if either else "")
    elif proposal.kind == "unclear":
        yield f"  {f'It may mean {meant}. ' if meant else ''}{proposal.todo}"
        if either:
            yield _takes(pulled, proposal.name, "ours")
    else:
        yield _takes(pulled, proposal.name, "theirs", "ours" if either else "")


def _clash(pulled: Pulled, proposal: Proposal, field: FieldId) -> Iterator[str]:
    """What the deal says by now."""
    if keyed(pulled.before.composed.deal, pulled.before.keys, field.part, field.key) is None and field.key:
        yield f"  A conflict: {field.key} is no longer in the deal."
        return
    base, ours = said_apart(pulled.before.composed.deal, field, proposal.base, proposal.ours)
    yield f"  A conflict: the deal has changed it too since the last push, when it was {base or _NOTHING}."
    yield f"  ours, in the deal: {ours or _NOTHING}"
    if field in pulled.merged.suggested:
        yield "  To keep ours, reject the suggestion in the document; the next push writes it."


def _taken(pulled: Pulled, whose: str) -> str:
    return f"  {'taken' if pulled.kept else 'would be taken'}: {whose}"


def _takes(pulled: Pulled, name: str, first: str, other: str = "") -> str:
    """The command that settles something, and what would settle it otherwise."""
    either = f"     or: --take {other} {name}" if other else ""
    command = pulled.came.settling or f"{pulled.came.command} --apply"
    return f"  {command} --take {first} {name}{either}"


def _comment(comment: Comment) -> Iterator[str]:
    place = f" on {comment.field}" if comment.field else f' on "{cut(comment.quoted)}"' if comment.quoted else ""
    done = ", resolved" if comment.resolved else ""
    yield f"- {clean(comment.author)}{place}{done}: {clean(comment.text)}"
    yield from (f"  - {clean(reply)}" for reply in comment.replies)


def _took(thing: Unmapped) -> str:
    return f"- {thing.near}: {cut(thing.text)}"


def _unmapped(pulled: Pulled, thing: Unmapped) -> Iterator[str]:
    """Where it stands, what it says; of a paragraph of ours how it becomes ours again."""
    near = f", near {clean(thing.near)}" if thing.near else ""
    yield f"- {thing.kind}{near}: {cut(thing.text)}"
    if pulled.applied and thing.name in pulled.applied.again:
        yield _taken(pulled, "ours")
    elif thing.name:
        yield _takes(pulled, thing.name, "ours")


def _then(pulled: Pulled, current: Path) -> Iterator[str]:
    """What it means for go-live, what was written, the next step."""
    applied, came = pulled.applied, pulled.came
    if pulled.diff and applied and applied.taken:
        told = "No date moves." if pulled.diff.nothing else summary(pulled.diff)
        yield told if pulled.kept else f"With these edits: {told}"
    yield from (f"- {clean(remark)}" for remark in (applied.remarks if applied else ()))
    yield from (clean(str(problem)) for problem in pulled.findings)
    if pulled.written:
        yield f"wrote {', '.join(shown(path, current) for path in pulled.written)}"
    if applied is None:
        yield "Nothing was written: the deal would have errors."
    elif not pulled.kept and pulled.decided:
        yield "Nothing is written yet. Next: the same command with --apply"
    elif not pulled.kept and applied.log:
        yield f"Nothing is written yet. Next: {came.command} --apply"
    elif conflicts := len(pulled.left) + len(pulled.clashes):
        yield f"Next: settle {_count(conflicts, 'conflict')}, as shown above."
    elif came.then and pulled.kept and (pulled.written or applied.ours or applied.again or applied.back):
        yield f"Next: {came.then}"


def _painted(text: str, paint: str, *, colour: bool) -> str:
    return f"{paint}{text}{_PLAIN}" if colour else text


# ---------------------------------------------------------------- JSON


def as_json(pulled: Pulled, current: Path) -> dict[str, object]:
    """What docs/commands.md says of `pull --json`, and beside it problems and the files that were written."""
    merged = pulled.merged
    problems = (*merged.problems, *pulled.faults, *pulled.findings)
    return {
        "deal": pulled.deal,
        "source": pulled.came.source,
        "edits": [_change(change) for change in merged.edits],
        "conflicts": [_change(change) for change in merged.conflicts],
        "proposals": [_proposed(proposal) for proposal in merged.proposals],
        "unmapped": [_kept(thing) for thing in merged.unmapped],
        "comments": [_commented(comment) for comment in merged.comments],
        "consequences": diff_as_json(pulled.diff) if pulled.diff else None,
        "problems": [problem.as_json() for problem in problems],
        "written": [shown(path, current) for path in pulled.written],
    }


def _change(change: Change) -> dict[str, object]:
    values = {"base": change.base, "ours": change.ours, "theirs": change.theirs}
    return {"field": str(change.field), **values, "by": change.by, "at": change.at}


def _proposed(proposal: Proposal) -> dict[str, object]:
    return {
        "name": proposal.name,
        "kind": proposal.kind,
        "message": proposal.message,
        "field": str(proposal.field) if proposal.field else None,
        "value": proposal.value if proposal.kind == "suggestion" else proposal.value or None,
        "typed": proposal.typed or None,
        "choices": list(proposal.choices),
        "base": proposal.base if proposal.field else None,
        "ours": proposal.ours if proposal.field else None,
        "conflict": proposal.clash,
        "row": to_plain(proposal.row) if proposal.row else None,
    }


def _kept(thing: Unmapped) -> dict[str, object]:
    return {"kind": thing.kind, "text": thing.text, "near": thing.near or None, "name": thing.name or None}


def _commented(comment: Comment) -> dict[str, object]:
    return {
        "id": comment.id,
        "author": comment.author,
        "text": comment.text,
        "quoted": comment.quoted or None,
        "at": comment.at or None,
        "resolved": comment.resolved,
        "replies": list(comment.replies),
        "field": comment.field or None,
    }
