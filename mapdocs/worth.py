"""What a value driver is worth: a year of it, and what has built up some months after go-live."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapdocs.deal import Investment, ValueDriver

PERIODS = {"day": 250, "week": 52, "month": 12, "quarter": 4, "year": 1}
"""How many of them are counted in a year; a day is a working day."""

MONTHS = 12


def worth(driver: ValueDriver) -> Decimal | None:
    """Worth a year: as given, or change x unit value x periods; None where nothing says it."""
    if driver.worth is not None:
        return driver.worth
    if driver.unit_value is None or driver.today is None or driver.target is None:
        return None
    return abs(driver.target - driver.today) * driver.unit_value * PERIODS[driver.per]


def value_of_year(worth_a_year: Decimal, ramp: Decimal, year: int) -> Decimal:
    """Value in the year-th year (from 0) after go-live, building up evenly over `ramp` months."""
    first, last = (value_until(worth_a_year, ramp, MONTHS * n) for n in (year, year + 1))
    return (last - first).quantize(Decimal(1))


def value_until(worth_a_year: Decimal, ramp: Decimal, months: int) -> Decimal:
    """Value of the first `months` months: the area under a line that rises over the ramp, then stays."""
    a_month = worth_a_year / MONTHS
    rising = min(Decimal(months), ramp)
    built = a_month * rising * rising / (2 * ramp) if ramp else Decimal(0)
    return built + a_month * max(Decimal(0), months - ramp)


def yearly_price(investment: Investment, amount: Decimal | None) -> Decimal:
    """The subscription of a year: as given, else the contract's."""
    return investment.yearly if investment.yearly is not None else amount or Decimal(0)
