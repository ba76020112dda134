"""publish: freeze a version and make the documents that are sent.

A version exists from the moment its file in history/ is there. Its documents are whole in a folder beside their place
before that, and are moved there after it; the next run ends what a killed one began.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.codec import to_plain
from mapdocs.deals import held_by_itself, history_of, open_deal
from mapdocs.documents import document_from, page_of
from mapdocs.history import Version, seal, write_version
from mapdocs.message import message_of
from mapdocs.plan.versions import days_sent, moved_line
from mapdocs.problems import DealError, Problem, UsageError, has_errors, nearest
from mapdocs.redline import redline
from mapdocs.source import alone, write_whole
from mapdocs.versions import names
from mapdocs.workspace import shown
from mapdocs.writers import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from mapdocs.deals import OpenDeal
    from mapdocs.documents import Document
    from mapdocs.history import History
    from mapdocs.page import Page
    from mapdocs.plan.parts import Plan
    from mapdocs.workspace import DealPlace, Workspace

KINDS = ("pdf", "docx", "html")
MESSAGE = "message.md"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s]+')
_LONGEST = 100
"""Bytes of each of the two names in a file's name, which systems keep up to 255 of."""
_STAGE = ".part"


@dataclass(frozen=True, slots=True)
class Sending:
    """Who publishes, who agreed (ids or keys of people), and a note that is printed in the list of versions."""

    note: str = ""
    agreed_by: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A version and its documents; not `fresh` where it was there already. `moved`: what moved, in a line."""

    version: Version
    moved: str
    folder: Path
    pages: Mapping[str, int | None]
    problems: tuple[Problem, ...]
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a version before they lie anywhere."""

    plan: Plan
    files: Mapping[str, bytes]
    pages: Mapping[str, int | None]
    problems: tuple[Problem, ...]

    @property
    def hashes(self) -> dict[str, str]:
        """Name -> SHA-256, as the version keeps it."""
        return {name: sha256(data).hexdigest() for name, data in self.files.items()}


def publish(
    workspace: Workspace,
    place: DealPlace,
    today: date,
    sending: Sending,
    current: Path,
    agree: Callable[[Published], bool] = lambda _: True,
) -> Published:
    """Freeze the deal as it stands and make its documents; DealError where it has errors, and then nothing is written.

    Publishing the same state again makes no new version; it makes documents that are missing. `agree`: asked with what
    would be published, once all of it is made, and before any of it is kept; other runs wait meanwhile.
    """
    opened = open_deal(workspace, place, today, current=current)
    sending = _named(opened, sending)
    try:
        place.history.mkdir(exist_ok=True)
        with alone(place.history):
            if history_of(place, current) != opened.history:  # somebody else was publishing
                opened = open_deal(workspace, place, today, current=current)
            mend(place, opened.history)
            return _publish(place, opened, today, sending, agree)
    except OSError as error:
        hint = "Check the folder's space and permissions, then publish again."
        raise DealError(
            Problem("not-written", f"{error.filename or place.shown}: {error.strerror}.", None, hint)
        ) from None


def _publish(
    place: DealPlace, opened: OpenDeal, today: date, sending: Sending, agree: Callable[[Published], bool]
) -> Published:
    last = opened.history.last
    pending = Version(
        number=last.number + 1 if last else 1,
        hash="",
        parent=last.hash if last else "",
        on=today,
        note=sending.note,
        by=sending.by,
        agreed_by=sending.agreed_by,
        snapshot=opened.snapshot,
    )
    if pending.agreed:
        opened = held_by_itself(opened)
        pending = replace(pending, snapshot=opened.snapshot)
    if last and _same(last, pending):
        return _again(place, opened, last)
    made = _make(place, opened, pending)
    plans = {"buyer": to_plain(made.plan)}
    version = seal(replace(pending, plans=plans, files=made.hashes, mapdocs=_mapdocs()))
    found = _published(place, opened, version, made.pages, *made.problems, fresh=True)
    if not agree(found):
        hint = "Answer y, or add --yes."
        raise DealError(Problem("not-confirmed", f"Version {version.number} was not published.", None, hint))
    stage = _stage(place, version, made)
    write_version(place.history, version)
    _settle(stage)
    return found


