"""check, schedule, diff, history and schema: the commands that tell, and change nothing of a deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.arguments import told_version
from mapdocs.cli.asked import deals, one_deal, today, workspace
from mapdocs.cli.output import answer, as_document, coloured, show, show_json, tell
from mapdocs.problems import exit_code, has_errors

if TYPE_CHECKING:
    import argparse


def check(given: argparse.Namespace) -> int:
    """Every problem of some deals or of all."""
    from mapdocs.check import FORMATS, check_deal

    opened, current = workspace(given)
    places = deals(given, opened, current)
    on = today(given)
    problems = [problem for place in places for problem in check_deal(opened, place, on, current)]
    form = "json" if as_document(given) else given.format
    text = FORMATS[form](problems, told_version())
    if text:
        show(text)
    if form == "text" and not problems:
        show(f"{len(places)} deal{'s' if len(places) != 1 else ''} checked: no problems.")
    return exit_code(problems)


def schedule(given: argparse.Namespace) -> int:
    """Dates, what drives them and how sure they are."""
    from mapdocs.show import as_json, as_text
    from mapdocs.study import study

    opened, place, current = one_deal(given)
    found = study(opened, place, today(given), given.what_if, current)
    tell(problem for problem in found.opened.problems if problem not in found.now.schedule.findings)
    answer(given, lambda: as_json(found), lambda: as_text(found, colour=coloured()))
    return 0


def diff(given: argparse.Namespace) -> int:
    """What moved between two states."""
    from mapdocs.compare import compare
    from mapdocs.differences import as_html, as_json, as_markdown, as_text

    opened, place, current = one_deal(given)
    found = compare(opened, place, today(given), given.since, given.to, current)
    tell((*found.opened.history.problems, *found.problems))
    if as_document(given):
        show_json(as_json(found.diff))
    elif given.md or given.html:
        show(as_markdown(found) if given.md else as_html(found))
    else:
        show(as_text(found, colour=coloured()))
    return 0


def history(given: argparse.Namespace) -> int:
    """The published versions."""
    from mapdocs.deals import history_of
    from mapdocs.versions import as_json, as_text

    _, place, current = one_deal(given)
    found = history_of(place, current)
    tell(found.problems)
    answer(given, lambda: as_json(found, place.name), lambda: as_text(found, place.asked))
    return 1 if has_errors(found.problems) else 0


def schema(given: argparse.Namespace) -> int:
    """The JSON Schema of a file."""
    from mapdocs.schemas import schema as schema_of

    show_json(schema_of(given.kind))
    return 0
