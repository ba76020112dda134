"""What a driver is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mapdocs.deal import Investment, ValueDriver
from mapdocs.worth import value_of_year, value_until, worth, yearly_price


def driver(**given: object) -> ValueDriver:
    return ValueDriver.model_validate({"metric": "Hours", **given})


def test_a_driver_is_worth_its_change_times_its_unit_value() -> None:
    """400 hours a week less, at 20 each, are 416,000 a year, whichever way the metric goes."""
    given = {"per": "week", "unit_value": "20"}

    assert Decimal(416_000) == worth(driver(today="1200", target="800", **given))
    assert Decimal(416_000) == worth(driver(today="800", target="1200", **given))


def test_a_worth_that_is_given_stands_and_none_is_made_up() -> None:
    """`worth` is taken as it is; a metric without a value has none."""
    assert Decimal(5) == worth(driver(worth="5"))
    assert worth(driver(today="1", target="2")) is None


@pytest.mark.parametrize(("ramp", "first"), [(0, 12_000), (6, 9_000), (12, 6_000), (24, 3_000)])
def test_value_builds_up_over_the_ramp(ramp: int, first: int) -> None:
    """Of 12,000 a year the first year has what the ramp leaves of it."""
    assert Decimal(first) == value_of_year(Decimal(12_000), Decimal(ramp), 0)
    assert Decimal(first) == value_until(Decimal(12_000), Decimal(ramp), 12)


def test_the_price_of_a_year_is_the_contracts_where_no_other_is_given() -> None:
    """`yearly` stands over the contract's amount; without either it is nothing."""
    assert Decimal(7) == yearly_price(Investment.model_validate({"yearly": "7"}), Decimal(9))
    assert Decimal(9) == yearly_price(Investment(), Decimal(9))
    assert Decimal(0) == yearly_price(Investment(), None)
