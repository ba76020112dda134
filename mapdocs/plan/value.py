"""The arithmetic of value: what each driver is worth a year, three years of it, and what it costs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from mapdocs.plan.parts import Case, DriverLine, ValuePart
from mapdocs.worth import MONTHS, PERIODS, value_of_year, value_until, worth, yearly_price

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapdocs.deal import Deal, Investment, Value, ValueDriver
    from mapdocs.plan.people import Directory

YEARS = 3


def driver_lines(deal: Deal, keys: Mapping[str, str], directory: Directory) -> tuple[DriverLine, ...]:
    """Every driver with its arithmetic, in the deal's order."""
    return tuple(_line(keys.get(name, ""), driver, directory) for name, driver in deal.value.drivers.items())


def _line(key: str, driver: ValueDriver, directory: Directory) -> DriverLine:
    change = None
    if driver.today is not None and driver.target is not None:
        change = abs(driver.target - driver.today)
    confirmed = driver.confirmed
    by = directory.who(confirmed.by) if confirmed and confirmed.by else None
    return DriverLine(
        key=key,
        metric=driver.metric,
        unit=driver.unit,
        per=driver.per,
        today=driver.today,
        target=driver.target,
        change=change,
        unit_value=driver.unit_value,
        periods=PERIODS[driver.per],
        worth=worth(driver),
        kind=driver.kind,
        ramp=driver.ramp,
        source=driver.source,
        owner=directory.who(driver.owner),
        confirmed=confirmed is not None,
        confirmed_by=by.name if by else "",
        confirmed_on=confirmed.on if confirmed else None,
        measured=tuple((measure.on, measure.is_) for measure in driver.measured),
    )


def value_part(deal: Deal, keys: Mapping[str, str], directory: Directory) -> ValuePart | None:
    """Everything about value, None where the deal says nothing of it."""
    value = deal.value
    drivers = driver_lines(deal, keys, directory)
    impact = tuple(
        (name, text)
        for name in ("users", "customers", "productivity", "margin")
        if (text := getattr(value.impact, name))
    )
    if not (drivers or impact or value.problem or value.current_state or value.future_state or value.investment):
        return None
    valued = [line for line in drivers if line.worth is not None]
    costs = _costs(value.investment, deal.amount)
    cases = tuple(_case(name, valued, costs) for name in ("low", "base", "high")) if valued else ()
    return ValuePart(
        problem=value.problem,
        current_state=value.current_state,
        future_state=value.future_state,
        impact=impact,
        drivers=drivers,
        total=sum((line.worth for line in valued if line.worth), Decimal(0)) if valued else None,
        cases=cases,
        costs=costs,
        once=value.investment.once if value.investment else None,
        yearly=yearly_price(value.investment, deal.amount) if value.investment else None,
        effort=value.investment.effort if value.investment else None,
        payback=_payback(valued, costs) if valued and costs else None,
        inaction=_inaction(value, valued, costs[-1] if costs else None),
    )


def _inaction(value: Value, drivers: Iterable[DriverLine], yearly: Decimal | None) -> Decimal | None:
    """What a month of it is worth, of the drivers that `cost_of_delay` lets count: net where the price is shown.

    In round figures, as it is told with "about". A net figure beside a price that is not shown would tell the price.
    """
    if value.cost_of_delay == "never":
        return None
    counted = [line.worth or Decimal(0) for line in drivers if line.confirmed or value.cost_of_delay == "always"]
    month = (sum(counted, Decimal(0)) - (yearly or 0)) / MONTHS
    return _rounded(month) if month > 0 else None


def _rounded(amount: Decimal) -> Decimal:
    """To two figures."""
    return amount.quantize(Decimal(1).scaleb(amount.adjusted() - 1)).quantize(Decimal(1))


def _costs(investment: Investment | None, amount: Decimal | None) -> tuple[Decimal, ...]:
    """Cost of each year; empty where there is none, or the edition doesn't show it."""
    if investment is None:
        return ()
    yearly = yearly_price(investment, amount)
    costs = tuple(yearly + (investment.once if year == 0 else 0) for year in range(YEARS))
    return costs if any(costs) else ()


def _case(name: Literal["low", "base", "high"], drivers: Iterable[DriverLine], costs: tuple[Decimal, ...]) -> Case:
    """Low: what the buyer confirmed, at half the pace; base: all, as it builds up; high: all in full from go-live."""
    years = [Decimal(0)] * YEARS
    for line in drivers:
        if line.worth is None or (name == "low" and not line.confirmed):
            continue
        ramp = {"low": line.ramp * 2, "base": line.ramp, "high": Decimal(0)}[name]
        years = [total + value_of_year(line.worth, ramp, year) for year, total in enumerate(years)]
    total = sum(years, Decimal(0))
    return Case(name, tuple(years), total, total - sum(costs, Decimal(0)) if costs else None)


def _payback(drivers: Iterable[DriverLine], costs: tuple[Decimal, ...]) -> int | None:
    """The first month at whose end the base value covers what was paid until then (a year is paid at its start)."""
    lines = [(line.worth, line.ramp) for line in drivers if line.worth is not None]
    for month in range(1, YEARS * MONTHS + 1):
        value = sum((value_until(amount, ramp, month) for amount, ramp in lines), Decimal(0))
        if value >= sum(costs[: (month - 1) // MONTHS + 1], Decimal(0)):
            return month
    return None
