"""Published versions: what was agreed and sent, when and by whom; text made for git, never changed afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mapdocs.codec import from_plain, to_plain
from mapdocs.deal import Deal
from mapdocs.keys import Keys
from mapdocs.problems import Problem, UsageError, Where, brief, has_errors, nearest
from mapdocs.source import write_whole
from mapdocs.timetable import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 2
"""2: with the starts that the forecast held, and log entries about calendars."""
_MOST_BYTES = 64 * 1024 * 1024
_SHORT = 8
_NOT_KEPT: Mapping[str, date] = {}
"""Stands for the held starts of a version of format 1, which has none in its file."""
_NAMED = re.compile(r"v?(\d{1,6})(?:-([0-9a-f]{1,64}))?", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A deal as it stood on a day: composed, with its keys and the dates that were computed of it.

    `held`: the starts that its forecast holds: of the version agreed last, which a version that is agreed is itself.
    """

    deal: Deal
    left_out: frozenset[str]
    keys: Keys
    today: date
    schedule: Schedule
    held: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """A published version. `plans`: edition -> the Plan that was sent, as JSON; `files`: name -> SHA-256.

    `parent`: the hash of the version it was made on, or "". `mapdocs`: the version of mapdocs that wrote it.
    """

    number: int
    hash: str
    parent: str
    on: date
    note: str
    by: str
    agreed_by: tuple[str, ...]
    snapshot: Snapshot
    plans: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    mapdocs: str = ""

    @property
    def agreed(self) -> bool:
        """Whether both sides agreed; who publishes agrees for their own side."""
        people = self.snapshot.deal.people
        sides = {people[name].party for name in (*self.agreed_by, self.by) if name in people}
        return bool(self.agreed_by) and sides == {"buyer", "seller"}

    @property
    def called(self) -> str:
        """The name that no other version has: `4-1a2b3c4d`."""
        return f"{self.number}-{self.hash[:_SHORT]}"

    @property
    def file_name(self) -> str:
        """The file it is kept in."""
        return f"{self.number:04d}-{self.hash[:_SHORT]}.json"


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a deal that can be read, oldest first, and what is wrong with its history."""

    versions: tuple[Version, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def last(self) -> Version | None:
        """The one published last: of two with one number, the later."""
        return self.versions[-1] if self.versions else None

    @property
    def agreed(self) -> Version | None:
        """The last one that both sides agreed to."""
        return next((version for version in reversed(self.versions) if version.agreed), None)

    @property
    def line(self) -> tuple[Version, ...]:
        """The last version and those it was made on, oldest first; not what another branch published."""
        return _line(self.versions, self.last)


def _line(versions: Iterable[Version], version: Version | None) -> tuple[Version, ...]:
    """A version and those it was made on, oldest first."""
    by_hash = {version.hash: version for version in versions}
    found: list[Version] = []
    while version:
        found.append(version)
        version = by_hash.get(version.parent)
    return tuple(reversed(found))


def held_starts(agreed: Version | None, tasks: Iterable[str]) -> dict[str, date]:
    """The starts of a version that was agreed, which the forecast `hold` keeps; tasks deleted since have none."""
    if agreed is None:
        return {}
    dates = agreed.snapshot.schedule.tasks
    return {name: dates[name].start for name in tasks if name in dates}


def seal(version: Version) -> Version:
    """The version with the hash of its content, which its parent's hash is part of."""
    return replace(version, hash=_hash(_content(version)))


def write_version(folder: Path, version: Version) -> Path:
    """Keep a sealed version; one that is there already is never written over."""
    path = folder / version.file_name
    data = (json.dumps({"hash": version.hash, **_content(version)}, ensure_ascii=False, indent=1) + "\n").encode()
    if path.exists():
        hint = "Restore the file from git; a published version never changes."
        if path.read_bytes() != data:
            raise UsageError(Problem("edited-version", f"{path.name} holds something else.", Where(path.name), hint))
        return path
    write_whole(path, data)
    return path


