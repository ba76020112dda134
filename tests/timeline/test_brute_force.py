"""Shares against every order in which the causes could have come, each world scheduled by itself by the engine."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import permutations, product
from math import factorial
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mapdocs.problems import DealError
from mapdocs.timeline.diff import diff_timelines
from tests.timeline.states import DURATIONS, LINKS, MONDAY, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapdocs.timeline.parts import Cause

CENT = Fraction(1, 100)


@dataclass(frozen=True)
class Event:
    """Something that a user may do to a deal file, and the cause that it must be told as; `about`: what a log names."""

    cause: tuple[str, str, str]
    edit: Callable[[dict[str, Any]], None]
    about: dict[str, str]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**9))
def test_shares_are_the_mean_over_all_orders_that_the_log_leaves_open(seed: int) -> None:
    """Shares to the cent, the slip of each cause alone, and the slip without it, as worked out world by world."""
    pick = random.Random(seed)  # noqa: S311 - an example, no secret
    was = deal(pick)
    events = some_events(pick, was)
    groups = logged(pick, events)

    @cache
    def live(happened: frozenset[int]) -> date:
        return snapshot(world(was, events, happened)).schedule.forecast

    every = frozenset(range(len(events)))
    try:
        shares = by_all_orders(groups, live)
        nothing, slip = live(frozenset()), (live(every) - live(frozenset())).days
        alone = [(live(frozenset({k})) - nothing).days for k in every]
        without = [(live(every - {k}) - nothing).days for k in every]
        now = snapshot(world(was, events, every) | {"log": log_of(groups, events)})
        found = diff_timelines(snapshot(was), now)
    except DealError:
        assume(False)  # noqa: FBT003 - what no plan may be is no example
        raise
    told = {name_of(cause): cause for cause in found.causes}

    assert slip == found.go_live.days == sum(cause.share for cause in found.causes)
    assert sum(shares) == slip
    for k, event in enumerate(events):
        if cause := told.pop(event.cause, None):
            assert abs(Fraction(cause.share) - shares[k]) < CENT
            assert (alone[k], without[k]) == (cause.alone, cause.without)
        else:  # what changes nothing at all is not told
            assert (0, 0, slip) == (int(shares[k]), alone[k], without[k])
    assert {} == told


def name_of(cause: Cause) -> tuple[str, str, str]:
    """Kind and task; or title and side, where there is no task."""
    return (cause.kind, cause.task.id, "") if cause.task else (cause.kind, cause.title, cause.party)


def by_all_orders(groups: list[list[int]], live: Callable[[frozenset[int]], date]) -> list[Fraction]:
    """The mean of what each event adds, over all orders in which those of each group, and then the next, may come."""
    totals = [Fraction(0)] * sum(map(len, groups))
    orders = [list(permutations(group)) for group in groups]
    count = 1
    for group in groups:
        count *= factorial(len(group))
    for order in product(*orders):
        happened: frozenset[int] = frozenset()
        for k in (k for group in order for k in group):
            totals[k] += Fraction((live(happened | {k}) - live(happened)).days, count)
            happened |= {k}
    return totals


def deal(pick: random.Random) -> dict[str, Any]:
    """A few tasks with links of all kinds, on calendars of both sides."""
    names = [f"t{k}" for k in range(pick.randint(3, 6))]
    tasks = {}
    for k, name in enumerate(names):
        before = pick.sample(names[:k], min(pick.choice([0, 1, 1, 2]), k))
        task = {"duration": pick.choice(DURATIONS), "after": [other + pick.choice(LINKS) for other in before]}
        side = pick.choice(["buyer", "seller", ""])
        tasks[name] = task | ({side: "x"} if side else {})
    return {"start": "2026-11-02", "buyer": {"name": "B"}, "seller": {"name": "S"}, "tasks": tasks}


def some_events(pick: random.Random, was: dict[str, Any]) -> list[Event]:
    """One to five things that happen, no two of one kind to one task."""
    found = {event.cause: event for event in possible(pick, was)}
    return pick.sample(list(found.values()), pick.randint(1, 5))


def possible(pick: random.Random, was: dict[str, Any]) -> Iterator[Event]:
    names = list(was["tasks"])
    for k, name in enumerate(names):
        about = {"task": name}
        longer = pick.choice([length for length in DURATIONS if length != was["tasks"][name]["duration"]])
        yield Event(("duration", name, ""), setting(name, "duration", longer), about)
        day = (MONDAY + timedelta(7 * pick.randint(0, 4) + pick.randint(0, 4))).isoformat()
        yield Event(("pin", name, ""), setting(name, "not_before", day), about)
        yield Event(("scope-removed", name, ""), setting(name, "status", "cancelled"), about)
        if k > 1:
            other = names[pick.randrange(k)]
            if not any(link.split()[0] == other for link in was["tasks"][name]["after"]):
                yield Event(("link", name, ""), linked(name, other), about)
    closure = {"from": "2026-11-05", "to": (date(2026, 11, 5) + timedelta(pick.randint(0, 9))).isoformat()}
    for side in ("buyer", "seller"):
        yield Event(("calendar", "Closed", side), closed(side, closure | {"name": "Closed"}), {"calendar": side})
    yield Event(("setting", "start", "nobody"), started(pick.choice(["2026-11-03", "2026-11-06", "2026-11-11"])), {})
    yield Event(("scope-added", "n0", ""), added(pick.choice(names), pick.choice(DURATIONS)), {"task": "n0"})


def setting(name: str, key: str, value: str) -> Callable[[dict[str, Any]], None]:
    return lambda made: made["tasks"][name].update({key: value})


def linked(name: str, other: str) -> Callable[[dict[str, Any]], None]:
    return lambda made: made["tasks"][name]["after"].append(other)


def closed(side: str, closure: dict[str, str]) -> Callable[[dict[str, Any]], None]:
    return lambda made: made[side].update({"closures": [closure]})


def started(day: str) -> Callable[[dict[str, Any]], None]:
    return lambda made: made.update({"start": day})


def added(after: str, duration: str) -> Callable[[dict[str, Any]], None]:
    return lambda made: made["tasks"].update({"n0": {"duration": duration, "after": [after]}})


def world(was: dict[str, Any], events: list[Event], happened: frozenset[int]) -> dict[str, Any]:
    """The deal file in which just these have happened."""
    made = deepcopy(was)
    for k in sorted(happened):
        events[k].edit(made)
    return made


def logged(pick: random.Random, events: list[Event]) -> list[list[int]]:
    """The events by the day on which a log entry tells of them, those of which none tells last; one day a thing."""
    days = {tuple(event.about.items()): pick.choice([1, 2, 9]) if event.about else 9 for event in events}
    groups: dict[int, list[int]] = {}
    for k, event in enumerate(events):
        groups.setdefault(days[tuple(event.about.items())], []).append(k)
    return [groups[day] for day in sorted(groups)]


def log_of(groups: list[list[int]], events: list[Event]) -> list[dict[str, str]]:
    """Entries for all groups but the last, which nobody logged."""
    return [
        {"on": (MONDAY + timedelta(n)).isoformat(), "what": "It happened", **events[k].about}
        for n, group in enumerate(groups[:-1])
        for k in group
    ]
