"""Names of months and weekdays, and the order of figures."""

from __future__ import annotations

import pytest

from mapdocs.values.calendar_words import calendar_words


@pytest.mark.parametrize(
    ("locale", "order", "short"),
    [
        ("en_GB", "dmy", "dm"),
        ("en_US", "mdy", "md"),
        ("de_DE", "dmy", "dm"),
        ("ja_JP", "ymd", "md"),
        ("ar_EG", "dmy", "dm"),
        ("sv_SE", "ymd", "dm"),
    ],
)
def test_the_order_is_cldrs(locale: str, order: str, short: str) -> None:
    """Of whole dates, and of those without a year."""
    words = calendar_words(locale, ())

    assert (order, short) == (words.order, words.short)


def test_another_languages_name_never_means_what_the_own_one_does_not() -> None:
    """`mar.` is a Tuesday in French, and no March."""
    words = calendar_words("fr_FR", ("en", "de"))

    assert 1 == words.weekdays["mar"]
    assert "mar" not in words.months
    assert 12 == words.months["dezember"]


def test_a_language_that_nobody_knows_adds_nothing() -> None:
    """A deal may name any."""
    assert calendar_words("en_GB", ()) == calendar_words("en_GB", ("xx-nope",))
