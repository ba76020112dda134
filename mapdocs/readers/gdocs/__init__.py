"""Google Docs: what documents.get answers, laid beside the Layout that was pushed.

`parse` makes a typed view of the answer, `find` says where each part of the layout stands in it now, and `observe`
what people wrote.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapdocs.readers.gdocs.comments import observe_comments
from mapdocs.readers.gdocs.find import find, nothing_left
from mapdocs.readers.gdocs.observe import observe
from mapdocs.readers.gdocs.parse import broken, parse

if TYPE_CHECKING:
    from mapdocs.layout import Layout
    from mapdocs.observed import Observed

__all__ = ["find", "nothing_left", "observe", "observe_comments", "parse", "read_gdocs"]


def read_gdocs(content: bytes, layout: Layout) -> Observed:
    """A documents.get answer as JSON -> what people wrote; RemoteError with `bad-document` where it is not whole."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise broken(error) from None
    doc = parse(document)
    return observe(doc, layout, find(doc, layout))
