"""What a later go-live costs the buyer, by the value that both sides wrote down (docs/slip.md)."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from mapdocs.timeline.parts import DelayCost
from mapdocs.worth import value_of_year, worth, yearly_price

if TYPE_CHECKING:
    from datetime import date

    from mapdocs.deal import Deal
    from mapdocs.timeline.parts import Shift
    from mapdocs.timetable import Confidence

_WEEKS, _DAYS = 52, 7


def cost_of_delay(deal: Deal, currency: str, days: int) -> DelayCost | None:
    """The cost of so many calendar days that go-live is behind what was promised; earlier is a benefit.

    None where nothing moved, or where the deal lets nothing be claimed.
    """
    week = value_of_week(deal)
    if not days or week is None:
        return None
    return DelayCost(_amount(week, days), currency, _whole(week))


def value_of_week(deal: Deal) -> Decimal | None:
    """A week of the first year after go-live, ramped, less a week of the subscription that is not yet paid.

    Of the drivers that the buyer confirmed, unless the deal says otherwise; None where that leaves nothing.
    """
    value = deal.value
    if value.cost_of_delay == "never":
        return None
    counted = [d for d in value.drivers.values() if d.confirmed or value.cost_of_delay == "always"]
    year = sum((value_of_year(of, d.ramp, 0) for d in counted if (of := worth(d))), Decimal(0))
    if value.investment:
        year -= yearly_price(value.investment, deal.amount)
    return year / _WEEKS if year > 0 else None


def at_risk(cost: DelayCost, deal: Deal, promised: Shift, sure: Confidence, target: date | None) -> DelayCost:
    """With the same up to the days that are kept with a chance of 50 and 80 percent, where the range says anything.

    A day before the target is as good as the target.
    """
    week = value_of_week(deal)
    since = promised.was
    if week is None or since is None or not sure.uncertain:
        return cost
    days = (max(day, target) if day and target else day for day in (sure.go_live.p50, sure.go_live.p80))
    p50, p80 = (_amount(week, (day - since).days) if day else None for day in days)
    return replace(cost, at_p50=p50, at_p80=p80)


def _amount(week: Decimal, days: int) -> Decimal:
    return _whole(week * days / _DAYS)


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)
