"""The timeline picture: dates and final texts as data, where they go, and the same shapes as SVG or HTML."""

from __future__ import annotations

from mapdocs.gantt.drawing import Bar, Drawing, Mark, Row, Scale, Tick, begin, timeline
from mapdocs.gantt.svg import NOMINAL, html, svg

__all__ = ["NOMINAL", "Bar", "Drawing", "Mark", "Row", "Scale", "Tick", "begin", "html", "svg", "timeline"]
