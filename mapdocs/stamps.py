"""What documents were made from, remembered beside their folder: nothing is built twice, no edit goes unseen."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapdocs.problems import Problem, Where
from mapdocs.source import alone, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapdocs.workspace import DealPlace, Workspace

_LIBRARIES = (
    "babel",
    "holidays",
    "jinja2",
    "lxml",
    "markdown",
    "nh3",
    "numpy",
    "pydantic",
    "python-docx",
    "resvg-py",
    "weasyprint",
)
_PROBLEM = {"code", "message", "where", "hint", "severity"}
_SHAPING = frozenset((".yaml", ".svg", ".png"))


def fingerprint(workspace: Workspace, place: DealPlace, options: Sequence[str]) -> str:
    """Hash of everything that shapes the documents' bytes, read without understanding it."""
    digest = sha256()
    for part in (*options, *_versions()):
        digest.update(part.encode() + b"\0")
    others = _deals(workspace) if "internal" in options else []  # the range is drawn by what the team's tasks took
    for path in (*_inputs(workspace, place), *others):
        digest.update(str(path).encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(workspace: Workspace, place: DealPlace) -> Iterable[Path]:
    """Deal, keys, history, logos, workspace, templates, themes; each list in a fixed order."""
    yield from _beside(place.folder)
    yield from _files(place.history)
    if workspace.root:
        yield from _beside(workspace.root / "content")
    for folder in workspace.folders:
        yield from _files(folder)


def _deals(workspace: Workspace) -> list[Path]:
    return sorted((workspace.root / "content" / "deals").glob("*/deal.yaml")) if workspace.root else []


def _beside(folder: Path) -> list[Path]:
    """What lies in the folder itself; documents may be built below it."""
    return sorted(p for p in folder.iterdir() if p.suffix in _SHAPING and p.is_file() and not p.name.startswith("."))


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))


def _versions() -> list[str]:
    found = [sys.version, *(f"{name} {_version(name)}" for name in ("mapdocs", *_LIBRARIES))]
    package = Path(__file__).parent
    sources = sorted(package.rglob("*.py"))
    return [*found, *(f"{p.relative_to(package)} {p.stat().st_mtime_ns} {p.stat().st_size}" for p in sources)]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def stamp_of(folder: Path) -> Path:
    """A folder's stamp, which lies outside it: warnings may say what a buyer must not read."""
    return folder.parent / ".mapdocs" / f"{folder.name}.json"


def read_stamp(folder: Path) -> dict[str, Any]:
    """The stamp of a folder of documents; nothing where it is missing or damaged."""
    try:
        stamp = json.loads(stamp_of(folder).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and all(map(_sound, stamp.values())) else {}


def _sound(entry: object) -> bool:
    """Whether an entry is one that `remember` wrote."""
    problems = entry.get("problems") if isinstance(entry, dict) else None
    return isinstance(problems, list) and all(isinstance(p, dict) and set(p) == _PROBLEM for p in problems)


def stands(folder: Path, name: str, made_from: str) -> bool:
    """Whether the document is there, unedited, and made from exactly this."""
    entry = read_stamp(folder).get(name, {})
    file = folder / name
    if entry.get("from") != made_from or not file.is_file():
        return False
    return bool(entry.get("is") == sha256(file.read_bytes()).hexdigest())


def told(folder: Path, name: str) -> list[Problem]:
    """The warnings that were told when the document was built."""
    found = []
    for entry in read_stamp(folder).get(name, {}).get("problems", ()):
        where = Where(**entry["where"]) if entry["where"] else None
        found.append(Problem(entry["code"], entry["message"], where, entry["hint"], entry["severity"]))
    return found


def remember(folder: Path, name: str, made_from: str, data: bytes, problems: Iterable[Problem]) -> None:
    """Add a document to the folder's stamp; those it no longer has are dropped."""
    told_now = [problem.as_json() for problem in problems]
    with alone(folder):
        stamp = {key: entry for key, entry in read_stamp(folder).items() if (folder / key).is_file()}
        stamp[name] = {"from": made_from, "is": sha256(data).hexdigest(), "problems": told_now}
        write_whole(stamp_of(folder), (json.dumps(stamp, indent=1, sort_keys=True) + "\n").encode())