def _same(last: Version, pending: Version) -> bool:
    """Whether the last version says all that this one would. Its dates follow, and from what was agreed before it.

    Where the live document is, is no part of the plan: the push behind a publish writes it into the deal file.
    """
    told = (last.on, last.note, last.by, last.agreed_by) == (pending.on, pending.note, pending.by, pending.agreed_by)
    was, now = last.snapshot, pending.snapshot
    here = now.deal.model_copy(update={"google": was.deal.google})
    return told and (was.deal, was.left_out, was.keys, was.today) == (here, now.left_out, now.keys, now.today)


def _again(place: DealPlace, opened: OpenDeal, last: Version) -> Published:
    """The last version as it is; its documents are made again where they are missing."""
    if complete(place.out / f"v{last.number}", [last]):
        return _published(place, opened, last, dict.fromkeys(last.files), fresh=False)
    history = replace(opened.history, versions=opened.history.versions[:-1])
    then = replace(opened.prepared, held=last.snapshot.held)
    made = _make(place, replace(opened, history=history, prepared=then, schedule=last.snapshot.schedule), last)
    _settle(_stage(place, last, made))
    return _published(place, opened, last, made.pages, *made.problems, fresh=False)


def _published(
    place: DealPlace,
    opened: OpenDeal,
    version: Version,
    pages: Mapping[str, int | None],
    *problems: Problem,
    fresh: bool,
) -> Published:
    before = next((old for old in opened.history.versions if old.hash == version.parent), None)
    now = days_sent(version)
    moved = moved_line(days_sent(before) if before else None, now, opened.words) if now else ""
    folder = place.out / f"v{version.number}"
    return Published(version, moved, folder, pages, tuple(dict.fromkeys((*opened.problems, *problems))), fresh)


# ---------------------------------------------------------------- people


def _named(opened: OpenDeal, sending: Sending) -> Sending:
    """With the ids of people who were named by key; the seller's lead publishes where nobody is named."""
    agreed = tuple(dict.fromkeys(_person(opened, name, "--agreed-by") for name in sending.agreed_by))
    by = _person(opened, sending.by, "--by") if sending.by else opened.composed.deal.seller.lead
    return Sending(" ".join(sending.note.split()), agreed, by)


def _person(opened: OpenDeal, name: str, option: str) -> str:
    people = opened.composed.deal.people
    by_key = {key.casefold(): person for person, key in opened.keys.people.items()}
    found = name if name in people else by_key.get(name.casefold(), "")
    if found in people and people[found].unknown:
        message = f"{option}: {found} is a role, {people[found].role}, that nobody is named for yet."
        raise UsageError(Problem("unknown-person", message, None, f"Give {found} a name: under people:, then publish."))
    if found not in people:
        known = [person for person in people if not people[person].unknown]
        hint = nearest(name, known) or "Add them under people:."
        raise UsageError(
            Problem("unknown-person", f'{option}: "{name[:60]}" is not a person of this deal.', None, hint)
        )
    return found


# ---------------------------------------------------------------- documents


def _make(place: DealPlace, opened: OpenDeal, version: Version) -> _Made:
    """All documents of a version; DealError where one can't be made."""
    document = document_from(place, opened, "buyer", "full", version)
    plan = document.plan
    stem = file_stem(plan.buyer.name, plan.name, version.number)
    files: dict[str, bytes] = {}
    pages: dict[str, int | None] = {}
    problems = [*document.problems, *_sensitive(document)]
    wanted = [(f"{stem}.{kind}", kind, document.page) for kind in KINDS]
    if last := opened.history.last:
        changes, faults = _changes(place, opened, last, document.page)
        problems += faults
        wanted += [(f"{stem} changes.docx", "docx", changes)] if changes else []
    for name, kind, page in wanted:
        written = write(kind, plan, page, document.assets)
        problems += written.problems
        files[name], pages[name] = written.data, written.pages
    if has_errors(problems):
        raise DealError(*problems)
    since = plan.versions[-1].moved if len(plan.versions) > 1 else ""
    files[MESSAGE] = message_of(plan, opened.words, list(files), since)
    return _Made(plan, files, {**pages, MESSAGE: None}, tuple(problems))


def _changes(place: DealPlace, opened: OpenDeal, last: Version, page: Page) -> tuple[Page | None, list[Problem]]:
    """The page with what changed since a version marked; none, and why, where that can't be read any more."""
    try:
        return redline(page_of(place, opened, last), page), []
    except DealError as error:
        return None, [replace(problem, severity="warning") for problem in error.problems]