def _content(version: Version) -> dict[str, Any]:
    """What is hashed. Its order is the types', and the deal's within maps: rows have an order, so it counts."""
    return {
        "format": FORMAT,
        "mapdocs": version.mapdocs,
        "number": version.number,
        "parent": version.parent,
        "on": version.on.isoformat(),
        "by": version.by,
        "note": version.note,
        "agreed_by": list(version.agreed_by),
        "files": dict(version.files),
        "today": version.snapshot.today.isoformat(),
        "left_out": sorted(version.snapshot.left_out),
        "held": to_plain(version.snapshot.held),
        "keys": to_plain(version.snapshot.keys),
        "deal": to_plain(version.snapshot.deal),
        "schedule": to_plain(version.snapshot.schedule),
        "plans": dict(version.plans),
    }


def _hash(content: Mapping[str, Any]) -> str:
    """Over the values, not the bytes: git may change line ends on the way."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# ---------------------------------------------------------------- reading


def read_history(folder: Path, shown: str) -> History:
    """Every version in the folder, which need not exist; `shown` is how messages name it. Nothing is written."""
    if not folder.is_dir():
        return History()
    found: dict[str, Version] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        if path.name.startswith("."):
            continue
        version, faults = _read(path, f"{shown}/{path.name}")
        problems += faults
        if version:
            found.setdefault(version.hash, version)
    versions = tuple(sorted(found.values(), key=lambda version: (version.number, version.on, version.hash)))
    versions = tuple(_with_held(version, versions) for version in versions)
    if not has_errors(problems):
        problems += [*_missing(versions, shown), *_twins(versions, shown)]
    return History(versions, tuple(problems))


def _read(path: Path, shown: str) -> tuple[Version | None, list[Problem]]:
    where, restore = Where(shown), f"Restore it: git checkout -- {shown}"
    try:
        content = _parsed(path)
        number = content.get("format")
        if isinstance(number, int) and number > FORMAT:
            message = f"The version was written by a newer mapdocs ({brief(content.get('mapdocs', '?'))})."
            return None, [Problem("newer-version", message, where, "Update mapdocs.")]
        given = content.pop("hash", None)
        if given != _hash(content):
            message = "The version was edited: its content doesn't have the hash it was published with."
            return None, [Problem("edited-version", message, where, f"{restore}; to change the plan, publish again.")]
        version = _version(content, given)
    except OSError as error:
        return None, [Problem("unreadable-version", f"{error.strerror}.", where, "Check its permissions.")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"This is not a published version: {brief(error)}."
        return None, [Problem("unreadable-version", message, where, f"{restore}; both sides of a merge can be kept.")]
    if path.name != version.file_name:
        message = f"The file holds version {version.called}."
        hint = f"Rename it to {version.file_name}, or delete it where that is there."
        return version, [Problem("renamed-version", message, where, hint, "warning")]
    return version, []


def _parsed(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError("it is larger than 64 MiB")
    content = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_once)
    if not isinstance(content, dict):
        raise ValueError("it is not a map")  # noqa: TRY004 - what it holds is wrong, not our types
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _version(content: dict[str, Any], digest: str) -> Version:
    today = from_plain(date, content["today"])
    deal, keys = from_plain(Deal, content["deal"]), from_plain(Keys, content["keys"])
    left_out = from_plain(frozenset[str], content["left_out"])
    held = from_plain(Mapping[str, date], content["held"]) if content["format"] > 1 else _NOT_KEPT
    snapshot = Snapshot(deal, left_out, keys, today, from_plain(Schedule, content["schedule"]), held)
    return Version(
        number=from_plain(int, content["number"]),
        hash=digest,
        parent=from_plain(str, content["parent"]),
        on=from_plain(date, content["on"]),
        note=from_plain(str, content["note"]),
        by=from_plain(str, content["by"]),
        agreed_by=from_plain(tuple[str, ...], content["agreed_by"]),
        snapshot=snapshot,
        plans=from_plain(Mapping[str, Any], content["plans"]),
        files=from_plain(Mapping[str, str], content["files"]),
        mapdocs=from_plain(str, content["mapdocs"]),
    )


def _with_held(version: Version, versions: tuple[Version, ...]) -> Version:
    """With the starts that its forecast held, which a file of format 1 does not say: those agreed on before it."""
    snapshot = version.snapshot
    if snapshot.held is not _NOT_KEPT:
        return version
    before = [old for old in _line(versions, version) if old.agreed and old.hash != version.hash]
    held = held_starts(before[-1] if before else None, snapshot.deal.tasks) if snapshot.deal.forecast == "hold" else {}
    return replace(version, snapshot=replace(snapshot, held=held))


def _missing(versions: tuple[Version, ...], shown: str) -> Iterator[Problem]:
    """Versions that others were made on and that are not there; the others can be used all the same."""
    there = {version.hash for version in versions}
    gone = {version.parent: version for version in reversed(versions) if version.parent and version.parent not in there}
    for parent, version in gone.items():
        name = f"{version.number - 1}-{parent[:_SHORT]}"
        message = f"Version {name}, which version {version.number} was made on, is missing."
        hint = f"Restore it from git, or pull the branch that has it: git log --all -- {shown}"
        yield Problem("missing-version", message, Where(shown), hint, "warning")


def _twins(versions: tuple[Version, ...], shown: str) -> Iterator[Problem]:
    """Numbers that two branches gave; both are kept, and the next version ends it."""
    above = versions[-1].number if versions else 0
    for number in sorted({version.number for version in versions}):
        same = [version for version in versions if version.number == number]
        if len(same) == 1 or number < above:
            continue
        names = " and ".join(f"{v.called} ({v.by or 'unnamed'}, {v.on})" for v in same)
        message = f"Version {number} was published {len(same)} times: {names}. All are kept."
        hint = f"mapdocs publish makes version {number + 1} on top of {same[-1].called}; until then name them so."
        yield Problem("two-versions", message, Where(shown), hint, "warning")


# ---------------------------------------------------------------- baselines


def find_version(history: History, name: str) -> Version:
    """The version of that name: first, last, agreed, 3, 3-1a2b3c4d, or the one in force on a day."""
    if not history.versions:
        raise UsageError(Problem("no-versions", "Nothing of this deal is published.", None, "Run mapdocs publish."))
    named = {"first": history.versions[0], "last": history.last, "agreed": history.agreed}
    wanted = name.strip().lower()
    found = [version] if (version := named.get(wanted)) else _matching(history.versions, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"Say {' or '.join(version.called for version in found)}."
        raise UsageError(Problem("two-versions", f"There are {len(found)} versions {brief(name)}.", None, hint))
    if wanted == "agreed":
        hint = "Publish one with --agreed-by, naming people of both sides."
        raise UsageError(Problem("unknown-version", "No version is agreed by both sides.", None, hint))
    raise UsageError(Problem("unknown-version", f'"{brief(name)}" is not a version.', None, _known(history)))


def _matching(versions: Iterable[Version], wanted: str) -> list[Version]:
    if _DAY.fullmatch(wanted):
        until = [version for version in versions if version.on.isoformat() <= wanted]
        return until[-1:]
    if match := _NAMED.fullmatch(wanted):
        number, digest = int(match[1]), match[2] or ""
        return [version for version in versions if version.number == number and version.hash.startswith(digest)]
    return []


def _known(history: History) -> str:
    first = history.versions[0]
    agreed = ("agreed",) if history.agreed else ()
    names = ("first", "last", *agreed, *dict.fromkeys(str(version.number) for version in history.versions))
    return f"{nearest('', names)} A day counts from {first.on}."
