"""Scalars: what a person may write for a day, a number, a duration, and what is refused with its next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from mapdocs.dates import Duration, Span
from mapdocs.scalars import (
    make_id,
    read_amount,
    read_day,
    read_duration,
    read_effort,
    read_email,
    read_flag,
    read_id,
    read_list,
    read_number,
    read_ramp,
    read_role,
    read_span,
    read_text,
    read_whole,
)

READERS = [
    read_amount,
    read_day,
    read_flag,
    read_number,
    read_text,
    read_whole,
    read_id,
    read_span,
    read_duration,
    read_effort,
    read_ramp,
    read_email,
]
NO_DAYS = "2026-02-29 2026-13-01 2026-00-10 2026-04-31 1989-12-31 2201-01-01 0000-01-01".split()
NOT_NUMBERS = (
    "1e999 1e3 NaN nan Infinity -inf .inf .nan 1_000 1,000 1.000,50 £5 5% 0x10 0o7 1. .5 -- \u0661\u0662 \uff14\uff12"
).split()
NOT_DAYS = "18.12.2026 12/18/2026 2026-1-5 2026-12-18T10:00 2026-W51 20261218 tomorrow ٢٠٢٦-١٢-١٨ ".split()


def refusal(read: Callable[[object], object], value: object) -> str:
    """The code with which a value is refused; the message must end in a next step."""
    with pytest.raises(PydanticCustomError) as caught:
        read(value)
    assert ". " in caught.value.message()
    return caught.value.type


def test_a_number_that_is_too_large_is_told_as_that() -> None:
    """With the largest there may be."""
    with pytest.raises(PydanticCustomError, match=r'^"10000000000001" is larger than 10,000,000,000,000\. Check'):
        read_number("10000000000001")


@pytest.mark.parametrize("text", ["-1", "-0.01"])
def test_an_amount_is_not_below_zero(text: str) -> None:
    """What something is worth or costs."""
    assert "negative-amount" == refusal(read_amount, text)
    assert Decimal(0) == read_amount("-0")
    assert Decimal("21.50") == read_amount("+21.50")


def test_a_day_is_year_month_day() -> None:
    """ISO days from 1990 to 2200, with white space around them."""
    assert date(2026, 12, 18) == read_day(" 2026-12-18 ")
    assert date(1990, 1, 1) == read_day("1990-01-01")
    assert date(2028, 2, 29) == read_day(date(2028, 2, 29))


@pytest.mark.parametrize("text", [*NO_DAYS, *NOT_DAYS, "", "2026-12-18\x00", "9" * 5000])
def test_a_day_that_does_not_exist_or_is_written_otherwise_is_refused(text: str) -> None:
    """No guessing of which number is the month."""
    assert "bad-date" == refusal(read_day, text)


@pytest.mark.parametrize("word", "yes no on off NO True FALSE 1 0 y".split())
def test_a_flag_is_true_or_false_and_no_other_word(word: str) -> None:
    """YAML 1.2: `on` and `no` are words, and a flag is not guessed from them."""
    assert "bad-flag" == refusal(read_flag, word)


@pytest.mark.parametrize(
    ("text", "expected"), [("240000", "240000"), ("21.50", "21.50"), ("-3", "-3"), (" +4 ", "4"), ("0.7", "0.7")]
)
def test_a_number_keeps_its_digits(text: str, expected: str) -> None:
    """Decimals, never floats: 21.50 stays 21.50."""
    assert expected == str(read_number(text))


@pytest.mark.parametrize(
    "text",
    [*NOT_NUMBERS, "", "1 000", "1" * 100_000],
)
def test_a_number_that_is_not_plain_digits_is_refused(text: str) -> None:
    """Exponents, infinities, grouping, signs of currency and other scripts' digits are not numbers."""
    assert "bad-number" == refusal(read_number, text)


@pytest.mark.parametrize("text", ["-1", "1.5", "1e3", "٣", "1234567", ""])
def test_a_whole_number_is_digits_only(text: str) -> None:
    """A playbook's version is counted, not measured."""
    assert "bad-number" == refusal(read_whole, text)
    assert 12 == read_whole("12")


@pytest.mark.parametrize("word", "on no NO yes null-ish 007 1.0 2026-12-18 ~x".split())
def test_text_stays_as_typed(word: str) -> None:
    """No word of the file turns into a flag, a number or a day by itself."""
    assert word == read_text(f" {word}\n")


@pytest.mark.parametrize("text", ["", "-a", "a b", "a.b", "ä", "x" * 65, "a/b", "../x", "a\n"])
def test_an_id_is_plain(text: str) -> None:
    """Letters, digits, - and _, at most 64; a line break at its end is white space."""
    if text.strip() == "a":
        assert "a" == read_id(text)
    else:
        assert "bad-id" == refusal(read_id, text)


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [("5bd", 5, "bd"), ("2w", 10, "bd"), ("10cd", 10, "cd"), ("0", 0, "bd"), (" 0d ", 0, "bd"), ("-3bd", -3, "bd")],
)
def test_a_span_counts_business_or_calendar_days(text: str, days: int, unit: str) -> None:
    """`w` is five business days; 0 needs no unit."""
    span = read_span(text)

    assert (days, unit) == (span.days, span.unit)