def _sensitive(document: Document) -> Iterator[Problem]:
    """What the seller should think about before it goes out."""
    changes, diff = document.plan.changes, document.diff
    if changes and changes.per_week and diff and diff.cost and diff.cost.seller_caused:
        message = (
            f"The documents say what a week of delay is worth, and {document.plan.seller.short} caused part of it."
        )
        hint = "Leave the figure out with value: {cost_of_delay: never}, or send it as it is."
        yield Problem("own-delay", message, None, hint, "warning")


def file_stem(buyer: str, plan_name: str, number: int) -> str:
    """A name that a person can forward and every system can keep: `Marlow Bank - Mutual Success Plan v3`."""
    return f"{_plain(buyer)} - {_plain(plan_name)} v{number}"


def _plain(text: str) -> str:
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Cc", "Cf"))
    name = _NOT_IN_NAMES.sub(" ", visible)
    return name.encode()[:_LONGEST].decode(errors="ignore").strip(" .-") or "Plan"


def _mapdocs() -> str:
    try:
        return version_of("mapdocs")
    except PackageNotFoundError:
        return "0"


# ---------------------------------------------------------------- files


def _stage(place: DealPlace, version: Version, made: _Made) -> Path:
    """The documents, whole, in a folder beside the one they are meant for."""
    stage = place.out / f".v{version.number}{_STAGE}"
    shutil.rmtree(stage, ignore_errors=True)
    for name, data in made.files.items():
        write_whole(stage / name, data)
    return stage


def _settle(stage: Path) -> None:
    """Move the documents to their place; others that lie there, as of another branch, are kept beside it."""
    folder = stage.with_name(stage.name.removeprefix(".").removesuffix(_STAGE))
    if folder.exists():
        names = (folder.with_name(f"{folder.name}-before{n or ''}") for n in range(10_000))
        folder.rename(next(name for name in names if not name.exists()))
    stage.rename(folder)


def complete(folder: Path, versions: Iterable[Version]) -> bool:
    """Whether all documents of one of these versions lie there, unchanged."""
    return any(
        all((file := folder / name).is_file() and sha256(file.read_bytes()).hexdigest() == digest
            for name, digest in version.files.items())
        for version in versions
    )  # fmt: skip


def mend(place: DealPlace, history: History) -> None:
    """End what a killed run began: documents of a version there is are moved to their place, all else is cleared."""
    for stage in sorted(place.out.glob(f".v*{_STAGE}")):
        number = stage.name.removeprefix(".v").removesuffix(_STAGE)
        theirs = [version for version in history.versions if str(version.number) == number]
        if complete(stage, theirs):
            _settle(stage)
        else:
            shutil.rmtree(stage, ignore_errors=True)
    for left in place.history.glob(".*.part"):
        left.unlink()


# ---------------------------------------------------------------- what is told


def as_text(found: Published, current: Path) -> str:
    """What is sent, what moved, and what comes next."""
    return f"{sent(found, current)}\n\n{then(found)}"


def sent(found: Published, current: Path) -> str:
    """What is sent, and what moved."""
    version, folder = found.version, shown(found.folder, current)
    deal = version.snapshot.deal
    state = "agreed" if version.agreed else "a working draft until both sides have agreed"
    head = f"Version {version.number} of {deal.plan_name} for {deal.buyer.name}: {state}"
    told = [head if found.fresh else f"{head}; it is published already, and nothing has changed since.", ""]
    told += [f"  moved       {found.moved}"]
    told += [f"  note        {version.note}"] if version.note not in ("", found.moved) else []
    told += [f"  agreed by   {', '.join(names(version))}"] if version.agreed_by else []
    for name, pages in found.pages.items():
        size = f"{pages} page{'s' if pages != 1 else ''}" if pages else ""
        told.append(f"  to send     {folder}/{name}  {size}".rstrip())
    return "\n".join(told)


def then(found: Published) -> str:
    """What comes next, once a version is published."""
    told = [f"Next: send these with the text of {MESSAGE}, and commit history/ and keys.yaml with the deal."]
    if not found.version.agreed:
        told.append("When both sides agree: publish again with --agreed-by and their ids.")
    return "\n".join(told)


def as_json(found: Published, deal: str, current: Path) -> dict[str, object]:
    """The version and its files; paths below the current folder."""
    version = found.version
    files = [
        {"path": shown(found.folder / name, current), "pages": pages, "sha256": version.files.get(name)}
        for name, pages in found.pages.items()
    ]
    return {
        "deal": deal,
        "version": version.number,
        "hash": version.hash,
        "published": found.fresh,
        "agreed": version.agreed,
        "moved": found.moved,
        "files": files,
        "problems": [problem.as_json() for problem in found.problems],
    }
