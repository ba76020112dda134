"""People who are not of the deal yet, made so that they can own something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.dealfile import Edit
from mapdocs.scalars import make_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.deal import Person, Side
    from mapdocs.keys import Keys
    from mapdocs.values import Stranger


class Newcomers:
    """Who was added: the same name on the same side is one person, whatever names them."""

    def __init__(self, people: Mapping[str, Person], keys: Keys) -> None:
        """The deal's people; an id that anybody ever had is given to nobody else."""
        self._people = people
        self._taken = {*people, *keys.people}
        self._ids: dict[tuple[str, str], str] = {}

    def added(self, stranger: Stranger, side: Side | None) -> tuple[str, Edit, str]:
        """The id, the edit that adds them, and a remark. `side`: that of the column, where it is one's."""
        party = side or self._side_of(stranger.email)
        known = stranger.name.casefold(), party
        if known not in self._ids:
            self._ids[known] = make_id(stranger.name, self._taken, "person")
            self._taken.add(self._ids[known])
        name = self._ids[known]
        person = {"name": stranger.name, "party": party} | ({"email": stranger.email} if stranger.email else {})
        said = f"{stranger.name} is new among the people of the {party}, with no role yet."
        return name, Edit(("people", name), person), said

    def _side_of(self, email: str) -> Side:
        """The side with the same e-mail domain; else the buyer's, who writes in the document."""
        domain = email.rpartition("@")[2].casefold()
        sides = {p.party for p in self._people.values() if domain and p.email.casefold().endswith(f"@{domain}")}
        return "seller" if sides == {"seller"} else "buyer"
