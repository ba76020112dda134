"""A deal file read to be changed, and written back: only if nobody changed it meanwhile, and whole or not at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from mapdocs.keys import write_keys
from mapdocs.problems import DealError, Problem, not_written
from mapdocs.source import alone, read_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapdocs.keys import Keys
    from mapdocs.workspace import DealPlace


@dataclass(frozen=True, slots=True)
class Draft:
    """A deal file's text as it was read, and what it and the keys beside it were then (path -> hash)."""

    text: str
    mark: bytes
    hashes: Mapping[Path, str]


def read_draft(place: DealPlace) -> Draft:
    """The deal file as it is; UsageError where it is no text."""
    hashes = {path: _hash(path) for path in (place.file, place.keys)}
    text = read_file(place.file, place.shown)
    data = place.file.read_bytes()
    if sha256(data).hexdigest() != hashes[place.file]:
        raise _changed(place)
    return Draft(text, codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"", hashes)


def save(place: DealPlace, draft: Draft, text: str, keys: Keys | None = None) -> list[Path]:
    """Writes the new text, and keys where given; the files that were written.

    DealError `changed-meanwhile` where what would be written over is no longer what was read, `not-written` where the
    disk refuses.
    """
    try:
        with alone(place.folder):
            read = draft.hashes if keys is not None else [place.file]
            if any(_hash(path) != draft.hashes[path] for path in read):
                raise _changed(place)
            written = []
            # The keys first: when only they were written, the same command can be given again.
            if keys is not None:
                write_whole(place.keys, write_keys(keys))
                written.append(place.keys)
            write_whole(place.file.resolve(), draft.mark + text.encode())
    except OSError as error:
        raise DealError(not_written(error, place.shown)) from None
    return [place.file, *written]


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _changed(place: DealPlace) -> DealError:
    message = f"{place.shown} was changed by somebody else meanwhile. Nothing was written."
    return DealError(Problem("changed-meanwhile", message, None, "Give the command again."))
