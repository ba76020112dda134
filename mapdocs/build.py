"""build: from a deal file to its documents."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.problems import MapdocsError, Problem, Where, has_errors, not_written
from mapdocs.source import alone, write_whole
from mapdocs.stamps import fingerprint, remember, stands, told
from mapdocs.workspace import open_workspace, shown
from mapdocs.writers import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mapdocs.deals import OpenDeal
    from mapdocs.documents import Document
    from mapdocs.plan.parts import Edition, Size
    from mapdocs.workspace import DealPlace, Workspace
    from mapdocs.writers.result import Written


_REDLINE = "redline."
_MARKED = ("pdf", "docx", "html")
"""The formats that show a change where it happened."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to build: formats, edition, size, language ("" = the deal's), status date, and whether again.

    `redline`: the version since which changes are marked, in documents of their own; "" for none.
    """

    kinds: tuple[str, ...]
    today: date
    edition: Edition = "buyer"
    size: Size = "full"
    language: str = ""
    out: Path | None = None
    force: bool = False
    redline: str = ""

    @property
    def documents(self) -> tuple[str, ...]:
        """The formats, and `redline.docx` and the like; a redline is a Word file where no format asked for shows it."""
        shown = [kind for kind in self.kinds if kind in _MARKED] or ["docx"]
        return (*self.kinds, *(f"{_REDLINE}{kind}" for kind in shown if self.redline))

    def file_name(self, kind: str) -> str:
        """`plan.pdf`, `plan-internal-brief-de.pdf`, `plan-redline.docx`: whatever differs from the default is named."""
        more = [
            self.edition if self.edition != "buyer" else "",
            self.size if self.size != "full" else "",
            self.language,
        ]
        stem = "-".join(["plan", *(word for word in more if word)])
        return f"{stem}-{kind}" if kind.startswith(_REDLINE) else f"{stem}.{EXTENSIONS[kind]}"


@dataclass(frozen=True, slots=True)
class Output:
    """A document on disk: its pages where it has pages, its bytes, and whether it was written just now."""

    path: Path
    pages: int | None
    size: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one deal; where it has errors, something of it could not be built."""

    deal: str
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]


def build_all(
    workspace: Workspace, places: Sequence[DealPlace], options: Options, current: Path, jobs: int
) -> Iterator[Built]:
    """Each deal's result, in the order of the deals, as soon as it and those before it are there."""
    waiting = [place for place in places if not _stands(workspace, place, options)]
    if jobs < 2 or len(waiting) < 2:  # noqa: PLR2004 - one at a time
        yield from (build_deal(workspace, place, options, current) for place in places)
        return
    with ProcessPoolExecutor(min(jobs, len(waiting))) as pool:
        begun = {p.file: pool.submit(_in_worker, workspace.root, p, options, current) for p in waiting}
        for place in places:
            task = begun.get(place.file)
            yield task.result() if task else build_deal(workspace, place, options, current)


def _in_worker(root: Path | None, place: DealPlace, options: Options, current: Path) -> Built:
    return build_deal(open_workspace(root, current), place, options, current)


def build_deal(workspace: Workspace, place: DealPlace, options: Options, current: Path) -> Built:
    """A deal's documents; its errors come back as problems, so that the other deals are still built."""
    try:
        return _build(workspace, place, options, current)
    except MapdocsError as error:
        return Built(place.name, (), error.problems)
    except OSError as error:
        name = shown(Path(error.filename), current) if error.filename else place.name
        return Built(place.name, (), (not_written(error, name),))


def folder_of(place: DealPlace, options: Options) -> Path:
    """Where a deal's documents go."""
    return options.out / place.name if options.out else place.out


def _made_from(workspace: Workspace, place: DealPlace, options: Options) -> dict[str, str]:
    """Document -> the hash of what shapes it."""
    shape = (options.today.isoformat(), options.edition, options.size, options.language)
    plain = fingerprint(workspace, place, shape)
    since = fingerprint(workspace, place, (*shape, options.redline)) if options.redline else ""
    return {kind: since if kind.startswith(_REDLINE) else plain for kind in options.documents}


def _stands(workspace: Workspace, place: DealPlace, options: Options) -> bool:
    if options.force or not place.file.is_file():
        return False
    made_from = _made_from(workspace, place, options)
    return all(stands(folder_of(place, options), options.file_name(kind), made) for kind, made in made_from.items())


def _build(workspace: Workspace, place: DealPlace, options: Options, current: Path) -> Built:
    folder = folder_of(place, options)
    if _stands(workspace, place, options):
        names = [options.file_name(kind) for kind in options.documents]
        warnings = dict.fromkeys(problem for name in names for problem in told(folder, name))
        outputs = tuple(Output(folder / name, None, (folder / name).stat().st_size, fresh=False) for name in names)
        return Built(place.name, outputs, tuple(warnings))
    return _write(workspace, place, options, current, folder)


def _write(workspace: Workspace, place: DealPlace, options: Options, current: Path, folder: Path) -> Built:
    from mapdocs.deals import open_deal
    from mapdocs.documents import confidence_of, document_from

    opened = open_deal(workspace, place, options.today, language=options.language, current=current)
    sure = confidence_of(opened, workspace, current) if options.edition == "internal" else None
    document = document_from(place, opened, options.edition, options.size, sure=sure)
    made_from = _made_from(workspace, place, options)
    outputs: list[Output] = []
    problems: list[Problem] = list(document.problems)
    for kind in options.documents:
        name = options.file_name(kind)
        if not options.force and stands(folder, name, made_from[kind]):
            outputs.append(Output(folder / name, None, (folder / name).stat().st_size, fresh=False))
            problems += told(folder, name)
            continue
        written = _placed(_written(place, opened, document, kind, options.redline), place)
        problems += written.problems
        if has_errors(written.problems):
            continue
        _put(folder, name, made_from[kind], written, document.problems)
        outputs.append(Output(folder / name, written.pages, len(written.data), fresh=True))
    return Built(place.name, tuple(outputs), tuple(dict.fromkeys(problems)))


def _written(place: DealPlace, opened: OpenDeal, document: Document, kind: str, since: str) -> Written:
    """A document, or its redline; where there is no version to compare with, the plan itself is built all the same."""
    from mapdocs.marked import marked
    from mapdocs.writers import write
    from mapdocs.writers.result import Written

    if not kind.startswith(_REDLINE):
        return write(kind, document.plan, document.page, document.assets)
    try:
        page = marked(place, opened, document.page, since)
    except MapdocsError as error:
        return Written(b"", None, error.problems)
    return write(kind.removeprefix(_REDLINE), document.plan, page, document.assets)


def _placed(written: Written, place: DealPlace) -> Written:
    """A writer knows no files: what it tells is about the deal's."""
    found = (problem if problem.where else replace(problem, where=Where(place.shown)) for problem in written.problems)
    return replace(written, problems=tuple(found))


def _put(folder: Path, name: str, made_from: str, written: Written, problems: Sequence[Problem]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        for left in folder.glob(f".{name}.*.part"):  # by a build that was killed
            left.unlink()
        write_whole(folder / name, written.data)
    remember(folder, name, made_from, written.data, (*problems, *written.problems))
