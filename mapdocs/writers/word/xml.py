"""Text into XML: escaped, and without the characters that XML has no way to say."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def text(value: str) -> str:
    """For between tags."""
    return escape(value)


def attribute(value: str) -> str:
    """For between double quotes; line breaks become spaces, as XML would read them."""
    return escape(" ".join(value.split()), {'"': "&quot;"})


def part(xml: str) -> bytes:
    """A whole part of the package; what XML cannot hold is left out."""
    return (HEAD + _INVALID.sub("", xml)).encode()
