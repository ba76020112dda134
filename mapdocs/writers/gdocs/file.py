"""The requests of a first push as a file: what would be sent, to look at or to send by other means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapdocs.outline import layout_of
from mapdocs.writers.gdocs.first import first_push
from mapdocs.writers.gdocs.look import look_of
from mapdocs.writers.result import Written

if TYPE_CHECKING:
    from mapdocs.assets import Assets
    from mapdocs.page import Page
    from mapdocs.writers.gdocs.wire import Request

_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write_gdocs(page: Page, assets: Assets) -> Written:
    """`{"title", "batches": [{"requests": [...]}, ...]}`, a request a line."""
    layout = layout_of(page, assets.theme)
    batches = first_push(layout, look_of(assets.theme, layout))
    body = ",\n".join(_batch(batch) for batch in batches if batch)
    return Written(f'{{"title": {json.dumps(layout.title)},\n"batches": [\n{body}\n]}}\n'.encode())


def _batch(requests: list[Request]) -> str:
    lines = ",\n".join(map(_AS_JSON.encode, requests))
    return f'{{"requests": [\n{lines}\n]}}'
