"""What values are read by."""

from __future__ import annotations

from datetime import date

import pytest

from mapdocs.values import reading_of
from tests.readings import reading
from tests.samples import SMALL, opened


def test_a_reading_knows_the_deals_people_words_and_days() -> None:
    """Of the plan from its first day to its last."""
    found = reading_of(opened(SMALL))

    assert "en_GB" == found.locale
    assert (date(2026, 11, 9), date(2027, 6, 30)) == (found.first, found.last)
    assert ("en", "de", "fr") == found.languages
    assert "done" == found.statuses["erledigt"]
    assert date(2026, 11, 23) == found.today


def test_a_document_in_another_locale_is_read_by_that_one() -> None:
    """With its words and its order of day and month; the deal's own is the other that a date may be meant by."""
    deal = opened(SMALL)
    german = reading_of(deal, ("de-DE", "fr-FR"))

    assert ("de_DE", ("fr_FR", "en_GB")) == (german.locale, german.others)
    assert {"noch zu vereinbaren", "to be agreed"} <= german.blank
    assert ("en_GB", ()) == (reading_of(deal, ("en-GB",)).locale, reading_of(deal, ("en-GB",)).others)


@pytest.mark.parametrize(
    ("value", "holder"),
    [
        ("maria", "maria"),
        ("role:champion", "maria"),
        ("ciso", "role:security"),
        ("role:security", "role:security"),
        ("role:nobody", "role:nobody"),
        ("", ""),
        ("gone", "gone"),
    ],
)
def test_the_holder_is_who_is_meant_today(value: str, holder: str) -> None:
    """The person of a role; the role itself where nobody is named."""
    assert holder == reading().holder(value, "buyer")
