"""Layout -> the requests that make a Google document of it, whole or piece by piece."""

from __future__ import annotations

from mapdocs.writers.gdocs.file import write_gdocs
from mapdocs.writers.gdocs.first import first_push
from mapdocs.writers.gdocs.inserts import insert_blocks, insert_rows
from mapdocs.writers.gdocs.look import Look, look_of
from mapdocs.writers.gdocs.restyle import fill_cells, style_of_para
from mapdocs.writers.gdocs.wire import Request

__all__ = [
    "Look",
    "Request",
    "fill_cells",
    "first_push",
    "insert_blocks",
    "insert_rows",
    "look_of",
    "style_of_para",
    "write_gdocs",
]
