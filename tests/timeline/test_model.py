"""All worlds between two states at once, against the engine run over each of them."""

from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mapdocs.problems import DealError
from mapdocs.schedule import make_schedule
from mapdocs.timeline.causes import state_of
from mapdocs.timeline.model import Model
from tests.timeline.states import plan, random_pair

A, B = {"duration": "5bd"}, {"duration": "5bd", "after": ["a"]}


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9), st.integers(0, 2**30))
def test_every_world_is_live_on_the_day_that_the_engine_says(seed: int, pick: int) -> None:
    """Any set of the changes of a deal, run with all others at once, gives what a schedule of that deal alone gives."""
    was, now = random_pair(seed)
    model = Model(state_of(was), state_of(now))
    said = [k for k, change in enumerate(model.changes) if change.atoms]
    on = [k for n, k in enumerate(said) if pick >> n & 1]
    sets = np.zeros((len(model.changes), 1), dtype=np.bool_)
    sets[on] = True
    state = model.worlds.state(frozenset(atom for k in on for atom in model.changes[k].atoms))
    # What has happened to added or reopened tasks since goes with them; the engine of the earlier day can't know it.
    assume(not any(group in ("presence", "progress") for k in on for _, group in model.changes[k].atoms))
    try:
        alone = make_schedule(state.deal, state.today, left_out=state.left_out, held=state.held)
    except DealError:
        assume(False)  # noqa: FBT003 - such a deal can't be
        raise

    assert alone.forecast == date.fromordinal(int(model.days(sets)[0][0]))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9))
def test_what_can_not_decide_go_live_is_not_missed(seed: int) -> None:
    """Leaving out what bounds show to be beside the point changes no day, under any set."""
    was, now = random_pair(seed)
    model = Model(state_of(was), state_of(now))
    count = min(len(model.changes), 7)
    sets = np.zeros((len(model.changes), 1 << count), dtype=np.bool_)
    sets[:count] = np.array(list(product((False, True), repeat=count))).T

    assert list(model.days(sets)[0]) == list(model.days(sets, model.names)[0])


def test_a_change_that_can_not_move_go_live_is_known() -> None:
    """What float absorbs under every set is not decisive."""
    was = plan(a=A, b=B, c={"duration": "1bd"})
    model = Model(state_of(was), state_of(plan(a={"duration": "6bd"}, b=B, c={"duration": "3bd"})))

    assert ["a"] == [model.changes[k].task for k in sorted(model.decisive)]


def test_links_that_would_make_a_ring_are_one_change() -> None:
    """Turned round, a link can't be half-way."""
    was = plan(a={"duration": "5bd"}, b={"duration": "5bd", "after": ["a"]})
    model = Model(state_of(was), state_of(plan(a={"duration": "5bd", "after": ["b"]}, b={"duration": "5bd"})))

    assert [{("a", "links"), ("b", "links")}] == [set(change.atoms) for change in model.changes]
