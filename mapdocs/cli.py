"""Arguments, printing, exit codes: the only place that prints, exits or reads the clock."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.arguments import BUILD_KINDS, parser, told_version
from mapdocs.problems import MapdocsError, Problem, UsageError, brief, exit_code, has_errors, nearest, not_written
from mapdocs.verbs import DAILY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mapdocs.build import Built
    from mapdocs.workspace import DealPlace, Workspace

_KIB = 1024


def run() -> None:
    """The installed command."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Runs one command; the exit code as COMMANDS.md has it. Never a traceback for what a user did."""
    try:
        code = _ran(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
        return 0
    except OSError as error:
        _let_go()
        _tell([not_written(error, "What is told on stdout")])
        return 1
    except KeyboardInterrupt:
        _say("Stopped. What was written is whole; run it again to go on.")
        return 130
    return code


def _ran(argv: Sequence[str]) -> int:
    try:
        given = parser().parse_args(argv)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        return int(_COMMANDS[given.command](given))
    except MapdocsError as error:
        return _failed(given, error.problems, max(error.exit_code, exit_code(error.problems)))
    except OSError as error:
        if not error.filename:  # not a file: a stream of ours
            raise
        from mapdocs.workspace import shown

        in_the_way = isinstance(error, (NotADirectoryError, FileExistsError, IsADirectoryError))
        problem = not_written(error, shown(Path(error.filename), Path.cwd()))
        return _failed(given, [problem], 2 if in_the_way else 1)


def _failed(given: argparse.Namespace, problems: Sequence[Problem], code: int) -> int:
    _tell(problems)
    if _as_document(given):
        _print(json.dumps({"problems": [p.as_json() for p in problems]}, indent=2, ensure_ascii=False))
    return code


def _as_document(given: argparse.Namespace) -> bool:
    """Whether stdout is one JSON document and nothing else."""
    return bool(getattr(given, "json", False))


def _let_go() -> None:
    """The reader of our output has left; nothing more is written, at exit neither."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _today(given: argparse.Namespace) -> date:
    text = getattr(given, "today", None) or os.environ.get("MAPDOCS_TODAY")
    if not text:
        return date.today()
    from pydantic_core import PydanticCustomError

    from mapdocs.scalars import read_day

    try:
        return read_day(text)
    except PydanticCustomError as error:
        raise UsageError(Problem("bad-date", error.message(), None)) from None


def _workspace(given: argparse.Namespace) -> tuple[Workspace, Path]:
    from mapdocs.workspace import find_root, open_workspace

    current = Path.cwd()
    return open_workspace(find_root(getattr(given, "workspace", None), current), current), current


def _places(given: argparse.Namespace, workspace: Workspace, current: Path) -> list[DealPlace]:
    from mapdocs.workspace import all_deals, find_deal

    if given.deals:
        found = [find_deal(workspace, name, current) for name in given.deals]
        places = list({place.file: place for place in found}.values())
        _apart(places)
        return places
    places = all_deals(workspace, current)
    if not places:
        hint = "Name a deal.yaml, or make a workspace with mapdocs init and a deal with mapdocs new."
        raise UsageError(Problem("no-deals", "There is no deal here.", None, hint))
    return places


def _apart(places: Sequence[DealPlace]) -> None:
    """Two deals that would be written to one folder are wrong use."""
    taken: dict[Path, DealPlace] = {}
    for place in places:
        other = taken.setdefault(place.out, place)
        if other is not place:
            message = f"{other.shown} and {place.shown} would both be written to {place.name}."
            raise UsageError(Problem("same-folder", message, None, "Build one after the other, with --out."))


def _build(given: argparse.Namespace) -> int:
    from mapdocs.build import Options, build_all

    kinds = tuple(dict.fromkeys(kind.strip() for kind in given.to.split(",") if kind.strip()))
    unknown = [kind for kind in kinds if kind not in BUILD_KINDS]
    if unknown or not kinds:
        message = f'"{", ".join(unknown) or given.to}" is not a format.'
        raise UsageError(Problem("unknown-format", message, None, f"Use some of {', '.join(BUILD_KINDS)}."))
    if given.jobs < 1:
        raise UsageError(Problem("bad-jobs", f"{given.jobs} jobs can't build anything.", None, "Use 1 or more."))
    workspace, current = _workspace(given)
    language = _language(given.language, workspace)
    places = _places(given, workspace, current)
    out = _folder(current / given.out) if given.out else None
    options = Options(kinds, _today(given), given.edition, given.size, language, out, given.force, _since(given))
    results = _watched(build_all(workspace, places, options, current, given.jobs), len(places))
    return _report(results, current, as_json=_as_document(given))


def _since(given: argparse.Namespace) -> str:
    """The version that a redline compares with; nothing without one."""
    if not given.redline and not given.since:
        return ""
    if (given.edition, given.size, given.language) != ("buyer", "full", ""):
        message = "A redline compares with what was sent: the buyer's edition, in full, in the deal's language."
        raise UsageError(Problem("bad-redline", message, None, "Leave out --edition, --size and --language."))
    return str(given.since or "last")


def _language(text: str, workspace: Workspace) -> str:
    from mapdocs.locales import languages

    known = languages(workspace.templates)
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


def _report(results: list[Built], current: Path, *, as_json: bool) -> int:
    for built in results:
        _tell(built.problems)
    if as_json:
        _print(json.dumps({"deals": [_as_json(built, current) for built in results]}, indent=2, ensure_ascii=False))
    elif any(output.fresh for built in results for output in built.outputs):
        _print_table(results, current)
    elif any(built.outputs for built in results):
        count = sum(len(built.outputs) for built in results)
        _print(f"Nothing to build: {count} document{'s' if count != 1 else ''} up to date. Use --force to build again.")
    return exit_code(problem for built in results for problem in built.problems)


def _as_json(built: Built, current: Path) -> dict[str, object]:
    from mapdocs.workspace import shown

    outputs = [
        {"path": shown(o.path, current), "pages": o.pages, "bytes": o.size, "built": o.fresh} for o in built.outputs
    ]
    return {"deal": built.deal, "outputs": outputs, "problems": [p.as_json() for p in built.problems]}


def _print_table(results: list[Built], current: Path) -> None:
    """What was written: deal, document, pages, size."""
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
        _print(line.rstrip())


def _check(given: argparse.Namespace) -> int:
    from mapdocs.check import FORMATS, check_deal

    workspace, current = _workspace(given)
    places = _places(given, workspace, current)
    today = _today(given)
    problems = [problem for place in places for problem in check_deal(workspace, place, today, current)]
    form = "json" if _as_document(given) else given.format
    text = FORMATS[form](problems, told_version())
    if text:
        _print(text)
    if form == "text" and not problems:
        _print(f"{len(places)} deal{'s' if len(places) != 1 else ''} checked: no problems.")
    return exit_code(problems)


def _schedule(given: argparse.Namespace) -> int:
    from mapdocs.show import as_json, as_text
    from mapdocs.study import study
    from mapdocs.workspace import find_deal

    workspace, current = _workspace(given)
    found = study(workspace, find_deal(workspace, given.deal, current), _today(given), given.what_if, current)
    _tell(problem for problem in found.opened.problems if problem not in found.now.schedule.findings)
    if getattr(given, "json", False):
        _print(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    else:
        _print(as_text(found, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
    return 0


def _publish(given: argparse.Namespace) -> int:
    from mapdocs.publish import Sending, as_json, as_text, publish
    from mapdocs.workspace import find_deal

    workspace, current = _workspace(given)
    place = find_deal(workspace, given.deal, current)
    agreed_by = tuple(name.strip() for name in given.agreed_by.split(",") if name.strip())
    found = publish(workspace, place, _today(given), Sending(given.note, agreed_by, given.by), current)
    _tell(found.problems)
    if _as_document(given):
        _print(json.dumps(as_json(found, place.name, current), indent=2, ensure_ascii=False))
    else:
        _print(as_text(found, current))
    return 0


def _diff(given: argparse.Namespace) -> int:
    from mapdocs.compare import compare
    from mapdocs.differences import as_html, as_json, as_markdown, as_text
    from mapdocs.workspace import find_deal

    workspace, current = _workspace(given)
    place = find_deal(workspace, given.deal, current)
    found = compare(workspace, place, _today(given), given.since, given.to, current)
    _tell(found.opened.history.problems)
    if _as_document(given):
        _print(json.dumps(as_json(found.diff), indent=2, ensure_ascii=False))
    elif given.md or given.html:
        _print(as_markdown(found) if given.md else as_html(found))
    else:
        _print(as_text(found, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
    return 0


def _history(given: argparse.Namespace) -> int:
    from mapdocs.deals import history_of
    from mapdocs.versions import as_json, as_text
    from mapdocs.workspace import find_deal

    workspace, current = _workspace(given)
    place = find_deal(workspace, given.deal, current)
    found = history_of(place, current)
    _tell(found.problems)
    if _as_document(given):
        _print(json.dumps(as_json(found, place.name), indent=2, ensure_ascii=False))
    else:
        _print(as_text(found))
    return 1 if has_errors(found.problems) else 0


def _daily(given: argparse.Namespace) -> int:
    from mapdocs.daily import Desk, edit
    from mapdocs.effects import as_json, as_text
    from mapdocs.workspace import find_deal

    workspace, current = _workspace(given)
    asked = {name: getattr(given, name.lstrip("-")) for name in DAILY[given.command][1]}
    note = {"by": asked.pop("--by"), "because": asked.pop("--because"), "tell": asked.pop("--tell", False)}
    desk = Desk(workspace, find_deal(workspace, asked.pop("deal"), current), _today(given), current, **note)
    edited = edit(given.command, desk, asked)
    told = as_json(edited, current) if _as_document(given) else as_text(edited, current)
    _print(told if isinstance(told, str) else json.dumps(told, indent=2, ensure_ascii=False))
    return 0


def _init(given: argparse.Namespace) -> int:
    from mapdocs.begin import begin_workspace

    folder = (Path.cwd() / given.folder).resolve()
    written = begin_workspace(folder)
    enter = "" if folder == Path.cwd() else f"cd {given.folder} && "
    _told(given, written, Path.cwd(), f"{enter}mapdocs build")
    return 0


def _told(given: argparse.Namespace, written: Iterable[Path], current: Path, then: str) -> None:
    """What was written, and what comes next."""
    from mapdocs.workspace import shown

    names = [shown(path, current) for path in written]
    if _as_document(given):
        _print(json.dumps({"written": names}, indent=2, ensure_ascii=False))
        return
    for name in names:
        _print(f"wrote {name}")
    _print(f"Next: {then}")


def _new(given: argparse.Namespace) -> int:
    from dataclasses import replace

    from mapdocs.begin import QUESTIONS, Answers, answers_of_row, begin_deal

    workspace, current = _workspace(given)
    answers = answers_of_row(given.from_csv, given.deal) if given.from_csv else Answers()
    flags = {name: value for name in ("buyer", "country", *QUESTIONS) if (value := getattr(given, name))}
    answers = replace(answers, **flags)
    if sys.stdin.isatty():
        unknown = [name for name in QUESTIONS if not getattr(answers, name) and getattr(given, name) is None]
        answers = replace(answers, **{name: _ask(name) for name in unknown})
    file = begin_deal(workspace, given.deal, given.playbook, answers)
    _told(given, [file], current, f"fill in what its comments ask for, then: mapdocs build {given.deal}")
    return 0


def _ask(name: str) -> str:
    """The answer; one that can't be taken is asked for again."""
    from mapdocs.begin import QUESTIONS, read_answer

    _say(QUESTIONS[name])
    try:
        return read_answer(name, sys.stdin.readline())
    except UsageError as error:
        _tell(error.problems)
        return _ask(name)


def _schema(given: argparse.Namespace) -> int:
    from mapdocs.schemas import schema

    _print(json.dumps(schema(given.kind), indent=2))
    return 0


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _say(str(problem))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print(text: str) -> None:
    print(text)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": _init,
    "new": _new,
    "build": _build,
    "check": _check,
    "schedule": _schedule,
    "publish": _publish,
    "diff": _diff,
    "history": _history,
    "schema": _schema,
    **dict.fromkeys(DAILY, _daily),
}
