"""Readings to test with: a small deal's people, in any locale, on a plan of any days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from mapdocs.deal import Person
from mapdocs.locales import locale_words
from mapdocs.plan.people import Directory
from mapdocs.values import Reading
from mapdocs.values.reading import blank_words
from mapdocs.values.statuses import status_words
from mapdocs.words import flatten, make_wording
from tests.samples import shipped

PEOPLE: dict[str, dict[str, Any]] = {
    "maria": {"name": "Maria Keller", "party": "buyer", "role": "champion", "email": "maria@marlow.example"},
    "cfo": {"name": "Ruth Adeyemi", "party": "buyer", "role": "economic-buyer"},
    "ciso": {"party": "buyer", "role": "security", "unknown": True},
    "zoe": {"name": "Zoë Keller", "party": "buyer", "role": "user"},
    "tom": {"name": "Tom Weiss", "party": "seller", "role": "account-executive", "email": "tom@fernhill.example"},
    "ana": {"name": "Ana de la Cruz", "party": "seller", "role": "solution-engineer"},
}
KEYS = {name: f"P-{n:02}" for n, name in enumerate(PEOPLE, 1)}
JAPANESE = {"status": {"not-started": "未着手", "in-progress": "進行中", "done": "完了"}}


@lru_cache(maxsize=64)
def reading(
    locale: str = "en-GB",
    first: date = date(2026, 11, 2),
    last: date = date(2027, 3, 31),
    today: date = date(2026, 11, 23),
) -> Reading:
    """Of a plan from one day to another; Japanese and Arabic as a workspace would add them."""
    known, _ = locale_words(shipped().templates)
    words, _ = make_wording(locale, {**known, "ja": JAPANESE, "ar": {"status": {"done": "تم"}}})
    people = {name: Person.model_validate(about) for name, about in PEOPLE.items()}
    trees = [words.words, *(flatten(tree) for tree in known.values())]
    return Reading(
        Directory(people, KEYS, words, today), first, last, status_words(trees), ("en", "de", "fr"), blank_words(words)
    )
