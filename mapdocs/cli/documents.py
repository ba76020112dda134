"""build and publish: the commands that make documents."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mapdocs.arguments import BUILD_KINDS
from mapdocs.cli.after import push_after
from mapdocs.cli.asked import deals, one_deal, today, workspace
from mapdocs.cli.output import answer, as_document, confirmed, show, show_json, tell
from mapdocs.problems import Problem, UsageError, brief, exit_code, nearest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from mapdocs.build import Built
    from mapdocs.publish import Published
    from mapdocs.workspace import Workspace

_KIB = 1024


def build(given: argparse.Namespace) -> int:
    """The documents of some deals or of all."""
    from mapdocs.build import Options, build_all

    kinds = _kinds(given.to)
    if given.jobs < 1:
        raise UsageError(Problem("bad-jobs", f"{given.jobs} jobs can't build anything.", None, "Use 1 or more."))
    opened, current = workspace(given)
    language = _language(given.language, opened)
    places = deals(given, opened, current)
    out = _folder(current / given.out) if given.out else None
    options = Options(kinds, today(given), given.edition, given.size, language, out, given.force, _since(given))
    results = _watched(build_all(opened, places, options, current, given.jobs), len(places))
    for built in results:
        tell(built.problems)
    if as_document(given):
        show_json({"deals": [_as_json(built, current) for built in results]})
    else:
        show_built(results, current)
    return exit_code(problem for built in results for problem in built.problems)


def publish(given: argparse.Namespace) -> int:
    """A version, frozen and made to be sent."""
    from mapdocs.publish import Sending, as_json, as_text, sent, then
    from mapdocs.publish import publish as published

    opened, place, current = one_deal(given)
    agreed_by = tuple(name.strip() for name in given.agreed_by.split(",") if name.strip())

    def agree(draft: Published) -> bool:
        tell(draft.problems)
        if as_document(given):
            return True
        show(sent(draft, current))
        return given.yes or not sys.stdin.isatty() or confirmed(f"Publish version {draft.version.number}?")

    found = published(opened, place, today(given), Sending(given.note, agreed_by, given.by), current, agree)
    if not found.fresh:
        tell(found.problems)
    text = f"\n{then(found)}" if found.fresh else as_text(found, current)
    live = push_after(given, opened, place)
    tell(live.problems)
    told = {**as_json(found, place.name, current), "push": live.as_json()}
    told["problems"] = [problem.as_json() for problem in (*found.problems, *live.problems)]
    answer(given, lambda: told, lambda: "\n\n".join(filter(None, (text, live.text))))
    return live.exit_code


def _kinds(text: str) -> tuple[str, ...]:
    """The formats asked for, each once."""
    kinds = tuple(dict.fromkeys(kind.strip() for kind in text.split(",") if kind.strip()))
    unknown = [kind for kind in kinds if kind not in BUILD_KINDS]
    if unknown or not kinds:
        message = f'"{", ".join(unknown) or text}" is not a format.'
        raise UsageError(Problem("unknown-format", message, None, f"Use some of {', '.join(BUILD_KINDS)}."))
    return kinds


def _since(given: argparse.Namespace) -> str:
    """The version that a redline compares with; nothing without one."""
    if not given.redline and not given.since:
        return ""
    if (given.edition, given.size, given.language) != ("buyer", "full", ""):
        message = "A redline compares with what was sent: the buyer's edition, in full, in the deal's language."
        raise UsageError(Problem("bad-redline", message, None, "Leave out --edition, --size and --language."))
    return str(given.since or "last")


def _language(text: str, opened: Workspace) -> str:
    from mapdocs.locales import languages

    known = languages(opened.templates)
    if text and text.lower() not in known:
        message = f'There are no words for the language "{brief(text)}".'
        raise UsageError(Problem("bad-language", message, None, nearest(text, known)))
    return text.lower()


def _folder(path: Path) -> Path:
    """The folder for documents, which must be one that can be made."""
    there = next(folder for folder in (path, *path.parents) if os.path.lexists(folder))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        message = f"{path} can't be made: {there} is not a folder that you may write to."
        raise UsageError(Problem("bad-out", message, None, "Give --out another folder."))
    return path


def _watched(results: Iterable[Built], count: int) -> list[Built]:
    """The results, with a progress bar where somebody watches."""
    if count < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one deal needs no bar
        return list(results)
    from rich.console import Console
    from rich.progress import track

    return list(track(results, "Building", count, console=Console(stderr=True), transient=True))


def _as_json(built: Built, current: Path) -> dict[str, object]:
    from mapdocs.workspace import shown

    outputs = [
        {"path": shown(o.path, current), "pages": o.pages, "bytes": o.size, "built": o.fresh} for o in built.outputs
    ]
    return {"deal": built.deal, "outputs": outputs, "problems": [p.as_json() for p in built.problems]}


def show_built(results: list[Built], current: Path) -> None:
    """What was written, or that nothing had to be; where there was no document at all, nothing."""
    if any(output.fresh for built in results for output in built.outputs):
        _show_table(results, current)
    elif count := sum(len(built.outputs) for built in results):
        show(f"Nothing to build: {count} document{'s' if count != 1 else ''} up to date. Use --force to build again.")


def _show_table(results: list[Built], current: Path) -> None:
    """A line a document: deal, path, pages, size."""
    from mapdocs.workspace import shown

    rows = [("deal", "document", "pages", "size", "")]
    for built in results:
        for output in built.outputs:
            size = f"{output.size / _KIB:,.0f} kB"
            pages = str(output.pages) if output.pages else ""
            rows.append((built.deal, shown(output.path, current), pages, size, "" if output.fresh else "unchanged"))
    widths = [max(len(row[n]) for row in rows) for n in range(5)]
    for deal, path, pages, size, note in rows:
        line = f"{deal:<{widths[0]}}  {path:<{widths[1]}}  {pages:>{widths[2]}}  {size:>{widths[3]}}  {note}"
        show(line.rstrip())
