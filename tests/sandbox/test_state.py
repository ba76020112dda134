"""Who calls."""

from __future__ import annotations

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.state import OWNER, State, person
from mapdocs.sandbox.store import Store, Ticking


def test_who_calls_is_told_by_token_or_header() -> None:
    """Without either it is the owner; a refused token is 401."""
    state = State(Store(None), Ticking(), tokens={"ya29.x": "ana@seller.example"})
    assert OWNER == state.who({})
    assert "ana@seller.example" == state.who({"authorization": "Bearer ya29.x"}).email
    assert "maria@marlow.example" == state.who({"authorization": "bearer maria@marlow.example"}).email
    assert "maria@marlow.example" == state.who({"x-sandbox-user": "maria@marlow.example"}).email
    assert OWNER == state.who({"authorization": "Bearer unknown"})
    state.refused.add("ya29.x")
    with pytest.raises(ApiError) as error:
        state.who({"authorization": "Bearer ya29.x"})
    assert 401 == error.value.code


def test_a_reset_leaves_nothing() -> None:
    """No documents, faults, log or tokens."""
    state = State(Store(None), Ticking(), tokens={"a": "b@c.example"})
    state.log.append({})
    state.reset()
    assert ({}, [], [], {}) == (state.store.entries, list(state.log), state.faults.waiting, state.tokens)
    assert "Maria Lopez" == person("maria.lopez@marlow.example").name
