"""Dates as people type them are read by the document's locale; what has two meanings is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.values import Read, Unclear
from mapdocs.values.dates import read_date
from tests.readings import reading

DEC_11, DEC_18 = "2026-12-11", "2026-12-18"

READ = {
    "en-GB": {
        "18 Dec 2026": DEC_18,
        "Fri 18 Dec 2026": DEC_18,
        "Friday, 18 December 2026": DEC_18,
        "18 Dec 2026 Fri": DEC_18,
        "18th of December, 2026": DEC_18,
        "18-Dec-26": DEC_18,
        "18 Dec": DEC_18,
        "Dec 18th": DEC_18,
        "18/12/2026": DEC_18,
        "11/12/26": DEC_11,
        "11.12.": DEC_11,
        "11.12.26": DEC_11,
        "11 Dezember 2026": DEC_11,
        "12/18/2026": DEC_18,
        "2026-12-18": DEC_18,
        "2026/12/18": DEC_18,
        "20261218": DEC_18,
        "2026-12-18T10:00:00Z": DEC_18,
        "\uff11\uff18 Dec \uff12\uff10\uff12\uff16": DEC_18,
        "18\u00a0Dec\u202f2026": DEC_18,
        "18/12/2026 (18 Dec)": DEC_18,
        "2026\u5e7412\u670818\u65e5": DEC_18,
        "15 Apr": "2027-04-15",
        "": "",
        "\u2013": "",
        "to be agreed": "",
    },
    "en-US": {
        "Dec 11": DEC_11,
        "December 11, 2026": DEC_11,
        "Fri, Dec 11, 2026": DEC_11,
        "12/11/26": DEC_11,
        "12/11": DEC_11,
        "12-11-2026": DEC_11,
        "13/12": "2026-12-13",
        "13/12/2026": "2026-12-13",
        "18.12.2026": DEC_18,
    },
    "de-DE": {
        "11.12.": DEC_11,
        "11.12.26": DEC_11,
        "Fr., 11. Dez. 2026": DEC_11,
        "Freitag, den 11.12.2026": DEC_11,
        "11. Dezember": DEC_11,
        "11/12/26": DEC_11,
        "Dec 11": DEC_11,
        "5. Maerz 2027": "2027-03-05",
        "noch zu vereinbaren": "",
    },
    "fr-FR": {
        "11/12/26": DEC_11,
        "le 1er d\u00e9cembre 2026": "2026-12-01",
        "ven. 11 d\u00e9c. 2026": DEC_11,
        "mar. 15 d\u00e9c.": "2026-12-15",
        "11 DECEMBRE 2026": DEC_11,
    },
    "ar-EG": {
        "\u0661\u0661/\u0661\u0662/\u0662\u0660\u0662\u0666": DEC_11,
        "11\u200f/12\u200f/2026": DEC_11,
        "\u0661\u0661 \u062f\u064a\u0633\u0645\u0628\u0631 \u0662\u0660\u0662\u0666": DEC_11,
        "\u0627\u0644\u062c\u0645\u0639\u0629\u060c 11 \u062f\u064a\u0633\u0645\u0628\u0631 2026": DEC_11,
    },
    "ja-JP": {
        "2026\u5e7412\u670818\u65e5(\u91d1)": DEC_18,
        "12\u670818\u65e5": DEC_18,
        "2026/12/18": DEC_18,
        "12/18": DEC_18,
        "26/12/18": DEC_18,
        "\uff12\uff10\uff12\uff16\u5e74\uff11\uff12\u6708\uff11\uff18\u65e5": DEC_18,
    },
}

ASKED: dict[str, dict[str, tuple[str, ...]]] = {
    "en-GB": {
        "Mon 18 Dec 2026": (DEC_18, "2026-12-21"),
        "Thu 11/12/26": ("2026-11-12", "2026-12-10", DEC_11),
        "18 Dec 2026 or 21 Dec 2026": (DEC_18, "2026-12-21"),
        "11-15 Dec": ("2026-12-15",),
        "by 11/12": (DEC_11,),
        "1.5 days": ("2027-05-01",),
        "11/12-26": (DEC_11,),
        "11/12/62": ("2062-12-11",),
        "26-12-18": ("2018-12-26", DEC_18),
        "mar 15 dic 2026": ("2027-03-15",),
        "31/2/2027": (),
        "Dec 2026": (),
        "mid-December": (),
        "Q1 2027": (),
        "18": (),
        "as soon as we can": (),
    },
    "en-US": {"11.12.": ("2026-11-12", DEC_11), "11.12.2026": ("2026-11-12", DEC_11)},
    "de-DE": {"Mo. 11.12.2026": (DEC_11, "2026-12-14")},
    "fr-FR": {"mar. 15": ()},
    "ja-JP": {"11/12/2026": ("2026-11-12", DEC_11), "2026\u5e7412\u670818\u65e5(\u6708)": (DEC_18, "2026-12-21")},
}


@pytest.mark.parametrize(("locale", "text"), [(name, text) for name, texts in READ.items() for text in texts])
def test_a_date_is_read_by_the_locale(locale: str, text: str) -> None:
    """Whatever way of writing a date has one meaning in the document's locale is read, and nothing is left over."""
    assert Read(READ[locale][text]) == read_date(text, reading(locale))


