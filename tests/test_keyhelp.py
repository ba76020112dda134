"""Help for keys belongs to keys that there are; that every key has some is promised with the schemas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from mapdocs.keyhelp import HELP
from mapdocs.schemas import KINDS
from tests.test_deal import keys_of


def keys() -> Iterator[str]:
    seen: set[type[BaseModel]] = set()
    for model in KINDS.values():
        yield from keys_of(model, seen)


def test_every_key_has_help_and_no_help_is_for_nothing() -> None:
    """A key that is renamed takes its help with it."""
    assert sorted(keys()) == sorted(HELP)


@pytest.mark.parametrize("key", HELP)
def test_help_is_a_sentence(key: str) -> None:
    """Short enough to read in passing, ended by a full stop."""
    assert 7 < len(HELP[key]) < 130
    assert HELP[key].endswith(".")
