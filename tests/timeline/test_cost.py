"""What a delay costs, and where nothing is claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from mapdocs.deal import Deal
from mapdocs.timeline.cost import at_risk, cost_of_delay
from mapdocs.timeline.diff import diff_timelines
from mapdocs.timeline.parts import Shift
from mapdocs.timetable import Confidence, Spread
from tests.timeline.states import snapshot

MARIA = {"maria": {"name": "Maria Keller", "party": "buyer"}}
CONFIRMED = {"metric": "Hours", "worth": "520000", "confirmed": {"by": "maria", "on": "2026-11-12"}}


def deal(*drivers: Mapping[str, object], **value: object) -> Deal:
    named = {f"d{k}": driver for k, driver in enumerate(drivers)}
    parties = {"buyer": {"name": "B"}, "seller": {"name": "S"}}
    return Deal.model_validate({**parties, "value": {"drivers": named, **value}})


def test_a_week_is_a_fifty_second_of_the_year() -> None:
    """520,000 a year are 10,000 a week; 14 days cost two weeks."""
    found = cost_of_delay(deal(CONFIRMED), "GBP", 14)

    assert found
    assert (Decimal(20_000), "GBP", Decimal(10_000)) == (found.amount, found.currency, found.per_week)


def test_earlier_is_a_benefit() -> None:
    """Days won count the other way."""
    found = cost_of_delay(deal(CONFIRMED), "GBP", -7)

    assert found
    assert Decimal(-10_000) == found.amount


def test_value_that_builds_up_is_claimed_as_it_builds_up() -> None:
    """A ramp of six months leaves three quarters of the first year."""
    found = cost_of_delay(deal(CONFIRMED | {"ramp": "6 months"}), "GBP", 7)

    assert found
    assert Decimal(7_500) == found.amount


def test_a_subscription_not_yet_paid_is_taken_off() -> None:
    """Of 520,000 a year at a price of 260,000 half is lost; at a higher price than worth nothing is claimed."""
    half = cost_of_delay(deal(CONFIRMED, investment={"yearly": "260000"}), "GBP", 7)

    assert half
    assert Decimal(5_000) == half.amount
    assert cost_of_delay(deal(CONFIRMED, investment={"yearly": "600000"}), "GBP", 7) is None


def test_only_what_the_buyer_confirmed_counts_unless_the_deal_says_otherwise() -> None:
    """`confirmed` is the default; `always` counts all drivers, `never` none."""
    open_ = {"metric": "Fines", "worth": "520000"}
    always = cost_of_delay(deal(open_, cost_of_delay="always"), "GBP", 7)

    assert always
    assert Decimal(10_000) == always.amount
    assert cost_of_delay(deal(open_), "GBP", 7) is None
    assert cost_of_delay(deal(CONFIRMED, cost_of_delay="never"), "GBP", 7) is None


def test_nothing_is_claimed_where_nothing_moved_or_has_a_worth() -> None:
    """No days, no driver, or a driver without a worth: no figure."""
    assert cost_of_delay(deal(CONFIRMED), "GBP", 0) is None
    assert cost_of_delay(deal(), "GBP", 7) is None
    assert cost_of_delay(deal({"metric": "Mood", "confirmed": {"by": "maria"}}), "GBP", 7) is None


def test_the_range_is_costed_too() -> None:
    """At P50 and P80 the days count to those dates; a date that no calendar lists has no cost."""
    given = deal(CONFIRMED)
    cost = cost_of_delay(given, "GBP", 7)
    assert cost
    day = date(2027, 3, 31)
    spread = Spread(None, date(2027, 4, 14), None, None)
    sure = Confidence(spread, None, None, {}, 1, 2000, 14)
    promised = Shift(day, day + timedelta(days=7), 7)
    found = at_risk(cost, given, promised, sure, day)

    assert (Decimal(20_000), None) == (found.at_p50, found.at_p80)
    assert cost == at_risk(cost, given, promised, replace(sure, uncertain=0), day)
    late = date(2027, 4, 28)
    assert Decimal(40_000) == at_risk(cost, given, promised, sure, late).at_p50


def test_room_before_the_target_costs_nothing() -> None:
    """A forecast that slips up to the target moves nothing that was promised; beyond it, the days beyond count."""

    def costs(was: str, now: str) -> Decimal | None:
        value = {"drivers": {"hours": CONFIRMED}}
        plan = {"start": "2026-11-02", "go_live": "2026-12-18", "value": value, "people": MARIA}
        one, two = (snapshot({**plan, "tasks": {"a": {"duration": days}}}) for days in (was, now))
        diff = diff_timelines(one, two)
        assert diff.go_live.moved
        return diff.cost.amount if diff.cost else None

    assert None is costs("5bd", "25bd")
    assert Decimal(10_000) == costs("5bd", "40bd")
    assert Decimal(-10_000) == costs("40bd", "5bd")
    assert Decimal(10_000) == costs("40bd", "45bd")
