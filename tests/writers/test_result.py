"""What writers hand back."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from mapdocs.writers import EXTENSIONS, WRITERS, write
from mapdocs.writers.result import Written
from tests.samples import RICH, document


def test_a_result_never_changes() -> None:
    """What was written is what is put on disk and remembered."""
    with pytest.raises(FrozenInstanceError):
        Written(b"x").data = b"y"  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["html", "md", "json", "docx", "gdocs"])
def test_every_writer_takes_the_same_and_hands_back_bytes(kind: str) -> None:
    """One call for all formats; only those with pages count them."""
    found = document(RICH)
    written = write(kind, found.plan, found.page, found.assets)

    assert written.data
    assert (None, ()) == (written.pages, written.problems)


def test_the_formats_are_those_that_can_be_written() -> None:
    """What the command offers is what there is a writer for."""
    assert set(EXTENSIONS) == set(WRITERS)
