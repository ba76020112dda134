"""What values are read by: the words of the document, the people of the deal, the days of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from mapdocs.plan.people import Directory
from mapdocs.values.plain import folded

if TYPE_CHECKING:
    from mapdocs.words import Wording

Side = Literal["buyer", "seller"]
NO_VALUE = ("facts.no_date", "facts.not_named", "plan.not_named")
"""Words that documents have where there is no value."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`directory`: people, keys and words of the deal, on the data date. `first`, `last`: the days of the plan.

    `statuses`: folded word -> status, in the document's language first. `languages`: those whose names of months are
    known beside the locale's own. `blank`: folded words that stand for no value. `others`: locales that a date may be
    meant by too, as the deal's, where that is not the one which the document was written in.
    """

    directory: Directory
    first: date
    last: date
    statuses: Mapping[str, str]
    languages: tuple[str, ...] = ("en",)
    blank: frozenset[str] = field(default_factory=frozenset)
    others: tuple[str, ...] = ()
    names: dict[Side | None, list[dict[str, list[str]]]] = field(default_factory=dict, compare=False, repr=False)
    """How the people of a side may be called, once somebody has asked (persons.py)."""

    @property
    def locale(self) -> str:
        """The document's, as Babel names it."""
        return self.directory.words.locale

    @property
    def today(self) -> date:
        """The data date."""
        return self.directory.today

    def holder(self, value: str, side: Side | None = None) -> str:
        """The person who is meant today by an id or a role; the role where nobody holds it."""
        person = self.directory.people.get(value)
        if not value.startswith("role:") and person is None:
            return value
        who = self.directory.who(value, side)
        if who is None:
            return ""
        if who.open:
            return value if value.startswith("role:") else f"role:{person.role}" if person else value
        return next((name for name, key in self.directory.keys.items() if key == who.key), value)


def blank_words(words: Wording) -> frozenset[str]:
    """What stands in a document of these words where nothing is set."""
    return frozenset(folded(words.t(name)) for name in NO_VALUE if words.has(name))
