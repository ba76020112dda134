"""The documents that the server keeps: in memory, or one file each in a folder, written whole."""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from mapdocs.problems import Problem, UsageError
from mapdocs.sandbox.entry import Entry, as_plain, from_file
from mapdocs.sandbox.errors import ApiError
from mapdocs.source import write_whole

Clock = Callable[[], str]
"""The time now, as 2026-11-23T09:00:00.000Z."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")


class Store:
    """Documents by id. A folder belongs to one server at a time."""

    def __init__(self, folder: Path | None) -> None:
        """Read what is in the folder; UsageError where a file can't be read, or another server has the folder."""
        self.entries: dict[str, Entry] = {}
        self.folder = folder
        self._lock = -1
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _alone(folder)
            try:
                self.entries = {entry.id: entry for entry in _read_all(folder)}
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Let the folder go."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def get(self, ident: str) -> Entry | None:
        """A document, None where there is none."""
        return self.entries.get(ident)

    def put(self, entry: Entry) -> Entry:
        """A document kept: on disk first, then here."""
        if self.folder is not None:
            data = json.dumps(as_plain(entry), ensure_ascii=False, separators=(",", ":"))
            try:
                write_whole(self._path(entry.id), data.encode("utf-8", "surrogatepass"))
            except OSError as error:
                raise ApiError(500, f"The document could not be kept: {error.strerror}.") from error
        self.entries[entry.id] = entry
        return entry

    def drop(self, ident: str) -> None:
        """A document deleted for good."""
        if self.folder is not None:
            self._path(ident).unlink(missing_ok=True)
        self.entries.pop(ident, None)

    def clear(self) -> None:
        """All of them."""
        for ident in list(self.entries):
            self.drop(ident)

    def new_id(self) -> str:
        """An id that none has or had."""
        return f"1{secrets.token_hex(21)}"

    def _path(self, ident: str) -> Path:
        if self.folder is None or not _NAME.fullmatch(ident):
            raise ApiError(400, f"{ident} can't be the id of a document.")
        return self.folder / f"{ident}.json"


def _alone(folder: Path) -> int:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        message = f"Another local server keeps its documents in {folder}."
        raise UsageError(Problem("sandbox-busy", message, None, "Stop it, or give --folder another folder.")) from None
    return handle


def _read_all(folder: Path) -> Iterator[Entry]:
    wrong: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        try:
            entry = from_file(json.loads(path.read_bytes().decode("utf-8", "surrogatepass")))
            if entry.id != path.stem:
                raise ValueError("the file has another name than its document")  # noqa: TRY301 - told like the others
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{path.name} is no document of the local server: {error}."
            wrong.append(Problem("bad-sandbox-file", message, None, "Move it elsewhere."))
            continue
        yield entry
    for leftover in folder.glob(".*.part"):
        with suppress(OSError):
            leftover.unlink()
    if wrong:
        raise UsageError(*wrong)


class Ticking:
    """A clock that goes on by a second with each look: the same requests give the same times."""

    def __init__(self) -> None:
        """Begin at nine on a Monday."""
        self._seconds = 9 * 3600

    def __call__(self) -> str:
        """The next second."""
        self._seconds += 1
        day, rest = divmod(self._seconds, 86400)
        return f"2026-11-{23 + day % 7:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}.000Z"
