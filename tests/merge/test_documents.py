"""The documents of the sample deals, read back as they were written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mapdocs.deals import OpenDeal, open_deal
from mapdocs.documents import document_from
from mapdocs.fields import COMPUTED, FieldId, parse_field
from mapdocs.merge import Merged, merge3
from mapdocs.observed import Known, Observed, Seen
from mapdocs.outline import layout_of
from mapdocs.values import Read, deal_values, read_field, reading_of, same_value
from mapdocs.workspace import DealPlace, all_deals, find_root, open_workspace
from tests.conftest import ROOT

WORKSPACE = open_workspace(find_root(ROOT, ROOT), ROOT)
PLACES = all_deals(WORKSPACE, ROOT)


def written(place: DealPlace, language: str) -> tuple[OpenDeal, dict[FieldId, str]]:
    """A deal, and what its document says in each field."""
    opened = open_deal(WORKSPACE, place, date(2026, 11, 25), keep=False, current=Path(ROOT), language=language)
    document = document_from(place, opened, "buyer", "full")
    texts: dict[FieldId, list[str]] = {}
    for para in layout_of(document.page, document.assets.theme).paras():
        if para.field:
            texts.setdefault(parse_field(para.field), []).append(" ".join(para.said.split()))
    return opened, {field: "\n".join(lines) for field, lines in texts.items()}


@pytest.mark.parametrize("language", ["", "de", "fr", "ja"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_what_a_document_says_is_what_the_deal_says(place: DealPlace, language: str) -> None:
    """Each field can be read, has nothing beside it, and gives the deal's value, but for dates that are computed."""
    opened, texts = written(place, language)
    values, reading = deal_values(opened), reading_of(opened)
    wrong = []
    for field, text in texts.items():
        found = read_field(field, text, reading)
        kept = (field.part, field.name) in COMPUTED or field.kind == "markdown" or not values[field]
        if (
            not isinstance(found, Read)
            or found.rest
            or not (kept or same_value(field, found.value, values[field], reading))
        ):
            wrong.append((str(field), text, found))

    assert texts
    assert [] == wrong


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_document_that_nobody_touched_gives_nothing(place: DealPlace) -> None:
    """No edit, no question, nothing settled."""
    opened, texts = written(place, "")
    values = deal_values(opened)
    base = {field: Known(text, values[field]) for field, text in texts.items()}

    assert Merged(seen=texts) == merge3(
        base, values, Observed({field: Seen(text) for field, text in texts.items()}), reading_of(opened)
    )
