from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.dates import Span
from mapdocs.deal import Deal
from mapdocs.schedule.calendars import Calendars
from mapdocs.schedule.faults import Faults
from mapdocs.schedule.network import Arc, Network, read_network, shortest_cycle, topological

GRAPHS = st.integers(2, 12).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=30))
)


def arcs(*pairs: tuple[int, int]) -> list[Arc]:
    return [Arc(source, target, "FS", Span(0), (), ()) for source, target in pairs if source != target]


def network(tasks: dict[str, Any], *left_out: str) -> Network:
    deal = Deal.model_validate({"buyer": {"name": "B"}, "seller": {"name": "S"}, "tasks": tasks})
    return read_network(deal, frozenset(left_out), Calendars(deal, Faults()), Faults())


@given(GRAPHS)
def test_every_link_points_forward_in_the_order(graph: tuple[int, list[tuple[int, int]]]) -> None:
    """All nodes that no ring holds up are in the order once, each after all that it waits for."""
    count, found = graph[0], arcs(*graph[1])
    order = topological(count, found)
    rank = {k: n for n, k in enumerate(order)}

    assert len(rank) == len(order)
    assert all(rank[arc.source] < rank[arc.target] for arc in found if arc.target in rank)


@given(GRAPHS)
def test_a_ring_is_found_where_the_order_is_short(graph: tuple[int, list[tuple[int, int]]]) -> None:
    """The ring's links are all there, and there is one exactly where nodes are missing from the order."""
    count, found = graph[0], arcs(*graph[1])
    order = topological(count, found)
    ring = shortest_cycle(count, found, order)
    pairs = {(arc.source, arc.target) for arc in found}

    assert bool(ring) == (len(order) < count)
    assert all(pair in pairs for pair in pairwise([*ring, *ring[:1]]))


def test_the_shortest_ring_is_told() -> None:
    """Of a ring of four and one of three within it, the one of three."""
    found = arcs((0, 1), (1, 2), (2, 3), (3, 0), (3, 1))

    assert [1, 2, 3] == shortest_cycle(4, found, topological(4, found))


def test_a_ring_in_a_big_plan_is_found_in_bounded_work() -> None:
    """10,000 tasks in one ring, each with three links more: found without a search from every task to every other."""
    pairs = [(k, (k + 1) % 10_000) for k in range(10_000)]
    pairs += [(k, (k + step) % 10_000) for k in range(10_000) for step in (7, 11, 13)]
    found = arcs(*pairs)

    assert shortest_cycle(10_000, found, topological(10_000, found))


def test_what_nothing_leads_to_passes_nothing_on() -> None:
    """Tasks left out keep their links only where these lie between tasks of the plan."""
    found = network({"a": {}, "out": {"after": ["a"]}, "b": {"after": ["out", "loose"]}, "loose": {}}, "out", "loose")

    assert [(0, 1), (1, 2)] == [(arc.source, arc.target) for arc in found.arcs]


@pytest.mark.parametrize(
    ("task", "state"),
    [
        ({}, "waiting"),
        ({"status": "blocked"}, "waiting"),
        ({"status": "at-risk"}, "waiting"),
        ({"status": "in-progress"}, "started"),
        ({"started": "2026-11-02"}, "started"),
        ({"finished": "2026-11-02"}, "done"),
        ({"status": "done"}, "done"),
        ({"status": "cancelled", "started": "2026-11-02"}, "passed"),
    ],
)
def test_status_and_dates_say_how_far_a_task_is(task: dict[str, str], state: str) -> None:
    """A date that has happened tells as much as the status does."""
    assert state == network({"a": task}).nodes[0].state
