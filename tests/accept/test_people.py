"""People who are new: one for each name and side, with an id of their own."""

from __future__ import annotations

from mapdocs.accept.people import Newcomers
from mapdocs.dealfile import Edit
from mapdocs.values import Stranger
from tests.samples import SMALL, opened


def newcomers() -> Newcomers:
    deal = opened(SMALL)
    return Newcomers(deal.composed.deal.people, deal.keys)


def test_a_person_is_added_once() -> None:
    """Under an id made from the name; the same name on the other side is somebody else."""
    new = newcomers()
    buyers = [new.added(Stranger(name), "buyer")[0] for name in ("Zoë Roß", "ZOË ROß")]
    ids = [*buyers, new.added(Stranger("Zoë Roß"), "seller")[0]]

    assert ["zoe-ross", "zoe-ross", "zoe-ross-2"] == ids


def test_an_id_that_is_taken_is_not_given_again() -> None:
    """Nor is one made of letters that ids can't have."""
    new = newcomers()

    assert ["maria-2", "person"] == [new.added(Stranger(name), "buyer")[0] for name in ("Maria", "王小明")]


def test_without_a_side_the_address_tells_or_it_is_the_buyers() -> None:
    """The domain of somebody who is known."""
    new = newcomers()
    edits = [new.added(Stranger(*who), None)[1] for who in (("Ann", "ann@marlow.example"), ("Bob", ""))]

    assert [
        Edit(("people", "ann"), {"name": "Ann", "party": "buyer", "email": "ann@marlow.example"}),
        Edit(("people", "bob"), {"name": "Bob", "party": "buyer"}),
    ] == edits