@pytest.mark.parametrize("text", ["5", "5d", "5 bd", "5BD", "1.5w", "3651bd", "9" * 400 + "bd", "\u0665bd", "bd", ""])
def test_a_span_without_a_unit_or_too_long_is_refused(text: str) -> None:
    """5 of what? Nobody's plan is ten years long."""
    assert "bad-duration" == refusal(read_span, text)


def test_a_duration_is_one_span_or_three_points() -> None:
    """Best and worst are optional beside likely; a zero needs no unit of its own."""
    assert Duration(Span(5)) == read_duration("1w")
    assert Duration(Span(5), Span(3), Span(15)) == read_duration({"likely": "5bd", "best": "3bd", "worst": "15bd"})
    assert Duration(Span(5, "cd"), Span(0)) == read_duration({"likely": "5cd", "best": "0"})


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"best": "1bd"},
        {"likely": "5bd", "best": "6bd"},
        {"likely": "5bd", "worst": "4bd"},
        {"likely": "5bd", "best": "3cd"},
        {"likely": "5bd", "most": "9bd"},
    ],
)
def test_three_points_that_contradict_each_other_are_refused(value: object) -> None:
    """It holds that best <= likely <= worst, in one unit, and nothing else in the map."""
    assert "bad-duration" == refusal(read_duration, value)


def test_a_task_takes_no_negative_time() -> None:
    """Lags may be negative, durations not."""
    assert "negative-duration" == refusal(read_duration, "-3bd")
    assert "negative-duration" == refusal(read_duration, {"likely": "5bd", "best": "-1bd"})


@pytest.mark.parametrize(("text", "hours"), [("4h", 4), ("2d", 16), ("45 days", 360), ("0.5 hours", Decimal("0.5"))])
def test_an_effort_is_in_hours(text: str, hours: Decimal) -> None:
    """A day has eight."""
    assert hours == read_effort(text)


@pytest.mark.parametrize(("text", "months"), [("6 months", 6), ("1 year", 12), ("26w", 6)])
def test_a_ramp_is_in_months(text: str, months: int) -> None:
    """Weeks are 12/52 of a month."""
    assert months == read_ramp(text).quantize(Decimal("0.001"))


@pytest.mark.parametrize("text", ["4", "h", "-4h", "4 weeks", "4h30", ""])
def test_an_effort_without_a_unit_is_refused(text: str) -> None:
    """The message says how to write it."""
    assert "bad-effort" == refusal(read_effort, text)


@pytest.mark.parametrize("text", ["6", "months", "-6 months", "6 days", ""])
def test_a_ramp_without_a_unit_is_refused(text: str) -> None:
    """The message says how to write it."""
    assert "bad-ramp" == refusal(read_ramp, text)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("value", [["x"], {"x": "y"}, None], ids=["list", "map", "null"])
def test_a_list_a_map_or_nothing_in_the_place_of_a_scalar_is_a_problem(
    read: Callable[[object], object], value: object
) -> None:
    """It is named as what it is; only a duration may be a map, of its own keys."""
    expected = "bad-duration" if read is read_duration and isinstance(value, dict) else "wrong-kind"

    assert expected == refusal(read, value)


def test_a_single_value_is_a_list_of_one() -> None:
    """`regions: UK` is `regions: [UK]`."""
    assert ["UK"] == read_list("UK")
    assert ["UK", "EU"] == read_list(["UK", "EU"])


@given(st.text(max_size=40), st.sampled_from(READERS))
def test_any_text_is_read_or_refused_in_one_short_line(text: str, read: Callable[[object], object]) -> None:
    """Nothing else ever comes out of a reader."""
    told = ""
    try:
        read(text)
    except PydanticCustomError as error:
        told = error.message()

    assert len(told) < 250
    assert "\n" not in told


@given(st.dates(date(1990, 1, 1), date(2200, 12, 31)))
def test_every_day_there_is_is_read(day: date) -> None:
    """All of 1990 to 2200."""
    assert day == read_day(day.isoformat())


@pytest.mark.parametrize(
    "text", ["maria@marlow.example", " m.keller+map@sub.marlow.co.uk ", "m\u00fcller@b\u00fcro.example"]
)
def test_an_address_is_read(text: str) -> None:
    """As people write addresses, without the spaces around them."""
    assert text.strip() == read_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "maria",
        "@x.example",
        "m@x",
        "m@x.",
        "a b@x.example",
        "m@x.example, t@x.example",
        "<m@x.example>",
        "m@@x.example",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """A name, half an address, or two of them."""
    assert "bad-email" == refusal(read_email, text)


@pytest.mark.parametrize("text", ["economic-buyer", "Economic Buyer", "economic_buyer", " Economic  buyer "])
def test_a_role_may_be_written_as_people_write_it(text: str) -> None:
    """Case, spaces and underscores are forgiven."""
    assert "economic-buyer" == read_role(text)


def test_an_id_is_made_from_words() -> None:
    """Small ASCII letters, cut between words, unlike those that are taken."""
    made = [make_id(text, ["dpa", "row"]) for text in ("DPA", "Überprüfung: Maß & Ziel", "契約", "a " * 40)]

    assert ["dpa-2", "uberprufung-mass-ziel", "row-2", "-".join("a" * 20)] == made
    assert 40 == len(make_id("x" * 80, []))