@pytest.mark.parametrize(("locale", "text"), [(name, text) for name, texts in ASKED.items() for text in texts])
def test_what_may_be_another_day_is_asked_about(locale: str, text: str) -> None:
    """A text with two meanings, a wrong weekday or no day in it is never guessed; what it may mean is offered."""
    found = read_date(text, reading(locale))

    assert isinstance(found, Unclear)
    assert ASKED[locale][text] == found.choices


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("18 Dec 2026 - ask Tom", "ask Tom"),
        ("18 Dec 2026 (agreed)", "agreed"),
        ("Fri 18 Dec 2026, please", "please"),
        ("18 Dec 2026 - signed by Tom or Ruth, from the office", "signed by Tom or Ruth, from the office"),
    ],
)
def test_words_beside_a_date_are_kept_apart(text: str, rest: str) -> None:
    """The date is read, and what stands beside it is told."""
    assert Read(DEC_18, rest) == read_date(text, reading())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("w/c 14 Dec", "2026-12-14"), ("~18 Dec 2026", DEC_18), ("18 Dec 2026?", DEC_18), ("by Fri 18 Dec", DEC_18),
        ("not before Fri 18 Dec 2026, please", DEC_18), ("18 Dec 2026 or later", DEC_18), ("18 Dec (TBC)", DEC_18),
        ("approx. 18 Dec 2026", DEC_18), ("end of the 18 Dec", DEC_18), ("from 18 Dec 2026", DEC_18),
        ("18 Dec 2026 +", DEC_18), ("ca. 18.12.2026", DEC_18), ("vor dem 18.12.2026", DEC_18),
        ("Mitte 18. Dez.", DEC_18), ("18.12.2026 (nicht sicher)", DEC_18), ("fr\u00fchestens 18.12.2026", DEC_18),
        ("env. 18 d\u00e9c. 2026", DEC_18), ("avant le 18 d\u00e9cembre 2026", DEC_18),
        ("18 d\u00e9c. 2026, pas s\u00fbr", DEC_18), ("\u00e0 partir du 18/12/2026", DEC_18),
        ("18 Dec 2042", "2042-12-18"), ("2042-12-18", "2042-12-18"), ("20421218", "2042-12-18"),
        ("1 Nov 2025", "2025-11-01"), ("1 April 2032", "2032-04-01"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_asked_about(text: str, day: str) -> None:
    """Words and signs that leave a day open, and a day years away, are not applied; the day is offered."""
    found = read_date(text, reading())

    assert isinstance(found, Unclear)
    assert (day,) == found.choices


def test_a_text_that_the_deal_s_locale_of_now_reads_otherwise_is_asked_about() -> None:
    """With both days; what means the same by both, or nothing by the other, is read by the document's."""
    two = replace(reading("en-GB"), others=("en_US",))
    found = read_date("03/04/2027", two)

    assert isinstance(found, Unclear)
    assert ("2027-04-03", "2027-03-04") == found.choices
    assert "the deal's locale is not the one that it was typed in" in found.why
    for text in ("18 Dec 2026", "18/12/2026", "2026-12-18"):
        assert Read(DEC_18) == read_date(text, two)
    assert read_date("18 Dec 2026 or 21 Dec 2026", reading()) == read_date("18 Dec 2026 or 21 Dec 2026", two)


@pytest.mark.parametrize("text", ["2 Nov 2025", "31 March 2032"])
def test_a_year_before_the_plan_and_five_after_it_are_near(text: str) -> None:
    """To the day."""
    assert isinstance(read_date(text, reading()), Read)


def test_a_day_without_a_year_lies_within_the_plan() -> None:
    """Where two years fit, both are offered; a weekday settles it; where none does, nothing is read."""
    long = reading("en-GB", date(2026, 11, 2), date(2028, 1, 31))

    assert Unclear('"11 Dec" can be read in more than one way.', (DEC_11, "2027-12-11")) == read_date("11 Dec", long)
    assert Read(DEC_11) == read_date("Fri 11 Dec", long)
    outside, none = (read_date(text, reading()) for text in ("15 Oct", "31 Feb"))
    assert isinstance(outside, Unclear)
    assert isinstance(none, Unclear)
    assert ("2026-10-15", "2027-10-15") == outside.choices
    assert '"15 Oct" is not within the plan, and names no year.' == outside.why
    assert ('"31 Feb" is a day that does not exist.', ()) == (none.why, none.choices)


@pytest.mark.parametrize(
    ("text", "todo"),
    [
        ("11 Dec or 12 Dec", "so that it can mean one thing"),
        ("in January", "Type a date in the document, as 2026-12-18."),
        ("31 Feb", "Type a day that there is"),
        ("15 Oct", "with its year"),
        ("11 Dec 42", "the year in full"),
        ("11 Dec 2042", "the date that is meant"),
        ("about 11 Dec", "once it is firm"),
        ("Mon 11 Dec 2026", "without the day of the week"),
        ("soon " * 300, "the date alone"),
    ],
)
def test_what_to_do_fits_what_is_wrong(text: str, todo: str) -> None:
    """A text that means nothing is not asked to mean one thing."""
    found = read_date(text, reading())

    assert isinstance(found, Unclear)
    assert todo in found.todo


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2026, 11, 2), date(2027, 3, 31)), st.sampled_from(["en-GB", "en-US", "de-DE", "fr-FR"]))
def test_what_documents_write_is_read_back(day: date, locale: str) -> None:
    """Every form in which a document shows a date gives that date."""
    found = reading(locale)
    words = found.directory.words
    for form in ("medium", "long", "weekday", "numeric", "short"):
        assert Read(day.isoformat()) == read_date(words.day(day, form), found)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    """No text is too odd, and what is read is a day that exists."""
    found = read_date(text, reading())
    if isinstance(found, Read) and found.value:
        assert found.value == date.fromisoformat(found.value).isoformat()


@pytest.mark.parametrize("text", ["1 dec " * 4000, "2026-12-11 " * 2000, "Maria, " * 3000, "\u0661" * 20_000])
def test_a_long_text_costs_no_time(text: str) -> None:
    """Whoever pastes a page into a cell is asked what they mean."""
    assert isinstance(read_date(text, reading()), Unclear)
