"""A name is a person of the deal by any way of naming that only one has; else a stranger, or asked about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.values import Read, Stranger, Unclear
from mapdocs.values.persons import read_person
from tests.readings import reading


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("Maria Keller", "maria", ""),
        ("MARIA  KELLER", "maria", ""),
        ("Maria", "maria", ""),
        ("Keller, Maria", "maria", ""),
        ("M. Keller", "maria", ""),
        ("Zoe Keller", "zoe", ""),
        ("maria@marlow.example", "maria", ""),
        ("Maria Keller <maria@marlow.example>", "maria", ""),
        ("p-01", "maria", ""),
        ("Ruth", "cfo", ""),
        ("Project lead", "role:champion", ""),
        ("Security (to be named)", "role:security", ""),
        ("role:security", "role:security", ""),
        ("Maria Keller (from January)", "maria", "from January"),
        ("Maria Keller\nplease", "maria", "please"),
        ("", "", ""),
        ("-", "", ""),
        ("to be named", "", ""),
    ],
)
def test_people_of_the_deal_are_known_by_many_names(text: str, value: str, rest: str) -> None:
    """Full, first or last name, initials, e-mail, key, role; what stands beside it is kept apart."""
    assert Read(value, rest) == read_person(text, reading(), "buyer")


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Keller", ("maria", "zoe")),
        ("Maria, Ruth", ("maria", "cfo")),
        ("Maria and Ruth", ("maria", "cfo")),
        ("Ruth / Bob", ("cfo",)),
        ("Tom Weiss", ()),
        ("tbd", ()),
        ("?", ()),
        ("The whole team of the customer", ()),
    ],
)
def test_who_is_not_certain_is_asked_about(text: str, choices: tuple[str, ...]) -> None:
    """Two of that name, two people, the other side's, or nobody: never guessed."""
    found = read_person(text, reading(), "buyer")

    assert isinstance(found, Unclear)
    assert choices == found.choices


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("Bob Miller", Stranger("Bob Miller")),
        ("Bob Miller <bob@x.example>", Stranger("Bob Miller", "bob@x.example")),
        ("bob.miller@x.example", Stranger("Bob Miller", "bob.miller@x.example")),
        ("Maria Kellar", Stranger("Maria Kellar", "", ("maria",))),
        ("\u7530\u4e2d \u592a\u90ce", Stranger("\u7530\u4e2d \u592a\u90ce")),
    ],
)
def test_a_name_that_nobody_has_is_a_stranger(text: str, stranger: Stranger) -> None:
    """Somebody new, with an address where one is written, and whoever is called much the same."""
    assert stranger == read_person(text, reading(), "buyer")


def test_an_owner_may_be_of_either_side_where_no_side_is_asked_for() -> None:
    """As the owner of a decision."""
    assert Read("tom") == read_person("Tom", reading())
    assert Read("maria") == read_person("Maria Keller", reading())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    """No text is too odd; who is read is of the deal, or a role."""
    found = read_person(text, reading(), "buyer")
    if isinstance(found, Read) and found.value:
        assert found.value.startswith("role:") or found.value in reading().directory.people


@pytest.mark.parametrize("text", ["1 dec " * 4000, "2026-12-11 " * 2000, "Maria, " * 3000, "\u0661" * 20_000])
def test_a_long_text_costs_no_time(text: str) -> None:
    """Whoever pastes a page into a cell is asked what they mean."""
    assert isinstance(read_person(text, reading(), "buyer"), Unclear)
