"""A layout as Google has it after a first push: the writer's requests, done by the local server's model."""

from __future__ import annotations

import json
from typing import Any

from mapdocs.assets import Theme
from mapdocs.layout import Layout
from mapdocs.sandbox.comments import Person
from mapdocs.sandbox.model.blank import blank_document
from mapdocs.sandbox.model.showing import show_document
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.writers.gdocs import first_push, look_of


class Pushed:
    """The document, for further requests; `raw()` is what documents.get answers."""

    def __init__(self, layout: Layout, theme: Theme) -> None:
        """Both batches of a first push are done."""
        self.draft = Draft(
            blank_document("doc-1", layout.title), Person("maria@marlow.example", "Maria Keller"), "2026-11-23"
        )
        body, edges = first_push(layout, look_of(theme, layout), "t.0")
        made = [reply for reply in self.do(*body) if reply]
        ids = {
            name: next((r[f"create{name}"][f"{name.lower()}Id"] for r in made if f"create{name}" in r), "")
            for name in ("Header", "Footer")
        }
        told = json.dumps(edges)
        for name, known in ids.items():
            told = told.replace(f"{{{name.lower()}}}", known)
        self.do(*json.loads(told))

    def do(self, *requests: Any) -> list[Any]:  # noqa: ANN401 - JSON
        """One batch; its replies."""
        return apply(self.draft, requests)

    def raw(self) -> dict[str, Any]:
        """As documents.get answers, with tabs."""
        return {**show_document(self.draft.document, tabs=True), "revisionId": "rev-1"}
