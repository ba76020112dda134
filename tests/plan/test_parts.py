"""The Plan's parts are values: typed, frozen, comparable, without markup."""

from __future__ import annotations

import dataclasses

import pytest

from mapdocs.plan import parts
from tests.samples import RICH, document, plan_of

CLASSES = [part for part in vars(parts).values() if dataclasses.is_dataclass(part)]


@pytest.mark.parametrize("part", CLASSES, ids=lambda part: part.__name__)
def test_every_part_is_frozen_and_told(part: type) -> None:
    """What a writer is given can't be changed on its way to the next one."""
    assert part.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert part.__doc__


def test_equal_deals_have_equal_plans() -> None:
    """A Plan is a value: what differs between two versions is told by comparing them."""
    document.cache_clear()
    first = plan_of(RICH)
    document.cache_clear()

    assert first == plan_of(RICH)
    assert first != plan_of(RICH.replace("Contract signed", "Contract agreed"))
