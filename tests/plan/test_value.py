"""The arithmetic of value, against figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mapdocs.deal import ValueDriver
from mapdocs.plan.parts import ValuePart
from mapdocs.worth import value_of_year, worth
from tests.samples import plan_of

HEAD = "buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\npeople: {ann: {name: Ann, party: buyer}}\n"


def value_of(text: str, edition: str = "buyer", more: str = "") -> ValuePart | None:
    """The value part of a deal with these lines under `value:`."""
    lines = "\n".join(f"  {line}" for line in text.strip().splitlines())
    return plan_of(f"{HEAD}{more}value:\n{lines}\n", edition).value  # type: ignore[arg-type]


def driver(**given: object) -> ValueDriver:
    return ValueDriver.model_validate({"metric": "Hours", **given})


@pytest.mark.parametrize(
    ("per", "expected"),
    [("day", 7_500), ("week", 1_560), ("month", 360), ("quarter", 120), ("year", 30)],
)
def test_worth_is_change_times_unit_value_times_periods(per: str, expected: int) -> None:
    """10 hours less at 3 each: a day is one of 250 working days, a week one of 52."""
    assert Decimal(expected) == worth(driver(today="12", target="2", unit_value="3", per=per))


def test_a_rise_is_worth_as_much_as_a_fall() -> None:
    """Revenue goes up, effort goes down: both are gains."""
    assert Decimal(600) == worth(driver(today="100", target="300", unit_value="3"))


def test_worth_given_stands_as_it_is() -> None:
    """With or without a measure beside it."""
    assert Decimal(120_000) == worth(driver(worth="120000", today="5", target="1"))
    assert None is worth(driver(today="5", target="1"))


@pytest.mark.parametrize(
    ("ramp", "years"),
    [
        (0, (12_000, 12_000, 12_000)),
        # Half of six months' 6,000 while it rises, then six months in full.
        (6, (9_000, 12_000, 12_000)),
        (12, (6_000, 12_000, 12_000)),
        # A quarter of the two years' triangle of 12,000 falls into its first year.
        (24, (3_000, 9_000, 12_000)),
        (72, (1_000, 3_000, 5_000)),
    ],
)
def test_value_builds_up_evenly_over_the_ramp(ramp: int, years: tuple[int, ...]) -> None:
    """12,000 a year: the area under a line that rises over the ramp, then stays."""
    assert years == tuple(value_of_year(Decimal(12_000), Decimal(ramp), year) for year in range(3))


CASES = """
drivers:
  sure: {metric: Sure, worth: 12000, ramp: 6 months, confirmed: ann}
  hope: {metric: Hope, worth: 24000}
investment: {once: 6000, yearly: 10000, audience: all}
"""


def test_three_cases_are_what_is_confirmed_slowly_all_and_all_at_once() -> None:
    """Low: 12,000 over 12 months of ramp; base: 9,000 + 24,000 in year one; high: 36,000 each year."""
    value = value_of(CASES)
    assert value
    low, base, high = value.cases

    assert [6_000, 12_000, 12_000] == list(low.years)
    assert [33_000, 36_000, 36_000] == list(base.years)
    assert [36_000, 36_000, 36_000] == list(high.years)
    assert [30_000, 105_000, 108_000] == [case.total for case in value.cases]


def test_costs_stand_in_their_years_and_net_is_the_difference() -> None:
    """What is paid once falls into the first year."""
    value = value_of(CASES)
    assert value

    assert [16_000, 10_000, 10_000] == list(value.costs)
    assert [-6_000, 69_000, 72_000] == [case.net for case in value.cases]


def test_payback_is_the_first_month_that_covers_what_was_paid() -> None:
    """16,000 are paid: after 6 months there are 12,000 + 3,000, after 7 months 14,000 + 4,000."""
    value = value_of(CASES)
    assert value

    assert 7 == value.payback


def test_payback_counts_the_next_years_payment_from_its_start() -> None:
    """1,000 a month against 13,000 a year: month 12 has 12,000, month 13 owes 26,000; it never pays back."""
    value = value_of("drivers: {a: {metric: A, worth: 12000}}\ninvestment: {yearly: 13000, audience: all}")
    assert value

    assert None is value.payback


def test_a_years_price_is_the_deals_amount_where_investment_does_not_say() -> None:
    """`amount` is what the contract is worth a year."""
    value = value_of("investment: {once: 100, audience: all}", more="amount: 500\n")
    assert value

    assert [600, 500, 500] == list(value.costs)


@pytest.mark.parametrize("investment", ["{once: 6000, yearly: 10000}", "{effort: 2d, audience: all}"])
def test_no_price_no_costs_no_payback(investment: str) -> None:
    """Where the buyer is not shown a price, or there is none, nothing is reckoned against nothing."""
    value = value_of(f"drivers: {{a: {{metric: A, worth: 12000}}}}\ninvestment: {investment}")
    assert value

    assert ((), None) == (value.costs, value.payback)
    assert [None] * 3 == [case.net for case in value.cases]


def test_the_internal_edition_reckons_with_the_price() -> None:
    """The seller sees what the buyer is not shown."""
    value = value_of("drivers: {a: {metric: A, worth: 12000}}\ninvestment: {yearly: 6000}", "internal")
    assert value

    assert 6 == value.payback
    assert [6_000] * 3 == list(value.costs)


@pytest.mark.parametrize(("counted", "month"), [("confirmed", 170), ("always", 2_200), ("never", None)])
def test_inaction_costs_what_the_deal_lets_count(counted: str, month: int | None) -> None:
    """A month of the confirmed drivers' 12,000, or of all 36,000, less the 10,000 a year it costs; in round figures."""
    value = value_of(f"{CASES}cost_of_delay: {counted}")
    assert value

    assert month == value.inaction


def test_a_deal_that_says_nothing_of_value_has_no_value_part() -> None:
    """Not one with zeros."""
    assert None is plan_of(HEAD).value


def test_drivers_without_a_worth_are_listed_and_not_counted() -> None:
    """A measure may matter without a price."""
    value = value_of("drivers: {a: {metric: A, today: 3, target: 1}, b: {metric: B, worth: 10}}")
    assert value

    assert [None, Decimal(10)] == [line.worth for line in value.drivers]
    assert Decimal(10) == value.total
