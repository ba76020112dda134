"""Parts into one zip file whose bytes depend on nothing but the parts."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST = "[Content_Types].xml"
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The content types first, as the format wants them, then the parts by name; every one with the same date."""
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = ZipInfo(name, _DAY)
            entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            file.writestr(entry, parts[name])
    return out.getvalue()
